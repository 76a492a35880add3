"""The page of what somebody has who leaves the route after a year."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hekloos.core.route.coverage import Proof
from hekloos.core.route.exits import Exit, Missing, Reached, plan_exits
from hekloos.core.route.units import Unit
from hekloos.core.route.wording import shortened
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.permissions import Verb
from hekloos.web.route.plan_convert import prove_version
from hekloos.web.route.plan_views import the_route

MOST_GROUPS = 72  # named on the whole page
MOST_CODES, MOST_UNITS = 12, 4  # named of one group


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingLine:
    """What of one module or core task is still to come: how many items, some codes, and in which units."""

    group: str
    count: int
    codes: Sequence[str]
    more_codes: int
    units: Sequence[Unit]
    more_units: int
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedCard:
    """A programme at the end of a year."""

    reached: Reached
    missing: Sequence[MissingLine]
    more_groups: int

    @property
    def settled(self) -> int:
        """Items that need nothing more."""
        return self.reached.done + self.reached.exempt

    @property
    def lacking(self) -> int:
        return self.reached.of - self.settled


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCard:
    number: int
    is_vmbo: bool
    cards: Sequence[ReachedCard]


@member_view(Verb.SEE)
@require_safe
def exits(request: LabRequest, pk: int) -> HttpResponse:
    found, version = the_route(request, pk)
    proofs = prove_version(version)
    school = request.GET.get("school", "")
    school = school if school in proofs else next(iter(proofs))
    proof = proofs[school]
    years = plan_exits(proof.route, proof.plan, proof)
    most = max(3, MOST_GROUPS // max(1, sum(len(year.reached) for year in years)))
    context = {
        "section": "routes",
        "route": found,
        "version": version,
        "schools": list(proofs),
        "school": school,
        "years": [_year(proof, year, most) for year in years],
        "holes": len(proof.holes),
    }
    return render(request, "route/exits.html", context)


def _year(proof: Proof, one: Exit, most: int) -> YearCard:
    calendar = proof.route.calendar
    return YearCard(
        number=one.year + calendar.first_year,
        is_vmbo=one.year < calendar.vmbo_years,
        cards=[_card(proof, reached, most) for reached in one.reached],
    )


def _card(proof: Proof, reached: Reached, most: int) -> ReachedCard:
    """With at most so many groups of what is missing."""
    missing = [_missing(proof, one) for one in reached.missing[:most]]
    return ReachedCard(reached=reached, missing=missing, more_groups=len(reached.missing) - len(missing))


def _missing(proof: Proof, one: Missing) -> MissingLine:
    route = proof.route
    return MissingLine(
        group=one.group,
        count=len(one.items),
        codes=[
            shortened(route.item_by_key[key].code or route.item_by_key[key].text, 40) for key in one.items[:MOST_CODES]
        ],
        more_codes=max(0, len(one.items) - MOST_CODES),
        units=[route.unit_by_id[unit] for unit in one.units[:MOST_UNITS]],
        more_units=max(0, len(one.units) - MOST_UNITS),
        hours=one.hours,
    )
