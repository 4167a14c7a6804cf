"""The decisions of forums, and which seat has which part in each."""

from dataclasses import dataclass

from sqlalchemy import func, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import DecisionPart
from govtracker.models import DecisionRight, DecisionSeat, Forum, Relationship
from govtracker.queries import find, visible


@dataclass(frozen=True)
class Right:
    """A decision of a forum with the part of each seat that has one."""

    id: int
    forum_id: int
    decision: str
    parts: dict[int, DecisionPart]


def of_relationship(relationship_id: int, *, forum_id: int | None = None) -> list[Right]:
    """The decisions of all forums of a relationship, or of one, in their order."""
    query = (
        select(
            DecisionRight.id, DecisionRight.forum_id, DecisionRight.decision, DecisionSeat.seat_id, DecisionSeat.part
        )
        .join(Forum, Forum.id == DecisionRight.forum_id)
        .join(DecisionSeat, DecisionSeat.decision_right_id == DecisionRight.id)
        .where(Forum.relationship_id == relationship_id)
        .order_by(DecisionRight.position, DecisionRight.id)
    )
    if forum_id is not None:
        query = query.where(Forum.id == forum_id)
    found: dict[int, Right] = {}
    for row in db.session.execute(query):
        right = found.setdefault(row.id, Right(row.id, row.forum_id, row.decision, {}))
        right.parts[row.seat_id] = row.part
    return list(found.values())


def one(viewer: Viewer, key: str, forum_id: int, right_id: int) -> DecisionRight:
    """The decision of a forum of relationship `key`; raises NotFound."""
    return find.one(
        select(DecisionRight)
        .join(DecisionRight.forum)
        .join(Forum.relationship)
        .where(Relationship.key == key.upper(), Forum.id == forum_id, DecisionRight.id == right_id)
        .where(visible.relationships(viewer))
    )


def is_taken(forum_id: int, decision: str, *, except_id: int | None) -> bool:
    """Whether another decision of the forum has these words, whatever their case."""
    query = select(DecisionRight.id).where(
        DecisionRight.forum_id == forum_id, func.lower(DecisionRight.decision) == decision.lower()
    )
    if except_id is not None:
        query = query.where(DecisionRight.id != except_id)
    return db.session.scalar(query.limit(1)) is not None


def next_position(forum_id: int) -> int:
    """The place of a forum's next decision."""
    last = db.session.scalar(select(func.max(DecisionRight.position)).where(DecisionRight.forum_id == forum_id))
    return 0 if last is None else last + 1
