"""The words of the documents of a route: periods, hours, places and reasons in plain Dutch."""

from collections.abc import Iterable

from hekloos.core.curriculum import Relation, Side
from hekloos.core.language import _, ngettext
from hekloos.core.report.route_content import Cut, Lost, PartState, ProofLine, Reason, RouteContent, UnitLine, UnitState
from hekloos.core.report.route_setting import Scope
from hekloos.core.route.coverage import Lack, Treatment, Way
from hekloos.core.route.exits import Reached
from hekloos.core.route.route import Calendar, Programme, Purpose, RouteItem
from hekloos.core.route.rules import Rule
from hekloos.core.route.scope import Extent
from hekloos.core.route.units import Unit
from hekloos.core.route.wording import broken_sentence


def year_word(calendar: Calendar, year: int) -> str:
    return _("jaar {number}").format(number=calendar.first_year + year)


def period_word(calendar: Calendar, slot: int) -> str:
    """In full; a year of one period is just called by its year."""
    year = year_word(calendar, calendar.year_of(slot))
    if calendar.periods == 1:
        return year
    return _("{year}, periode {period}").format(year=year, period=slot % calendar.periods + 1)


def period_code(calendar: Calendar, slot: int) -> str:
    """Short, for tables; it stays on one line."""
    told = year = year_word(calendar, calendar.year_of(slot))
    if calendar.periods > 1:
        told = _("{year} p{period}").format(year=year, period=slot % calendar.periods + 1)
    return told.replace(" ", "\u00a0")


def phase_word(calendar: Calendar, year: int) -> str:
    return _("vo-fase") if year < calendar.vmbo_years else _("mbo-fase")


def number_word(number: float) -> str:
    """With a decimal comma, and no decimals that say nothing."""
    return f"{number:g}".replace(".", ",")


def hours_word(hours: float) -> str:
    return _("{number} uur").format(number=number_word(hours))


def guessed_hours(sure: float, guess: float) -> str:
    """Together, with the part of it that is a guess."""
    if not guess:
        return hours_word(sure)
    if not sure:
        return _("{hours}, geschat").format(hours=hours_word(guess))
    return _("{hours}, waarvan {guess} geschat").format(hours=hours_word(sure + guess), guess=hours_word(guess))


def side_word(side: Side) -> str:
    return _("vmbo") if side is Side.VMBO else _("mbo")


def programme_word(programme: Programme) -> str:
    return brief(programme.title, 200) or _("Onderdelen van het {side}").format(side=side_word(programme.side))


def group_word(group: str) -> str:
    return brief(group, 200) or _("Zonder module of kerntaak")


def change_word(state: UnitState) -> str:
    return {UnitState.WHOLE: "", UnitState.SHORTER: _("korter"), UnitState.GONE: _("vervalt")}[state]


def state_word(line: UnitLine) -> str:
    moved = _("verplaatst") if line.is_moved else ""
    return ", ".join(filter(None, (change_word(line.state), moved)))


def part_words(line: UnitLine) -> str:
    """What a unit treats, with what became of it."""
    words = {PartState.FULL: "", PartState.SHORTENED: _("korter"), PartState.LEFT_OUT: _("vervalt")}
    return "\n".join(f"{code(item)} ({words[state]})" if words[state] else code(item) for item, state in line.treats)


def code(item: RouteItem) -> str:
    """What people call an item, short enough to be named in passing."""
    return brief(item.code or item.text, 60)


def unit_name(unit: Unit) -> str:
    return brief(unit.title, 120)


def quoted(unit: Unit) -> str:
    """The name of a unit among other words, where nobody else sees where it begins and ends."""
    return f"‘{unit_name(unit)}’"


def owner_word(owner: str | int) -> str:
    """A school, or the shared units of the schools of one side."""
    if isinstance(owner, Side):
        return _("gedeelde blokken van het {side}").format(side=side_word(owner))
    return str(owner) or _("school niet genoemd")


def teachers_word(owner: str) -> str:
    """Who of the schools has a unit, for a column with schools."""
    if isinstance(owner, Side):
        return _("scholen van het {side}").format(side=side_word(owner))
    return owner


def extent_word(extent: Extent) -> str:
    return {
        Extent.FRONT_DOOR: _("tot de voordeur"),
        Extent.HUNDRED_DAYS: _("tot en met de eerste honderd dagen"),
        Extent.DIPLOMA: _("tot en met het mbo-diploma"),
    }[extent]


def scope_words(scope: Scope | None) -> str:
    """What schools agreed on how far the route runs, if they did."""
    if scope is None:
        return ""
    told = _("de route loopt {extent}, vanaf schooljaar {year}")
    return told.format(extent=extent_word(scope.extent), year=school_year(scope.from_year))


def school_year(from_year: int) -> str:
    return f"{from_year}-{from_year + 1}"


def purpose_word(purpose: Purpose) -> str:
    return {
        Purpose.PRACTICE: _("stage of praktijk"),
        Purpose.ACQUAINTANCE: _("kennismaken met het mbo"),
        Purpose.DEEPENING: _("verdieping"),
        Purpose.SUPPORT: _("extra hulp"),
        Purpose.OTHER: _("iets anders"),
    }[purpose]


def brief(text: str, most: int) -> str:
    """At most so many letters, cut off after a word unless that loses half of them."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    whole, _space, _rest = text[:most].rpartition(" ")
    return (whole if len(whole) > most / 2 else cut).rstrip(" ,;:-") + "…"


def codes(items: Iterable[RouteItem]) -> str:
    return "\n".join(code(item) for item in items)


def place(content: RouteContent, unit: Unit, slot: int) -> str:
    return f"{unit_name(unit)} ({period_code(content.route.calendar, slot)})"


def places(content: RouteContent, there: Iterable[tuple[Unit, int]]) -> str:
    """Among other words: with quotation marks around the units."""
    calendar = content.route.calendar
    return ", ".join(f"{quoted(unit)} ({period_code(calendar, slot)})" for unit, slot in there)


def taken_up_word(who: str) -> str:
    return {"vmbo": _("het vmbo"), "mbo": _("het mbo"), "together": _("samen")}.get(who, who)


def reason_lines(content: RouteContent, cut: Cut) -> str:
    """Why something may get shorter or go. Nothing that was agreed is told as well."""
    told = [_reason(content, reason) for reason in cut.reasons]
    if cut.still and (cut.is_whole or not told):
        told.append(_("Blijft staan in {units}.").format(units=places(content, cut.still)))
    return "\n".join(told) or _("Hier is niets voor afgesproken.")


def _reason(content: RouteContent, reason: Reason) -> str:
    said = {
        Relation.SAME: _("Dubbel met {item}."),
        Relation.BUILDS_ON: _("Bouwt voort op {item}."),
    }[reason.pair.relation].format(item=brief(reason.other.name, 300).rstrip("."))
    if reason.taught:
        said += " " + _("Dat staat in {units}.").format(units=places(content, reason.taught))
    if reason.pair.remainder:
        rest = reason.pair.remainder.rstrip(".")
        who = taken_up_word(reason.pair.taken_up_by)
        said += " " + (_("Blijft over: {rest} ({who}).") if who else _("Blijft over: {rest}.")).format(
            rest=rest, who=who
        )
    return said


def treated_words(content: RouteContent, line: ProofLine) -> str:
    return "\n".join(_treatment(content, treatment) for treatment in line.cover.treated)


def _treatment(content: RouteContent, treatment: Treatment) -> str:
    there = place(content, content.unit_of(treatment), treatment.slot)
    if treatment.way is Way.FULL or treatment.leans_on is None:
        return there
    other, unit = treatment.leans_on
    item = code(content.route.item_by_key[other])
    if treatment.way is Way.BY_THE_OTHER:
        return _("{place}, als {item}").format(place=there, item=item)
    base = quoted(content.route.unit_by_id[unit])
    return _("{place}, wat overblijft na {item} in {unit}").format(place=there, item=item, unit=base)


def assessed_words(content: RouteContent, line: ProofLine) -> str:
    return "\n".join(place(content, content.route.unit_by_id[unit], slot) for unit, slot in line.cover.assessed)


def lost_name(lost: Lost) -> str:
    """The item, and for whom it is lost when that is not for everybody."""
    return f"{lost.item.name} ({', '.join(lost.schools)})" if lost.schools else lost.item.name


def lack_word(lack: Lack) -> str:
    return {
        Lack.NOT_TREATED: _("geen enkel blok behandelt dit"),
        Lack.TREATED_TOO_LATE: _("wordt te laat behandeld: pas na het examen"),
        Lack.NOT_ASSESSED: _("geen enkel blok toetst dit"),
        Lack.ASSESSED_TOO_EARLY: _("wordt alleen getoetst voordat het is behandeld"),
        Lack.ASSESSED_TOO_LATE: _("wordt te laat getoetst"),
    }[lack]


def rule_word(content: RouteContent, rule: Rule) -> str:
    """A broken rule that is no hole, as a sentence."""
    return broken_sentence(content.route, rule)


def reached_word(reached: Reached) -> str:
    """How far a programme is; no more than that."""
    told = _("alles is behandeld en getoetst")
    if not reached.is_whole:
        told = ngettext(
            "{done} van de {number} onderdelen is behandeld en getoetst",
            "{done} van de {number} onderdelen zijn behandeld en getoetst",
            reached.done,
        ).format(done=reached.done, number=reached.of)
    if not reached.exempt:
        return told
    besides = ngettext("{told}, op {number} uitzondering na", "{told}, op {number} uitzonderingen na", reached.exempt)
    if not reached.is_whole:
        besides = ngettext(
            "{told}; {number} is een uitzondering", "{told}; {number} zijn een uitzondering", reached.exempt
        )
    return besides.format(told=told, number=reached.exempt)
