"""Labs: which schools build a route together, who works in them and as what, and what they did."""

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an organisation is; the school kinds are the two sides of the fence."""

    VMBO = "vmbo", _("vmbo-school")
    MBO = "mbo", _("mbo-instelling")
    FACILITATOR = "facilitator", _("bureau voor procesbegeleiding")
    PROGRAMME = "programme", _("landelijk of regionaal programma")


class Organisation(models.Model):
    name = models.CharField(_("naam"), max_length=120, unique=True)
    kind = models.CharField(_("soort"), max_length=20, choices=Kind)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(Lower("name"), name="one_organisation_per_name"),)

    def __str__(self) -> str:
        return self.name

    @property
    def side(self) -> str:
        """Of a school the side it is on, "vmbo" or "mbo"; else ""."""
        return self.kind if self.kind in (Kind.VMBO, Kind.MBO) else ""


class Line(models.TextChoices):
    COOPERATION = "cooperation", _("samenwerking")
    ROUTE = "route", _("doorlopende leerroute")


class Start(models.TextChoices):
    """How a lab came about: the risk of a spontaneous one is not getting going, of a stimulated one not lasting."""

    SPONTANEOUS = "spontaneous", _("spontaan: scholen zochten elkaar op")
    STIMULATED = "stimulated", _("gestimuleerd: door een subsidie of een opdracht")


class Lab(models.Model):
    name = models.CharField(_("naam"), max_length=120)
    slug = models.SlugField(unique=True)
    line = models.CharField(_("lijn"), max_length=20, choices=Line, default=Line.ROUTE)
    start = models.CharField(_("begin"), max_length=20, choices=Start, default=Start.STIMULATED)
    made_at = models.DateTimeField(default=timezone.now)
    partners = models.ManyToManyField(Organisation, through="Partner", related_name="labs")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Partner(models.Model):
    lab = models.ForeignKey(Lab, on_delete=models.CASCADE)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)

    class Meta:
        ordering = ("organisation__name",)
        constraints = (models.UniqueConstraint(fields=["lab", "organisation"], name="partner_once"),)

    def __str__(self) -> str:
        return str(self.organisation)


class Role(models.TextChoices):
    """What somebody is in a lab. What follows from it stands in `permissions.py`."""

    TEACHER = "teacher", _("docent")
    TEAM_LEADER = "team_leader", _("teamleider")
    PROJECT_LEADER = "project_leader", _("projectleider")
    FACILITATOR = "facilitator", _("procesbegeleider")
    BOARD = "board", _("bestuurder")
    COUNSELLOR = "counsellor", _("decaan")
    PROGRAMME = "programme", _("medewerker van het programma")


class Membership(models.Model):
    """Somebody in a lab, for an organisation. Who leaves keeps the row, with a date."""

    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="memberships")
    lab = models.ForeignKey(Lab, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    role = models.CharField(_("rol"), max_length=20, choices=Role)
    since = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("person__name",)
        constraints = (
            models.UniqueConstraint(
                fields=["person", "lab"], condition=models.Q(left_at=None), name="one_active_membership"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"

    @property
    def side(self) -> str:
        return self.organisation.side


class Invitation(models.Model):
    """A link that makes whoever opens it a member, once. Only its digest is kept."""

    lab = models.ForeignKey(Lab, on_delete=models.CASCADE, related_name="invitations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    role = models.CharField(_("rol"), max_length=20, choices=Role)
    for_whom = models.CharField(_("voor wie"), max_length=120, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"


class LogEntry(models.Model):
    """Who did what when; only added to. `subject` is what it was done to, as people call it."""

    lab = models.ForeignKey(Lab, on_delete=models.CASCADE, related_name="log")
    at = models.DateTimeField(default=timezone.now)
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=40)
    subject = models.CharField(max_length=200, blank=True)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["lab", "-id"], name="log_of_lab"),)

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"
