"""Problems per row, gathered while reading and told in one sentence for equal ones."""

from dataclasses import dataclass, field

from hekloos.core.formats.reading import Problem, Severity, places
from hekloos.core.language import _

MOST_ROWS_NAMED = 12
MOST_MESSAGES = 100  # nobody reads more; they would only bury each other


@dataclass(slots=True)
class Findings:
    """Gathers problems; the same message in the same sheet becomes one problem with all its rows."""

    _rows: dict[tuple[str, str, Severity], list[int]] = field(default_factory=dict)
    _untold: int = 0

    def add(self, message: str, *, sheet: str = "", row: int = 0, severity: Severity = Severity.WARNING) -> None:
        """Row 0 means: the whole sheet, or without a sheet the whole file."""
        if len(self._rows) >= MOST_MESSAGES and (message, sheet, severity) not in self._rows:
            self._untold += 1
            return
        rows = self._rows.setdefault((message, sheet, severity), [])
        if row:
            rows.append(row)

    def note(self, message: str, *, sheet: str = "", row: int = 0) -> None:
        self.add(message, sheet=sheet, row=row, severity=Severity.NOTE)

    def problems(self) -> tuple[Problem, ...]:
        told = [
            Problem(message=message, place=name_place(sheet, rows), severity=severity)
            for (message, sheet, severity), rows in self._rows.items()
        ]
        if self._untold:
            message = _("Er zijn nog {count} meldingen. Verbeter eerst de meldingen hierboven en lees het opnieuw in.")
            told.append(Problem(message=message.format(count=self._untold), severity=Severity.WARNING))
        return tuple(told)


def name_place(sheet: str, rows: list[int]) -> str:
    """The place for people: blad Blad1, regel 12, 15-18 en nog 40 andere."""
    parts = [_("blad {name}").format(name=sheet)] if sheet else []
    if rows:
        parts.append(_("regel {rows}").format(rows=_name_rows(sorted(set(rows)))))
    return ", ".join(parts)


def _name_rows(rows: list[int]) -> str:
    runs = 1 + sum(1 for before, after in zip(rows, rows[1:], strict=False) if after != before + 1)
    if runs <= MOST_ROWS_NAMED:
        return places(rows)
    named = rows[:MOST_ROWS_NAMED]
    message = _("{rows} en nog {count} andere")
    return message.format(rows=places(named).replace(_(" en "), ", "), count=len(rows) - len(named))
