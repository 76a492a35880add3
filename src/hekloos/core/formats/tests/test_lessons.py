"""Lessons in Word, PowerPoint, PDF, Markdown and plain text."""

import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hekloos.core.curriculum import Framework, FrameworkKind, ItemKind, Side
from hekloos.core.formats import lessons
from hekloos.core.formats.lesson.passages import MOST_WORDS, Block, cut_passages, find_hours
from hekloos.core.formats.reading import Bundle, Document, Limits, Reading, Severity
from hekloos.core.formats.tests.lesson_samples import make_docx, make_pdf, make_pptx
from hekloos.core.formats.tests.office_samples import ENCRYPTED, ENTITIES, change_member

WORD = make_docx(
    [
        ("Heading 1", "Veilig werken"),
        ("", "Duur: 2 lesuren"),
        ("Heading 2", "Bril op"),
        ("List Bullet", "Draag een bril"),
    ],
    table=[["Gevaar", "Wat te doen"], ["Splinters", "Handschoenen aan"]],
)


def read(files: dict[str, bytes | str], *, name: str = "lessen vmbo", limits: Limits | None = None) -> Reading:
    documents = (Document(n, d if isinstance(d, bytes) else d.encode()) for n, d in files.items())
    return lessons.read(Bundle(name, tuple(documents)), limits=limits or Limits())


def only(reading: Reading) -> Framework:
    assert len(reading.frameworks) == 1, reading.problems
    return reading.frameworks[0]


def fragments(framework: Framework) -> list[tuple[str, str]]:
    return [(item.reference, item.text) for item in framework.items if item.kind is ItemKind.FRAGMENT]


def test_a_word_file_gives_a_lesson_with_fragments_under_its_headings() -> None:
    reading = read({"01 veilig.docx": WORD})
    framework = only(reading)
    assert reading.problems == ()
    lesson = framework.items[0]
    assert (framework.kind, lesson.kind) == (FrameworkKind.LESSON_MATERIAL, ItemKind.LESSON)
    assert (lesson.code, lesson.text, lesson.hours) == ("01-veilig", "Veilig werken", 2.0)
    assert fragments(framework) == [
        ("gevonden bij: Bril op", "Draag een bril Gevaar; Wat te doen Splinters; Handschoenen aan"),
    ]
    assert [item.id for item in framework.items[1:]] == ["01-veilig-1"]


def test_what_was_deleted_in_word_is_gone_and_what_was_added_is_there() -> None:
    changed = change_member(
        WORD,
        "word/document.xml",
        "<w:t>Draag een bril</w:t>",
        "<w:t>Draag</w:t></w:r><w:del><w:r><w:delText>nooit</w:delText></w:r></w:del>"
        '<w:ins><w:r><w:t xml:space="preserve"> altijd</w:t></w:r></w:ins>'
        '<w:r><w:t xml:space="preserve"> een bril</w:t>',
    )
    assert "Draag altijd een bril" in fragments(only(read({"a.docx": changed})))[0][1]


def test_a_presentation_gives_fragments_per_slide_and_for_the_notes() -> None:
    data = make_pptx(
        [("Zagen", "Meet twee keer, zaag een keer", "Laat de zaag zien"), ("Schaven", "Met de draad mee", "")]
    )
    framework = only(read({"les.pptx": data}))
    assert framework.items[0].text == "Zagen"
    assert fragments(framework) == [
        ("dia 1", "Zagen Meet twee keer, zaag een keer"),
        ("dia 1, notities", "Laat de zaag zien"),
        ("dia 2", "Schaven Met de draad mee"),
    ]


def test_a_pdf_gives_fragments_per_page_without_what_stands_on_every_page() -> None:
    pages = [["Lesboek hout", f"Les {n}: hout soort {n} zagen."] for n in range(1, 6)]
    framework = only(read({"boek.pdf": make_pdf([*pages, []])}))
    assert fragments(framework)[2] == ("bladzijde 3", "Les 3: hout soort 3 zagen.")
    assert len(fragments(framework)) == 5


def test_pages_without_text_are_named() -> None:
    reading = read({"boek.pdf": make_pdf([["Hout zagen en schaven"], [], []])})
    assert "Op bladzijde 2-3 staat geen tekst" in reading.problems[0].message


MARKDOWN = """---
title: Netwerken
duur: 90 minuten
leerdoelen:
  - Je kunt een netwerk tekenen
---
::: section
### {{ title }}
Een [netwerk](https://example.org) verbindt **computers**.<br>

```bash
ping example.org
```

En nog <em>meer</em> apparaten.

| Soort | Bereik |
|---|---|
| LAN | Een gebouw |
:::
"""


def test_markdown_loses_its_markup_and_its_code() -> None:
    framework = only(read({"net/les.md": MARKDOWN}))
    lesson = framework.items[0]
    assert (lesson.text, lesson.hours) == ("Netwerken", 1.5)
    assert fragments(framework) == [
        ("leerdoelen", "Je kunt een netwerk tekenen"),
        ("begin", "Een netwerk verbindt computers. En nog meer apparaten. Soort; Bereik LAN; Een gebouw"),
    ]


def test_plain_text_gives_its_paragraphs() -> None:
    framework = only(read({"les.txt": "Hout\n\nZagen doe je zo.\n\nSchaven doe je anders.\n"}))
    assert framework.items[0].text == "Hout"
    assert [place for place, _text in fragments(framework)] == ["alinea 2", "alinea 3"]


def test_a_folder_skips_media_with_one_note_and_says_which_files_are_empty() -> None:
    files: dict[str, bytes | str] = {
        "a.md": "# A\nEen twee drie.",
        "b.md": "",
        "c.png": b"1",
        "d.jpg": b"2",
        "e.jpg": b"3",
    }
    reading = read(files)
    assert [item.text for item in only(reading).items] == ["A", "Een twee drie."]
    messages = [str(problem) for problem in reading.problems]
    assert len(messages) == 2
    assert messages[0].startswith("b.md is leeg")
    assert "2 x jpg, 1 x png" in messages[1]


def test_a_zip_of_lessons_is_read() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mbo/les.md", "# Zagen\nMeet twee keer.")
        archive.writestr("mbo/les.docx", WORD)
    framework = only(lessons.read(stream.getvalue()))
    assert framework.side is Side.MBO
    assert [i.code for i in framework.items if i.kind is ItemKind.LESSON] == ["les", "mbo-les"]


def test_codes_of_lessons_and_fragments_never_meet() -> None:
    text = "# Zagen\nMeet twee keer.\n# Boren\nBoor een keer."
    for names in (["les.md", "les-1.md", "les-2.md"], ["les-1.md", "les-2.md", "les.md"]):
        framework = only(read(dict.fromkeys(names, text)))
        assert len({item.id for item in framework.items}) == 9


def test_the_side_comes_from_the_name_or_is_guessed_with_a_note() -> None:
    assert only(read({"a.md": "Een twee drie."}, name="mbo-ict")).side is Side.MBO
    reading = read({"a.md": "Een twee drie."}, name="lessen")
    assert (only(reading).side, reading.problems[0].severity) == (Side.VMBO, Severity.NOTE)


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("Duur: 2 lesuren", 2.0),
        ("3 x 50 minuten", 2.5),
        ("90 minuten", 1.5),
        ("Tijd: ongeveer 1,5 uur", 1.5),
        ("2 lessen van 45 minuten", 1.5),
        ("Roer het beslag na tien tot 15 minuten nog eens", None),
        ("De zaag", None),
    ],
)
def test_hours_are_found_in_the_first_lines(line: str, hours: float | None) -> None:
    assert find_hours(["Een les over hout", line]) == hours
    assert find_hours([*["tekst"] * 20, line]) is None


blocks = st.builds(Block, st.text("ab .?", max_size=900), st.sampled_from(["dia 1", "dia 2"]))


@given(st.lists(blocks, max_size=8))
def test_passages_are_never_too_long_and_lose_no_words(given_blocks: list[Block]) -> None:
    passages = list(cut_passages(given_blocks))
    assert all(len(passage.text.split()) <= MOST_WORDS for passage in passages)
    kept = [word for passage in passages for word in passage.text.split()]
    words = [word for block in given_blocks for word in block.text.split()]
    scraps = len(words) - len(kept)
    assert all(word in words for word in kept)
    assert scraps <= sum(word.strip(".?") == "" for word in words) + 2 * len(given_blocks) + len(words) // MOST_WORDS


@pytest.mark.parametrize("name", ["les.docx", "les.pptx", "les.pdf", "les.md", "les.txt", "les.docm", "les.doc"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 half", ENCRYPTED, b"\x00\x01\x02 raar", WORD[:3000]])
def test_damaged_files_give_a_sentence_with_a_remedy(name: str, data: bytes) -> None:
    reading = read({name: data})
    assert reading.failed
    assert reading.problems[-1].message.count(".") >= 2


def test_a_password_is_said_to_be_one() -> None:
    assert any("wachtwoord" in problem.message for problem in read({"les.docx": ENCRYPTED}).problems)


@pytest.mark.parametrize("member", ["word/document.xml", "word/styles.xml", "docProps/core.xml"])
def test_entities_in_word_are_refused(member: str) -> None:
    standalone = "<w:document" if member.endswith("document.xml") else "<w:styles" if "styles" in member else "<cp:core"
    hostile = change_member(WORD, member, standalone, ENTITIES + standalone)
    reading = read({"les.docx": hostile})
    assert reading.failed
    assert any("DOCTYPE" in problem.message for problem in reading.problems)


def test_a_file_with_macros_is_read_without_them() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert not read({"les.docm": change_member(WORD, "[Content_Types].xml", kind, macros)}).failed


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
    ],
)
def test_what_lies_deep_within_itself_is_read_once(begin: str, end: str) -> None:
    inner = "<w:p><w:r><w:t>diep van binnen</w:t></w:r></w:p>"
    nested = change_member(WORD, "word/document.xml", "<w:body>", f"<w:body>{begin * 30}{inner}{end * 30}")
    start = time.monotonic()
    texts = " ".join(text for _place, text in fragments(only(read({"les.docx": nested}))))
    assert texts.count("diep van binnen") == 1
    assert time.monotonic() - start < 5


def test_the_limits_on_slides_and_fragments_hold() -> None:
    data = make_pptx([(f"Dia nummer {n}", "tekst op de dia", "") for n in range(5)])
    reading = read({"les.pptx": data}, limits=Limits(pages=2))
    assert len(fragments(only(reading))) == 2
    assert "dia 3" in reading.problems[0].message
    reading = read({"a.pptx": data, "b.pptx": data}, limits=Limits(items=4))
    assert len(only(reading).items) == 4
    assert len(reading.problems) == 2


@pytest.mark.parametrize(
    "text",
    ["[" * 40_000, "> " * 20_000, "*a _b " * 20_000, "{{" * 40_000, "<a " * 40_000, "- " * 20_000, "`" * 40_000]
    + ["---\n" * 20_000, "|a|b|\n|-|-|\n" + "|" * 40_000, "<!--" * 20_000, "a\n===\n" * 8_000, "![](" * 20_000],
    ids=lambda text: text[:6],
)
def test_strange_markdown_takes_no_strange_time(text: str) -> None:
    start = time.monotonic()
    read({"les.md": text})
    assert time.monotonic() - start < 5


def test_only_lesson_files_are_recognised() -> None:
    def recognised(*names: str) -> bool:
        return lessons.recognises(Bundle("x", tuple(Document(name, b"tekst") for name in names)))

    assert recognised("a.md", "b.txt", "c.png")
    assert not recognised("c.png")
    assert not recognised("a.md", "b.html")
    assert not recognised("a.json")


def test_a_single_pdf_is_a_lesson_unless_it_is_a_study_document() -> None:
    def recognised(line: str) -> bool:
        return lessons.recognises(Bundle("a.pdf", (Document("a.pdf", make_pdf([[line] * 3])),)))

    assert recognised("Zagen en schaven doe je zo.")
    assert not recognised("Onderwijs- en examenregeling 2025-2026, kwalificatie crebo 25180")


@settings(max_examples=50)
@given(st.binary(max_size=300), st.sampled_from(["docx", "pptx", "pdf", "md", "txt"]))
def test_no_bytes_make_the_reader_raise(data: bytes, extension: str) -> None:
    reading = read({f"les.{extension}": data})
    assert reading.frameworks or reading.problems


def test_what_stands_above_a_lesson_about_the_lesson_is_no_content() -> None:
    reading = read(
        {"les.md": "# Zagen\n\nSchool: De Werf, klas 3\nDuur: 2 lesuren\n\n## Doel\n\nJe zaagt een plank recht af."}
    )
    assert [text for _place, text in fragments(only(reading))] == ["Je zaagt een plank recht af."]
    assert only(reading).items[0].hours == 2


def test_a_colon_further_on_is_content() -> None:
    text = "Je zaagt op maat.\n\nLes: zo zet je een zaag aan."
    assert "Les: zo zet" in fragments(only(read({"les.md": text})))[-1][1]
