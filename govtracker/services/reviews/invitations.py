"""Invitations to reviews: people's calendars follow what is planned, people answer, the silent are reminded once."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from govtracker import config
from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import InvitationAnswer
from govtracker.mail import message, review_messages
from govtracker.models import Invitation, Review
from govtracker.queries import claims
from govtracker.queries.reviews import invitations as asked
from govtracker.queries.reviews import reviews
from govtracker.rules.reviews import invitations
from govtracker.rules.reviews.invitations import Held, Meeting, Settlement
from govtracker.rules.reviews.review_steps import TO_COME
from govtracker.services import Refused, events


def settle(review: Review, *, at: datetime, reason: str = "") -> None:
    """Let the calendars of whoever is to come, and of nobody else, hold the review as it is planned now.

    Of a review that is over nothing is said any more, but that it was held earlier than calendars have it. `reason`
    says why it was called off.
    """
    if not _is_to_be_told(review, at):
        return
    db.session.flush()
    claims.hold(review.relationship_id, "invitations")
    rows = asked.of_review(review.id)
    found = invitations.settle(
        {person_id: _held(row) for person_id, row in rows.items()}, _meeting(review), _wanted(review, at)
    )
    if found is not None:
        _carry_out(review, found, rows, reason=reason, at=at)


def settle_one(review_id: int, at: datetime) -> None:
    """The same for the worker that found it."""
    settle(reviews.to_be_stepped(review_id), at=at)


def answer(
    invitation: Invitation, said: InvitationAnswer, note: str, *, seen: datetime, by: Viewer, at: datetime
) -> None:
    """Whether somebody comes at the time they have `seen`; who does not says why.

    Refused once the review has begun, and where it has moved since.
    """
    if invitation.review.status not in TO_COME or invitation.starts_at <= at:
        raise Refused("This review is not to come any more: there is nothing to answer.")
    if seen != invitation.starts_at:
        raise Refused("The review has moved since you opened this page: look at its new time, then answer again.")
    if said is InvitationAnswer.DECLINED and not note.strip():
        raise Refused("Say in a word why, so that the chairs can decide whether to meet without you.", "note")
    events.change(
        invitation,
        "invitation_answered",
        by=by,
        at=at,
        answer=said,
        answer_note=note.strip()[: invitations.LONGEST_NOTE],
        answered_at=at,
    )


def remind(invitation_id: int, at: datetime) -> None:
    """Ask somebody who has not answered once more; nobody twice."""
    invitation = asked.to_be_reminded(invitation_id)
    if invitation is None:
        return
    events.change(invitation, "invitation_reminded", by=None, at=at, reminded_at=at)
    review_messages.answer_asked(invitation.review, invitation.person_id, sequence=invitation.sequence, at=at)


def _is_to_be_told(review: Review, at: datetime) -> bool:
    if review.invited_for is None:
        return False
    if review.status in TO_COME:
        return review.scheduled_at > at
    return review.status in asked.CALLED_OFF or review.invited_for > max(at, review.scheduled_at)


def _wanted(review: Review, at: datetime) -> set[int]:
    if review.status not in TO_COME:
        return set()
    return asked.wanted([review.id], on=at.astimezone(UTC).date()).get(review.id, set())


def _carry_out(review: Review, found: Settlement, rows: Mapping[int, Invitation], *, reason: str, at: datetime) -> None:
    before = sorted(person_id for person_id, row in rows.items() if row.cancelled_at is None)
    moved_from = {person_id: rows[person_id].starts_at for person_id in found.moved}
    uid, organizer = _identity(rows.values())
    for person_id in sorted(found.asked):
        row = rows.get(person_id) or _new(review, person_id, uid=uid, organizer=organizer)
        _ask(row, _meeting(review), found, at)
    for person_id in sorted(found.taken_back):
        row = rows[person_id]
        row.sequence, row.invited_at, row.cancelled_at = found.sequence, at, at
    review.invited_for = review.scheduled_at
    _record(review, before, sorted(found.asked), reason=reason, at=at)
    _tell(review, found, moved_from, reason=reason, at=at)


def _ask(row: Invitation, meeting: Meeting, found: Settlement, at: datetime) -> None:
    """Write what the person's calendar is told now; a new time, or being asked anew, asks for a new answer."""
    row.starts_at, row.minutes, row.title = meeting.starts_at, meeting.minutes, meeting.title
    row.sequence, row.invited_at, row.cancelled_at = found.sequence, at, None
    if row.person_id in found.moved | found.newly_asked:
        row.answer, row.answer_note = InvitationAnswer.OPEN, ""
        row.answered_at = row.reminded_at = None


def _tell(review: Review, found: Settlement, moved_from: Mapping[int, datetime], *, reason: str, at: datetime) -> None:
    before: dict[datetime | None, list[int]] = defaultdict(list)
    for person_id in sorted(found.asked):
        before[moved_from.get(person_id)].append(person_id)
    for earlier, people in before.items():
        new = found.newly_asked.intersection(people)
        review_messages.invited(review, sorted(new), moved_from=None, sequence=found.sequence, at=at)
        again = [person_id for person_id in people if person_id not in new]
        review_messages.invited_again(review, again, moved_from=earlier, sequence=found.sequence, at=at)
    review_messages.taken_back(review, reason, sorted(found.taken_back), sequence=found.sequence, at=at)


def _record(review: Review, before: list[int], after: list[int], *, reason: str, at: datetime) -> None:
    called = asked.names({*before, *after})
    people = [[called[person_id] for person_id in one] for one in (before, after)]
    events.record(review, "invitations_sent", by=None, at=at, changes={"invited": people}, reason=reason)


def _new(review: Review, person_id: int, *, uid: str, organizer: str) -> Invitation:
    row = Invitation(
        review_id=review.id,
        relationship_id=review.relationship_id,
        person_id=person_id,
        uid=uid,
        organizer=organizer,
    )
    db.session.add(row)
    return row


def _identity(rows: Iterable[Invitation]) -> tuple[str, str]:
    """The UID and organizer of a meeting: those it began with, for ever: others would be another meeting."""
    first = next(iter(rows), None)
    if first is not None:
        return first.uid, first.organizer
    return f"{uuid.uuid4().hex}@{config.current().public_host}"[:120], message.sender_address()


def _held(row: Invitation) -> Held:
    return Held(row.sequence, Meeting(row.starts_at, row.minutes, row.title), is_active=row.cancelled_at is None)


def _meeting(review: Review) -> Meeting:
    called = invitations.title(review.forum.name, review.period_key)
    return Meeting(review.scheduled_at, review.forum.minutes, called)
