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


FOUND = [  # by `make fuzz`: each made a reader raise once
    (
        "examenplan.pdf",  # letters without a place
        [
            Edit(0.5574618231282497, b"", 0, 0.43956272869197255),
            Edit(0.6697043786892235, b"\xff\r\xfe\xabh", 1, 0.2252658129654277),
            Edit(0.10205704935343862, b"\x8d\xeb\xbbNw", 20, 0.3735338711035592),
            Edit(0.6377681548866527, b"", 0, 0.19218205090187201),
            Edit(0.42671704764865515, b"", 0, 0.20833925785724206),
        ],
        17,
    ),
]


@pytest.mark.parametrize(("name", "edits", "which"), FOUND)
def test_what_was_found_before_does_not_raise(name: str, edits: list[Edit], which: int) -> None:
    assert isinstance(read(damaged(good(name), edits, which=which, inside=False)), Reading)
