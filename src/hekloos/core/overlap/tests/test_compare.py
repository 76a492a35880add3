import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.curriculum import Framework, ItemKind, Relation, below
from hekloos.core.overlap import compare as compare_module
from hekloos.core.overlap import features, measuring
from hekloos.core.overlap.compare import Comparison, TooMuchError, compare
from hekloos.core.overlap.concepts import Bag
from hekloos.core.overlap.explain import SharedWord, explain, listed, probability_words
from hekloos.core.overlap.features import EITHER_WAY, FEATURES
from hekloos.core.overlap.judge import RELATIONS, Curve, dump, load, shipped
from hekloos.core.overlap.knowledge import shipped_knowledge
from hekloos.core.overlap.machines import ThisMachine
from hekloos.core.overlap.measuring import choose
from hekloos.core.overlap.texts import LONGEST_ABOVE, item_texts
from hekloos.core.overlap.work_processes import shipped_contents
from hekloos.core.tests.programmes import framework, item, mbo, vmbo


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(vmbo(), mbo())


@pytest.mark.parametrize(("term", "process"), [("P/1/1-1", "B1-K1-W1"), ("P/1/1-2", "B1-K1-W2")])
def test_the_same_work_is_found_first(comparison: Comparison, term: str, process: str) -> None:
    best = comparison.best(comparison.left.by_id[term])[0]
    assert best.right.code == process
    assert best.relation in (Relation.SAME, Relation.BUILDS_ON)


def test_work_that_is_not_there_is_not_proposed(comparison: Comparison) -> None:
    matches = comparison.best(comparison.left.by_id["P/2/1-1"])
    assert {match.relation for match in matches} == {Relation.NONE}


def test_matches_come_best_first_and_no_more_than_asked(comparison: Comparison) -> None:
    term = comparison.left_items[0]
    every = comparison.best(term)
    assert [m.probability for m in every] == sorted((m.probability for m in every), reverse=True)
    assert comparison.best(term, limit=2) == every[:2]
    assert all(m.probability >= 0.5 for m in comparison.best(term, at_least=0.5))


def test_the_same_input_gives_exactly_the_same_output() -> None:
    one, other = compare(vmbo(), mbo()), compare(vmbo(), mbo())
    assert [(m.left.code, m.right.code, m.probability) for m in one.matches()] == [
        (m.left.code, m.right.code, m.probability) for m in other.matches()
    ]


def test_contributions_add_up_to_the_probability(comparison: Comparison) -> None:
    for match in comparison.matches():
        score = explain(comparison, match).score
        assert 1 / (1 + math.exp(-score)) == pytest.approx(match.probability)


def test_an_explanation_names_what_both_say_and_what_only_one_says(comparison: Comparison) -> None:
    match = comparison.find(comparison.left.by_id["P/1/1-2"], comparison.right.by_id["B1-K1-W2"])
    assert match is not None
    explanation = explain(comparison, match)
    assert SharedWord("ramen", ("ramen",)) in explanation.shared
    assert "trekker" in explanation.only_left
    assert any("ramen" in sentence for sentence in explanation.sentences())
    assert explanation.doubt.endswith(".")


def test_words_of_the_description_count_as_said_by_the_mbo(comparison: Comparison) -> None:
    match = comparison.find(comparison.left.by_id["P/1/1-1"], comparison.right.by_id["B1-K1-W1"])
    assert match is not None
    assert "kantoren" not in explain(comparison, match).only_left


def test_words_that_only_the_description_has_are_told_as_such(comparison: Comparison) -> None:
    left = framework(item("x", "kantoren dweilen"))
    whole = compare(left, mbo())
    match = whole.find(left.items[0], whole.right.by_id["B1-K1-W1"])
    assert match is not None
    assert [str(word) for word in explain(whole, match).in_detail] == ["kantoren"]
    assert "In de omschrijving van het mbo staat ook kantoren." in explain(whole, match).sentences()


def test_a_part_of_the_programmes_keeps_the_probabilities_of_the_whole(comparison: Comparison) -> None:
    part = comparison.restricted(below(vmbo(), ["P/1"]), below(mbo(), ["B1-K1"]))
    assert {match.left.code for match in part.matches()} == {"P/1/1-1", "P/1/1-2"}
    assert {match.right.code for match in part.matches()} == {"B1-K1-W1", "B1-K1-W2", "B1-K1-V1"}
    for match in part.matches():
        same = comparison.find(match.left, match.right)
        assert same is not None
        assert (match.probability, match.relation) == (same.probability, same.relation)
        assert explain(part, match).doubt == explain(comparison, same).doubt


def test_programmes_without_content_give_no_pairs() -> None:
    empty = framework()
    assert list(compare(empty, mbo()).matches()) == []
    assert list(compare(vmbo(), empty).matches()) == []


def test_an_item_without_words_is_compared_without_trouble() -> None:
    blank = framework(item("x", "de het een"))
    assert all(0 < match.probability < 0.2 for match in compare(blank, mbo()).matches())


def test_progress_ends_at_the_whole() -> None:
    heard: list[float] = []
    compare(vmbo(), mbo(), progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_blocks_and_parts_of_any_size_measure_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = compare(vmbo(), mbo()).pairs
    monkeypatch.setattr(features, "BLOCK", 2)
    monkeypatch.setattr(measuring, "PART", 3)
    parts = compare(vmbo(), mbo()).pairs
    assert np.array_equal(whole.rows, parts.rows)
    assert np.array_equal(whole.columns, parts.columns)
    assert np.allclose(whole.features, parts.features, atol=1e-6)


@pytest.mark.parametrize("part", [1, 2, 1_000])
def test_a_short_list_holds_the_most_alike(monkeypatch: pytest.MonkeyPatch, part: int) -> None:
    monkeypatch.setattr(measuring, "EVERY_PAIR", 0)
    monkeypatch.setattr(measuring, "PER_TERM", 1)
    monkeypatch.setattr(measuring, "PART", part)
    short = compare(vmbo(), mbo())
    best = [(match.left.code, match.right.code) for match in short.matches()]
    assert best[:2] == [("P/1/1-1", "B1-K1-W1"), ("P/1/1-2", "B1-K1-W2")]
    assert len(best) == 3


ROWS = st.lists(st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=4, max_size=4), min_size=1)


@given(ROWS, st.integers(1, 6))
def test_the_most_alike_are_chosen_and_of_equals_the_first(rows: list[list[float]], limit: int) -> None:
    found = choose(np.array(rows, dtype=np.float32), limit, np.full(len(rows), -np.inf, np.float32))
    wanted = [
        (number, column)
        for number, row in enumerate(rows)
        for column in sorted(sorted(range(4), key=lambda c: -row[c])[:limit])
    ]
    assert list(zip(*(side.tolist() for side in found), strict=True)) == wanted


@given(ROWS, st.integers(1, 3))
def test_what_another_part_has_better_is_not_chosen(rows: list[list[float]], limit: int) -> None:
    likeness, floor = np.array(rows, dtype=np.float32), np.full(len(rows), 0.5, np.float32)
    chosen = set(zip(*(side.tolist() for side in choose(likeness, limit, floor)), strict=True))
    alone = zip(*choose(likeness, limit, np.full(len(rows), -np.inf, np.float32)), strict=True)
    assert chosen == {(row, column) for row, column in alone if likeness[row, column] >= 0.5}
    assert (floor == np.maximum(0.5, np.sort(likeness, axis=1)[:, -limit])).all()


def told(vmbo_text: str, mbo_text: str) -> str:
    """The reasons for a pair of these texts."""
    comparison = compare(framework(item("x", vmbo_text)), framework(item("y", mbo_text)))
    return " ".join(explain(comparison, next(comparison.matches())).sentences())


def test_compounds_that_only_end_alike_are_not_told_as_shared() -> None:
    assert "Beide noemen" not in told("schoonmaakwerkzaamheden uitvoeren", "cateringwerkzaamheden plannen")
    assert "Beide noemen leiding (waterleiding)" in told(
        "een leiding voor water aanleggen", "een waterleiding monteren"
    )


def test_forms_of_one_word_and_words_that_say_nothing_are_not_told_as_of_one_side() -> None:
    assert "Alleen" not in told("storingen herkennen", "herkent storingen en voert uit")


WORDS = st.sampled_from(
    ["vloer", "vloeren", "dweilen", "ramen", "lappen", "factuur", "boeken", "machine", "machines", "instellen", "xyzzy"]
)
TEXTS = st.lists(WORDS, max_size=5).map(" ".join)


@given(st.lists(TEXTS, min_size=1, max_size=4), st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_measures_equal_their_obvious_definitions(left: list[str], right: list[tuple[str, str]]) -> None:
    one = framework(*(item(f"l{n}", text or "-") for n, text in enumerate(left)))
    two = framework(*(item(f"r{n}", text or "-", description=more) for n, (text, more) in enumerate(right)))
    comparison = compare(one, two)
    pairs, weight = comparison.pairs, comparison.weights.weight
    for row, column, measured in zip(pairs.rows, pairs.columns, pairs.features, strict=True):
        found = dict(zip(FEATURES, measured, strict=True))
        here, there = comparison.left_reading(row), comparison.right_reading(column)
        term, process, detail = here.concepts.own, there.concepts.own, there.concepts.detail
        of_mbo = slow_coverage(weight, process, term)
        assert found["concepts"] == pytest.approx(math.sqrt(slow_coverage(weight, term, process) * of_mbo), abs=1e-5)
        assert found["concepts_of_mbo"] == pytest.approx(of_mbo, abs=1e-5)
        assert found["description"] == pytest.approx(slow_coverage(weight, detail, term), abs=1e-5)
        assert -1 - 1e-6 <= found["meaning"] <= 1 + 1e-6
        if here.stems.own.keys() == there.stems.everything and here.stems.own:
            assert found["everything"] == pytest.approx(1.0)


def slow_coverage(weight: Mapping[str, float], covered: Bag, covering: Bag, *, spread: bool = False) -> float:
    """How much of the concepts of one text another covers, concept by concept, as it is said in words. `spread` says
    that the covering concepts already have with them all that is above them."""
    reader = shipped_knowledge().reader
    spoken = covering if spread else reader.with_all_above(covering)
    total = sum(weight[name] * sure for name, sure in covered.items())
    told = 0.0
    for name, sure in covered.items():
        told += (
            weight[name]
            * sure
            * max(
                closeness * min(1.0, weight[upper] / weight[name]) * spoken.get(upper, 0.0)
                for upper, closeness in reader.kinship.above(name).items()
                if upper in weight
            )
        )
    return told / total if total else 0.0


def test_more_alike_never_counts_against_a_pair() -> None:
    judge = shipped()
    assert all(curve.never_falls for name, curve in judge.curves.items() if name not in EITHER_WAY)


def test_a_judge_survives_writing_and_reading() -> None:
    assert load(dump(shipped())) == shipped()


def test_curves_of_other_features_are_refused() -> None:
    other = replace(shipped(), curves={"iets": Curve((), (0.0,))})
    with pytest.raises(ValueError, match="make train"):
        load(dump(other))


def test_a_curve_adds_by_the_step_that_a_value_stands_on() -> None:
    curve = Curve((0.2, 0.5), (-1.0, 0.0, 2.0))
    assert curve(np.array([0.1, 0.2, 0.49, 0.5, 9.0])).tolist() == [-1.0, 0.0, 0.0, 2.0, 2.0]
    assert curve.never_falls
    assert not Curve((0.2,), (1.0, 0.0)).never_falls


def proposed(chances: list[float], **measured: float) -> list[Relation]:
    """What the judge proposes for pairs with these chances that are alike in all that was measured."""
    features = np.zeros((len(chances), len(FEATURES)))
    for name, value in measured.items():
        features[:, FEATURES.index(name)] = value
    return [RELATIONS[number] for number in shipped().relations(features, np.array(chances))]


@pytest.mark.parametrize("alike", [0.0, 1.0])
def test_a_higher_chance_never_gives_a_lower_relation(alike: float) -> None:
    found = [RELATIONS.index(relation) for relation in proposed(np.linspace(0, 1, 200).tolist(), concepts=alike)]
    assert found == sorted(found)


def test_double_is_what_overlaps_and_is_about_nearly_the_same_and_asks_no_more() -> None:
    assert proposed([0.9], concepts=1.0) == [Relation.SAME]
    assert proposed([0.9], concepts=1.0, level_step=-1.0) == [Relation.SAME]
    assert proposed([0.9], concepts=1.0, level_step=1.0) == [Relation.BUILDS_ON]
    assert proposed([0.9], concepts=0.5) == [Relation.BUILDS_ON]
    assert proposed([0.1], concepts=1.0) == [Relation.RELATED]


@pytest.mark.parametrize(("found", "text"), [((), ""), (("a",), "a"), (("a", "b", "c"), "a, b en c")])
def test_words_are_listed_as_people_do(found: tuple[str, ...], text: str) -> None:
    assert listed(found) == text


def test_higher_chances_never_get_weaker_words() -> None:
    order = ["klein", "misschien", "waarschijnlijk", "zeer waarschijnlijk"]
    ranks = [order.index(probability_words(n / 100)) for n in range(101)]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2, 3}


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3), st.lists(st.tuples(TEXTS, TEXTS), min_size=1))
def test_measures_with_something_above_equal_their_obvious_definitions(
    left: list[tuple[str, str]], right: list[tuple[str, str]]
) -> None:
    comparison = compare(under_headings("l", left), under_headings("r", right))
    pairs, weight = comparison.pairs, comparison.weights.weight
    covered = np.zeros((len(left), len(right)))
    for row, column in zip(pairs.rows, pairs.columns, strict=True):
        ours, theirs = comparison.left_reading(row).concepts, comparison.right_reading(column).concepts
        term = with_above(ours.own, ours.context)
        of_mbo = slow_coverage(weight, theirs.own, term, spread=True)
        process = with_above(theirs.own, theirs.context)
        covered[row, column] = math.sqrt(slow_coverage(weight, ours.own, process, spread=True) * of_mbo)
    for row, column, measured in zip(pairs.rows, pairs.columns, pairs.features, strict=True):
        found = dict(zip(FEATURES, measured, strict=True))
        ours, theirs = comparison.left_reading(row).concepts, comparison.right_reading(column).concepts
        task = slow_coverage(weight, ours.context, with_above(theirs.own, theirs.context), spread=True)
        core_task = slow_coverage(weight, theirs.context, with_above(ours.own, ours.context), spread=True)
        assert found["surroundings"] == pytest.approx(math.sqrt(task * core_task), abs=1e-5)
        assert found["concepts"] == pytest.approx(covered[row, column], abs=1e-5)
        best_of_term = np.sort(covered[row])[-3:].mean()
        best_of_mbo = np.sort(covered[:, column])[-10:].mean()
        assert found["concepts_for_term"] == pytest.approx(covered[row, column] - best_of_term, abs=1e-5)
        assert found["concepts_for_mbo"] == pytest.approx(covered[row, column] - best_of_mbo, abs=1e-5)
        content = sum(weight[name] * sure for name, sure in theirs.own.items())
        assert found["mbo_content"] == pytest.approx(content, abs=1e-4)


def under_headings(name: str, texts: list[tuple[str, str]]) -> Framework:
    """Each text under a heading of its own."""
    items = []
    for n, (text, heading) in enumerate(texts):
        items.append(item(f"{name}{n}", heading or "-", kind=ItemKind.TASK))
        items.append(item(f"{name}{n}-1", text or "-", parent=f"{name}{n}"))
    return framework(*items)


def with_above(own: Bag, context: Bag) -> dict[str, float]:
    """Concepts of an item with all that is above them; those of its heading count for 0.7."""
    reader = shipped_knowledge().reader
    said, around = reader.with_all_above(own), reader.with_all_above(context)
    return {name: max(said.get(name, 0.0), 0.7 * around.get(name, 0.0)) for name in {*said, *around}}


def test_a_verb_that_asks_more_on_the_mbo_side_is_a_step_up() -> None:
    comparison = compare(framework(item("x", "ramen herkennen")), framework(item("y", "ramen ontwerpen")))
    match = next(comparison.matches())
    assert comparison.pairs.features[match.index][FEATURES.index("level_step")] > 0
    assert any("Het mbo vraagt meer" in sentence for sentence in explain(comparison, match).sentences())


def test_what_one_machine_cannot_do_is_told_before_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, most in (("MOST_PAIRS", 5), ("MOST_TERMS", 2), ("MOST_LETTERS", 20)):
        with monkeypatch.context() as patch:
            patch.setattr(compare_module, name, most)
            with pytest.raises(TooMuchError, match="3 onderdelen van het vmbo met 4 van het mbo"):
                compare(vmbo(), mbo())
    with monkeypatch.context() as patch:  # a cluster may do more, but each of its machines has the terms
        patch.setattr(compare_module, "MOST_PAIRS", 5)
        compare(vmbo(), mbo(), machines=ThisMachine())
        patch.setattr(compare_module, "MOST_TERMS", 2)
        with pytest.raises(TooMuchError):
            compare(vmbo(), mbo(), machines=ThisMachine())


def test_of_what_stands_above_an_item_the_nearest_is_read_as_far_as_it_says_something() -> None:
    module = item("M", "lassen " * 200, kind=ItemKind.MODULE)
    task = item("T", "zagen " * 20, kind=ItemKind.MODULE, parent="M")
    there = framework(module, task, item("x", "boren", parent="T"))
    (texts,) = item_texts(there, [there.by_id["x"]], shipped_contents())
    assert [text.split()[0] for text in texts.context] == ["zagen", "lassen"]
    assert sum(map(len, texts.context)) == LONGEST_ABOVE
