"""Exit readiness: the plan of a relationship, what is handed back, and the reviews it had."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, or_, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import ExitPlan, ExitReview, FunctionalArea, HandBack, Person, Relationship, Seat
from govtracker.queries import find, visible
from govtracker.queries.partnership import owning_seats

AT_ONCE = 200
MOST = 100


def one(viewer: Viewer, key: str) -> ExitPlan:
    """The exit plan of relationship `key`; raises NotFound where there is none."""
    return find.one(
        select(ExitPlan)
        .join(ExitPlan.relationship)
        .where(Relationship.key == key.upper(), visible.of_relationship(viewer, ExitPlan.relationship_id))
    )


def hand_back(viewer: Viewer, key: str, hand_back_id: int) -> HandBack:
    """Something that is handed back at the end of relationship `key`; raises NotFound."""
    return find.one(
        select(HandBack)
        .join(HandBack.relationship)
        .where(Relationship.key == key.upper(), HandBack.id == hand_back_id)
        .where(visible.of_relationship(viewer, HandBack.relationship_id))
    )


def plan(viewer: Viewer, relationship_id: int) -> ExitPlan | None:
    """The exit plan of a relationship, if there is one."""
    wanted = ExitPlan.relationship_id == relationship_id, visible.of_relationship(viewer, ExitPlan.relationship_id)
    return db.session.scalars(select(ExitPlan).where(*wanted)).unique().one_or_none()


def handed_back(viewer: Viewer, relationship_id: int, *, today: date) -> Sequence[Row[Any]]:
    """What is handed back, with the role, side, area and name of who owns it."""
    query: Select[Any] = select(
        *HandBack.__table__.columns,
        Seat.role.label("owner_role"),
        Seat.side.label("owner_side"),
        FunctionalArea.name.label("owner_area"),
        owning_seats.name_of(HandBack.owner_seat_id, today).label("owner"),
    )
    return db.session.execute(
        query.join(Seat, Seat.id == HandBack.owner_seat_id)
        .outerjoin(FunctionalArea, FunctionalArea.id == Seat.area_id)
        .where(HandBack.relationship_id == relationship_id)
        .where(visible.of_relationship(viewer, HandBack.relationship_id))
        .order_by(HandBack.id)
        .limit(MOST)
    ).all()


def reviews(viewer: Viewer, relationship_id: int) -> Sequence[Row[Any]]:
    """The reviews of the plan with `reviewed_by` (name), the newest first."""
    query: Select[Any] = select(*ExitReview.__table__.columns, Person.name.label("reviewed_by"))
    return db.session.execute(
        query.join(Person, Person.id == ExitReview.reviewed_by_id)
        .where(ExitReview.relationship_id == relationship_id)
        .where(visible.of_relationship(viewer, ExitReview.relationship_id))
        .order_by(ExitReview.reviewed_on.desc(), ExitReview.id.desc())
        .limit(MOST)
    ).all()


def to_remind(at: datetime) -> list[int]:
    """Plans whose review is overdue and of whose day nobody was reminded; of relationships that go on."""
    untold = or_(ExitPlan.reminded_for_on.is_(None), ExitPlan.reminded_for_on != ExitPlan.review_due_on)
    query = select(ExitPlan.id).join(Relationship, Relationship.id == ExitPlan.relationship_id)
    query = query.where(ExitPlan.review_due_on < at.date(), untold, Relationship.archived_at.is_(None))
    return list(db.session.scalars(query.order_by(ExitPlan.review_due_on, ExitPlan.id).limit(AT_ONCE)))


def locked(plan_id: int) -> ExitPlan:
    """A plan, for the worker, its row locked until the commit."""
    return find.one(select(ExitPlan).where(ExitPlan.id == plan_id))
