from pathlib import Path

from hekloos.core.formats.own_words import read_own_words


def written(folder: Path, text: str) -> Path:
    path = folder / "woorden.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_two_columns_give_words_that_mean_the_same(tmp_path: Path) -> None:
    found = read_own_words(written(tmp_path, "Ons woord;Betekent\nKuisen;schoonmaken\nde kar;auto\n"))
    assert found.equal == (("kuisen", "schoonmaken"), ("de kar", "auto"))
    assert found.problems == ()


def test_a_row_with_one_word_is_told_with_its_place(tmp_path: Path) -> None:
    found = read_own_words(written(tmp_path, "kuisen;schoonmaken\npoetsbeurt;\n"))
    assert found.equal == (("kuisen", "schoonmaken"),)
    assert ["2" in str(problem) for problem in found.problems] == [True]


def test_an_empty_table_and_no_table_are_told_in_a_sentence(tmp_path: Path) -> None:
    for source in (written(tmp_path, "woord;betekent\n"), tmp_path / "nee.csv", tmp_path):
        found = read_own_words(source)
        assert found.equal == ()
        assert str(found.problems[0]).endswith(".")


def test_a_whole_text_is_no_word(tmp_path: Path) -> None:
    found = read_own_words(written(tmp_path, f"{'lang ' * 60};schoonmaken\nkuisen;schoonmaken\n"))
    assert found.equal == (("kuisen", "schoonmaken"),)
    assert len(found.problems) == 1
