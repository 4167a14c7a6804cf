"""Forums and their reviews in MER, chaired by both SPOCs; the first review is to come."""

from collections.abc import Callable
from datetime import UTC, datetime

from govtracker.database import db
from govtracker.enums import DecisionPart, ReviewStatus
from govtracker.models import DecisionRight, DecisionSeat, Topic
from tests.support import forums
from tests.support.world import World
from tests.web.access_table import ONLOOKERS, READERS, Row

SOON = datetime(2090, 1, 3, 9, tzinfo=UTC)
CHAIRS = ("client_spoc", "supplier_spoc")
SEATED = (
    "client_spoc",
    "client_deputy",
    "client_sponsor",
    "client_lead",
    "client_member",
    "supplier_spoc",
    "supplier_deputy",
    "supplier_sponsor",
    "supplier_lead",
    "supplier_member",
)


def review(status: ReviewStatus = ReviewStatus.SCHEDULED) -> Callable[[World], None]:
    def prepare(world: World) -> None:
        made = forums.review(forums.forum(world), SOON, status)
        db.session.add(Topic(review_id=made.id, position=1, title="A topic"))

    return prepare


def row(
    url: str, who: tuple[str, ...], answer: int, *, method: str = "POST", status: ReviewStatus = ReviewStatus.SCHEDULED
) -> Row:
    return Row(url, {**ONLOOKERS, **dict.fromkeys(who, answer)}, method=method, prepare=review(status))


def decided(world: World) -> None:
    review()(world)
    right = DecisionRight(forum_id=1, decision="Credits")
    right.seats = [DecisionSeat(seat_id=world.seats["client_spoc"], part=DecisionPart.ACCOUNTABLE)]
    db.session.add(right)


def decision(tail: str, answer: int, method: str = "POST") -> Row:
    url = f"/r/MER/forums/1/decisions{tail}"
    return Row(url, {**ONLOOKERS, **dict.fromkeys(CHAIRS, answer)}, method=method, prepare=decided)


ROWS = {
    "paces.show": Row("/r/MER/paces", READERS),
    "paces.follow": Row("/r/MER/paces", {**ONLOOKERS, **dict.fromkeys(CHAIRS, 303)}, method="POST"),
    "decision_rights.new": decision("/new", 200, "GET"),
    "decision_rights.create": decision("", 422),
    "decision_rights.edit": decision("/1/edit", 200, "GET"),
    "decision_rights.update": decision("/1", 422),
    "decision_rights.remove": Row(
        "/r/MER/forums/1/decisions/1/removal",
        {**dict.fromkeys(ONLOOKERS, 403), **dict.fromkeys(CHAIRS, (303, 404))},  # gone after the first who may
        method="POST",
        prepare=decided,
    ),
    "forums.new": row("/r/MER/forums/new", CHAIRS, 200, method="GET"),
    "forums.create": row("/r/MER/forums", CHAIRS, 422),
    "forums.show": Row("/r/MER/forums/1", READERS, prepare=review()),
    "forums.edit": row("/r/MER/forums/1/edit", CHAIRS, 200, method="GET"),
    "forums.update": row("/r/MER/forums/1", CHAIRS, 422),
    "reviews.index": Row("/r/MER/reviews", READERS, prepare=review()),
    "reviews.show": Row("/r/MER/reviews/1", READERS, prepare=review()),
    "agendas.show": Row("/r/MER/reviews/1/agenda", READERS, prepare=review()),
    "reviews.add_topic": row("/r/MER/reviews/1/topics", SEATED, 422),
    "reviews.edit_topic": row("/r/MER/reviews/1/topics/1/edit", CHAIRS, 200, method="GET"),
    "reviews.update_topic": row("/r/MER/reviews/1/topics/1", CHAIRS, 422),
    "reviews.new_action": row("/r/MER/reviews/1/actions/new", CHAIRS, 200, method="GET"),
    "reviews.add_action": row("/r/MER/reviews/1/actions", CHAIRS, 422),
    "reviews.cancel": row("/r/MER/reviews/1/cancellation", CHAIRS, 422),
}
