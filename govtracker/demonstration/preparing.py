"""How reviews of the demonstration are prepared: what returns in each forum, what both sides bring, a note."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import DayShift, ReviewStatus, Side, Tier
from govtracker.models import Forum, Review
from govtracker.queries.reviews import topics as asked
from govtracker.services.reviews import preparation, topics
from govtracker.services.reviews.topics import Plan

SHIFTS = {Tier.OPERATIONAL: DayShift.NEXT, Tier.TACTICAL: DayShift.NEXT, Tier.STRATEGIC: DayShift.PREVIOUS}
FREEZE = {Tier.OPERATIONAL: 1, Tier.TACTICAL: 5, Tier.STRATEGIC: 10}  # business days
RETURNING = {
    Tier.OPERATIONAL: (("What hurt customers last week", 15),),
    Tier.TACTICAL: (("Scorecard of the month", 25), ("What we owe each other", 15)),
    Tier.STRATEGIC: (("Where the relationship stands", 30),),
}
BROUGHT = {
    Tier.OPERATIONAL: ((Side.SUPPLIER, "Rota over the holidays", 10),),
    Tier.TACTICAL: (
        (Side.CLIENT, "Forecast of the first quarter", 20),
        (Side.SUPPLIER, "Training plan for the new billing screens", 15),
    ),
    Tier.STRATEGIC: ((Side.CLIENT, "What we want to be good at together next year", 40),),
}
NOTE = "Ask for the forecast in writing first; we can offer the second week of training on our own cost."


def set_up(forum: Forum, tier: Tier, *, by: Viewer, at: datetime) -> None:
    """Let the forum's own topics return in each of its reviews."""
    for title, minutes in RETURNING[tier]:
        topics.set_standing(forum, title, minutes, forum.supplier_chair_id, by=by, at=at)


def bring(review: Review, tier: Tier, chairs: dict[Side, Viewer], *, at: datetime) -> None:
    """What both sides want to talk about, once the preparation has begun."""
    if review.status is not ReviewStatus.IN_PREPARATION or len(asked.of_review(review.id)) > len(RETURNING[tier]):
        return
    for side, title, minutes in BROUGHT[tier]:
        topics.add(review, Plan(title, chairs[side].person_id, minutes), by=chairs[side], at=at)
    if tier is Tier.TACTICAL:
        preparation.note(review, NOTE, by=chairs[Side.CLIENT], at=at)
