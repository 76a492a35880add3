"""How far the route runs according to each school. Rows are only added: who changes their mind says so again."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hekloos.core.route.scope import Extent
from hekloos.web.labs.models import Lab, Organisation

EXTENTS = [
    (Extent.FRONT_DOOR.value, _("tot de voordeur")),
    (Extent.HUNDRED_DAYS.value, _("tot en met de eerste honderd dagen")),
    (Extent.DIPLOMA.value, _("tot en met het mbo-diploma")),
]


class ScopeAnswer(models.Model):
    """What a school answers, told by `person`. `from_year` is the year in which the first school year starts."""

    lab = models.ForeignKey(Lab, on_delete=models.CASCADE, related_name="scope_answers")
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    extent = models.CharField(_("tot hoever"), max_length=20, choices=EXTENTS)
    why = models.CharField(_("waarom"), max_length=1000, blank=True)
    for_whom = models.CharField(_("voor wie"), max_length=300)
    from_year = models.PositiveSmallIntegerField(_("vanaf schooljaar"))
    was_blind = models.BooleanField()  # nothing of what other schools answered could be read before
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["lab", "id"], name="scope_of_a_lab"),)

    def __str__(self) -> str:
        return f"{self.school}: {self.get_extent_display()}"

    @property
    def school_year(self) -> str:
        return school_year(self.from_year)

    @property
    def confirmed(self) -> "ScopeConfirmation | None":
        """That the school stands behind this answer as what all schools say."""
        return getattr(self, "confirmation", None)


class ScopeConfirmation(models.Model):
    """A school stands behind its answer, which is what the other schools answered as well."""

    answer = models.OneToOneField(ScopeAnswer, on_delete=models.CASCADE, related_name="confirmation")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.answer)


def school_year(from_year: int) -> str:
    """2027 is "2027-2028"."""
    return f"{from_year}-{from_year + 1}"
