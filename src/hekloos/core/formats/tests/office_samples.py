"""Small office files, made by the libraries themselves, and hostile ones made by hand."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
ENTITIES = (
    '<!DOCTYPE lolz [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)
NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def make_xlsx(
    sheets: Mapping[str, Sequence[Sequence[object]]], *, merged: Iterable[str] = (), hidden: Iterable[str] = ()
) -> bytes:
    """A workbook; `merged` are ranges of the first sheet."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for cells in merged:
        workbook.worksheets[0].merge_cells(cells)
    for name in hidden:
        workbook[name].sheet_state = "hidden"
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def make_ods(rows: str, *, name: str = "Blad1") -> bytes:
    """An OpenDocument table with these `table:table-row` elements."""
    content = (
        f"<office:document-content {NAMES}><office:body><office:spreadsheet>"
        f'<table:table table:name="{name}">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return stream.getvalue()


def ods_row(*texts: str, spans: Mapping[int, int] | None = None) -> str:
    """One row; an empty text is a covered cell, `spans` says over how many rows a cell reaches."""
    cells = [
        f'<table:table-cell office:value-type="string" table:number-rows-spanned="{(spans or {}).get(index, 1)}" '
        f'table:number-columns-spanned="1"><text:p>{text}</text:p></table:table-cell>'
        if text
        else "<table:covered-table-cell/>"
        for index, text in enumerate(texts)
    ]
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def change_member(data: bytes, member: str, old: str, new: str) -> bytes:
    """The same office file with `old` replaced by `new` in one member."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name == member:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            copy.writestr(name, content)
    return stream.getvalue()
