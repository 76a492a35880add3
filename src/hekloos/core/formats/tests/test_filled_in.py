"""Results of the program that teachers have filled in."""

from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.curriculum import Relation
from hekloos.core.formats.filled_in import RELATION_OF_WORD, Judgement, Judgements, read_judgements
from hekloos.core.formats.reading import Bundle, Document
from hekloos.core.formats.tests.office_samples import make_xlsx

HEADER = ["Code vmbo", "Tekst vmbo", "Code mbo", "Tekst mbo", "Oordeel vmbo", "Oordeel mbo", "Opmerking"]


def fill_in(*rows: list[str | int | None]) -> Judgements:
    filled: list[list[object]] = [["Vergelijking"], [*HEADER]]
    filled += [[*row] for row in rows]
    sheets: dict[str, list[list[object]]] = {"Uitleg": [["Vul in"]], "Paren": filled}
    return read_judgements(Bundle("uitkomst.xlsx", (Document("uitkomst.xlsx", make_xlsx(sheets)),)))


def test_what_both_teachers_think_is_read() -> None:
    found = fill_in(
        ["A1", "zagen", "W1", "zaagt", "Dubbel", "bouwt voort op", "zie les 3"],
        ["A2", "boren", "W1", "zaagt", "R", 4, None],
        ["A3", "boren", "W1", "zaagt", None, None, None],
    )
    assert found == Judgements(
        (
            Judgement(
                left="A1",
                right="W1",
                judgement_vmbo=Relation.SAME,
                judgement_mbo=Relation.BUILDS_ON,
                remark="zie les 3",
            ),
            Judgement(left="A2", right="W1", judgement_vmbo=Relation.RELATED, judgement_mbo=Relation.NONE),
        ),
        (),
    )


def test_a_word_that_is_not_understood_is_named_with_its_row_and_the_words_that_are() -> None:
    found = fill_in(["A1", "", "W1", "", "misschien", "geen", None])
    assert found.rows[0].judgement_vmbo is None
    assert found.rows[0].judgement_mbo is Relation.NONE
    assert str(found.problems[0]).startswith("Blad Paren, regel 3:")
    assert all(word in found.problems[0].message for word in ("misschien", "dubbel", "bouwt voort", "verwant", "geen"))


def test_a_judgement_without_a_code_is_a_problem() -> None:
    found = fill_in(["A1", "", None, "", "dubbel", None, None])
    assert found.rows == ()
    assert "ontbreekt" in found.problems[0].message


def test_the_last_of_two_judgements_on_a_pair_counts() -> None:
    found = fill_in(["A1", "", "W1", "", "dubbel", None, None], ["A1", "", "W1", "", "geen", None, None])
    assert [row.judgement_vmbo for row in found.rows] == [Relation.NONE]
    assert "regel 4" in found.problems[0].place


def test_nothing_filled_in_is_a_note_and_another_table_is_an_error() -> None:
    assert "nog niets ingevuld" in fill_in().problems[0].message
    other = read_judgements(b"code;tekst\nA;b\n")
    assert other.rows == ()
    assert "kopregel" in other.problems[0].message


@given(st.lists(st.tuples(st.sampled_from(sorted(RELATION_OF_WORD)), st.booleans()), min_size=1, max_size=20))
def test_every_word_is_understood_in_csv_whatever_its_case(words: list[tuple[str, bool]]) -> None:
    lines = [f"A{n};B{n};{word.upper() if upper else word}" for n, (word, upper) in enumerate(words)]
    found = read_judgements(("code vmbo;code mbo;oordeel vmbo\n" + "\n".join(lines)).encode())
    assert [row.judgement_vmbo for row in found.rows] == [RELATION_OF_WORD[word] for word, _upper in words]
    assert found.problems == ()


def test_verdicts_of_both_sides_on_two_sheets_come_together() -> None:
    rows = "code vmbo;code mbo;oordeel vmbo;oordeel mbo;opmerking\nA;B;dubbel;;zie les 4\nA;B;;geen;bellen\n"
    judgements = read_judgements(rows.encode())
    (judgement,) = judgements.rows
    assert (judgement.judgement_vmbo, judgement.judgement_mbo) == (Relation.SAME, Relation.NONE)
    assert judgement.remark == "zie les 4; bellen"
    assert judgements.problems == ()


def test_of_two_different_verdicts_of_one_side_the_last_counts_and_is_told() -> None:
    rows = "code vmbo;code mbo;oordeel vmbo;oordeel mbo\nA;B;dubbel;geen\nA;B;verwant;\n"
    judgements = read_judgements(rows.encode())
    (judgement,) = judgements.rows
    assert (judgement.judgement_vmbo, judgement.judgement_mbo) == (Relation.RELATED, Relation.NONE)
    assert "iets anders" in judgements.problems[0].message
