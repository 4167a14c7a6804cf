"""What the owner of an action may say of it."""

import pytest

from govtracker.enums import ActionStatus
from govtracker.rules.issues import answers
from govtracker.rules.issues.answers import Answer, BadAnswer

OPEN, BEGUN, DONE = ActionStatus.OPEN, ActionStatus.IN_PROGRESS, ActionStatus.DONE


@pytest.mark.parametrize(
    ("status", "answer", "part"),
    [
        (OPEN, Answer(OPEN), None),
        (OPEN, Answer(BEGUN), None),
        (OPEN, Answer(DONE, "See the list."), None),
        (OPEN, Answer(DONE, "  "), "evidence"),
        (OPEN, Answer(BEGUN, "See the list."), "evidence"),
        (BEGUN, Answer(BEGUN, comment="Half of them."), None),
        (BEGUN, Answer(OPEN), "step"),
        (BEGUN, Answer(DONE, "See the list."), None),
        (DONE, Answer(DONE, "See the list."), "step"),
        (ActionStatus.VERIFIED, Answer(BEGUN), "step"),
        (ActionStatus.CANCELLED, Answer(DONE, "See the list."), "step"),
    ],
)
def test_an_open_action_goes_forward_alone_and_is_done_with_evidence_alone(
    status: ActionStatus, answer: Answer, part: str | None
) -> None:
    if part is None:
        answers.check(answer, status=status)
        return
    with pytest.raises(BadAnswer) as refused:
        answers.check(answer, status=status)
    assert refused.value.part == part


def test_evidence_an_action_has_from_before_may_stay() -> None:
    answers.check(Answer(BEGUN, "Half the list."), status=BEGUN, before="Half the list.")


@pytest.mark.parametrize("text", ["Under way", "under  WAY", "in progress", "in_progress"])
def test_how_far_it_is_is_read_as_people_write_it(text: str) -> None:
    assert answers.read_step(text) is BEGUN


@pytest.mark.parametrize("text", ["", "verified", "=1", "cancelled"])
def test_nothing_else_is_read_as_a_step(text: str) -> None:
    with pytest.raises(BadAnswer):
        answers.read_step(text)
