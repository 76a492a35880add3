"""Units as a table (xlsx, ods, xls, csv): how schools keep them, and how they may change them all at once."""

import io
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from hekloos.core.curriculum import Side
from hekloos.core.formats.characters import clean_text
from hekloos.core.formats.findings import Findings
from hekloos.core.formats.reading import Deadline, Document, Limits, Problem, UnreadableSourceError
from hekloos.core.formats.table.cells import Row, Sheet, read_sheets
from hekloos.core.formats.table.headers import fold_name
from hekloos.core.formats.table.sheets import write_csv, write_sheet
from hekloos.core.formats.table.words import parse_hours, parse_side
from hekloos.core.language import _
from hekloos.core.route.route import Calendar, Route, RouteItem
from hekloos.core.route.size import MOST_UNITS
from hekloos.core.route.units import QUARTER, Hours, Unit

MOST_HOURS = 2_000.0  # of one unit
MOST_NAMED = 20  # items by one code
COLUMNS = ("nummer", "titel", "kant", "school", "begeleide uren", "praktijkuren", "zelfstudie", "geschat", "jaar",
           "periode", "behandelt", "toetst", "komt na", "staat vast")  # fmt: skip
_NAMES: Mapping[str, str] = {
    **{name: name for name in COLUMNS},
    **dict.fromkeys(("nr", "id", "blok", "code"), "nummer"),
    **dict.fromkeys(("naam", "lesblok", "thema", "les", "onderdeel"), "titel"),
    **dict.fromkeys(("uren", "lesuren", "klokuren", "begeleid", "uren begeleid"), "begeleide uren"),
    **dict.fromkeys(("praktijk", "stage", "stageuren", "bpv", "uren praktijk"), "praktijkuren"),
    **dict.fromkeys(("leerjaar", "jaar van de route"), "jaar"),
    **dict.fromkeys(("items", "eindtermen", "werkprocessen", "onderwerpen"), "behandelt"),
    **dict.fromkeys(("examineert", "toets", "toetsing"), "toetst"),
    **dict.fromkeys(("na", "eerst", "voorkennis", "eerst nodig"), "komt na"),
    **dict.fromkeys(("vast", "vastgezet"), "staat vast"),
    **dict.fromkeys(("schatting",), "geschat"),
}
_YES = frozenset({"ja", "j", "x", "yes", "true", "waar", "1"})
_WIDTHS = (8, 40, 8, 20, 11, 11, 11, 9, 8, 9, 40, 40, 14, 9)


@dataclass(frozen=True, slots=True)
class UnitReading:
    """What was understood of a table with units, and what was not."""

    units: tuple[Unit, ...]
    problems: tuple[Problem, ...]


def write_unit_csv(route: Route) -> bytes:
    return write_csv(COLUMNS, _rows(route))


def write_unit_workbook(route: Route) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _("Blokken")
    write_sheet(sheet, COLUMNS, _rows(route), widths=_WIDTHS)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _rows(route: Route) -> Iterable[Sequence[str | float]]:
    calendar, known = route.calendar, _named(route.items)
    for unit in route.units:
        yield (
            unit.id,
            unit.title,
            unit.side.value,
            unit.school,
            *unit.hours.each,
            _("ja") if unit.guessed else "",
            calendar.year_of(unit.slot) + calendar.first_year,
            unit.slot % calendar.periods + 1,
            *(", ".join(_point_at(route, key, known) for key in keys) for keys in (unit.treats, unit.assesses)),
            ", ".join(unit.needs),
            _("ja") if unit.pinned else "",
        )


def _point_at(route: Route, key: str, known: Mapping[str, int]) -> str:
    """The code of an item where that is enough to find it again, else its key."""
    item = route.item_by_key[key]
    fit = re.fullmatch(r"[^\s,;]+", item.code) and known[item.code.casefold()] == 1
    return item.code if fit else key


def _named(items: Iterable[RouteItem]) -> Counter[str]:
    """Of how many items each code or key is the name."""
    return Counter(name for item in items for name in {item.code.casefold(), item.key.casefold()})


def read_units(
    document: Document, *, items: Sequence[RouteItem], calendar: Calendar, limits: Limits | None = None
) -> UnitReading:
    """The units of a table. Never raises for what is in it; rows that cannot be understood are told and left out."""
    limits, findings = limits or Limits(), Findings()
    try:
        sheets = read_sheets(document, limits=limits, deadline=Deadline(limits.seconds), findings=findings)
    except UnreadableSourceError as problem:
        return UnitReading((), (Problem(message=str(problem)), *findings.problems()))
    for sheet in sheets:
        header = _header(sheet)
        if header:
            reader = _Reader(sheet.name, header[1], items, calendar, findings)
            units = reader.read(sheet.rows[header[0] + 1 :])
            return UnitReading(units, findings.problems())
    message = _(
        "In {name} staan geen kolommen die Hekloos kent. Zet boven de kolommen hun naam: titel, kant, jaar, periode, "
        "begeleide uren, behandelt en toetst."
    )
    told = Problem(message=message.format(name=document.name or _("Dit bestand")))
    return UnitReading((), (told, *findings.problems()))


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    for index, row in enumerate(sheet.rows[:40]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row.cells):
            name = _NAMES.get(cell.strip().lower()) or _NAMES.get(fold_name(cell))
            if name:
                found.setdefault(name, column)
        if "titel" in found and len(found) >= 3:
            return index, found
    return None


class _Reader:
    def __init__(
        self,
        sheet: str,
        columns: Mapping[str, int],
        items: Sequence[RouteItem],
        calendar: Calendar,
        findings: Findings,
    ) -> None:
        self.sheet, self.columns, self.calendar, self.findings = sheet, columns, calendar, findings
        self.items = items
        self.by_name: dict[str, list[RouteItem]] = {}
        for item in items:
            for name in {item.code.casefold(), item.key.casefold()} - {""}:
                self.by_name.setdefault(name, []).append(item)

    def read(self, rows: Sequence[Row]) -> tuple[Unit, ...]:
        units: dict[str, Unit] = {}
        for row in rows:
            if len(units) >= MOST_UNITS:
                message = _("Hekloos leest hoogstens {count} blokken; vanaf hier is niets gelezen. Neem blokken samen.")
                self._tell(message.format(count=MOST_UNITS), row)
                break
            unit = self._unit(row, number=len(units) + 1)
            if unit is not None and unit.id in units:
                self._tell(_("Het nummer {number} staat er al. Geef elk blok een eigen nummer."), row, number=unit.id)
            elif unit is not None:
                units[unit.id] = unit
        return self._with_known_needs(units)

    def _cell(self, row: Row, name: str) -> str:
        column = self.columns.get(name)
        cell = row.cells[column] if column is not None and column < len(row.cells) else ""
        return "\n".join(map(clean_text, cell.splitlines())).strip()

    def _tell(self, message: str, row: Row, **values: object) -> None:
        self.findings.add(message.format(**values) if values else message, sheet=self.sheet, row=row.number)

    def _unit(self, row: Row, *, number: int) -> Unit | None:
        title = self._cell(row, "titel")
        side = parse_side(self._cell(row, "kant"))
        treats, assesses = (self._items(row, name, side) for name in ("behandelt", "toetst"))
        side = side or next((item.side for item in (*treats, *assesses)), None)
        slot = self._slot(row)
        if not title or side is None or slot is None:
            if not title:
                self._tell(_("Dit blok heeft geen titel en is niet gelezen. Vul de titel aan."), row)
            elif side is None:
                self._tell(_("Bij dit blok staat niet of het van vmbo of mbo is. Vul de kolom kant aan."), row)
            return None
        return Unit(
            id=" ".join(self._cell(row, "nummer").split())[:40] or str(number),
            title=" ".join(title.split())[:200],
            side=side,
            school=" ".join(self._cell(row, "school").split())[:120],
            hours=self._hours(row),
            slot=slot,
            treats=tuple(item.key for item in treats),
            assesses=tuple(item.key for item in assesses),
            needs=tuple(dict.fromkeys(_names(self._cell(row, "komt na")))),
            guessed=self._cell(row, "geschat").casefold() in _YES,
            pinned=self._cell(row, "staat vast").casefold() in _YES,
        )

    def _slot(self, row: Row) -> int | None:
        calendar = self.calendar
        year, period = (re.search(r"\d{1,4}", self._cell(row, name)) for name in ("jaar", "periode"))
        if year is None:
            self._tell(_("Bij dit blok staat geen jaar. Vul het jaar en de periode aan."), row)
            return None
        slot = (int(year[0]) - calendar.first_year) * calendar.periods + (int(period[0]) - 1 if period else 0)
        if not 0 <= slot < calendar.slots or (period and not 1 <= int(period[0]) <= calendar.periods):
            message = _(
                "Dit blok staat buiten de route. De route loopt van jaar {first} tot en met {last}, met per jaar "
                "{periods} perioden."
            )
            values = {"first": calendar.first_year, "last": calendar.first_year + calendar.years - 1}
            self._tell(message, row, **values, periods=calendar.periods)
            return None
        return slot

    def _hours(self, row: Row) -> Hours:
        told = {}
        for field, name in (("guided", "begeleide uren"), ("practice", "praktijkuren"), ("self_study", "zelfstudie")):
            cell = self._cell(row, name)
            hours = parse_hours(cell) if cell else 0.0
            if hours is None or not 0 <= hours <= MOST_HOURS or not math.isfinite(hours):
                self._tell(
                    _("In de kolom {name} staat geen aantal uren. Vul een getal in, zoals 12 of 7,5."), row, name=name
                )
                hours = 0.0
            told[field] = round(hours / QUARTER) * QUARTER
        return Hours(**told)

    def _items(self, row: Row, name: str, side: Side | None) -> list[RouteItem]:
        found: dict[str, RouteItem] = {}
        for part in _names(self._cell(row, name)):
            there = self.by_name.get(part.casefold(), [])
            own = [item for item in there if item.side is side] or there
            if len(own) > MOST_NAMED:
                message = _("{code} is de code van {count} onderdelen. Schrijf bij elk de code met zijn module ervoor.")
                self._tell(message, row, code=part[:60], count=len(own))
                continue
            if not own:
                message = _("{code} staat niet in de programma's van deze route. Kijk de code na.")
                self._tell(message, row, code=part[:60])
            found.update({item.key: item for item in own})
        return list(found.values())

    def _with_known_needs(self, units: Mapping[str, Unit]) -> tuple[Unit, ...]:
        known = []
        for unit in units.values():
            for need in unit.needs:
                if need not in units or need == unit.id:
                    message = _("Blok {unit} komt na {need}, maar dat blok is er niet. Kijk het nummer na.")
                    self.findings.add(message.format(unit=unit.id, need=need[:40]), sheet=self.sheet)
            needs = tuple(need for need in unit.needs if need in units and need != unit.id)
            known.append(replace(unit, needs=needs))
        return tuple(known)


def _names(cell: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;\n]", cell) if part.strip()]
