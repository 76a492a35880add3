"""Proposals beside each other: whether another one frees as much and moves less."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from hekloos.core.route.proposal import Goal, Wish
from hekloos.core.route.wording import hours_name, quoted
from hekloos.web.route.models import RouteProposal
from hekloos.web.route.proposal_words import stages_of

NEARLY = 1.0  # hours that may be freed less and still be about as much
SAME = 0.01  # of an hour, which is no difference


@dataclass(frozen=True, slots=True)
class Lighter:
    """Another proposal that moves fewer units, and what there is to say of it."""

    proposal: RouteProposal
    told: str


def lighter_ones(proposals: Iterable[RouteProposal]) -> Mapping[int, Lighter]:
    """By the number of the proposal that moves more; only of the same version of the route are they alternatives."""
    there = [(one, *reached) for one in proposals if (reached := _freed_and_moved(one)) is not None]
    return {
        one.pk: lighter
        for one, freed, moved in there
        if one.wish != Wish.EARLY_ACQUAINTANCE.value  # who asks for that wants more than hours
        and (lighter := _lighter(freed, moved, [other for other in there if other[0].version_id == one.version_id]))
    }


def _freed_and_moved(proposal: RouteProposal) -> tuple[float, int] | None:
    """Hours and units; None when nothing was found."""
    values = {stage.goal: stage.value for stage in stages_of(proposal)}
    if proposal.result.get("outcome") != "found" or not {Goal.FREED, Goal.MOVES} <= values.keys():
        return None
    return values[Goal.FREED], round(values[Goal.MOVES])


def _lighter(freed: float, moved: int, others: Sequence[tuple[RouteProposal, float, int]]) -> Lighter | None:
    """The one that moves least, and of those the one that frees most."""
    better = [other for other in others if other[1] >= freed - NEARLY - SAME and other[2] < moved]
    if not better:
        return None
    other, hours, moves = min(better, key=lambda one: (one[2], -one[1]))
    return Lighter(other, _sentence(other, hours - freed, moved - moves))


def _sentence(other: RouteProposal, more: float, fewer: int) -> str:
    if abs(more) <= SAME:
        told = ngettext(
            "{name} maakt evenveel uren vrij en verzet {count} blok minder.",
            "{name} maakt evenveel uren vrij en verzet {count} blokken minder.",
            fewer,
        )
    elif more < 0:
        told = ngettext(
            "{name} maakt bijna evenveel uren vrij ({hours} minder) en verzet {count} blok minder.",
            "{name} maakt bijna evenveel uren vrij ({hours} minder) en verzet {count} blokken minder.",
            fewer,
        )
    else:
        told = ngettext(
            "{name} maakt {hours} meer vrij en verzet {count} blok minder.",
            "{name} maakt {hours} meer vrij en verzet {count} blokken minder.",
            fewer,
        )
    wish = other.get_wish_display()
    return told.format(name=quoted(wish[:1].upper() + wish[1:]), hours=hours_name(abs(more)), count=fewer)
