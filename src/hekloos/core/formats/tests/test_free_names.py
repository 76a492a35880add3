"""Names that are given out once."""

from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.formats.free_names import FreeNames

NAMES = st.sampled_from(["", "a", "b", "a 2", "a 3", "b 2"])


@given(st.lists(st.tuples(NAMES, NAMES, st.sampled_from(["a ", "b "]))))
def test_no_name_is_given_twice_and_a_free_one_is_kept(asked: list[tuple[str, str, str]]) -> None:
    names = FreeNames()
    given_out: list[str] = []
    for first, second, before_number in asked:
        name = names.take(first, second, before_number=before_number)
        free = [wanted for wanted in (first, second) if wanted and wanted not in given_out]
        assert name == free[0] if free else name.startswith(before_number)
        given_out.append(name)
    assert len(set(given_out)) == len(given_out)


def test_numbers_begin_at_two() -> None:
    names = FreeNames()
    assert [names.take("les", before_number="les-") for _time in range(3)] == ["les", "les-2", "les-3"]
