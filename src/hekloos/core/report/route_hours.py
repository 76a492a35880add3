"""Hours of every year of a route, beside what the law asks of a whole route, and what freed hours go to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hekloos.core.language import _
from hekloos.core.report import route_words as words
from hekloos.core.report.route_content import RouteContent
from hekloos.core.report.section import Section, Table
from hekloos.core.route.route import Plan, Route
from hekloos.core.route.schools import as_in, schools_of
from hekloos.core.route.totals import Beside, YearTotal, beside_norm, in_all, totals


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsOf:
    """What pupils of one vmbo school do; without a name for all of them. No `beside` when nothing of it is known."""

    school: str
    years: tuple[YearTotal, ...]
    whole: YearTotal
    beside: Beside | None


def years_of(content: RouteContent) -> tuple[YearsOf, ...]:
    """One for every vmbo school that has something of its own in it."""
    day = date.fromisoformat(content.setting.day) if content.setting.day else None
    route, plan = content.route, content.plan
    return tuple(_of(school, *as_in(route, plan, school), day) for school in schools_of(route))


def _of(school: str, route: Route, plan: Plan, day: date | None) -> YearsOf:
    years = totals(route, plan)
    beside = beside_norm(route, plan, day) if day else None
    return YearsOf(school=school, years=years, whole=in_all(years), beside=beside)


def hour_columns() -> tuple[str, ...]:
    return (
        *(_("Met een docent"), _("Praktijk"), _("Samen in het rooster"), _("Zelfstandig")),
        *(_("Komt vrij"), _("Kreeg een doel")),
    )


def hours_in(one: YearTotal) -> tuple[float, ...]:
    """In the order of the columns."""
    kept = one.kept
    return kept.guided, kept.practice, kept.at_school, kept.self_study, one.freed.total, one.given.total


def hours_asked(beside: Beside) -> tuple[float, ...]:
    """What the law asks, of the first three columns."""
    return beside.norm.guided, beside.norm.practice, beside.norm.total


def hours_left(beside: Beside) -> tuple[float, ...]:
    return beside.guided, beside.practice, beside.total


def asked_word(beside: Beside) -> str:
    return _("De wet vraagt, voor {n} jaar (bol)").format(n=beside.norm.years)


def left_word() -> str:
    return _("Nog nodig buiten deze route")


def hours_per_year(content: RouteContent) -> Iterator[Section]:
    """With a table for every school."""
    found = years_of(content)
    yield Section(
        title=_("Uren per jaar, naast de wet"),
        lines=(
            _("Klokuren van een leerling, zoals de route nu staat. Een lesuur van 50 minuten is 0,83 klokuur."),
            *_remarks(content, found),
        ),
        table=_table(content, found[0]) if len(found) == 1 else None,
    )
    if len(found) > 1:
        for each in found:
            yield Section(title=each.school or _("De andere scholen"), level=2, table=_table(content, each))


def _remarks(content: RouteContent, found: tuple[YearsOf, ...]) -> Iterator[str]:
    norms = [each.beside.norm for each in found if each.beside]
    if norms:
        yield _(
            "De wet telt alles wat een leerling doet, ook Nederlands, rekenen en de andere vakken. In deze route staan "
            "alleen dit profielvak en deze opleiding. Uren die een doel kregen, tellen mee."
        )
    elif content.setting.day:
        told = _("Voor een route van {n} jaar kennen wij geen uren uit de wet.")
        yield told.format(n=content.route.calendar.years)
    unsure = _("Niet nagegaan: wij weten niet zeker of deze uren nu gelden. Vraag het na voordat u erop bouwt.")
    no_advice = _("Dit is geen juridisch advies.")
    yield no_advice if all(norm.is_verified for norm in norms) else f"{unsure} {no_advice}"


def _table(content: RouteContent, each: YearsOf) -> Table:
    rows = [_row(f"{phase_of(content, one)}{_too_much(one)}", hours_in(one)) for one in each.years]
    rows.append(_row(_("De hele route"), hours_in(each.whole)))
    if beside := each.beside:
        unsure = "" if beside.norm.is_verified else f"\n{_('niet nagegaan')}"
        rows.append(_row(f"{asked_word(beside)}{unsure}", hours_asked(beside)))
        rows.append(_row(left_word(), hours_left(beside)))
    return Table(columns=(_("jaar"), *hour_columns()), rows=tuple(rows), widths=(9, 4, 4, 4, 5, 3, 4), strong=0)


def _row(name: str, hours: tuple[float, ...]) -> tuple[str, ...]:
    """Empty where there is nothing to say."""
    told = [words.number_word(number) for number in hours]
    return name, *told, *[""] * (len(hour_columns()) - len(told))


def phase_of(content: RouteContent, one: YearTotal) -> str:
    calendar = content.route.calendar
    return f"{words.year_word(calendar, one.year).capitalize()}, {words.phase_word(calendar, one.year)}"


def _too_much(one: YearTotal) -> str:
    return "\n" + _("{hours} te vol").format(hours=words.hours_word(one.too_much)) if one.too_much else ""


def given(content: RouteContent) -> Iterator[Section]:
    """What freed hours go to; nothing while nobody said."""
    calendar = content.route.calendar
    rows = tuple(
        (
            one.title,
            words.purpose_word(one.purpose),
            words.period_word(calendar, one.slot),
            words.number_word(one.hours),
        )
        for one in sorted(content.route.given, key=lambda one: one.slot)
    )
    if rows:
        names = (_("waarnaartoe"), _("wat is dat"), _("periode"), _("uren"))
        table = Table(columns=names, rows=rows, widths=(6, 4, 4, 2), strong=0)
        yield Section(title=_("Waar die uren naartoe gaan"), level=2, table=table)
