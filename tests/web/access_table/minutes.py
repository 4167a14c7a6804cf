"""Minutes of MER: its review is over; both chairs hold it, put right who was there, agree, and amend."""

from collections.abc import Callable
from datetime import UTC, datetime

from govtracker.database import db
from govtracker.enums import ReviewStatus
from govtracker.models import AgreedMinutes, Topic
from govtracker.queries.reviews import minutes as asked
from govtracker.rules.reviews import minutes
from tests.support import forums
from tests.support.world import World
from tests.web.access_table import ONLOOKERS, READERS, Row

HELD_AT = datetime(2026, 11, 3, 9, tzinfo=UTC)
REVIEW = "/r/MER/reviews/1"
CHAIRS = ("client_spoc", "supplier_spoc")


def review(status: ReviewStatus) -> Callable[[World], None]:
    def prepare(world: World) -> None:
        made = forums.review(forums.forum(world), HELD_AT, status)
        db.session.add(Topic(review_id=made.id, position=1, title="A topic"))

    return prepare


def agreed(world: World) -> None:
    made = forums.review(forums.forum(world), HELD_AT, ReviewStatus.MINUTES_AGREED)
    text = minutes.write(asked.content(made))
    signed = {
        f"{side}_{name}": value
        for side in ("client", "supplier")
        for name, value in (("agreed_at", HELD_AT), ("agreed_by_id", world.people[f"{side}_spoc"]))
    }
    place = {"review_id": made.id, "relationship_id": made.relationship_id, "number": 1}
    db.session.add(AgreedMinutes(**place, text=text, digest=minutes.digest(text), **signed))


def row(url: str, answer: int, status: ReviewStatus, *, method: str = "POST") -> Row:
    statuses = {**ONLOOKERS, **dict.fromkeys(CHAIRS, answer)}
    return Row(f"{REVIEW}/{url}", statuses, method=method, prepare=review(status))


ROWS = {
    "minutes.new": row("holding", 200, ReviewStatus.MISSED, method="GET"),
    "minutes.hold": row("holding", 422, ReviewStatus.MISSED),
    "minutes.edit_attendance": row("attendance", 200, ReviewStatus.HELD, method="GET"),
    "minutes.update_attendance": row("attendance", 422, ReviewStatus.MISSED),
    "minutes.read": row("agreement", 200, ReviewStatus.HELD, method="GET"),
    "minutes.agree": row("agreement/old", 422, ReviewStatus.HELD),
    "minutes.new_amendment": row("minutes/amendment", 200, ReviewStatus.MINUTES_AGREED, method="GET"),
    "minutes.amend": row("minutes/amendment", 422, ReviewStatus.MINUTES_AGREED),
    "minutes.history": Row(f"{REVIEW}/minutes/history", READERS, prepare=review(ReviewStatus.HELD)),
    "minutes.show": Row(f"{REVIEW}/minutes/1", READERS, prepare=agreed),
    "minutes.pdf": Row(f"{REVIEW}/minutes/1.pdf", READERS, prepare=agreed),
    "minutes.draft_pdf": Row(f"{REVIEW}/minutes.pdf", READERS, prepare=review(ReviewStatus.HELD)),
}
