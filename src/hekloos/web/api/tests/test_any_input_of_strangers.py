"""Whatever somebody without rights sends, nothing of a lab comes back. Apart, since it takes as long as the other."""

import pytest
from tests.filled import Filled

from hekloos.web.api.tests.any_input import answers_to


@pytest.mark.timeout(900)
def test_chris_gets_nothing_of_any_lab_whatever_he_sends(filled: Filled, one_connection: None) -> None:
    found = answers_to(filled.cast.chris.person, filled)
    assert {status for name, status in found if name != "my_labs"} == {401, 404}
