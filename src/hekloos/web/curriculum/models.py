"""Programmes of a lab, each with its versions and their items; and files that were read but not stored yet.

An item belongs to one version. What it is in all versions together is its programme and its `key`, which is the
stable id that its source gave it.
"""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hekloos.core.curriculum import FrameworkKind, ItemKind, Side
from hekloos.web.labs.models import Lab, Organisation
from hekloos.web.labs.work import Work

SIDES = [(Side.VMBO.value, _("vmbo")), (Side.MBO.value, _("mbo"))]
KINDS = [
    (FrameworkKind.EXAM_PROGRAMME.value, _("examenprogramma")),
    (FrameworkKind.QUALIFICATION_DOSSIER.value, _("kwalificatiedossier")),
    (FrameworkKind.SCHOOL_PROGRAMME.value, _("programma van de school")),
    (FrameworkKind.LESSON_MATERIAL.value, _("lesmateriaal")),
]
ITEM_KINDS = [(kind.value, kind.value) for kind in ItemKind]


class Framework(models.Model):
    """One programme in a lab, whatever its version; `key` is what its source calls it ("PIE", a crebo).

    Where people knew better than the reader, `side_as_read` and `kind_as_read` hold what its files seem to be: a later
    one will seem that again.
    """

    lab = models.ForeignKey(Lab, on_delete=models.CASCADE, related_name="frameworks")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True)
    side = models.CharField(max_length=4, choices=SIDES)
    kind = models.CharField(max_length=30, choices=KINDS)
    side_as_read = models.CharField(max_length=4, choices=SIDES, blank=True)
    kind_as_read = models.CharField(max_length=30, choices=KINDS, blank=True)
    key = models.CharField(max_length=200)
    title = models.CharField(_("titel"), max_length=300)
    current = models.ForeignKey("Version", on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-side", "title")

    def __str__(self) -> str:
        return self.title

    @property
    def sides(self) -> tuple[str, str]:
        """What a file of it may seem to be."""
        return self.side, self.side_as_read or self.side

    @property
    def kinds(self) -> tuple[str, str]:
        return self.kind, self.kind_as_read or self.kind


class Version(models.Model):
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    source = models.CharField(max_length=300, blank=True)
    stated_version = models.CharField(max_length=100, blank=True)
    crebo = models.CharField(max_length=30, blank=True)
    valid_from = models.CharField(max_length=30, blank=True)
    valid_until = models.CharField(max_length=30, blank=True)
    levels = models.JSONField(default=list)
    digest = models.CharField(max_length=32)
    problems = models.JSONField(default=list)
    item_count = models.PositiveIntegerField(default=0)
    adopted_at = models.DateTimeField(default=timezone.now)
    adopted_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["framework", "number"], name="one_version_per_number"),)

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Item(models.Model):
    """A line of one version. `parent_key` is the item above it; `group_key` the module or core task that it is in."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=300)
    parent_key = models.CharField(max_length=300, blank=True)
    group_key = models.CharField(max_length=300, blank=True)
    depth = models.PositiveSmallIntegerField(default=0)
    is_compared = models.BooleanField(default=False)
    is_group = models.BooleanField(default=False)  # items that are compared stand in it
    code = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=ITEM_KINDS)
    text = models.TextField()
    description = models.TextField(blank=True)
    result = models.TextField(blank=True)
    behaviour = models.JSONField(default=list)
    levels = models.JSONField(default=list)
    hours = models.FloatField(null=True)
    reference = models.CharField(max_length=300, blank=True)
    remark = models.CharField(max_length=500, blank=True)
    digest = models.CharField(max_length=32)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["version", "key"], name="one_item_per_key"),)
        indexes = (
            models.Index(fields=["version", "position"], name="items_in_order"),
            models.Index(fields=["version"], condition=models.Q(is_group=True), name="groups_of_a_version"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip()[:120]


class Upload(Work):
    """Files that somebody brought: first waiting to be read, then read (`content`), then adopted or thrown away.

    `content` holds programmes as `convert.to_data` writes them. The files themselves go as soon as they are read.
    """

    lab = models.ForeignKey(Lab, on_delete=models.CASCADE, related_name="uploads")
    by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    content = models.JSONField(default=list)
    found = models.PositiveIntegerField(default=0)  # programmes in it
    problems = models.JSONField(default=list)
    adopted_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Upload"]] = models.Manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name

    @property
    def is_unreadable(self) -> bool:
        """It was read as far as it goes, and there is nothing in it to adopt."""
        return not self.is_waiting and not self.found

    @classmethod
    def open(cls) -> models.Q:
        return super().open() & models.Q(discarded_at=None)


class Stored(models.Model):
    """A file that was brought, until somebody read it."""

    name = models.CharField(max_length=300)
    data = models.BinaryField()

    class Meta:
        abstract = True
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class UploadedFile(Stored):
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="files")
