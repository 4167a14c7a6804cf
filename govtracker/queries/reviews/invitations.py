"""Who is invited to a review, who should be, who answered, and whose invitation is not right any more."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, or_, select, union_all

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import InvitationAnswer, ReviewStatus, SeatRole, Tier
from govtracker.models import Forum, ForumMember, Invitation, Organisation, Person, Relationship, Review, Seat, Tenure
from govtracker.queries import find, visible
from govtracker.queries.governance.forums import acting_deputy
from govtracker.queries.structure.absences import is_away
from govtracker.queries.structure.seats import held_on
from govtracker.rules.reviews import invitations
from govtracker.rules.reviews.invitations import Held, Meeting
from govtracker.rules.reviews.review_steps import TO_COME

CALLED_OFF = (ReviewStatus.CANCELLED, ReviewStatus.SKIPPED)
ACTIVE = Invitation.cancelled_at.is_(None)


def of_review(review_id: int) -> dict[int, Invitation]:
    """Everybody who is or was invited to a review, by person; for the service that settles them.

    Locked while writing: nobody answers meanwhile.
    """
    return {row.person_id: row for row in find.several(select(Invitation).where(Invitation.review_id == review_id))}


def answers(viewer: Viewer, review_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Who is invited to a review with what they said, company by company, in the order of their names."""
    return db.session.execute(
        select(
            Invitation.person_id,
            Invitation.answer,
            Invitation.answer_note,
            Invitation.answered_at,
            Invitation.reminded_at,
            Person.name,
            Person.organisation_id,
            Organisation.name.label("organisation"),
        )
        .join(Person, Person.id == Invitation.person_id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Invitation.review_id == review_id, ACTIVE)
        .where(visible.of_relationship(viewer, Invitation.relationship_id))
        .order_by(Organisation.name, Organisation.id, Person.name, Person.id)
    ).all()


def own(viewer: Viewer, key: str, review_id: int) -> Invitation:
    """The person's own invitation to a review of relationship `key`; raises NotFound."""
    return find.one(
        select(Invitation)
        .join(Relationship, Relationship.id == Invitation.relationship_id)
        .where(Relationship.key == key.upper(), Invitation.review_id == review_id, ACTIVE)
        .where(Invitation.person_id == viewer.person_id, visible.of_relationship(viewer, Invitation.relationship_id))
    )


def told_of(person_id: int, review_id: int | None) -> Invitation | None:
    """The invitation a notice to somebody speaks of, taken back or not."""
    mine = Invitation.person_id == person_id, Invitation.review_id == review_id
    return db.session.scalar(select(Invitation).where(*mine))


def attendees(review_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Name, address and answer of everybody a review's invitation goes to."""
    return db.session.execute(
        select(Person.name, Person.email, Invitation.answer)
        .join(Person, Person.id == Invitation.person_id)
        .where(Invitation.review_id == review_id, ACTIVE)
        .order_by(Invitation.id)
    ).all()


def to_remind(at: datetime) -> Sequence[int]:
    """Ids of the invitations to reviews soon to come that nobody has answered or been reminded of."""
    return db.session.scalars(
        select(Invitation.id)
        .join(Review, Review.id == Invitation.review_id)
        .where(Invitation.reminded_at.is_(None), Invitation.answer == InvitationAnswer.OPEN, ACTIVE)
        .where(Invitation.starts_at > at, Invitation.starts_at <= at + invitations.REMIND_BEFORE)
        .where(Invitation.invited_at <= at - invitations.LEFT_ALONE, Review.status.in_(TO_COME))
        .order_by(Invitation.starts_at, Invitation.id)
    ).all()


def to_be_reminded(invitation_id: int) -> Invitation | None:
    """One of them, locked; None where somebody else reminded of it meanwhile."""
    query = select(Invitation).where(Invitation.id == invitation_id, Invitation.reminded_at.is_(None))
    return db.session.scalar(query.with_for_update(of=Invitation).execution_options(populate_existing=True))


def to_settle(at: datetime) -> Sequence[int]:
    """Ids of the reviews to come of which people's calendars hold what is no longer so, or hold nothing."""
    coming = _coming(Review.scheduled_at > at, Review.invited_for.is_not(None), Relationship.archived_at.is_(None))
    held = _held(coming)
    right = wanted(coming, on=at.astimezone(UTC).date())
    stale = [
        review_id
        for review_id, meeting in coming.items()
        if invitations.settle(held.get(review_id, {}), meeting, right.get(review_id, set()))
    ]
    called_off = (
        select(Invitation.review_id)
        .join(Review, Review.id == Invitation.review_id)
        .where(ACTIVE, Invitation.starts_at > at, Review.status.in_(CALLED_OFF))
        .distinct()
        .order_by(Invitation.review_id)
    )
    return [*stale, *db.session.scalars(called_off)]


def wanted(review_ids: Collection[int], *, on: date) -> dict[int, set[int]]:
    """Review id → the people who are to come, as seats are held on a day (UTC): chairs, members, whom a standing asks.

    A deputy comes in the place of a SPOC whose seat is vacant, and besides one who is away on the day of the review;
    somebody who was deactivated does not come.
    """
    seated = (
        select(Review.id, Person.id)
        .join(Forum, Forum.id == Review.forum_id)
        .join(Seat, and_(Seat.relationship_id == Review.relationship_id, _has_a_place()))
        .outerjoin(Tenure, (Tenure.seat_id == Seat.id) & held_on(on))
        .where(Review.id.in_(review_ids))
    )
    holder, deputy = func.coalesce(Tenure.person_id, acting_deputy(on)), acting_deputy(on)
    away = and_(Seat.role == SeatRole.SPOC, is_away(Tenure.person_id, Review.local_on.expression))
    rows = db.session.execute(
        union_all(
            seated.join(Person, (Person.id == holder) & Person.is_active),
            seated.join(Person, (Person.id == deputy) & Person.is_active).where(away),
        )
    )
    found: dict[int, set[int]] = defaultdict(set)
    for review_id, person_id in rows:
        found[review_id].add(person_id)
    return found


def names(person_ids: Collection[int]) -> dict[int, str]:
    """Person id → name."""
    return {
        row.id: row.name for row in db.session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)))
    }


def _has_a_place() -> ColumnElement[bool]:
    member = select(ForumMember.id).where(ForumMember.forum_id == Forum.id, ForumMember.seat_id == Seat.id).exists()
    asked = case((Review.raised_tier == Tier.STRATEGIC, SeatRole.SPONSOR), else_=SeatRole.SPOC)
    raised = and_(Review.raised_tier.is_not(None), Seat.role == asked)
    return or_(Seat.id.in_([Forum.client_chair_id, Forum.supplier_chair_id]), member, raised)


def _coming(*where: ColumnElement[bool]) -> dict[int, Meeting]:
    rows = db.session.execute(
        select(Review.id, Review.scheduled_at, Review.period_key, Forum.minutes, Forum.name)
        .join(Forum, Forum.id == Review.forum_id)
        .join(Relationship, Relationship.id == Review.relationship_id)
        .where(Review.status.in_(TO_COME), Review.step_at.is_not(None), *where)
        .order_by(Review.scheduled_at, Review.id)
    )
    return {row.id: Meeting(row.scheduled_at, row.minutes, invitations.title(row.name, row.period_key)) for row in rows}


def _held(review_ids: Collection[int]) -> Mapping[int, Mapping[int, Held]]:
    found: dict[int, dict[int, Held]] = defaultdict(dict)
    rows = db.session.execute(
        select(
            Invitation.review_id,
            Invitation.person_id,
            Invitation.sequence,
            Invitation.starts_at,
            Invitation.minutes,
            Invitation.title,
            ACTIVE.label("is_active"),
        ).where(Invitation.review_id.in_(review_ids))
    )
    for row in rows:
        meeting = Meeting(row.starts_at, row.minutes, row.title)
        found[row.review_id][row.person_id] = Held(row.sequence, meeting, row.is_active)
    return found
