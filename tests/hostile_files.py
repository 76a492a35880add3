"""Files that are broken, lie, or want too much: at least sixty, made here so that nobody has to keep them."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from itertools import chain

from hekloos.core.formats.tests.lesson_samples import make_docx, make_pdf, make_pptx
from hekloos.core.formats.tests.office_samples import ENCRYPTED, ENTITIES, change_member, make_ods, make_xlsx, ods_row
from hekloos.core.formats.tests.pdf_maker import PdfMaker

HEADER = "code,soort,niveau,tekst\n"
TERMS = HEADER + "".join(f"T{n},eindterm,BB,Ramen lappen met een trekker nummer {n}\n" for n in range(30))
LESSON = [("Heading 1", "Ramen"), ("", "Wij leren ramen lappen met een trekker en een spons, en de vloer droog.")]
LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
Files = dict[str, bytes]


def hostile_files() -> Files:
    """Name and content of every file."""
    makers: tuple[Callable[[], Iterator[tuple[str, bytes]]], ...] = (_plain, _tables, _office, _zips, _xml, _json, _pdf)
    return dict(chain.from_iterable(maker() for maker in makers))


def _zip(members: dict[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _plain() -> Iterator[tuple[str, bytes]]:
    yield "empty.csv", b""
    yield "empty.xlsx", b""
    yield "empty.pdf", b""
    yield "empty.json", b""
    yield "empty.md", b""
    yield "spaces.csv", b" \n \n\t\n"
    yield "noise.csv", bytes(range(256)) * 40
    yield "noise.bin", bytes(range(256)) * 40
    yield "zeros.txt", bytes(5_000)
    yield "program.exe", b"MZ" + bytes(2_000)
    yield "picture.png", b"\x89PNG\r\n\x1a\n" + bytes(500)
    yield "picture-called-table.csv", b"\x89PNG\r\n\x1a\n" + bytes(500)
    yield "endless-particulars.md", b"Les: " + b"ramenlappen " * 41
    yield "page.html", b"<html><body><script>alert(1)</script></body></html>"
    yield "mail.eml", b"From: a@b.nl\nSubject: programma\n\nzie bijlage\n"
    yield "old-word.doc", ENCRYPTED.replace("EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le"))


def _tables() -> Iterator[tuple[str, bytes]]:
    yield "no-header.csv", b"1;2;3\n4;5;6\n"
    yield "header-only.csv", HEADER.encode()
    yield "no-texts.csv", (HEADER + "T1,eindterm,BB,\nT2,eindterm,BB,\n").encode()
    yield "no-codes.csv", b"tekst\n" + b"\n" * 20
    yield "same-codes.csv", (HEADER + "T1,eindterm,BB,Ramen lappen\n" * 50).encode()
    yield "circle.csv", b"code,ouder,tekst\nA,B,Ramen lappen\nB,A,Vloeren dweilen\nC,C,Koffie\n"
    yield "no-parents.csv", b"code,ouder,tekst\nA,X,Ramen lappen\nB,Y,Vloeren dweilen\n"
    yield "formulas.csv", (HEADER + '=1+1,eindterm,BB,"=HYPERLINK(""http://x"",""klik"")"\n').encode()
    yield "utf-16.csv", TERMS.encode("utf-16")
    yield "half-a-letter.csv", TERMS.encode() + b"\xc3"
    yield "open-quote.csv", (HEADER + 'T1,eindterm,BB,"Ramen lappen\n').encode()
    yield "one-long-line.csv", (HEADER + "T1,eindterm,BB," + "ramen " * 400_000).encode()
    yield "many-columns.csv", (",".join("k" * 9 for _ in range(30_000)) + "\n").encode() * 2
    yield "many-cells.csv", b"code;tekst\n" + (b"ab;" * 220 + b"\n") * 25_000
    yield "many-cells-in-a-line.csv", b"code;tekst\n" + b"ab;" * 6_000_000
    yield "words-without-end.csv", (HEADER + "".join(f"T{n},eindterm,BB,{_letters(n)}\n" for n in range(5))).encode()
    yield "many-rows.csv", (HEADER + "T,eindterm,BB,Ramen lappen\n" * 200_000).encode()
    yield "deep.csv", ("code,ouder,tekst\n" + "".join(f"C{n},C{n - 1},Ramen {n}\n" for n in range(5_000))).encode()
    yield "unknown-kinds.csv", (HEADER + "T1,raket,Z9,Ramen lappen\n" * 5).encode()
    yield "screen-commands.csv", (HEADER + "T1,eindterm,BB,\x1b[2J\x1b]0;x\x07Ramen\u202e lappen\n").encode()


def _letters(seed: int) -> str:
    """One word of twenty thousand letters."""
    return "".join(chr(97 + (seed + n * n * 7 + n // 3) % 26) for n in range(19_990))


def _office() -> Iterator[tuple[str, bytes]]:
    rows = [["code", "tekst"], ["T1", "Ramen lappen"]]
    workbook, document, slides = make_xlsx({"Blad1": rows}), make_docx(LESSON), make_pptx([("Ramen", "lappen", "")])
    table = make_ods(ods_row("code", "tekst") + ods_row("T1", "Ramen lappen"))
    for name, data in (("x.xlsx", workbook), ("x.docx", document), ("x.pptx", slides), ("x.ods", table)):
        yield f"half-{name}", data[: len(data) // 2]
        yield f"tail-gone-{name}", data[:-30]
        yield f"inside-out-{name}", data[::-1]
        yield f"nothing-inside-{name}", _zip({"mimetype": b"x"})
        yield f"locked-{name}", ENCRYPTED
    yield (
        "entities.ods",
        change_member(table, "content.xml", "<office:document-content", ENTITIES + "<office:document-content"),
    )
    yield "entities.xlsx", change_member(workbook, "xl/workbook.xml", "<workbook", ENTITIES + "<workbook")
    yield "formulas.xlsx", make_xlsx({"Blad1": [["code", "tekst"], ["=1/0", "=1+1"]]})
    yield (
        "wide.ods",
        make_ods(
            ods_row("code", "tekst").replace(
                "<table:table-cell ", '<table:table-cell table:number-columns-repeated="16000" ', 1
            )
        ),
    )
    yield (
        "tall.ods",
        make_ods(
            ods_row("code", "tekst")
            + ods_row("T1", "Ramen").replace(
                "<table:table-row>", '<table:table-row table:number-rows-repeated="1000000">'
            )
        ),
    )
    yield "picture-called-lesson.docx", b"\x89PNG\r\n\x1a\n" + bytes(500)


def _zips() -> Iterator[tuple[str, bytes]]:
    yield "bomb.zip", _zip({"a.csv": b"0" * 80_000_000})
    yield "bomb-in-bomb.zip", _zip({"b.zip": _zip({"a.csv": b"0" * 50_000_000})})
    yield "many-files.zip", _zip({f"{n}.md": b"x" for n in range(3_000)})
    yield "outside.zip", _zip({"../../weg.csv": TERMS.encode(), "/etc/weg.csv": TERMS.encode()})
    yield "odd-packing.zip", _zip({"a.csv": TERMS.encode()}, packing=zipfile.ZIP_BZIP2)
    yield "nothing.zip", _zip({})
    yield "half.zip", _zip({"a.csv": TERMS.encode() * 40})[:200]


def _xml() -> Iterator[tuple[str, bytes]]:
    yield "many-tags.xml", b'<?xml version="1.0"?><sbb><dossier titel="x">' + b"<a/>" * 2_100_000 + b"</dossier></sbb>"
    yield "laughs.xml", (LAUGHS + "]><l>&j;</l>").encode()
    yield "outside.xml", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    yield "half.xml", b"<kwalificatiedossier><naam>Gast"
    yield "deep.xml", b"<a>" * 100_000 + b"</a>" * 100_000
    yield "other.xml", b"<rss><channel><title>nieuws</title></channel></rss>"


def _json() -> Iterator[tuple[str, bytes]]:
    yield "many-values.json", b'{"CFItems":[' + b'{"a":0},' * 2_000_000 + b'{"a":0}]}'
    yield "half.json", b'{"CFDocument": {"title": "x"'
    yield "deep.json", b"[" * 200_000 + b"]" * 200_000
    yield "list.json", b"[1, 2, 3]"
    yield "infinite.json", b'{"CFDocument": {"title": NaN}, "CFItems": [1e999]}'
    yield "no-items.json", json.dumps({"CFDocument": {"identifier": "x", "title": "x"}, "CFItems": []}).encode()
    items = [{"identifier": f"{n}", "fullStatement": None, "CFItemType": 7} for n in range(10)]
    yield "odd-items.json", json.dumps({"CFDocument": {}, "CFItems": items, "CFAssociations": "x"}).encode()


def _pdf() -> Iterator[tuple[str, bytes]]:
    good = make_pdf([["B1-K1 Maakt schoon", "B1-K1-W1 Dweilt vloeren"]])
    yield "half.pdf", good[: len(good) // 2]
    yield "only-the-name.pdf", b"%PDF-1.7\n"
    yield "swapped.pdf", good.replace(b"/Page ", b"/Pogo ")
    yield "many-pages.pdf", make_pdf([["x"]] * 5_000)
    maker = PdfMaker()
    maker.page().rule(0, 0, 10, 10)
    yield "locked.pdf", maker.data(locked=True)
    yield "no-words.pdf", maker.data()
    yield "drawn-without-end.pdf", drawn_without_end()


def drawn_without_end(levels: int = 9, times: int = 10) -> bytes:
    """A page that draws a form ten times, which draws a form ten times, and so on: less than 3 kB for 10^9 words."""
    draw, first = b"/X Do " * times, 5
    box = b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources<<"
    forms = [_stream(box + b"/XObject<</X %d 0 R>>>>" % (first + n + 1), draw) for n in range(levels - 1)]
    font = b"/Font<</F <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        _stream(b"", draw),
        *forms,
        _stream(box + font, b"BT /F 10 Tf 10 10 Td (ramen) Tj ET"),
    ]
    objects = (b"%d 0 obj%s endobj\n" % (number, part) for number, part in enumerate(parts, start=1))
    return b"%PDF-1.4\n" + b"".join(objects) + b"trailer<</Root 1 0 R>>\n%%EOF"


def _stream(said: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (said, len(content), content)
