"""What the page of a review says of its minutes: who was there, who has agreed, who may, and what was agreed before."""

from typing import Any, NamedTuple

from govtracker import clock
from govtracker.access import Viewer
from govtracker.enums import ReviewStatus, Side
from govtracker.models import Review
from govtracker.queries.governance import forums
from govtracker.queries.reviews import chairs, minutes_answers
from govtracker.queries.reviews import minutes as asked
from govtracker.rules.reviews.chairing import Chair

WRITTEN = (ReviewStatus.HELD, ReviewStatus.MINUTES_AGREED)


class Seated(NamedTuple):
    """Somebody who belongs to a forum."""

    person_id: int
    name: str
    side: Side


def of(review: Review, viewer: Viewer) -> dict[str, Any]:
    """All the template needs; little before the review was held."""
    if review.status not in WRITTEN:
        return {"may_agree": False, "attended": [], "chairs": {}, "answers": {}, "versions": []}
    waits = review.status is ReviewStatus.HELD
    found = chairs.of_review(review, on=clock.today("UTC")) if waits else {}
    stands = not waits or review.amendment_reason
    return {
        "may_agree": waits and _may_agree(review, viewer, found),
        "attended": asked.attendees(review.id),
        "chairs": found,
        "answers": minutes_answers.of_review(review.id) if not stands else {},
        "versions": asked.agreed(review.id) if stands else [],
    }


def people(review: Review) -> list[Seated]:
    """The forum's people on the day of the review, each once, and who acts for a SPOC who is away."""
    forum, on = review.forum, review.local_on
    rows = [*forums.people(forum, on=on), *forums.standing_in(forum, on=on)]
    found = {row.person_id: Seated(row.person_id, row.person, row.side) for row in rows if row.person_id is not None}
    return sorted(found.values(), key=lambda one: (one.side is Side.SUPPLIER, one.name))


def _may_agree(review: Review, viewer: Viewer, found: dict[Side, Chair]) -> bool:
    side = viewer.side_in(review.relationship.place())
    if side is None or side not in found or review.agreed_at(side) is not None:
        return False
    own = {seat.seat_id for seat in viewer.seats} | {seat.acting_for for seat in viewer.seats}
    return found[side].may_agree(viewer.person_id, holds_seat=bool(own & review.stance.answering_seats))
