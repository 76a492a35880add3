"""Files that are made, or damaged, to use up time and memory."""

import json
import time

from hekloos.core.curriculum import Level
from hekloos.core.formats import case, kwalificatiedossier, registry, slo, tables
from hekloos.core.formats.filled_in import LONGEST_REMARKS, read_judgements
from hekloos.core.formats.lesson.office import read_word
from hekloos.core.formats.reading import Bundle, Deadline, Document, Limits, Reading
from hekloos.core.formats.table.cells import _covered
from hekloos.core.formats.table.csv_files import MOST_COLUMNS
from hekloos.core.formats.table.headers import fold_name
from hekloos.core.formats.table.old_excel import OldSheet
from hekloos.core.formats.table.sheets import write_csv
from hekloos.core.formats.table.weight import Outline
from hekloos.core.formats.tables import MOST_PROGRAMMES
from hekloos.core.formats.tests.lesson_samples import make_docx
from hekloos.core.formats.tests.office_samples import change_member, make_xlsx


def read_table(text: str) -> Reading:
    return tables.read(Bundle("vmbo.csv", (Document("vmbo.csv", text.encode()),)))


def test_a_cell_that_python_finds_too_long_costs_no_other_row() -> None:
    reading = read_table("code,tekst\nT1,hout zagen\nT2," + "x " * 100_000 + "\nT3,lassen\n")
    assert [item.code for item in reading.frameworks[0].items] == ["T1", "T2", "T3"]


def test_a_quote_that_is_never_closed_costs_no_row() -> None:
    reading = read_table('code,tekst\nT1,"hout zagen\n' + "".join(f"T{n},{'lassen ' * 50}\n" for n in range(2, 500)))
    assert len(reading.frameworks[0].items) == 499


def test_a_few_control_characters_do_not_make_a_table_binary() -> None:
    reading = read_table("code,tekst\n" + "".join(f"T{n},hout zagen en schuren\n" for n in range(9)) + "T9,boren\v\n")
    assert reading.frameworks[0].items[-1].text == "boren"


def test_cells_past_the_last_column_are_not_kept() -> None:
    reading = read_table("code;tekst\n" + "T1;hout zagen" + ";x" * 5_000 + "\n")
    assert reading.frameworks[0].items[0].text == "hout zagen"
    sheet = OldSheet("", True, {0: {0: "a", 60_000: "b"}, 500: {}})
    assert {len(row) for row in sheet.rows() if row} == {MOST_COLUMNS}


def test_many_brackets_in_a_heading_take_no_time() -> None:
    started = time.monotonic()
    fold_name("(" * 1_000_000)
    assert time.monotonic() - started < 1


def test_csv_can_be_written_whatever_the_text() -> None:
    assert write_csv(["a"], [["x\ud800"]]).decode("utf-8-sig") == "a\r\nx?\r\n"


def test_halves_of_letters_in_json_become_a_question_mark() -> None:
    package = {
        "CFDocument": {"title": "T\ud800"},
        "CFItems": [{"identifier": "\udfff", "fullStatement": "hout \ud800"}],
    }
    (framework,) = case.read(json.dumps(package).encode()).frameworks
    assert (framework.title, framework.items[0].id, framework.items[0].text) == ("T?", "?", "hout ?")
    assert len(framework.digest) == 32


def dossier(profiles: str, core_tasks: str, statements: str = "") -> bytes:
    return (
        f'<sbb><dossier titel="D"><basis><basistaken><basiskerntaken>{core_tasks}</basiskerntaken></basistaken></basis>'
        f"<profielen>{profiles}</profielen>{statements}</dossier></sbb>"
    ).encode()


def test_a_core_task_named_after_a_statement_is_no_crash() -> None:
    named = "<vakkennisenvaardigheden><vakkennisenvaardigheden referentie='s'/></vakkennisenvaardigheden>"
    tasks = (
        f'<kerntaak nr="X-V1" hoofdstuk="1" titel="Een"/><kerntaak nr="X" hoofdstuk="2" titel="Twee">{named}</kerntaak>'
    )
    data = dossier('<profiel nr="p" titel="P"/>', tasks, '<kennisofvaardigheid nr="s" titel="lassen"/>')
    reading = kwalificatiedossier.read(data)
    assert [item.id for item in reading.frameworks[0].items] == ["X-V1", "X"]
    assert any("komt twee keer voor" in problem.message for problem in reading.problems)


def test_qualifications_together_stay_within_the_limit() -> None:
    profiles = "".join(f'<profiel nr="p{n}" titel="P{n}"/>' for n in range(50))
    tasks = "".join(f'<kerntaak nr="k{n}" hoofdstuk="{n}" titel="Taak"/>' for n in range(10))
    reading = kwalificatiedossier.read(dossier(profiles, tasks), limits=Limits(items=25))
    assert sum(len(framework.items) for framework in reading.frameworks) == 25
    assert "er is te veel" in reading.problems[-1].message


def test_core_tasks_that_are_left_out_count_as_well() -> None:
    profiles, tasks = '<profiel nr="p" titel="P"/>' * 2_000, '<kerntaak nr="k" hoofdstuk="1" titel="Taak"/>' * 2_000
    started = time.process_time()
    reading = kwalificatiedossier.read(dossier(profiles, tasks))
    assert len(reading.frameworks) == Limits().items / 2_000
    assert "er is te veel" in reading.problems[-1].message
    assert time.process_time() - started < 8


def test_qualifications_of_a_dossier_that_is_walked_through_too_often_are_left_out() -> None:
    reading = kwalificatiedossier.read(dossier('<profiel nr="p" titel="P"/>' * 300, "", "<a/>" * 100_000))
    assert 90 < len(reading.frameworks) < 110
    assert "er is te veel" in reading.problems[-1].message


def test_behaviour_may_have_white_lines_between_its_points() -> None:
    behaviour = "Gedrag:\n\n- lapt netjes;\n  \n • werkt veilig\n\n" + "\n" * 15_000
    process = (
        f'<werkproces nr="w" hoofdstuk="1" titel="Lapt"><werkprocesgedrag>{behaviour}</werkprocesgedrag></werkproces>'
    )
    task = f'<kerntaak nr="k" hoofdstuk="1" titel="Taak"><werkprocessen>{process}</werkprocessen></kerntaak>'
    started = time.process_time()
    (framework,) = kwalificatiedossier.read(dossier('<profiel nr="p" titel="P"/>', task)).frameworks
    assert framework.items[-1].behaviour == ("lapt netjes", "werkt veilig")
    assert time.process_time() - started < 0.5


def test_a_qualification_without_a_name_still_has_one() -> None:
    (framework,) = kwalificatiedossier.read(dossier('<profiel nr="p"/>', "")).frameworks
    assert framework.title == framework.key == "Kwalificatie zonder naam"


def test_profiles_together_stay_within_the_limit() -> None:
    lists: dict[str, list[dict[str, object]]] = {
        "profiel": [{"id": f"p{n}", "prefix": f"P{n}", "examenprogramma_bg_module_id": ["m"]} for n in range(50)],
        "module": [{"id": "m", "title": "M", "examenprogramma_bg_deeltaak_id": ["d"]}],
        "deeltaak": [{"id": "d", "title": "D", "examenprogramma_bg_globale_eindterm_id": ["t"]}],
        "globale_eindterm": [{"id": "t", "title": "zagen"}],
    }
    documents = tuple(Document(f"{name}.json", json.dumps(entries).encode()) for name, entries in lists.items())
    reading = slo.read(Bundle("slo", documents), limits=Limits(items=10))
    assert sum(len(framework.items) for framework in reading.frameworks) == 10
    assert any("niets gelezen" in problem.message for problem in reading.problems)
    assert reading.frameworks[0].title == "P0"


def test_levels_of_what_profiles_share_are_looked_up_once() -> None:
    modules = {"examenprogramma_bg_module_id": ["m"]}
    lists: dict[str, list[dict[str, object]]] = {
        "profiel": [{"id": f"p{n}", "prefix": f"P{n}", **modules} for n in range(1_000)],
        "module": [{"id": "m", "title": "M", "examenprogramma_bg_deeltaak_id": ["d"]}],
        "deeltaak": [{"id": "d", "title": "D", "niveau_id": ["kb"] * 100_000}],
        "globale_eindterm": [{"id": "t", "title": "zagen"}],
        "niveaus": [{"id": "kb", "title": "vmbo kb"}],
    }
    documents = tuple(Document(f"{name}.json", json.dumps(entries).encode()) for name, entries in lists.items())
    started = time.process_time()
    reading = slo.read(Bundle("slo", documents))
    assert {tuple(framework.items[1].levels) for framework in reading.frameworks} == {(Level.KB,)}
    assert time.process_time() - started < 4


def test_text_boxes_deep_in_a_paragraph_take_no_time() -> None:
    deep = "<w:r>" * 200 + "<w:txbxContent/>" * 200_000 + "</w:r>" * 200
    box = "<w:txbxContent><w:p><w:r><w:t>Ramen lappen met een trekker en een spons.</w:t></w:r></w:p></w:txbxContent>"
    lesson = make_docx([("Heading 1", "Ramen"), ("", "Hier")])
    data = change_member(lesson, "word/document.xml", "<w:t>Hier</w:t>", f"<w:t>Hier</w:t>{deep}{box}")
    started = time.process_time()
    text = read_word(Document("les.docx", data), limits=Limits(), deadline=Deadline(60))
    assert [block.text for block in text.blocks] == ["Hier", "Ramen lappen met een trekker en een spons."]
    assert time.process_time() - started < 3


def test_files_of_a_folder_together_stay_within_the_limit() -> None:
    table = b"code,tekst\n" + b"".join(b"T%d,hout zagen\n" % n for n in range(9))
    documents = tuple(Document(f"{n}.csv", table) for n in range(100))
    reading = registry.read(Bundle("map", documents), limits=Limits(items=30))
    assert [len(framework.items) for framework in reading.frameworks] == [9, 9, 9, 9]  # what was read is kept
    assert any(p.place == "4.csv" and "Lees de rest apart in" in p.message for p in reading.problems)


def test_many_merged_cells_past_the_last_column_take_no_time() -> None:
    started = time.monotonic()
    outline = Outline()
    outline.fill(1_000_000, 0)
    assert _covered([(0, MOST_COLUMNS, 1_000_000, 1)] * 1_000, outline) == {}
    assert time.monotonic() - started < 1


def test_remarks_on_one_pair_are_kept_as_far_as_anybody_reads() -> None:
    row = "a;b;dubbel;dubbel;{} " + "x" * 500 + "\n"
    table = "code vmbo;code mbo;oordeel vmbo;oordeel mbo;opmerking\n" + "".join(map(row.format, range(5_000)))
    started = time.monotonic()
    (judgement,) = read_judgements(table.encode()).rows
    assert judgement.remark.startswith("0 xxx")
    assert LONGEST_REMARKS < len(judgement.remark) < LONGEST_REMARKS + 1_000
    assert time.monotonic() - started < 5


def test_a_workbook_of_many_programmes_is_read_as_far_as_anybody_means() -> None:
    sheets = {f"Blad {n}": [["code", "tekst"], ["T1", f"hout zagen {n}"]] for n in range(MOST_PROGRAMMES + 5)}
    reading = tables.read(make_xlsx(sheets))
    assert len(reading.frameworks) == MOST_PROGRAMMES
    assert any(
        problem.place == f"blad Blad {MOST_PROGRAMMES}" and "Verdeel het bestand" in problem.message
        for problem in reading.problems
    )


def test_very_many_items_with_one_id_take_no_long_search() -> None:
    own = [{"hekloos": {"id": "zelfde" if n % 2 else f"zelfde#{20_000 - n}", "text": "zagen"}} for n in range(20_000)]
    entries = [{"identifier": f"i{n}", "extensions": each} for n, each in enumerate(own)]
    started = time.monotonic()
    package = {"CFDocument": {"title": "T"}, "CFItems": entries}
    (framework,) = case.read(json.dumps(package).encode()).frameworks
    assert len({item.id for item in framework.items}) == len(entries)
    assert time.monotonic() - started < 10
