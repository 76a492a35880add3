"""Routes of a lab: what they stand on, every version of them, and what the solver proposed.

A route is never changed in place: who changes something adds a version, with who, when and what. What it stands on
(programmes, items, agreed pairs) changes seldom, and is kept apart as its ground.
"""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hekloos.web.labs.models import Lab
from hekloos.web.labs.work import Work
from hekloos.web.overlap.models import Comparison

WISHES = [
    ("most_hours", _("meeste uren vrij")),
    ("least_change", _("minste verandering")),
    ("early_acquaintance", _("vroeg kennismaken")),
]


class Route(models.Model):
    lab = models.ForeignKey(Lab, on_delete=models.CASCADE, related_name="routes")
    comparison = models.ForeignKey(Comparison, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("naam"), max_length=120)
    made_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    current = models.ForeignKey("RouteVersion", on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title


class RouteGround(models.Model):
    """What was agreed at some moment: `content` has programmes, items and agreed pairs as a route file has them."""

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="grounds")
    comparison = models.ForeignKey(Comparison, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    stamp = models.CharField(max_length=32)  # of what was agreed; another one when that changes
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.route} {self.made_at:%Y-%m-%d}"


class RouteVersion(models.Model):
    """Only added to. `content` has the rest of a route file; `what` is the verb of the log."""

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="versions")
    ground = models.ForeignKey(RouteGround, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    what = models.CharField(max_length=40)
    detail = models.CharField(max_length=200, blank=True)
    touched = models.JSONField(default=list)  # units, by their id
    by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["route", "number"], name="one_route_version_per_number"),)

    def __str__(self) -> str:
        return f"{self.route} ({self.number})"


class RouteProposal(Work):
    """Asked of one version, made by a worker; `result` is what the solver found, or which rules clash."""

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="proposals")
    version = models.ForeignKey(RouteVersion, on_delete=models.CASCADE, related_name="proposals")
    wish = models.CharField(max_length=20, choices=WISHES)
    seed = models.PositiveIntegerField(default=0)
    seconds = models.PositiveSmallIntegerField(default=20)
    by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    result = models.JSONField(default=dict)
    cancelled_at = models.DateTimeField(null=True)
    adopted_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["RouteProposal"]] = models.Manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.route}: {self.get_wish_display()}"

    @classmethod
    def open(cls) -> models.Q:
        return super().open() & models.Q(cancelled_at=None)
