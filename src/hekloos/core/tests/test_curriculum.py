from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.curriculum import Framework, Item, ItemKind, Level, at_levels, below, in_order, keep, merge
from hekloos.core.tests.programmes import framework, item, mbo, vmbo


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    """Trees of up to 12 items whose parents stand before them."""
    items: list[Item] = []
    for number in range(draw(st.integers(0, 12))):
        parent = draw(st.sampled_from([None, *(i.id for i in items)]))
        levels = draw(st.frozensets(st.sampled_from([Level.BB, Level.KB, Level.GL])))
        items.append(item(f"i{number}", draw(st.text(max_size=5)), parent=parent, levels=levels))
    return framework(*items)


def test_an_id_may_occur_only_once() -> None:
    with pytest.raises(ValueError, match="occurs twice"):
        framework(item("a"), item("a"))


def test_a_parent_stands_before_its_child() -> None:
    with pytest.raises(ValueError, match="does not stand before"):
        framework(item("a", parent="b"), item("b"))


def test_ancestors_are_given_nearest_first() -> None:
    programme = vmbo()
    assert [above.code for above in programme.ancestors(programme.by_id["P/1/1-1"])] == ["P/1/1", "P/1"]


def test_a_code_is_found_whatever_its_case_and_spaces() -> None:
    assert vmbo().find(" p/1/1-1 ")[0].text == "De kandidaat kan vloeren dweilen"


def test_two_items_may_share_a_code() -> None:
    first, second = item("x"), replace(item("y"), code="x")
    assert framework(first, second).find("X") == (first, second)


def test_only_terms_outside_the_core_are_compared() -> None:
    programme = framework(
        item("PK", kind=ItemKind.CORE),
        item("PK/a", kind=ItemKind.CORE_PART, parent="PK"),
        item("PK/a-1", parent="PK/a"),
        item("P/1", kind=ItemKind.MODULE),
        item("P/1-1", parent="P/1"),
    )
    assert [i.code for i in programme.comparable()] == ["P/1-1"]


def test_a_level_keeps_what_is_meant_for_it_or_for_all() -> None:
    kept = at_levels(vmbo(), frozenset({Level.BB}))
    assert "P/1/1-1" in kept.by_id
    assert "P/1/1-2" not in kept.by_id
    assert "P/2/1-1" in kept.by_id


def test_a_module_keeps_what_hangs_below_it_and_stands_above_it() -> None:
    assert [i.code for i in below(vmbo(), ["P/1/1"]).items] == ["P/1", "P/1/1", "P/1/1-1", "P/1/1-2"]


def test_the_digest_changes_with_a_text_and_not_with_the_source() -> None:
    changed = replace(vmbo(), items=(replace(vmbo().items[0], text="anders"), *vmbo().items[1:]))
    assert vmbo().digest != changed.digest
    assert vmbo().digest == replace(vmbo(), source="elders").digest


def test_merging_keeps_two_versions_of_a_text_apart_with_their_children() -> None:
    one = framework(item("K", "eerste"), item("W", parent="K"), key="1")
    two = framework(item("K", "tweede"), item("W", parent="K"), key="2")
    both = merge([one, two])
    assert [i.text for i in both.find("K")] == ["eerste", "tweede"]
    assert [both.by_id[str(i.parent)].text for i in both.find("W")] == ["eerste", "tweede"]


def test_merging_many_with_one_key_loses_nothing() -> None:
    several = [framework(item("K", text), key="1") for text in ("eerste", "tweede", "derde", "tweede")]
    assert [i.text for i in merge(several).items] == ["eerste", "tweede", "derde"]


def test_both_sides_do_not_merge() -> None:
    with pytest.raises(ValueError, match="both sides"):
        merge([vmbo(), mbo()])


@given(frameworks())
def test_merging_with_itself_changes_nothing(programme: Framework) -> None:
    assert merge([programme, programme]).items == programme.items


@given(frameworks(), st.sets(st.integers(0, 11)))
def test_keeping_some_items_never_leaves_an_orphan(programme: Framework, chosen: set[int]) -> None:
    wanted = [i for n, i in enumerate(programme.items) if n in chosen]
    kept = keep(programme, wanted)
    assert set(wanted) <= set(kept.items)
    assert all(i.parent is None or i.parent in kept.by_id for i in kept.items)


def test_levels_stand_from_low_to_high() -> None:
    assert in_order({Level.GL, Level.BB, Level.KB}) == (Level.BB, Level.KB, Level.GL)
