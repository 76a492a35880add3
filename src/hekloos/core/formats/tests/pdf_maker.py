"""Small PDFs for tests, written by hand: text, rules and pictures at places that the test chooses.

Lengths are points from the top left corner. Letters are Helvetica, so that the widths are known.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

A4 = (595.0, 842.0)
LEADING = 1.2
# Widths of Helvetica in thousandths of the letter height, from the space to the tilde.
# fmt: off
_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667,
    556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556,
    556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722,
    500, 500, 500, 334, 260, 334, 584,
)
# fmt: on


def width_of(text: str, size: float) -> float:
    return sum(_WIDTHS[ord(c) - 32] if 32 <= ord(c) < 127 else 556 for c in text) * size / 1000


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Lines as a word processor makes them; a newline in the text begins a new one."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and width_of(longer, size) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


@dataclass(slots=True)
class PageMaker:
    width: float
    height: float
    rotate: int = 0
    commands: list[str] = field(default_factory=list)
    pictures: list[tuple[int, int, bytes]] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, *, size: float = 10, bold: bool = False) -> None:
        """`y` is the baseline. Text that Latin-1 does not have is written as in Windows."""
        data = text.encode("cp1252").hex()
        font = "F2" if bold else "F1"
        self.commands.append(f"BT /{font} {size} Tf {x:.2f} {self.height - y:.2f} Td <{data}> Tj ET")

    def paragraph(
        self, x: float, y: float, text: str, *, width: float = 480, size: float = 10, bold: bool = False
    ) -> float:
        """Wrapped text; gives the baseline of what comes next."""
        for line in wrapped(text, width, size):
            self.text(x, y, line, size=size, bold=bold)
            y += LEADING * size
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.commands.append(f"0.5 w {x0:.2f} {self.height - y0:.2f} m {x1:.2f} {self.height - y1:.2f} l S")

    def picture(self, box: tuple[float, float, float, float], size: tuple[int, int], gray: bytes) -> None:
        """Left, top, right, bottom; the grey values row by row."""
        left, top, right, bottom = box
        self.pictures.append((*size, gray))
        place = f"{right - left:.2f} 0 0 {bottom - top:.2f} {left:.2f} {self.height - bottom:.2f}"
        self.commands.append(f"q {place} cm /I{len(self.pictures)} Do Q")

    def table(
        self,
        y: float,
        rows: Sequence[Sequence[str]],
        *,
        widths: Sequence[float],
        x: float = 57,
        size: float = 10,
        ruled: bool = False,
        centred: bool = False,
        padding: float = 5.4,
        space: float = 4.0,
    ) -> float:
        """Cells with wrapped text, at the top of their row or in the middle of it; gives the lower edge."""
        for row in rows:
            cells = [wrapped(text, width - 2 * padding, size) for text, width in zip(row, widths, strict=True)]
            height = max(len(lines) for lines in cells) * LEADING * size + space
            left = x
            for lines, width in zip(cells, widths, strict=True):
                free = height - space - len(lines) * LEADING * size
                baseline = y + size + (free / 2 if centred else 0)
                for number, line in enumerate(lines):
                    if line:
                        self.text(left + padding, baseline + number * LEADING * size, line, size=size)
                left += width
            if ruled:
                self._box(x, y, widths, height)
            y += height
        return y

    def _box(self, x: float, y: float, widths: Sequence[float], height: float) -> None:
        right = x + sum(widths)
        self.rule(x, y, right, y)
        self.rule(x, y + height, right, y + height)
        for number in range(len(widths) + 1):
            at = x + sum(widths[:number])
            self.rule(at, y, at, y + height)


class PdfMaker:
    """Gathers pages and writes them as one PDF; its fonts may leave out how high they are."""

    def __init__(self, *, fonts_state_height: bool = True) -> None:
        self.pages: list[PageMaker] = []
        self.fonts_state_height = fonts_state_height

    def page(self, *, size: tuple[float, float] = A4, rotate: int = 0) -> PageMaker:
        self.pages.append(PageMaker(*size, rotate))
        return self.pages[-1]

    def data(self, *, locked: bool = False) -> bytes:
        objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"", b""]
        for place, name in ((2, "Helvetica"), (3, "Helvetica-Bold")):
            objects[place] = (
                _font(name) if self.fonts_state_height else _flat_font(self._add(objects, _descriptor(name)))
            )
        kids: list[int] = []
        for page in self.pages:
            pictures = [self._add(objects, _picture(*picture)) for picture in page.pictures]
            stream = zlib.compress("\n".join(page.commands).encode("ascii"))
            content = self._add(objects, _stream(f"/Length {len(stream)} /Filter /FlateDecode", stream))
            named = " ".join(f"/I{number} {reference} 0 R" for number, reference in enumerate(pictures, start=1))
            kids.append(self._add(objects, _page(page, content, named)))
        objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>".encode()
        return _file(objects, locked=locked)

    @staticmethod
    def _add(objects: list[bytes], data: bytes) -> int:
        objects.append(data)
        return len(objects)


def _font(name: str) -> bytes:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()


def _flat_font(descriptor: int) -> bytes:
    widths = " ".join(str(width) for width in _WIDTHS)
    return (
        f"<< /Type /Font /Subtype /TrueType /BaseFont /Flat /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 "
        f"/Widths [{widths}] /FontDescriptor {descriptor} 0 R >>"
    ).encode()


def _descriptor(name: str) -> bytes:
    """As LibreOffice writes it: without a height."""
    return (
        f"<< /Type /FontDescriptor /FontName /Flat{name} /Flags 32 /Ascent 0 /Descent 0 /CapHeight 979 "
        "/FontBBox [-543 -303 1300 979] /ItalicAngle 0 /StemV 80 >>"
    ).encode()


def _page(page: PageMaker, content: int, named: str) -> bytes:
    resources = f"<< /Font << /F1 3 0 R /F2 4 0 R >> /XObject << {named} >> >>"
    return (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotate} "
        f"/Contents {content} 0 R /Resources {resources} >>"
    ).encode()


def _picture(width: int, height: int, gray: bytes) -> bytes:
    data = zlib.compress(gray)
    entries = (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    return _stream(f"{entries} /Filter /FlateDecode /Length {len(data)}", data)


def _stream(entries: str, data: bytes) -> bytes:
    return f"<< {entries} >>\nstream\n".encode() + data + b"\nendstream"


def _file(objects: list[bytes], *, locked: bool) -> bytes:
    """The objects with their table; a locked file asks for a password that nobody knows."""
    data = b"%PDF-1.5\n"
    places: list[int] = []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    secret = "00" * 32
    lock = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{secret}> /U <{secret}> /P -4 >> /ID [<00> <00>]"
        if locked
        else ""
    )
    return data + f"trailer << /Size {len(objects) + 1} /Root 1 0 R {lock} >>\nstartxref\n{start}\n%%EOF\n".encode()
