"""The list of what two sides agreed on, as a workbook, as csv, and as a Word document to put in an agreement."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hekloos.core.curriculum import Item, Relation
from hekloos.core.formats.characters import REFUSED_BY_XML
from hekloos.core.formats.table.sheets import write_csv, write_sheet
from hekloos.core.language import _

IN_ORDER = (Relation.SAME, Relation.BUILDS_ON, Relation.RELATED, Relation.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A pair of which a teacher of each side says the same. `remainders` are what is left, with who takes it up."""

    left: Item
    right: Item
    left_group: str
    right_group: str
    relation: Relation
    remainders: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    by: tuple[str, ...]
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A programme that was compared, so that a reader knows which texts the agreements are about."""

    side: str
    title: str
    version: str
    stated: str
    source: str
    valid: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedList:
    title: str
    lab: str
    date: str
    sources: tuple[Source, ...]
    agreements: tuple[Agreement, ...]


def _words() -> dict[Relation, str]:
    return {
        Relation.SAME: _("dubbel"),
        Relation.BUILDS_ON: _("bouwt voort"),
        Relation.RELATED: _("verwant"),
        Relation.NONE: _("geen overlap"),
    }


def _columns() -> tuple[str, ...]:
    return (
        *(_("module"), _("code vmbo"), _("vmbo"), _("kerntaak"), _("code mbo"), _("mbo"), _("afspraak")),
        *(_("wat blijft er over"), _("wie pakt dat op"), _("waarom"), _("wie"), _("wanneer")),
    )


def _rows(agreed: AgreedList) -> Iterator[tuple[str, ...]]:
    words = _words()
    for one in agreed.agreements:
        yield (
            *(one.left_group, one.left.code, one.left.text, one.right_group, one.right.code, one.right.text),
            words[one.relation],
            "\n".join(text for text, _who in one.remainders),
            "\n".join(who for _text, who in one.remainders),
            "\n".join(one.reasons),
            ", ".join(one.by),
            one.on,
        )


def _source_columns() -> tuple[str, ...]:
    return (
        *(_("kant"), _("programma"), _("versie"), _("versie volgens de bron")),
        *(_("bron"), _("geldig"), _("kenmerk van de tekst")),
    )


def _source_rows(agreed: AgreedList) -> Iterator[tuple[str, ...]]:
    for source in agreed.sources:
        yield source.side, source.title, source.version, source.stated, source.source, source.valid, source.digest


def render_agreed_csv(agreed: AgreedList) -> bytes:
    return write_csv(_columns(), _rows(agreed))


def render_agreed_workbook(agreed: AgreedList) -> bytes:
    """Sheets: the agreements, and the programmes that they are about."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    widths = (28, 16, 50, 28, 14, 50, 14, 44, 14, 40, 28, 18)
    write_sheet(book.create_sheet(_("Afspraken")), _columns(), _rows(agreed), widths=widths)
    source_widths = (8, 44, 8, 20, 60, 24, 36)
    write_sheet(book.create_sheet(_("Programma's")), _source_columns(), _source_rows(agreed), widths=source_widths)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def render_agreed_document(agreed: AgreedList) -> bytes:
    """A Word document: a heading and a table for every kind of agreement, and the programmes at the end."""
    import docx
    from docx.enum.section import WD_ORIENT

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.core_properties.title, document.core_properties.language = _clean(agreed.title), "nl"
    document.add_heading(_clean(_("Wat we hebben afgesproken")), level=0)
    for line in (agreed.title, agreed.lab, agreed.date):
        document.add_paragraph(_clean(line))
    words = _words()
    for relation in IN_ORDER:
        there = [one for one in agreed.agreements if one.relation is relation]
        if there:
            document.add_heading(f"{words[relation].capitalize()} ({len(there)})", level=1)
            _table(document, (_("vmbo"), _("mbo"), _("wat blijft er over"), _("wie en wanneer")), map(_in_cells, there))
    document.add_heading(_("Over welke programma's het gaat"), level=1)
    _table(document, _source_columns(), list(_source_rows(agreed)))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _in_cells(one: Agreement) -> tuple[str, ...]:
    left_over = "\n".join(f"{text} ({who})" if who else text for text, who in one.remainders)
    return (
        f"{one.left.code} {one.left.text}".strip(),
        f"{one.right.code} {one.right.text}".strip(),
        left_over,
        f"{', '.join(one.by)}, {one.on}",
    )


def _table(document: "object", names: Sequence[str], rows: "Iterator[Sequence[str]] | Sequence[Sequence[str]]") -> None:
    table = document.add_table(rows=1, cols=len(names), style="Table Grid")  # type: ignore[attr-defined]
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(name).bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _clean(text)


def _clean(text: str) -> str:
    """Without what no Word document may hold."""
    return REFUSED_BY_XML.sub("", text)
