"""The mails around one review: when to come, that its pack is ready, that it will not be, and what it decided."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.enums import Audience, DecisionStatus, ReviewStatus
from govtracker.mail import links
from govtracker.mail.values import Content
from govtracker.models import Notification, Review
from govtracker.queries.issues import actions, decisions
from govtracker.queries.reviews import reviews
from govtracker.rules import keys
from govtracker.rules.reviews.review_steps import TO_COME


def invitation(told: Sequence[Notification], viewer: Viewer, at: datetime) -> Content | None:
    """The last word on when a review is; None when it is over or no longer as was said."""
    review = reviews.told(viewer, told[-1].subject_id)
    if review is None:
        return None
    facts = told[-1].facts
    if "cancelled" in facts:
        words = {"reason": facts["cancelled"]}
        return _content(review, viewer, "review_cancelled", "The review will not take place.", words)
    if review.status not in TO_COME or review.scheduled_at <= at:
        return None
    moved_from = facts["moved_from"]
    return _content(
        review,
        viewer,
        "review_invitation",
        "The review has a new time." if moved_from else "You are asked to a review.",
        {"moved_from": datetime.fromisoformat(moved_from) if moved_from else None},
    )


def outcome(told: Sequence[Notification], viewer: Viewer, at: datetime) -> Content | None:
    """Decisions and actions of a review whose minutes both chairs have agreed."""
    review = reviews.told(viewer, told[-1].subject_id)
    if review is None or review.status is not ReviewStatus.MINUTES_AGREED:
        return None
    decided = [(row.title, row.decision, "") for row in reviews.topics(review.id) if row.decision]
    decided += [
        (_decision_key(row), row.title, _decision_url(row))
        for row in decisions.of_review(viewer, review.id)
        if row.audience is Audience.SHARED and row.status is DecisionStatus.DECIDED
    ]
    born = [(row, _action_url(row)) for row in actions.of_review(viewer, review.id) if row.audience is Audience.SHARED]
    summary = f"{len(decided)} decided, {len(born)} {'action' if len(born) == 1 else 'actions'}."
    return _content(review, viewer, "review_outcome", summary, {"decided": decided, "actions": born})


def pack(told: Sequence[Notification], viewer: Viewer, at: datetime) -> Content | None:
    """That the pack of a review is ready; None when the review has begun, or no longer is when it was to be."""
    review = reviews.told(viewer, told[-1].subject_id)
    if review is None or review.status not in TO_COME or review.scheduled_at <= at:
        return None
    if datetime.fromisoformat(told[-1].facts["scheduled_at"]) != review.scheduled_at:
        return None
    url = links.to(f"/r/{review.relationship.key}/reviews/{review.id}/pack")
    return _content(review, viewer, "review_pack", "The review pack is ready.", {"pack_url": url})


def _content(review: Review, viewer: Viewer, template: str, preheader: str, values: dict[str, Any]) -> Content:
    relationship, forum = review.relationship, review.forum
    return Content(
        subject=f"[{relationship.key}] {forum.name}, {review.period_key}",
        template=template,
        thread=f"review:{review.id}",
        list_name=relationship.key,
        quotes=[(relationship.id, Audience.SHARED)],
        preheader=preheader,
        why=f"You get this because you {_part(review, viewer)} {forum.name} of {relationship.client.name} "
        f"and {relationship.supplier.name}.",
        values={
            "review": review,
            "forum": forum,
            "url": links.to(f"/r/{relationship.key}/reviews/{review.id}"),
            **values,
        },
    )


def _part(review: Review, viewer: Viewer) -> str:
    own = {seat.seat_id for seat in viewer.seats} | {seat.acting_for for seat in viewer.seats}
    return "chair the" if own & review.stance.answering_seats else "are a member of the"


def _decision_key(row: Any) -> str:
    return keys.decision_key(row.relationship_key, row.number, row.audience)


def _decision_url(row: Any) -> str:
    return links.to(f"/r/{row.relationship_key}/decisions/{keys.number(row.number, row.audience)}")


def _action_url(row: Any) -> str:
    return links.to(f"/r/{row.relationship_key}/actions/{keys.number(row.number, row.audience)}")
