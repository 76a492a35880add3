"""What pages of a route say: which period is meant, why a change was refused, and who was first."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hekloos.core.route.coverage import Hole, Lack
from hekloos.core.route.route import Calendar, Purpose, Route
from hekloos.core.route.rules import Rule, RuleKind
from hekloos.web.labs.log import SENTENCES
from hekloos.web.route.models import RouteVersion

MOST_NAMED = 4


def period(calendar: Calendar, slot: int) -> str:
    """ "leerjaar 3, periode 2"."""
    year = calendar.year_of(slot) + calendar.first_year
    return _("jaar {year}, periode {period}").format(year=year, period=slot % calendar.periods + 1)


def hours(number: float) -> str:
    """ "12,5 uur", without a comma that says nothing."""
    return _("{number} uur").format(number=f"{number:g}".replace(".", ","))


def refused(route: Route, holes: Sequence[Hole]) -> str:
    """Why a change did not happen: what would lose its place, and who could take it."""
    told = [_hole(route, hole) for hole in holes[:MOST_NAMED]]
    if len(holes) > MOST_NAMED:
        rest = len(holes) - MOST_NAMED
        told.append(ngettext("En nog {count} ander.", "En nog {count} andere.", rest).format(count=rest))
    return " ".join([_("Dit is niet gebeurd, want er zou iets verloren gaan."), *told])


def _hole(route: Route, hole: Hole) -> str:
    could = [route.unit_by_id[unit].title for unit in hole.could if unit in route.unit_by_id][:MOST_NAMED]
    remedy = _("Dit kan er wel in: {units}.").format(units="; ".join(could)) if could else ""
    return f"{lack_sentence(route, hole.item, hole.lack)} {remedy}".strip()


def lack_sentence(route: Route, item: str, lack: Lack) -> str:
    sentences = {
        Lack.NOT_TREATED: _("Geen blok behandelt {item}."),
        Lack.TREATED_TOO_LATE: _("{item} komt pas na het examen aan bod."),
        Lack.NOT_ASSESSED: _("Geen blok toetst {item}."),
        Lack.ASSESSED_TOO_EARLY: _("{item} wordt getoetst voordat het behandeld is."),
        Lack.ASSESSED_TOO_LATE: _("{item} wordt pas na het examen getoetst."),
    }
    told = sentences[lack].format(item=short(route.item_by_key[item].name.rstrip(".")))
    return told.replace("….", "…")


def short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def overtaken(version: RouteVersion) -> str:
    """Somebody else changed the same meanwhile."""
    done = str(SENTENCES[version.what]).format(subject=version.route, detail=version.detail)
    message = _(
        "{who} was u net voor en {done}. Er is niets verloren: kijk hoe het nu is, en doe het zo nodig opnieuw."
    )
    return message.format(who=version.by, done=done)


def rule_sentences(route: Route, rules: Iterable[Rule]) -> list[str]:
    """What a plan does that its route does not allow; holes are told elsewhere."""
    return [_rule(route, rule) for rule in rules if rule.kind not in (RuleKind.TREATED, RuleKind.ASSESSED)]


def _rule(route: Route, rule: Rule) -> str:
    about = rule.about
    if rule.kind is RuleKind.PERIOD_HOURS:
        limit = hours(route.limits.hours_per_period or 0)
        return _("In {period} staat meer dan {limit}.").format(
            period=period(route.calendar, int(about[0])), limit=limit
        )
    if rule.kind is RuleKind.YEAR_HOURS:
        year, limit = int(about[0]) + route.calendar.first_year, hours(route.limits.hours_per_year or 0)
        return _("In jaar {year} staat meer dan {limit}.").format(year=year, limit=limit)
    if rule.kind is RuleKind.BUILDS_ON:
        left, right = (short(route.item_by_key[key].name, 60) for key in about)
        return _("{right} bouwt voort op {left}, maar komt eerder.").format(left=left, right=right)
    titles = [route.unit_by_id[unit].title for unit in about]
    if rule.kind is RuleKind.NEEDS:
        return _("{unit} komt niet na {need}.").format(unit=titles[0], need=titles[1])
    sentences = {
        RuleKind.PRACTICE: _("{unit} heeft praktijkuren, maar staat niet in een periode voor praktijk."),
        RuleKind.VMBO_YEARS: _("{unit} is van het mbo, en staat in de vo-fase. Dat mag alleen in een gemelde route."),
        RuleKind.PINNED: _("{unit} staat vast, maar is verzet of korter."),
    }
    return sentences[rule.kind].format(unit=titles[0])


def purpose_words() -> list[tuple[str, str]]:
    return [
        (Purpose.PRACTICE.value, _("stage of praktijk")),
        (Purpose.ACQUAINTANCE.value, _("kennismaken met het mbo")),
        (Purpose.DEEPENING.value, _("verdieping")),
        (Purpose.SUPPORT.value, _("extra hulp")),
        (Purpose.OTHER.value, _("iets anders")),
    ]
