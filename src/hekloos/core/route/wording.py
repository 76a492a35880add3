"""Rules of a route as whole sentences: what each asks and what could give, what breaks it, and what is lost."""

from hekloos.core.language import _, ngettext
from hekloos.core.route.coverage import Hole, Lack
from hekloos.core.route.proposal import Goal, Stage
from hekloos.core.route.route import Calendar, Route
from hekloos.core.route.rules import Rule, RuleKind

LONGEST = 90  # characters of an item in a sentence
MOST_NAMED = 4  # units that could take an item
OF_HOLES = frozenset({RuleKind.TREATED, RuleKind.ASSESSED})


def period_name(calendar: Calendar, slot: int) -> str:
    """ "jaar 3, periode 2"."""
    year = calendar.year_of(slot) + calendar.first_year
    return _("jaar {year}, periode {period}").format(year=year, period=slot % calendar.periods + 1)


def hours_name(number: float) -> str:
    """ "12,5 uur", without a comma that says nothing."""
    return _("{number} uur").format(number=_number(number))


def lack_sentence(route: Route, item: str, lack: Lack) -> str:
    sentences = {
        Lack.NOT_TREATED: _("Geen blok behandelt {item}."),
        Lack.TREATED_TOO_LATE: _("{item} komt pas na het examen aan bod."),
        Lack.NOT_ASSESSED: _("Geen blok toetst {item}."),
        Lack.ASSESSED_TOO_EARLY: _("{item} wordt getoetst voordat het behandeld is."),
        Lack.ASSESSED_TOO_LATE: _("{item} wordt pas na het examen getoetst."),
    }
    told = sentences[lack].format(item=shortened(route.item_by_key[item].name.rstrip(".")))
    return told.replace("….", "…")


def hole_sentence(route: Route, hole: Hole) -> str:
    """What an item lacks, and the units that could take it."""
    could = [quoted(route.unit_by_id[unit].title) for unit in hole.could if unit in route.unit_by_id][:MOST_NAMED]
    told = lack_sentence(route, hole.item, hole.lack)
    return f"{told} {_('Dit kan er wel in: {units}.').format(units='; '.join(could))}" if could else told


def broken_sentence(route: Route, rule: Rule) -> str:
    """That a plan breaks this rule, which is none of those of holes."""
    about, calendar, limits = rule.about, route.calendar, route.limits
    if rule.kind is RuleKind.PERIOD_HOURS:
        period, limit = period_name(calendar, int(about[0])), hours_name(route.room_in(int(about[0])) or 0)
        return _("In {period} staat meer dan {limit}.").format(period=period, limit=limit)
    if rule.kind is RuleKind.YEAR_HOURS:
        year, limit = int(about[0]) + calendar.first_year, hours_name(limits.hours_per_year or 0)
        return _("In jaar {year} staat meer dan {limit}.").format(year=year, limit=limit)
    if rule.kind is RuleKind.BUILDS_ON:
        left, right = (shortened(route.item_by_key[key].name, 60) for key in about)
        return _("{right} bouwt voort op {left}, maar komt eerder.").format(left=left, right=right)
    sentences = {
        RuleKind.NEEDS: _("{unit} komt niet na {need}."),
        RuleKind.PRACTICE: _("{unit} heeft praktijkuren, maar staat niet in een periode voor praktijk."),
        RuleKind.VMBO_YEARS: _("{unit} is van het mbo, en staat in de vo-fase. Dat mag alleen in een gemelde route."),
        RuleKind.PINNED: _("{unit} staat vast, maar is verzet of korter."),
    }
    titles = [quoted(route.unit_by_id[unit].title) for unit in about]
    return sentences[rule.kind].format(unit=titles[0], need=titles[-1])


def reached_words(stage: Stage, fullest: float | None = None) -> str:
    """ "98 uur vrij", "hoogstens 117 uur in een periode": `fullest`, where it is known, and else in steps."""
    if stage.goal is Goal.MOVES:
        told = ngettext("{count} blok verzet", "{count} blokken verzet", round(stage.value))
        return told.format(count=round(stage.value))
    words = {
        Goal.FREED: _("{hours} vrij"),
        Goal.EVEN: _("hoogstens {hours} in een periode"),
        Goal.EARLY: _("{hours} van het mbo in de vo-fase"),
    }
    if stage.goal is Goal.EARLY and stage.value < 0:
        return _("{hours} meer mbo in de vo-fase dan u genoeg vindt").format(hours=hours_name(-stage.value))
    value = stage.value if stage.goal is not Goal.EVEN or fullest is None else fullest
    return words[stage.goal].format(hours=hours_name(value))


def stage_sentence(stage: Stage, fullest: float | None = None) -> str:
    """One goal with what was reached, and how much better it could be at most."""
    reached = reached_words(stage, fullest)
    reached = reached[:1].upper() + reached[1:]
    if stage.is_proved:
        return f"{reached}. {_('Bewezen: beter kan niet.')}"
    bound = str(round(stage.bound)) if stage.goal is Goal.MOVES else hours_name(stage.bound)
    return f"{reached}. {_('Beter dan {bound} kan zeker niet.').format(bound=bound)}"


def rule_sentences(route: Route, rule: Rule) -> tuple[str, str]:
    """What this rule asks, and what could give."""
    if rule.kind in (RuleKind.PERIOD_HOURS, RuleKind.YEAR_HOURS):
        return _of_hours(route, rule)
    if rule.kind in (RuleKind.TREATED, RuleKind.ASSESSED, RuleKind.BUILDS_ON):
        return _of_items(route, rule)
    return _of_units(route, rule)


def _of_hours(route: Route, rule: Rule) -> tuple[str, str]:
    number, limits = int(rule.about[0]), route.limits
    if rule.kind is RuleKind.PERIOD_HOURS:
        asked = _("In {period} passen hoogstens {hours} uren.").format(
            period=period_name(route.calendar, number), hours=_number(route.room_in(number) or 0)
        )
        given = sum(one.hours for one in route.given if one.slot == number)
        if given:
            told = _("Daarvan kreeg {hours} een doel: haal daar iets van weg, of verruim de uren per periode.")
            return asked, told.format(hours=hours_name(given))
        return asked, _("Verruim de uren per periode, of geef een blok minder uren.")
    asked = _("In jaar {year} passen hoogstens {hours} uren.").format(
        year=number + route.calendar.first_year, hours=_number(limits.hours_per_year or 0)
    )
    return asked, _("Verruim de uren per jaar, of geef een blok minder uren.")


def _of_items(route: Route, rule: Rule) -> tuple[str, str]:
    names = [shortened(route.item_by_key[key].name) for key in rule.about]
    if rule.kind is RuleKind.BUILDS_ON:
        asked = _("{right} bouwt voort op {left}, en komt dus niet eerder.").format(left=names[0], right=names[1])
        return asked, _("Bespreek of de een echt op de ander voortbouwt.")
    side = route.item_by_key[rule.about[0]].side
    last = period_name(route.calendar, route.calendar.deadline(side))
    if rule.kind is RuleKind.TREATED:
        asked = _("{item} wordt uiterlijk in {period} behandeld.").format(item=names[0], period=last)
        return asked, _("Zet het ook in een ander blok, leg het einde van het examen later, of maak een uitzondering.")
    asked = _("{item} wordt getoetst nadat het behandeld is, en uiterlijk in {period}.").format(
        item=names[0], period=last
    )
    return asked, _("Laat een ander blok het toetsen, of maak een uitzondering.")


def _of_units(route: Route, rule: Rule) -> tuple[str, str]:
    titles = [quoted(route.unit_by_id[unit].title) for unit in rule.about]
    sentences = {
        RuleKind.NEEDS: (
            _("{unit} komt in een latere periode dan {need}."),
            _("Kijk of {unit} echt moet wachten, of splits {need}."),
        ),
        RuleKind.PRACTICE: (
            _("{unit} staat in een periode waarin praktijk kan."),
            _("Laat praktijk in meer perioden toe."),
        ),
        RuleKind.VMBO_YEARS: (
            _("{unit} is van het mbo, en komt na de vo-fase."),
            _("In een gemelde doorlopende leerroute mag mbo al in de vo-fase."),
        ),
        RuleKind.PINNED: (
            _("{unit} staat vast, en blijft zoals het is."),
            _("Maak het blok los."),
        ),
    }
    values = {"unit": titles[0], "need": titles[-1]}
    asked, remedy = sentences[rule.kind]
    return asked.format(**values), remedy.format(**values)


def quoted(title: str) -> str:
    """A title in a sentence: between marks, since it may be a sentence itself."""
    return f"‘{title}’"


def shortened(text: str, most: int = LONGEST) -> str:
    """At most so many characters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _number(hours: float) -> str:
    return f"{hours:.2f}".rstrip("0").rstrip(".").replace(".", ",")
