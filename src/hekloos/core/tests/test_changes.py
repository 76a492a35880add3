"""What changed between two versions: nothing is missed, and the pieces give back both texts."""

import time

from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.changes import Edit, compare_versions, compare_words
from hekloos.core.curriculum import Framework, FrameworkKind, Item, ItemKind, Side


def programme(*items: Item) -> Framework:
    return Framework(key="x", title="X", kind=FrameworkKind.SCHOOL_PROGRAMME, side=Side.VMBO, items=items)


def term(code: str, text: str) -> Item:
    return Item(id=code, code=code, kind=ItemKind.TERM, text=text)


def test_each_item_is_new_changed_gone_or_the_same() -> None:
    old = programme(term("A", "ramen lappen"), term("B", "vloeren dweilen"), term("C", "stoffen"))
    new = programme(term("A", "ramen lappen"), term("B", "vloeren zuigen"), term("D", "strijken"))
    changes = compare_versions(old, new)
    assert [item.id for item in changes.same] == ["A"]
    assert [(was.text, now.text) for was, now in changes.changed] == [("vloeren dweilen", "vloeren zuigen")]
    assert [item.id for item in changes.gone] == ["C"]
    assert [item.id for item in changes.added] == ["D"]
    assert not changes.is_none


def test_the_first_version_is_all_new() -> None:
    assert [item.id for item in compare_versions(None, programme(term("A", "x"))).added] == ["A"]


def test_the_same_version_again_changes_nothing() -> None:
    once = programme(term("A", "x"), term("B", "y"))
    assert compare_versions(once, once).is_none


def test_a_changed_word_is_shown_between_what_stayed() -> None:
    pieces = list(compare_words("ramen lappen met een trekker", "ramen lappen met een spons"))
    assert pieces == [(Edit.KEPT, "ramen lappen met een "), (Edit.REMOVED, "trekker"), (Edit.ADDED, "spons")]


def test_texts_that_repeat_themselves_take_no_time() -> None:
    started = time.monotonic()
    pieces = list(compare_words("a a b " * 600, "a a a b " * 450))
    assert time.monotonic() - started < 1
    assert [edit for edit, _piece in pieces] == [Edit.REMOVED, Edit.ADDED]


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_pieces_give_back_both_texts(old: str, new: str) -> None:
    pieces = list(compare_words(old, new))
    assert "".join(piece for edit, piece in pieces if edit is not Edit.ADDED) == old
    assert "".join(piece for edit, piece in pieces if edit is not Edit.REMOVED) == new
