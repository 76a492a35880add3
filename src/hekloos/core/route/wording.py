"""Rules of a route as whole sentences: what each asks, and what could give."""

from hekloos.core.language import _
from hekloos.core.route.route import Calendar, Route
from hekloos.core.route.rules import Rule, RuleKind

LONGEST = 90  # characters of an item in a sentence


def period_name(calendar: Calendar, slot: int) -> str:
    """ "jaar 3, periode 2"."""
    year = calendar.year_of(slot) + calendar.first_year
    return _("jaar {year}, periode {period}").format(year=year, period=slot % calendar.periods + 1)


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
            period=period_name(route.calendar, number), hours=_number(limits.hours_per_period or 0)
        )
        return asked, _("Verruim de uren per periode, of geef een blok minder uren.")
    asked = _("In jaar {year} passen hoogstens {hours} uren.").format(
        year=number + route.calendar.first_year, hours=_number(limits.hours_per_year or 0)
    )
    return asked, _("Verruim de uren per jaar, of geef een blok minder uren.")


def _of_items(route: Route, rule: Rule) -> tuple[str, str]:
    names = [_short(route.item_by_key[key].name) for key in rule.about]
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
    titles = [route.unit_by_id[unit].title for unit in rule.about]
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


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _number(hours: float) -> str:
    return f"{hours:g}".replace(".", ",")
