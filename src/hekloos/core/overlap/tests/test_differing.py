"""Words that only one of two texts has."""

from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.overlap.differing import differing


def only_here(text: str, other: str) -> list[str]:
    return [piece for piece, is_other in differing(text, other) if is_other]


def test_words_that_only_one_has_are_found() -> None:
    assert only_here("De kandidaat kan leidingen verbinden met een tang.", "Verbindt een leiding met soldeer.") == [
        "tang"
    ]


def test_another_form_of_a_word_is_the_same_word() -> None:
    assert only_here("Verbindt de leidingen", "een leiding verbinden") == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_pieces_are_the_text(text: str, other: str) -> None:
    assert "".join(piece for piece, _is_other in differing(text, other)) == text


@given(st.text(max_size=80))
def test_a_text_has_nothing_that_it_does_not_have_itself(text: str) -> None:
    assert only_here(text, text) == []
