"""The mails around one review: when to come, that its pack is ready, that it will not be, and what it decided."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.enums import Audience, DecisionStatus, InvitationAnswer, ReviewStatus
from govtracker.mail import links, meeting_files
from govtracker.mail.values import Content
from govtracker.models import Invitation, Notification, Review
from govtracker.queries.issues import actions, decisions
from govtracker.queries.reviews import invitations, minutes, packs, reviews
from govtracker.queries.reviews.invitations import CALLED_OFF
from govtracker.rules import keys, rich_text
from govtracker.rules.reviews import review_pack
from govtracker.rules.reviews.minutes import Born
from govtracker.rules.reviews.review_steps import TO_COME


def invitation(told: Sequence[Notification], viewer: Viewer, at: datetime) -> Content | None:
    """What somebody's calendar is to hold of a review now; None when it is over, or there is nothing left to say.

    An invitation that was taken back is told to people who may not read of the review any more, too: in the words
    they have had already.
    """
    held = invitations.told_of(viewer.person_id, told[-1].subject_id)
    if held is None:
        return None
    review = reviews.told(viewer, held.review_id)
    if held.cancelled_at is not None:
        content = _taken_back(held, review, told[-1].facts.get("cancelled", ""), viewer)
        return replace(content, needed_by=held.starts_at if held.starts_at > at else None)
    if review is None or review.status not in TO_COME or review.scheduled_at <= at:
        return None
    facts = [one.facts for one in told if "cancelled" not in one.facts]
    if held.answer is not InvitationAnswer.OPEN and all("reminder" in one for one in facts):
        return None
    before = next((one["moved_from"] for one in facts if one.get("moved_from")), "")
    change = _change(facts, before)
    values = {
        "change": change,
        "moved_from": datetime.fromisoformat(before) if change == "moved" else None,
        "answer": held.answer,
        "answer_url": links.to(f"/r/{review.relationship.key}/reviews/{review.id}/answer"),
    }
    content = _content(review, viewer, "review_invitation", PREHEADERS[change], values)
    needed_by = _needed_by(review, change, before, at)
    return replace(content, calendar=meeting_files.request(held), calendar_method="REQUEST", needed_by=needed_by)


def _needed_by(review: Review, change: str, before: str, at: datetime) -> datetime | None:
    """When whoever does not know comes too late, or for nothing; None where nobody comes at a wrong time."""
    if change not in ("asked", "moved"):
        return None
    times = [review.scheduled_at, *([datetime.fromisoformat(before)] if before else [])]
    return min((time for time in times if time > at), default=None)


def _change(facts: Sequence[dict[str, Any]], moved_from: str) -> str:
    """What is new in what somebody is told at once: being asked comes before what has changed since."""
    if any("again" not in one and "reminder" not in one for one in facts):
        return "asked"
    if moved_from:
        return "moved"
    return "reminder" if all("reminder" in one for one in facts) else "other"


def _taken_back(held: Invitation, review: Review | None, reason: str, viewer: Viewer) -> Content:
    """That somebody is asked no longer. Where they see the review no more, nothing they have not been told before."""
    relationship = held.review.relationship
    called_off = review is not None and review.status in CALLED_OFF
    earlier = review.held_at if review and review.held_at and review.held_at < held.starts_at else None
    return Content(
        subject=f"[{relationship.key}] {held.title}",
        template="review_cancelled",
        thread=f"review:{held.review_id}",
        list_name=relationship.key,
        quotes=[(relationship.id, Audience.SHARED)] if review else [],
        preheader=_why_taken_back(called_off=called_off, earlier=earlier),
        why="You get this because you were asked to this review.",
        values={
            "title": held.title,
            "starts_at": held.starts_at,
            "called_off": called_off,
            "earlier": earlier,
            "reason": rich_text.plain(reason, LONGEST_DECISION) if called_off else "",
            "url": links.to(f"/r/{relationship.key}/reviews/{held.review_id}") if review else "",
        },
        calendar=meeting_files.cancellation(held, viewer),
        calendar_method="CANCEL",
    )


def _why_taken_back(*, called_off: bool, earlier: datetime | None) -> str:
    if earlier:
        return "The review was held on an earlier day."
    return "The review will not take place." if called_off else "You are asked to this review no longer."


def outcome(told: Sequence[Notification], viewer: Viewer, at: datetime) -> Content | None:
    """Decisions and actions of a review whose minutes both chairs have agreed."""
    review = reviews.told(viewer, told[-1].subject_id)
    if review is None or review.status is not ReviewStatus.MINUTES_AGREED:
        return None
    decided = [
        (row.title, rich_text.plain(row.decision, LONGEST_DECISION), "")
        for row in reviews.topics(review.id)
        if row.decision
    ]
    decided += [
        (_decision_key(row), row.title, _decision_url(row))
        for row in decisions.of_review(viewer, review.id)
        if row.audience is Audience.SHARED and row.status is DecisionStatus.DECIDED
    ]
    born = [(row, _action_url(row)) for row in actions.of_review(viewer, review.id) if row.audience is Audience.SHARED]
    summary = f"{len(decided)} decided, {len(born)} {'action' if len(born) == 1 else 'actions'}."
    others = _others(review)
    values = {
        "decided": decided[:MOST_TOLD],
        "actions": born[:MOST_TOLD],
        "others": others[:MOST_TOLD],
        "more_decided": len(decided[MOST_TOLD:]),
        "more_actions": len(born[MOST_TOLD:]),
        "more_others": len(others[MOST_TOLD:]),
    }
    return _content(review, viewer, "review_outcome", summary, values)


def pack(told: Sequence[Notification], viewer: Viewer, at: datetime) -> Content | None:
    """That the pack of a review is ready; None when the review has begun, or no longer is when it was to be."""
    review = reviews.told(viewer, told[-1].subject_id)
    if review is None or review.status not in TO_COME or review.scheduled_at <= at:
        return None
    if datetime.fromisoformat(told[-1].facts["scheduled_at"]) != review.scheduled_at:
        return None
    made = packs.current(viewer, review.id)
    if made is None:
        return None
    content = review_pack.read(made.content)
    figures = "; ".join(f"{figure.name}: {figure.value}" for figure in content.figures[:2])
    found = _content(
        review,
        viewer,
        "review_pack",
        f"The review pack is ready. {figures}",
        {"pack": content, "pack_url": links.to(f"/r/{review.relationship.key}/reviews/{review.id}/pack")},
    )
    return replace(found, worth_until=review.scheduled_at)


def _others(review: Review) -> list[tuple[Born, str]]:
    """Issues and risks born in a review, of what both sides share, with their addresses."""
    content = minutes.content(review)
    born = [*(one for topic in content.topics for one in topic.born), *content.others]
    paths = {"issue": "issues", "risk": "risks"}
    return [
        (one, links.to(f"/r/{content.relationship}/{paths[one.kind]}/{one.key.rpartition('-')[2].lstrip('R')}"))
        for one in born
        if one.kind in paths
    ]


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


LONGEST_DECISION = 600
MOST_TOLD = 15
PREHEADERS: Mapping[str, str] = {
    "asked": "You are asked to a review.",
    "moved": "The review has a new time.",
    "reminder": "You have not said yet whether you come.",
    "other": "What you were told of a review has changed.",
}
