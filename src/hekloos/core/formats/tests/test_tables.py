"""Tables as the program lays them out, and as teachers make them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.curriculum import Framework, FrameworkKind, ItemKind, Level, Side
from hekloos.core.formats import tables
from hekloos.core.formats.reading import Bundle, Document, Limits, Reading, Severity
from hekloos.core.formats.tests.office_samples import make_ods, make_xlsx, ods_row


def read_csv(text: str, *, name: str = "programma.csv", limits: Limits | None = None) -> Reading:
    return tables.read(Bundle(name, (Document(name, text.encode()),)), limits=limits or Limits())


def read_xlsx(data: bytes, *, name: str = "programma.xlsx") -> Reading:
    return tables.read(Bundle(name, (Document(name, data),)))


def only(reading: Reading) -> Framework:
    assert len(reading.frameworks) == 1, reading.problems
    return reading.frameworks[0]


def warnings(reading: Reading) -> list[str]:
    return [str(problem) for problem in reading.problems if problem.severity is not Severity.NOTE]


def notes(reading: Reading) -> str:
    return " ".join(str(problem) for problem in reading.problems if problem.severity is Severity.NOTE)


VMBO = (
    "code,kind,parent,levels,text,description\n"
    "P/AAA/1,profielmodule,,BB KB GL,Kasten,\n"
    "P/AAA/1/1,deeltaak,P/AAA/1,BB KB,Een kast maken.,\n"
    "P/AAA/1/1-1,eindterm,P/AAA/1/1,KB,Hout meten,Met een rolmaat\n"
)


def test_the_layout_of_the_program_itself_is_read() -> None:
    reading = read_csv(VMBO)
    framework = only(reading)
    assert reading.problems == ()
    assert (framework.side, framework.kind) == (Side.VMBO, FrameworkKind.EXAM_PROGRAMME)
    assert [item.kind for item in framework.items] == [ItemKind.MODULE, ItemKind.TASK, ItemKind.TERM]
    assert framework.items[2].parent == "P/AAA/1/1"
    assert framework.items[2].description == "Met een rolmaat"
    assert framework.items[1].levels == {Level.BB, Level.KB}


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_separator_and_encoding_gives_the_same(separator: str, encoding: str) -> None:
    text = VMBO.replace("Hout meten", "Ideeën opmeten").replace(",", separator)
    framework = only(tables.read(Bundle("x.csv", (Document("x.csv", text.encode(encoding)),))))
    assert framework.items[2].text == "Ideeën opmeten"


def test_a_line_with_the_separator_is_no_row() -> None:
    framework = only(read_csv("sep=;\nnr;onderwerp\n1;Zagen, schaven\n"))
    assert [(i.code, i.text) for i in framework.items] == [("1", "Zagen, schaven")]


def test_a_quote_against_formulas_is_no_part_of_the_text() -> None:
    framework = only(read_csv("nr;onderwerp\n1;'=Zagen\n2;'s Morgens\n3;'-\n"))
    assert [item.text for item in framework.items] == ["=Zagen", "'s Morgens", "-"]


def test_a_quote_that_never_closes_gives_a_warning_and_the_rows() -> None:
    text = 'code;tekst\nA1;"Zagen\n' + "A2;Schaven\n" * 20_000
    reading = read_csv(text, limits=Limits(rows=50))
    assert len(only(reading).items) > 1
    assert any("aanhalingstekens" in warning for warning in warnings(reading))


def test_several_qualifications_in_one_table_become_several_frameworks() -> None:
    reading = read_csv(
        "crebo,qualification,level,code,kind,parent,text,description,depth,year\n"
        "11111,Bakker,2,B1-K1,kerntaak,,Bakt brood,,full,2025\n"
        "11111,Bakker,2,B1-K1-W1,werkproces,B1-K1,Kneedt deeg,,full,2025\n"
        "11111,Bakker,2,B1-K1-W1-G1,gedrag,B1-K1-W1,werkt schoon,,full,2025\n"
        "11111,Bakker,2,B1-K1-W1-G2,gedrag,B1-K1-W1,werkt snel,,full,2025\n"
        ",Banketbakker,3,B1-K1,kerntaak,,Bakt taart,,full,2025\n"
        "11111,Bakker,2,B1-K1,kerntaak,,Bakt ander brood,,full,2026\n"
    )
    assert [f.key for f in reading.frameworks] == ["11111", "banketbakker", "11111-2026"]
    bakker = reading.frameworks[0]
    assert (bakker.side, bakker.crebo, bakker.version) == (Side.MBO, "11111", "2025")
    assert bakker.levels == {Level.MBO_2}
    assert bakker.by_id["B1-K1-W1"].behaviour == ("werkt schoon", "werkt snel")
    assert len(bakker.items) == 2


def test_columns_of_a_tree_repeat_blank_and_merged_cells() -> None:
    rows: list[list[object]] = [
        ["Kerntaak", "Werkproces", "Beschrijving", "Uren"],
        ["B1-K1 Bouwt een kast", "B1-K1-W1 Meet het hout", "Met een rolmaat", 2],
        [None, "B1-K1-W2 Zaagt het hout", "Recht", "1,5"],
        ["B1-K2 Levert af", "Rijdt naar de klant", "Belt eerst", "90 minuten"],
    ]
    blank, merged = (make_xlsx({"Blad1": rows}, merged=cells) for cells in ((), ("A2:A3",)))
    assert read_xlsx(blank).frameworks == read_xlsx(merged).frameworks
    framework = only(read_xlsx(merged))
    assert [(i.id, i.parent) for i in framework.items] == [
        ("B1-K1", None),
        ("B1-K1-W1", "B1-K1"),
        ("B1-K1-W2", "B1-K1"),
        ("B1-K2", None),
        ("R4", "B1-K2"),
    ]
    assert [i.hours for i in framework.items] == [None, 2.0, 1.5, None, 1.5]
    assert framework.kind is FrameworkKind.QUALIFICATION_DOSSIER


def test_a_merged_cell_of_an_open_document_counts_for_all_its_rows() -> None:
    data = make_ods(
        ods_row("Kerntaak", "Werkproces")
        + ods_row("B1-K1 Bouwt", "B1-K1-W1 Meet", spans={0: 2})
        + ods_row("", "B1-K1-W2 Zaagt")
    )
    framework = only(read_xlsx(data, name="dossier.ods"))
    assert [(i.id, i.parent) for i in framework.items] == [
        ("B1-K1", None),
        ("B1-K1-W1", "B1-K1"),
        ("B1-K1-W2", "B1-K1"),
    ]


def test_a_merged_text_takes_the_description_of_all_its_rows() -> None:
    rows: list[list[object]] = [
        ["Code", "Tekst", "Toelichting"],
        ["A1", "Zagen", "met de hand"],
        [None, None, "en machinaal"],
        ["A2", "Boren"],
    ]
    framework = only(read_xlsx(make_xlsx({"Blad1": rows}, merged=["A2:A3", "B2:B3"])))
    assert [(i.code, i.description) for i in framework.items] == [("A1", "met de hand en machinaal"), ("A2", "")]


def test_a_simple_list_of_a_teacher_is_read_with_its_title() -> None:
    rows: list[list[object]] = [["Jaarplan mbo bouw"], [], ["Nr.", "Onderwerp", "Lokaal"], [1, "Zagen"], [2, "Schaven"]]
    reading = read_xlsx(make_xlsx({"Blad1": rows}))
    framework = only(reading)
    assert framework.title == "Jaarplan mbo bouw"
    assert framework.kind is FrameworkKind.SCHOOL_PROGRAMME
    assert framework.side is Side.MBO
    assert [(i.code, i.text, i.kind) for i in framework.items] == [
        ("1", "Zagen", ItemKind.KNOWLEDGE),
        ("2", "Schaven", ItemKind.KNOWLEDGE),
    ]
    assert "Lokaal" in notes(reading)


def test_rows_without_a_code_are_named_after_their_row() -> None:
    reading = read_csv("onderwerp;uren\nZagen;2\nSchaven;3\n")
    assert [i.id for i in only(reading).items] == ["R2", "R3"]
    assert "regel 2-3" in notes(reading).lower()


def test_a_code_may_stand_at_the_start_of_the_text() -> None:
    framework = only(read_csv("eindterm\nP/AAA/01/02-03 Hout zagen\n2D tekenen\n3 lessen over hout\n1.2 Schaven\n"))
    assert [(i.code, i.text) for i in framework.items] == [
        ("P/AAA/01/02-03", "Hout zagen"),
        ("R3", "2D tekenen"),
        ("R4", "3 lessen over hout"),
        ("1.2", "Schaven"),
    ]


def test_without_a_parent_column_codes_tell_what_hangs_where() -> None:
    framework = only(read_csv("nr;onderwerp\n1;Hout\n1.1;Zagen\n1.2;Schaven\n2;Metaal\n"))
    assert [(i.id, i.parent, i.kind) for i in framework.items] == [
        ("1", None, ItemKind.GROUP),
        ("1.1", "1", ItemKind.TERM),
        ("1.2", "1", ItemKind.TERM),
        ("2", None, ItemKind.TERM),
    ]


def test_a_line_over_the_whole_width_groups_what_is_below_it() -> None:
    rows: list[list[object]] = [["Nr", "Onderwerp"], ["Periode 1"], [1, "Zagen"], ["Periode 2"], [2, "Boren"]]
    framework = only(read_xlsx(make_xlsx({"Blad1": rows})))
    assert [(i.text, i.kind) for i in framework.items if i.parent is None] == [
        ("Periode 1", ItemKind.GROUP),
        ("Periode 2", ItemKind.GROUP),
    ]
    assert len(framework.items) == 4


def test_cells_of_a_tree_may_be_codes_with_the_text_beside_them() -> None:
    framework = only(read_csv("module;eindterm;omschrijving\nM1;E1;Zagen\nM1;E2;Boren\n"))
    assert [(i.id, i.text, i.description) for i in framework.items] == [
        ("M1", "M1", ""),
        ("E1", "Zagen", ""),
        ("E2", "Boren", ""),
    ]


def test_minutes_become_hours_when_the_column_says_minutes() -> None:
    framework = only(read_csv("lesnummer;lesonderwerp;duur (min)\n1;Zagen;90\n2;Boren;45 min\n"))
    assert [(i.code, i.text, i.hours) for i in framework.items] == [("1", "Zagen", 1.5), ("2", "Boren", 0.75)]


def test_a_module_does_not_make_a_programme_vmbo_when_the_file_says_mbo() -> None:
    framework = only(read_csv("module;onderwerp\nHout;Zagen\n", name="jaarplan mbo.csv"))
    assert (framework.side, framework.kind) == (Side.MBO, FrameworkKind.SCHOOL_PROGRAMME)


def test_a_list_of_pupils_is_not_read() -> None:
    reading = read_csv("nr;voornaam;naam\n1;Anna;De Vries\n")
    assert reading.failed
    assert "leerlingen" in " ".join(warnings(reading))


def test_only_lessons_are_content_of_their_own() -> None:
    framework = only(read_csv("nr;les\n1;Zagen\n2;Boren\n"))
    assert {item.kind for item in framework.items} == {ItemKind.FRAGMENT}


def test_a_column_with_the_side_gives_a_framework_for_each() -> None:
    reading = read_csv("nr;onderwerp;vmbo of mbo\n1;Zagen;vmbo\n2;Schaven;mbo\n3;Boren;mbo\n")
    assert {f.side: len(f.items) for f in reading.frameworks} == {Side.VMBO: 1, Side.MBO: 2}
    assert len({f.key for f in reading.frameworks}) == 2


def test_the_side_is_guessed_with_a_note() -> None:
    assert "neemt vmbo" in notes(read_csv("nr;onderwerp\n1;Zagen\n"))
    assert only(read_csv("nr;onderwerp\n1;Zagen\n", name="lijst mbo.csv")).side is Side.MBO


def test_sheets_that_are_alike_join_and_others_do_not() -> None:
    first = [["nr", "onderwerp"], ["A1", "Zagen"]]
    joined = read_xlsx(make_xlsx({"Periode 1": first, "Periode 2": [["nr", "onderwerp"], ["A2", "Boren"]]}))
    assert [i.code for i in only(joined).items] == ["A1", "A2"]
    apart = read_xlsx(make_xlsx({"vmbo": first, "mbo": [["nr", "onderwerp"], ["A1", "Boren"]]}))
    assert [(f.key, f.side) for f in apart.frameworks] == [("vmbo", Side.VMBO), ("mbo", Side.MBO)]


def test_hidden_sheets_and_sheets_without_a_header_are_left_out_with_a_note() -> None:
    sheets: dict[str, list[list[object]]] = {
        "Programma": [["nr", "onderwerp"], [1, "Zagen"]],
        "Uitleg": [["Lees dit eerst"]],
        "Oud": [["nr", "les"]],
    }
    reading = read_xlsx(make_xlsx(sheets, hidden=["Oud"]))
    assert len(only(reading).items) == 1
    assert "Blad Uitleg" in notes(reading)
    assert "Blad Oud" in notes(reading)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("A1,eindterm,,,Boren,", "De code A1 staat er meer dan eens"),
        ("A2,eindterm,Z9,,Boren,", "hoort bij 'Z9'"),
        ("A2,eindterm,A2,,Boren,", "bij zichzelf"),
        ("A2,raadsel,,,Boren,", "soort 'raadsel'"),
        ("A2,eindterm,,XX,Boren,", "niveau 'xx'"),
        ("A2,eindterm,,bbl,Boren,", "niveau 'bbl'"),
        ("A2,gedrag,Z9,,Boren,", "bij geen werkproces"),
        ("A2,eindterm,,,,Boren", "gebruikt de toelichting"),
        ("A2,eindterm,,,,", "overgeslagen"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_with_its_place(row: str, words: str) -> None:
    reading = read_csv(f"code,kind,parent,levels,text,description\nA1,eindterm,,,Zagen,\n{row}\n")
    found = [warning for warning in warnings(reading) if words in warning]
    assert len(found) == 1, reading.problems
    assert found[0].startswith("Regel 3:")


def test_a_code_that_is_used_twice_keeps_both_items() -> None:
    framework = only(read_csv("code,tekst\nA1,Zagen\nA1,Boren\n"))
    assert [(i.id, i.code) for i in framework.items] == [("A1", "A1"), ("A1#2", "A1")]


def test_a_circle_of_parents_is_opened_once() -> None:
    reading = read_csv("code,ouder,tekst\nA,B,een\nB,C,twee\nC,A,drie\n")
    assert sum(item.parent is None for item in only(reading).items) == 1
    assert len(warnings(reading)) == 1


def test_a_parent_below_its_child_is_brought_forward() -> None:
    framework = only(read_csv("code,ouder,tekst\nA,B,een\nB,,twee\n"))
    assert [i.id for i in framework.items] == ["B", "A"]


def test_many_equal_problems_become_one_sentence() -> None:
    rows = "".join(f"A{n},raadsel,tekst {n}\nB{n},eindterm,tekst\n" for n in range(40))
    found = warnings(read_csv(f"code,soort,tekst\n{rows}"))
    assert len(found) == 1
    assert "en nog 28 andere" in found[0]


def test_a_table_that_is_too_long_is_cut_with_a_warning() -> None:
    rows = "".join(f"A{n},tekst {n}\n" for n in range(50))
    reading = read_csv(f"code,tekst\n{rows}", limits=Limits(rows=11))
    assert len(only(reading).items) == 10
    assert any("hoogstens 11 regels" in warning for warning in warnings(reading))
    reading = read_csv(f"code,tekst\n{rows}", limits=Limits(items=7))
    assert len(only(reading).items) == 7


def test_a_tree_that_is_too_deep_is_made_flatter() -> None:
    rows = "".join(f"A{n + 1},A{n},tekst\n" for n in range(100))
    framework = only(read_csv(f"code,ouder,tekst\nA0,,tekst\n{rows}", limits=Limits(depth=5)))
    assert len(framework.items) == 101
    assert max(len(framework.ancestors(item)) for item in framework.items) == 4


def test_a_text_that_is_too_long_is_cut_with_a_warning() -> None:
    reading = read_csv(f"code,tekst\nA1,{'x' * 300}\n", limits=Limits(text=100))
    assert len(only(reading).items[0].text) == 100
    assert any("afgekapt" in warning for warning in warnings(reading))


def test_a_formula_without_an_outcome_is_named() -> None:
    reading = read_xlsx(make_xlsx({"Blad1": [["code", "tekst"], ["A1", "Zagen"], ["A2", '="Bo"&"ren"']]}))
    assert any("Blad Blad1, regel 3" in w and "formule" in w for w in warnings(reading))


def test_a_filled_in_result_is_no_programme() -> None:
    reading = read_csv("code vmbo;code mbo;oordeel vmbo;oordeel mbo\nA;B;dubbel;\n")
    assert reading.failed
    assert "rapport van Hekloos" in reading.problems[0].message


def test_bytes_without_a_name_are_recognised_by_their_header() -> None:
    assert tables.recognises(Bundle("", (Document("", VMBO.encode()),)))
    assert not tables.recognises(Bundle("", (Document("", b"Zomaar een tekst, met komma's.\nEn nog een.\n"),)))
    assert not tables.recognises(Bundle("", (Document("", b'{"code": 1, "text": 2}'),)))


words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)


@given(st.lists(st.tuples(words, words), min_size=1, max_size=8))
def test_no_text_makes_the_reader_raise(cells: list[tuple[str, str]]) -> None:
    text = "code;tekst\n" + "".join(f"{code};{text}\n" for code, text in cells)
    reading = read_csv(text)
    assert reading.frameworks or reading.problems


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_raise(data: bytes) -> None:
    for name in ("a.csv", "a.xlsx", "a.ods", "a.xls"):
        reading = tables.read(Bundle(name, (Document(name, data),)))
        assert reading.frameworks or reading.problems


def test_thousands_of_different_problems_do_not_bury_the_reader() -> None:
    rows = "".join(f"A{n},Z{n},tekst\n" for n in range(1_000))
    reading = read_csv(f"code,ouder,tekst\n{rows}")
    assert len(reading.problems) < 120
    assert any("nog 90" in warning for warning in warnings(reading))


@pytest.mark.parametrize(
    "row",
    ["A,B,tekst\n", "A,A,tekst\n", ",,tekst\n", f"{'a-' * 5_000},,tekst\n", "A-B-C,,\n", "A,,,gedrag\n,,,kerntaak\n"],
    ids=range(6),
)
def test_many_equal_rows_take_little_time(row: str) -> None:
    start = time.monotonic()
    read_csv("code,ouder,tekst,soort\n" + row * (1_000 if len(row) > 1_000 else 2_000))
    assert time.monotonic() - start < 5
