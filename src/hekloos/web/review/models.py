"""What teachers of both sides say of a pair. Rows are only added: who changes their mind says so again."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hekloos.web.curriculum.models import SIDES
from hekloos.web.overlap.models import RELATIONS, Pair


class Verdict(models.Model):
    """`relation` is empty when somebody takes back what they said. The digests are of the texts that were judged.

    `stroke` is given by the form, so that the same press of a button counts once.
    """

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="verdicts")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="verdicts")
    side = models.CharField(max_length=4, choices=SIDES)
    relation = models.CharField(_("verband"), max_length=10, choices=RELATIONS, blank=True)
    reason = models.CharField(_("waarom"), max_length=1000, blank=True)
    remainder = models.CharField(_("wat er overblijft"), max_length=1000, blank=True)
    left_digest = models.CharField(max_length=32)
    right_digest = models.CharField(max_length=32)
    was_blind = models.BooleanField(default=True)  # the first of this person on these texts, so nothing was seen yet
    at = models.DateTimeField(default=timezone.now)
    stroke = models.UUIDField(default=uuid.uuid4, unique=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["pair", "id"], name="verdicts_of_a_pair"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.get_relation_display()}"
