"""Forums and reviews to test with."""

from datetime import date, datetime, time
from typing import Any

from govtracker.database import db
from govtracker.enums import Audience, DecisionStatus, ReviewStatus, Side, Tier
from govtracker.models import Decision, Forum, ForumMember, Invitation, Review, Topic
from tests.support.world import World


def forum(world: World, key: str = "MER", **changes: Any) -> Forum:
    """A forum that meets on the first Tuesday of the month at 10:00 in Berlin; chaired by both SPOCs of MER."""
    chairs = ("client_spoc", "supplier_spoc") if key == "MER" else ("other_client_spoc", "other_supplier_spoc")
    facts = {
        "name": "Monthly business review",
        "tier": Tier.TACTICAL,
        "rrule": "FREQ=MONTHLY;BYDAY=1TU",
        "local_time": time(10),
        "zone": "Europe/Berlin",
        "starts_on": date(2026, 1, 1),
        "client_chair_id": world.seats[chairs[0]],
        "supplier_chair_id": world.seats[chairs[1]],
        **changes,
    }
    row = Forum(relationship_id=world.relationships[key], **facts)
    db.session.add(row)
    db.session.flush()
    return row


def member(made: Forum, seat_id: int) -> None:
    """One more seat of a forum."""
    db.session.add(ForumMember(forum_id=made.id, seat_id=seat_id))
    db.session.flush()


def review(made: Forum, at: datetime, status: ReviewStatus = ReviewStatus.SCHEDULED, **changes: Any) -> Review:
    """A review of a forum."""
    facts = {"period_key": f"{at:%Y-%m}", "local_on": at.date(), **changes}
    row = Review(forum_id=made.id, relationship_id=made.relationship_id, scheduled_at=at, status=status, **facts)
    db.session.add(row)
    db.session.flush()
    return row


def invitation(made: Review, person_id: int, **changes: Any) -> Invitation:
    """Somebody's invitation to a review, which nobody was sent."""
    facts = {"uid": f"review-{made.id}@gov.example", "organizer": "no-reply@gov.example", "minutes": 60, **changes}
    row = Invitation(
        review_id=made.id,
        relationship_id=made.relationship_id,
        person_id=person_id,
        starts_at=made.scheduled_at,
        title=made.title,
        invited_at=made.scheduled_at,
        **facts,
    )
    db.session.add(row)
    db.session.flush()
    return row


def minuted(world: World, topic: Topic) -> Decision:
    """What the client's SPOC is minuted to have decided on a topic of MER; it waits for the minutes."""
    held_at = topic.review.scheduled_at
    row = Decision(
        relationship_id=world.relationships["MER"],
        number=1,
        audience=Audience.SHARED,
        title="Two shifts",
        reason="Volumes",
        seat_id=world.seats["client_spoc"],
        waits_at_id=world.seats["client_spoc"],
        owner_id=world.people["client_spoc"],
        owner_side=Side.CLIENT,
        status=DecisionStatus.PROPOSED,
        is_open=True,
        is_minuted=True,
        due_on=held_at.date(),
        review_id=topic.review_id,
        topic_id=topic.id,
        recorded_by_id=world.people["supplier_spoc"],
        created_at=held_at,
        updated_at=held_at,
    )
    db.session.add(row)
    db.session.flush()
    return row
