"""Good files with random damage: a reader never raises, and always comes to an end.

CI tries some; `make fuzz MINUTES=60` does it for an hour per kind, and watches time and memory.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.damage import MAKERS, Edit, damaged, good, read

from hekloos.core.formats.reading import Reading

PLACES = st.floats(0, 1)
EDITS = st.lists(st.builds(Edit, PLACES, st.binary(max_size=6), st.integers(0, 40), PLACES), max_size=6)


@pytest.mark.parametrize("name", MAKERS)
def test_without_damage_there_is_something_to_read(name: str) -> None:
    assert read(good(name)).frameworks


@pytest.mark.parametrize("name", MAKERS)
@given(edits=EDITS, which=st.integers(0, 20), inside=st.booleans())
def test_damage_never_raises(name: str, edits: list[Edit], which: int, inside: bool) -> None:
    reading = read(damaged(good(name), edits, which=which, inside=inside))
    assert isinstance(reading, Reading)
    assert reading.frameworks or reading.problems
    assert all(str(problem).strip().endswith((".", "?", "!")) for problem in reading.problems)
