"""Whatever is asked of the database, asked by others: answered as if what is not theirs were not stored at all."""

from collections.abc import Iterable, Mapping

import pytest
from flask import Flask

from govtracker.access import Viewer
from govtracker.database import Base
from tests.support import asking, marked_leavings, marked_questions
from tests.support.applications import let_go
from tests.support.asking import Question, Stored
from tests.support.marked_house import House

pytestmark = pytest.mark.timeout(900)
JUDGED = 500  # questions at the least, or the answers prove nothing


@pytest.mark.parametrize("who", asking.STRANGERS)
def test_others_are_answered_as_if_what_is_not_theirs_were_not_there(house: House, who: str) -> None:
    app, world = house.world.app, house.world
    marked_leavings.add(world)
    viewer = marked_leavings.stranger(world, who)
    with app.test_request_context():
        questions = [*house.questions.values(), *marked_questions.more(world, house.questions.values())]
        known = asking.records(questions)
    said = answers(app, questions, viewer, known)
    let_go(app)
    asking.forget_others(app.config["SETTINGS"].database_url.removeprefix("sqlite:///"), world, who)
    expected = answers(app, questions, viewer, known)
    judged = {one for one, answer in expected.items() if not answer.startswith(asking.BROKEN)}
    assert not {one: (said[one], expected[one]) for one in judged if said[one] != expected[one]}
    assert len(judged) >= JUDGED


def answers(app: Flask, questions: Iterable[Question], viewer: Viewer, known: Mapping[Stored, Base]) -> dict[str, str]:
    """Question → what that person is answered; records among the arguments are as they were when it was asked."""
    with app.test_request_context():
        return {one.identity: asking.answer(viewer, one, known) for one in questions}
