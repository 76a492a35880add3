"""Comparisons of programmes of a lab, and the pairs of items that they propose."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hekloos.core.curriculum import Relation
from hekloos.web.curriculum.models import Framework, Item, Version
from hekloos.web.labs.models import Lab
from hekloos.web.labs.work import Work

RELATIONS = [
    (Relation.SAME.value, _("dubbel")),
    (Relation.BUILDS_ON.value, _("bouwt voort")),
    (Relation.RELATED.value, _("verwant")),
    (Relation.NONE.value, _("geen")),
]


def part_name(framework: int, key: str) -> str:
    """A module or core task as people choose it: every dossier has a B1-K1, so its programme belongs to the name."""
    return f"{framework}:{key}"


def framework_of_part(name: str) -> int:
    return int(name.partition(":")[0])


class Refit(models.Model):
    """What the verdicts of a lab taught the judge. The one that did not end is used for what is asked from then on.

    Rows are only added; of a row only its end is written later. `judge` is the fingerprint of the shipped judge that is
    changed, `weights` are by feature. `before` and `after` say how good both were, as `convert.quality` has it.
    """

    lab = models.ForeignKey(Lab, on_delete=models.CASCADE, related_name="refits")
    judge = models.CharField(max_length=16)
    weights = models.JSONField()
    shift = models.FloatField()
    verdict_count = models.PositiveIntegerField()
    before = models.JSONField()
    after = models.JSONField()
    by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["lab"], condition=models.Q(ended_at=None), name="one_refit_in_use"),
        )

    def __str__(self) -> str:
        return f"{self.lab}: {self.verdict_count}"


class Comparison(Work):
    """Asked by somebody, done by a worker. Its matches are seen when it is finished, and not before."""

    lab = models.ForeignKey(Lab, on_delete=models.CASCADE, related_name="comparisons")
    by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    left = models.ManyToManyField(Version, related_name="+")
    right = models.ManyToManyField(Version, related_name="+")
    levels = models.JSONField(default=list)
    groups = models.JSONField(default=list)  # modules and core tasks by `part_name`; none means all
    signature = models.CharField(max_length=64, db_index=True)  # equal when the same was asked of whatever versions
    engine = models.CharField(max_length=60, blank=True)
    judge = models.CharField(max_length=16, blank=True)  # fingerprint of the shipped judge; empty before that was kept
    refit = models.ForeignKey(Refit, on_delete=models.RESTRICT, null=True, related_name="+")
    left_count = models.PositiveIntegerField(default=0)  # items that were compared
    right_count = models.PositiveIntegerField(default=0)
    match_count = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Comparison"]] = models.Manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title

    @property
    def is_old(self) -> bool:
        """Whether one of the programmes has got another version since."""
        versions = (*self.left.all(), *self.right.all())
        return any(version.framework.current_id != version.pk for version in versions)

    @classmethod
    def open(cls) -> models.Q:
        return super().open() & models.Q(removed_at=None)


class Pair(models.Model):
    """A vmbo item and an mbo item, whatever their versions; what people say of them hangs on this."""

    lab = models.ForeignKey(Lab, on_delete=models.CASCADE, related_name="pairs")
    left = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="+")
    left_key = models.CharField(max_length=300)
    right = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="+")
    right_key = models.CharField(max_length=300)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["left", "right", "left_key", "right_key"], name="one_pair_of_two_items"),
        )

    def __str__(self) -> str:
        return f"{self.left_key} - {self.right_key}"


class Match(models.Model):
    """A pair as one comparison proposes it, with why. `position` is its place in the order of the vmbo programme."""

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="matches")
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="matches")
    left = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    left_group = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, related_name="+")
    right_group = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, related_name="+")
    attempt = models.PositiveSmallIntegerField(default=0)  # of the comparison; only that which finished is seen
    position = models.PositiveIntegerField()
    probability = models.FloatField()
    relation = models.CharField(max_length=10, choices=RELATIONS)
    why = models.JSONField(default=dict)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["comparison", "attempt", "pair"], name="pair_once_in_an_attempt"),
        )
        indexes = (
            models.Index(fields=["comparison", "position"], name="matches_in_order"),
            models.Index(fields=["comparison", "-probability"], name="matches_best_first"),
        )

    def __str__(self) -> str:
        return f"{self.left} - {self.right}"
