"""What pages of a route say: which period is meant, why a change was refused, and who was first."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hekloos.core.route import wording
from hekloos.core.route.coverage import Hole
from hekloos.core.route.route import Calendar, Purpose, Route
from hekloos.core.route.rules import Rule
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.log import SENTENCES
from hekloos.web.route.models import RouteVersion

MOST_NAMED = 4


def period(calendar: Calendar, slot: int) -> str:
    """ "jaar 3, periode 2"."""
    return wording.period_name(calendar, slot)


def hours(number: float) -> str:
    """ "12,5 uur", without a comma that says nothing."""
    return wording.hours_name(number)


class LossError(NotPossibleError):
    """A change did not happen, since it would open these holes."""

    def __init__(self, told: str, holes: Sequence[Hole]) -> None:
        super().__init__(told)
        self.holes = holes


def loss(route: Route, holes: Sequence[Hole], touched: Collection[str] = ()) -> LossError:
    """To raise when a change would open holes."""
    return LossError(refused(route, holes, touched), holes)


def refused(route: Route, holes: Sequence[Hole], touched: Collection[str] = ()) -> str:
    """Why a change did not happen: what would lose its place, and who could take it other than the units touched."""
    others = [replace(hole, could=tuple(unit for unit in hole.could if unit not in touched)) for hole in holes]
    told = [wording.hole_sentence(route, hole) for hole in others[:MOST_NAMED]]
    if len(holes) > MOST_NAMED:
        rest = len(holes) - MOST_NAMED
        told.append(ngettext("En nog {count} ander.", "En nog {count} andere.", rest).format(count=rest))
    what_now = _("Zet dit eerst in een ander blok, of vraag een uitzondering.")
    return " ".join([_("Dit is niet gebeurd, want er zou iets verloren gaan."), *told, what_now])


def overtaken(version: RouteVersion) -> str:
    """Somebody else changed the same meanwhile."""
    done = str(SENTENCES[version.what]).format(subject=version.route, detail=version.detail)
    message = _(
        "{who} was u net voor en {done}. Er is niets verloren: kijk hoe het nu is, en doe het zo nodig opnieuw."
    )
    return message.format(who=version.by, done=done)


def rule_sentences(route: Route, rules: Iterable[Rule]) -> list[str]:
    """What a plan does that its route does not allow; holes are told elsewhere."""
    return [wording.broken_sentence(route, rule) for rule in rules if rule.kind not in wording.OF_HOLES]


def purpose_words() -> list[tuple[str, str]]:
    return [
        (Purpose.PRACTICE.value, _("stage of praktijk")),
        (Purpose.ACQUAINTANCE.value, _("kennismaken met het mbo")),
        (Purpose.DEEPENING.value, _("verdieping")),
        (Purpose.SUPPORT.value, _("extra hulp")),
        (Purpose.OTHER.value, _("iets anders")),
    ]
