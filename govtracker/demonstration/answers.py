"""What people of the demonstration answer when they are asked to a review: most come, some stay silent."""

from datetime import datetime, timedelta
from functools import partial

from govtracker.demonstration.stage import Stage
from govtracker.enums import InvitationAnswer
from govtracker.models import Review
from govtracker.queries.reviews import invitations as asked
from govtracker.services.reviews import invitations

SAID = (
    *([(InvitationAnswer.ACCEPTED, "")] * 6),
    (InvitationAnswer.TENTATIVE, "If the quarterly close is done by then"),
    (InvitationAnswer.DECLINED, "On leave that week; my deputy knows the topics"),
    (InvitationAnswer.OPEN, ""),
    (InvitationAnswer.OPEN, ""),
)
SOONEST, LATEST = 20, 60 * 24 * 3  # minutes after the invitation


def expect(stage: Stage, review: Review, at: datetime) -> None:
    """Let those who were asked at this moment answer in the days after."""
    dice = stage.story.dice("answers", review.relationship.key, review.title)
    for person_id, row in asked.of_review(review.id).items():
        said, note = dice.choice(SAID)
        when = at + timedelta(minutes=dice.randint(SOONEST, LATEST))
        if row.invited_at == at and said is not InvitationAnswer.OPEN:
            stage.timeline.at(when, partial(_answer, stage, review, person_id, said, note))


def _answer(stage: Stage, review: Review, person_id: int, said: InvitationAnswer, note: str, at: datetime) -> None:
    row = asked.of_review(review.id)[person_id]
    if row.cancelled_at is None and row.starts_at > at:
        invitations.answer(row, said, note, seen=row.starts_at, by=stage.cast.viewer(row.person.name), at=at)
