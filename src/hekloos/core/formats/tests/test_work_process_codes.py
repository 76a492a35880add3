"""Codes as schools write them, and what is no code of a qualification."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.formats.pdf.joined_lines import join_lines
from hekloos.core.formats.work_process_codes import Code, Form, find_codes, mentions_codes, repair_misread_code

DASH = "\N{EN DASH}"


def codes_in(text: str, *, part: str = "B1", task: int = 9) -> list[str]:
    return [str(found.resolved(part, task)) for found in find_codes(text)]


@pytest.mark.parametrize(
    "text",
    [
        "B1-K1-W3",
        "b1-k1-w3:",
        "B1-K1-\nW3",
        "B1-\nK1-W3",
        "B1 - K1 - W3",
        f"B1{DASH}K1{DASH}W3",
        "B1K1W3",
        "B1.K1.W3",
        "B1_K1_W3",
        "B1-K1 W3",
        "B1-KT1-WP3",
        "BK1-W3",
        "K1-W3",
        "25999-B1-K1-W3",
        "(B1-K1-W3)",
        "Werkproces 1.3: Zaait",
    ],
)
def test_a_work_process_is_found_however_it_is_written(text: str) -> None:
    assert codes_in(text) == ["B1-K1-W3"]


@pytest.mark.parametrize(("text", "code"), [("W4: Zaait", "B1-K9-W4"), ("Werkproces 2: Zaait", "B1-K9-W2")])
def test_a_short_code_takes_the_core_task_from_above(text: str, code: str) -> None:
    assert codes_in(text) == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("B1-K1", "B1-K1"),
        ("P2-K10:", "P2-K10"),
        ("Kerntaak 2: Verkoopt", "B1-K2"),
        ("Basisdeel 1 kerntaak 1: Werkt", "B1-K1"),
        ("Profieldeel 2 kerntaak 1: Werkt", "P2-K1"),
    ],
)
def test_a_core_task_is_found_however_it_is_written(text: str, code: str) -> None:
    assert codes_in(text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "K0123 Duurzaam werken",
        "C1-K1-W1 Meet",
        "D1-K1-W1 Meet",
        "B1-K1-1 eerste examen",
        "B1-K1-V2 heeft kennis",
        "in kerntaak 1 en 2 leer je",
        "De W3 staat hier",
        "Kerntaak 1 wordt later getoetst",
        "AB1-K1-W1",
    ],
)
def test_other_codes_and_sentences_are_no_codes(text: str) -> None:
    assert codes_in(text) == []


def test_a_code_does_not_run_over_a_rule_between_two_cells() -> None:
    assert codes_in("B1-K1\x1eW3 Zaait") == ["B1-K1", "B1-K9-W3"]


def test_codes_in_one_paragraph_are_found_in_order() -> None:
    found = find_codes("B1-K1-W1 - Zaait, B1-K1-W10 - Oogst, P1-K2 - Leidt")
    assert [(code.part, code.task, code.process, code.form) for code in found] == [
        ("B1", 1, 1, Form.FULL),
        ("B1", 1, 10, Form.FULL),
        ("P1", 2, 0, Form.FULL),
    ]


@given(st.builds(Code, st.sampled_from(["B1", "P1", "P7"]), st.integers(1, 15), st.integers(0, 30)))
def test_every_written_code_is_read_back(code: Code) -> None:
    (found,) = find_codes(f"zie {code}: Zaait")
    assert found.resolved("", 0) == code


@given(st.text(max_size=80))
def test_any_text_can_be_searched_for_codes(text: str) -> None:
    found = find_codes(text)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Bl-K1-W1", "B1-K1-W1"),
        ("81-K1-W2:", "B1-K1-W2:"),
        ("B1-KI-WI", "B1-K1-W1"),
        ("B1-K1-W1O", "B1-K1-W10"),
        ("P|-K2-VV3", "P1-K2-W3"),
        ("B1-K1-", "B1-K1-"),
        ("Bl-Kl", "B1-K1"),
        ("Bakt", "Bakt"),
        ("BIK", "BIK"),
    ],
)
def test_codes_that_a_machine_misread_are_repaired_and_words_are_not(word: str, expected: str) -> None:
    assert repair_misread_code(word) == expected


def test_a_text_without_full_codes_does_not_mention_codes() -> None:
    assert mentions_codes("zie B1-K1 op bladzijde 3")
    assert not mentions_codes("Werkproces 1.1 en keuzedeel K0123")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["onderhouds-", "en herstelwerk"], "onderhouds- en herstelwerk"),
        (["voor-", "bereiding"], "voorbereiding"),
        (["ICT-", "projecten"], "ICT-projecten"),
        (["zorg-", "/begeleiding"], "zorg-/begeleiding"),
        (["klanten/", "gasten"], "klanten/gasten"),
        (["onder\N{SOFT HYPHEN}", "houd"], "onderhoud"),
        (["Voert werk", "uit"], "Voert werk uit"),
    ],
)
def test_lines_are_joined_to_a_sentence(lines: list[str], expected: str) -> None:
    assert join_lines(lines, known=frozenset()) == expected
