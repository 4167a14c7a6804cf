"""The freeze before a review: the figures of its agenda are fixed, so that both sides prepare for the same."""

from datetime import datetime

from govtracker.database import db
from govtracker.models import FrozenAgenda, Review
from govtracker.queries.reviews import agenda as asked
from govtracker.rules import wall_time
from govtracker.rules.reviews import agenda
from govtracker.services import events


def freeze(review: Review, *, at: datetime) -> None:
    """Keep the agenda as it stands at `at`, that day of the forum’s zone; what was kept before a move is replaced."""
    today = wall_time.local(at, review.zone or review.forum.zone).date()
    text = agenda.write(asked.live(review, today=today, at=at))
    kept = asked.kept(review.id)
    if kept is None:
        db.session.add(FrozenAgenda(review_id=review.id, taken_at=at, text=text))
    else:
        kept.taken_at, kept.text = at, text
    events.change(review, "figures_frozen", by=None, at=at, frozen_at=at)
