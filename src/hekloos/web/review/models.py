"""What teachers of both sides say of a pair. Rows are only added: who changes their mind says so again."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hekloos.web.curriculum.models import SIDES
from hekloos.web.labs.models import Lab
from hekloos.web.overlap.models import RELATIONS, Comparison, Pair


class TakenUpBy(models.TextChoices):
    """Who sees to it that the rest of a partial overlap is taught."""

    VMBO = "vmbo", _("het vmbo")
    MBO = "mbo", _("het mbo")
    TOGETHER = "together", _("samen")


class Meeting(models.Model):
    """Some people around a table, on a day, for a part of a comparison: so a lab can start small.

    `parts` are modules and core tasks by `part_name`; none means all.
    """

    lab = models.ForeignKey(Lab, on_delete=models.CASCADE, related_name="meetings")
    comparison = models.ForeignKey(Comparison, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(_("waarover"), max_length=120)
    on = models.DateField(_("dag"))
    parts = models.JSONField(default=list)
    people = models.ManyToManyField("accounts.Person", related_name="+")
    made_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return self.title


class Verdict(models.Model):
    """`relation` is empty when somebody takes back what they said. The digests are of the texts that were judged.

    `stroke` is given by the form, so that the same press of a button counts once. What was said at a table or on paper
    was typed by `entered_by`.
    """

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="verdicts")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="verdicts")
    side = models.CharField(max_length=4, choices=SIDES)
    relation = models.CharField(_("verband"), max_length=10, choices=RELATIONS, blank=True)
    reason = models.CharField(_("waarom"), max_length=1000, blank=True)
    remainder = models.CharField(_("wat er overblijft"), max_length=1000, blank=True)
    taken_up_by = models.CharField(_("wie pakt dat op"), max_length=10, choices=TakenUpBy, blank=True)
    left_digest = models.CharField(max_length=32)
    right_digest = models.CharField(max_length=32)
    was_blind = models.BooleanField(default=True)  # nothing of what others said of these texts was shown before
    at = models.DateTimeField(default=timezone.now)
    stroke = models.UUIDField(default=uuid.uuid4, unique=True)
    meeting = models.ForeignKey("Meeting", on_delete=models.PROTECT, null=True, related_name="verdicts")
    entered_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["pair", "id"], name="verdicts_of_a_pair"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.get_relation_display()}"
