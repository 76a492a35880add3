"""Whatever comes in, each call answers as the description says and never with a fault of ours."""

import pytest
from tests.filled import Filled

from hekloos.web.api.tests.any_input import answers_to, statuses


@pytest.mark.timeout(900)
def test_who_arranges_gets_what_the_description_says(filled: Filled, one_connection: None) -> None:
    found = answers_to(filled.cast.paula.person, filled)
    answered = {name for name, status in found if status < 300}
    assert {name for name, _status in found} - answered <= {
        *("ask", "adopt", "invite", "judge", "take_back", "queue", "undo"),  # Paula judges nothing
        *("answer_scope", "confirm_scope", "confirm_hours"),  # nor does she speak for a school
        *("exempt", "answer_exemption", "withdraw_exemption"),
        *("plan_meeting", "change_meeting", "record"),  # no chance value names people of this lab
        "use_learned",  # or what was learned there
        *(
            "start_route",
            "change_route",
            "reframe_route",
            "put_route_back",
            "route_what_if",
        ),  # or stands in a route
    }
    assert {404, 422} & statuses(found, "change_lab")


def test_who_judges_gets_what_the_description_says(filled: Filled, one_connection: None) -> None:
    found = answers_to(filled.cast.anna.person, filled, only={"judge", "take_back", "answer_scope", "confirm_scope"})
    assert {409, 422} & statuses(found, "answer_scope")
    assert {204, 404} & statuses(found, "take_back")
    assert {409, 422} & statuses(found, "judge")
