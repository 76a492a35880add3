"""Exceptions that one side asked for, and what the other side said of them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hekloos.web.curriculum.models import SIDES
from hekloos.web.route.models.plan import Route


class AskedExemption(models.Model):
    """An item that need not be in a route, according to one person of one side.

    It counts once somebody of the other side confirms it: then a version of the route has it, with both names. A row
    is answered once: confirmed or refused by the other side, or withdrawn by who asked. `digest` is of the text that
    was asked about, `name` what the item was called then.
    """

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="asked_exemptions")
    item = models.CharField(max_length=400)  # its key in the route
    name = models.CharField(max_length=300)
    digest = models.CharField(max_length=64, blank=True)
    reason = models.CharField(_("waarom"), max_length=1000, blank=True)
    side = models.CharField(max_length=4, choices=SIDES)
    by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    was_accepted = models.BooleanField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["route", "item"], condition=models.Q(answered_at=None), name="one_open_question_per_item"
            ),
        )

    def __str__(self) -> str:
        return f"{self.route}: {self.name}"
