"""Launches and their checklists: how far each is, and whom to remind."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, or_, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import LaunchDecision, ReadinessState
from govtracker.models import FunctionalArea, Launch, LaunchItem, Relationship, Seat
from govtracker.queries import find, visible
from govtracker.queries.partnership import owning_seats
from govtracker.rules.partnership import readiness
from govtracker.rules.partnership.readiness import Readiness

AT_ONCE = 200
MOST = 100


def one(viewer: Viewer, key: str, launch_id: int) -> Launch:
    """A launch of relationship `key`; raises NotFound."""
    return find.one(
        select(Launch)
        .join(Launch.relationship)
        .where(Relationship.key == key.upper(), Launch.id == launch_id)
        .where(visible.of_relationship(viewer, Launch.relationship_id))
    )


def item(viewer: Viewer, key: str, item_id: int) -> LaunchItem:
    """An item of a checklist of relationship `key`; raises NotFound."""
    return find.one(
        select(LaunchItem)
        .join(LaunchItem.relationship)
        .where(Relationship.key == key.upper(), LaunchItem.id == item_id)
        .where(visible.of_relationship(viewer, LaunchItem.relationship_id))
    )


def listed(viewer: Viewer, relationship_id: int, *, today: date) -> list[tuple[Any, Readiness]]:
    """The launches, the latest first, each with how ready it is; in two statements."""
    rows = db.session.execute(
        select(Launch.id, Launch.title, Launch.launch_on, Launch.decision)
        .where(Launch.relationship_id == relationship_id)
        .where(visible.of_relationship(viewer, Launch.relationship_id))
        .order_by(Launch.launch_on.desc(), Launch.id.desc())
        .limit(MOST)
    ).all()
    items: dict[int, list[tuple[ReadinessState, date]]] = {row.id: [] for row in rows}
    of_items = select(LaunchItem.launch_id, LaunchItem.state, LaunchItem.due_on)
    for launch_id, state, due_on in db.session.execute(of_items.where(LaunchItem.launch_id.in_(items))):
        items[launch_id].append((state, due_on))
    return [(row, readiness.read(row.launch_on, items[row.id], today)) for row in rows]


def items_of(viewer: Viewer, launch_id: int, *, today: date) -> Sequence[Row[Any]]:
    """The checklist of a launch with the role, side, area and name of who owns each item, by due day."""
    query: Select[Any] = select(
        *LaunchItem.__table__.columns,
        Seat.role.label("owner_role"),
        Seat.side.label("owner_side"),
        FunctionalArea.name.label("owner_area"),
        owning_seats.name_of(LaunchItem.owner_seat_id, today).label("owner"),
    )
    return db.session.execute(
        query.join(Seat, Seat.id == LaunchItem.owner_seat_id)
        .outerjoin(FunctionalArea, FunctionalArea.id == Seat.area_id)
        .where(LaunchItem.launch_id == launch_id, visible.of_relationship(viewer, LaunchItem.relationship_id))
        .order_by(LaunchItem.due_on, LaunchItem.id)
        .limit(MOST)
    ).all()


def to_remind(at: datetime) -> list[int]:
    """Open items that are due soon and of whose day nobody was reminded; of launches that are not called off."""
    untold = or_(LaunchItem.reminded_for_on.is_(None), LaunchItem.reminded_for_on != LaunchItem.due_on)
    query = (
        select(LaunchItem.id)
        .join(Launch, Launch.id == LaunchItem.launch_id)
        .where(LaunchItem.state == ReadinessState.OPEN, LaunchItem.due_on <= at.date() + readiness.REMINDED, untold)
        .where(or_(Launch.decision.is_(None), Launch.decision != LaunchDecision.NO_GO))
    )
    return list(db.session.scalars(query.order_by(LaunchItem.due_on, LaunchItem.id).limit(AT_ONCE)))


def locked_item(item_id: int) -> LaunchItem:
    """An item, for the worker, its row locked until the commit."""
    return find.one(select(LaunchItem).where(LaunchItem.id == item_id))
