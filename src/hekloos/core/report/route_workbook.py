"""A route as a workbook: what planners filter and count with."""

import io
from collections.abc import Iterator

from hekloos.core.formats.table.sheets import write_sheet
from hekloos.core.language import _
from hekloos.core.overlap.explain import relation_words
from hekloos.core.report import route_words as words
from hekloos.core.report.clock import without_clock
from hekloos.core.report.route_content import RouteContent, UnitLine
from hekloos.core.report.route_freed import FreedSum
from hekloos.core.report.route_hours import (
    asked_word,
    hour_columns,
    hours_asked,
    hours_in,
    hours_left,
    left_word,
    phase_of,
    years_of,
)
from hekloos.core.route.route import Agreed

Row = tuple[str | float, ...]


def render_route_workbook(content: RouteContent) -> bytes:
    """Sheets: blocks, proof, hours, hours per year, pairs, exemptions, exits. Text is never a formula."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, columns, rows, widths in (
        (_("Blokken"), _unit_columns(), _unit_rows(content), (10, 6, 9, 40, 26, 8, 9, 9, 9, 9, 9, 11, 18, 26, 26, 14)),
        (_("Bewijs"), _proof_columns(), _proof_rows(content), (8, 30, 28, 18, 60, 50, 50, 34)),
        (_("Uren"), _hour_columns(), _hour_rows(content), (12, 30, 10, 10, 10, 12)),
        (_("Uren per jaar"), _year_columns(), _year_rows(content), (24, 34, 14, 10, 16, 12, 10, 15, 44)),
        (_("Paren"), _pair_columns(), _pair_rows(content), (18, 50, 18, 50, 14, 40, 16)),
        (_("Uitzonderingen"), _exemption_columns(), _exemption_rows(content), (18, 60, 60, 24, 24)),
        (_("Uitstappen"), _exit_columns(), _exit_rows(content), (14, 36, 10, 14, 10, 34, 40, 50, 10)),
    ):
        write_sheet(book.create_sheet(name), columns, rows, widths=widths)
    stream = io.BytesIO()
    book.save(stream)
    return without_clock(stream.getvalue())


def _unit_columns() -> tuple[str, ...]:
    return (
        *(_("kenmerk"), _("jaar"), _("periode"), _("blok"), _("school"), _("kant"), _("les"), _("praktijk")),
        *(_("alleen"), _("uren nu"), _("vrij"), _("uren straks"), _("stand"), _("behandelt"), _("toetst")),
        _("uren geschat"),
    )


def _unit_rows(content: RouteContent) -> Iterator[Row]:
    """Hours of lessons, practice and work alone are those that stay."""
    for line in sorted(content.units, key=lambda line: (line.slot, line.unit.id)):
        kept = line.kept
        yield (
            line.unit.id,
            *_when(content, line.slot),
            line.unit.title,
            words.teachers_word(content.owner_of(line.unit)),
            words.side_word(line.unit.side),
            *(kept.guided, kept.practice, kept.self_study),
            *(line.unit.hours.total, line.freed.total, kept.total),
            _state(content, line),
            words.part_words(line),
            words.codes(line.assesses),
            _("ja") if line.unit.guessed or line.is_guess else "",
        )


def _when(content: RouteContent, slot: int) -> tuple[int, int]:
    """What a school calls the year, and the period in it."""
    calendar = content.route.calendar
    return calendar.first_year + calendar.year_of(slot), slot % calendar.periods + 1


def _state(content: RouteContent, line: UnitLine) -> str:
    told = words.state_word(line)
    if not line.is_moved:
        return told
    return _("{state} uit {period}").format(
        state=told, period=words.period_word(content.route.calendar, line.unit.slot)
    )


def _proof_columns() -> tuple[str, ...]:
    return (
        *(_("kant"), _("programma"), _("module of kerntaak"), _("code"), _("onderdeel")),
        *(_("behandeld in"), _("getoetst in"), _("opmerking")),
    )


def _proof_rows(content: RouteContent) -> Iterator[Row]:
    for programme, groups in content.proof_by_group:
        for group, lines in groups:
            for line in lines:
                lack = words.lack_word(line.cover.lack) if line.cover.lack else ""
                double = _("meer dan een keer in zijn geheel") if line.cover.is_double else ""
                yield (
                    words.side_word(line.item.side),
                    words.programme_word(programme),
                    words.group_word(group),
                    line.item.code,
                    line.item.text,
                    words.treated_words(content, line),
                    words.assessed_words(content, line),
                    _("uitzondering") if line.cover.is_exempt else lack or double,
                )


def _hour_columns() -> tuple[str, ...]:
    return _("per"), _("wat"), _("zeker vrij"), _("geschat vrij"), _("samen vrij"), _("op school straks")


def _hour_rows(content: RouteContent) -> Iterator[Row]:
    calendar = content.route.calendar
    by_owner = {sums.key: sums for sums in content.freed_by_school}
    owners = (content.owner_of(line.unit) for line in content.units)
    for owner in dict.fromkeys((*content.schools, *owners)):
        staying = sum(line.kept.at_school for line in content.units if content.owner_of(line.unit) == owner)
        yield _("school"), words.owner_word(owner), *_figures(by_owner.get(owner)), staying
    by_year = {sums.key: sums for sums in content.freed_by_year}
    for year in range(calendar.years):
        staying = sum(content.at_school[year * calendar.periods : (year + 1) * calendar.periods])
        yield _("jaar"), words.year_word(calendar, year), *_figures(by_year.get(year)), staying
    by_slot = {sums.key: sums for sums in content.freed_by_slot}
    for slot in range(calendar.slots):
        yield _("periode"), words.period_word(calendar, slot), *_figures(by_slot.get(slot)), content.at_school[slot]


def _figures(found: FreedSum | None) -> tuple[float, float, float]:
    return (found.sure, found.guess, found.total) if found else (0.0, 0.0, 0.0)


def _year_columns() -> tuple[str, ...]:
    return _("school"), _("jaar"), *hour_columns(), _("opmerking")


def _year_rows(content: RouteContent) -> Iterator[Row]:
    """Per school every year, the whole route, and what the law asks of it. What nobody counts is empty."""
    for each in years_of(content):
        for one in each.years:
            too_much = _("{hours} te vol").format(hours=words.hours_word(one.too_much)) if one.too_much else ""
            yield each.school, phase_of(content, one), *hours_in(one), too_much
        yield each.school, _("De hele route"), *hours_in(each.whole), ""
        if beside := each.beside:
            remark = _("Dit is geen juridisch advies.")
            if not beside.norm.is_verified:
                remark = f"{_('niet nagegaan').capitalize()}. {remark}"
            yield each.school, asked_word(beside), *hours_asked(beside), "", "", "", remark
            yield each.school, left_word(), *hours_left(beside), "", "", "", remark


def _pair_columns() -> tuple[str, ...]:
    return (
        *(_("code vmbo"), _("vmbo"), _("code mbo"), _("mbo"), _("afspraak")),
        *(_("wat blijft er over"), _("wie pakt dat op")),
    )


def _pair_rows(content: RouteContent) -> Iterator[Row]:
    said = relation_words()

    def row(pair: Agreed) -> Row:
        left, right = content.route.item_by_key[pair.left], content.route.item_by_key[pair.right]
        relation, who = said[pair.relation], words.taken_up_word(pair.taken_up_by)
        return left.code, left.text, right.code, right.text, relation, pair.remainder, who

    return map(row, content.route.agreed)


def _exemption_columns() -> tuple[str, ...]:
    return _("code"), _("onderdeel"), _("waarom"), _("wie"), _("en wie")


def _exemption_rows(content: RouteContent) -> Iterator[Row]:
    return ((item.code, item.text, found.reason, *found.names) for item, found in content.exemptions)


def _exit_columns() -> tuple[str, ...]:
    return (
        *(_("eind van jaar"), _("programma"), _("gedaan"), _("uitgezonderd"), _("van de"), _("module of kerntaak")),
        *(_("wat nog ontbreekt"), _("komt nog in"), _("uren")),
    )


def _exit_rows(content: RouteContent) -> Iterator[Row]:
    """A programme that is whole has one row, in which nothing is missing."""
    items, units = content.route.item_by_key, content.route.unit_by_id
    for leaving in content.exits:
        year = content.route.calendar.first_year + leaving.year
        for reached in leaving.reached:
            head = (year, words.programme_word(reached.programme), reached.done, reached.exempt, reached.of)
            if reached.is_whole:
                yield *head, "", _("niets"), "", 0.0
            for missing in reached.missing:
                yield (
                    *head,
                    words.group_word(missing.group),
                    ", ".join(words.code(items[key]) for key in missing.items),
                    ", ".join(words.quoted(units[unit]) for unit in missing.units) or _("geen enkel blok"),
                    missing.hours,
                )
