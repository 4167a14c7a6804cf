"""Whatever is asked of the database, asked by others: answered as if what is not theirs were not stored at all."""

from collections.abc import Mapping

import pytest

from govtracker.access import Viewer
from govtracker.database import Base
from tests.support import asking
from tests.support.applications import let_go
from tests.support.asking import Stored
from tests.support.marked_house import House

pytestmark = pytest.mark.timeout(900)
JUDGED = 500  # questions at the least, or the answers prove nothing


@pytest.mark.parametrize("who", asking.STRANGERS)
def test_others_are_answered_as_if_what_is_not_theirs_were_not_there(house: House, who: str) -> None:
    app, viewer = house.world.app, house.world.viewer(who)
    with app.test_request_context():
        known = asking.records(house.questions.values())
    said = answers(house, viewer, known)
    let_go(app)
    asking.forget_others(app.config["SETTINGS"].database_url.removeprefix("sqlite:///"), house.world, who)
    expected = answers(house, viewer, known)
    judged = {one for one, answer in expected.items() if not answer.startswith(asking.BROKEN)}
    assert not {one: (said[one], expected[one]) for one in judged if said[one] != expected[one]}
    assert len(judged) >= JUDGED


def answers(house: House, viewer: Viewer, known: Mapping[Stored, Base]) -> dict[str, str]:
    """Question → what that person is answered; records among the arguments are as they were when it was asked."""
    found = {}
    with house.world.app.test_request_context():
        for one, question in house.questions.items():
            found[one] = asking.answer(viewer, question, known)
    return found
