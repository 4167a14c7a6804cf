"""Catalogues of a client organisation: its customer segments and its support types."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import func, select

from govtracker.database import db
from govtracker.models import CustomerSegment, ScorecardScope, SupportType
from govtracker.queries import find

Entry = CustomerSegment | SupportType
One = TypeVar("One", CustomerSegment, SupportType)


def entries(model: type[One], organisation_id: int) -> Sequence[One]:
    """What a company named, in its order, what is retired among it."""
    query = select(model).where(model.organisation_id == organisation_id)
    return db.session.scalars(query.order_by(model.position, model.id)).all()


def entry(model: type[One], organisation_id: int, entry_id: int) -> One:
    """One entry of a company; raises NotFound."""
    return find.one(select(model).where(model.id == entry_id, model.organisation_id == organisation_id))


def offered(model: type[One], organisation_id: int) -> list[tuple[int, str]]:
    """What is chosen from: id and name."""
    return [(one.id, one.name) for one in entries(model, organisation_id) if one.retired_at is None]


def named(model: type[One], organisation_id: int, name: str) -> One | None:
    """The entry of this name, whatever its capitals."""
    wanted = name.casefold()
    return next((one for one in entries(model, organisation_id) if one.name.casefold() == wanted), None)


def next_position(model: type[One], organisation_id: int) -> int:
    """The place of the next entry."""
    highest = db.session.scalar(select(func.max(model.position)).where(model.organisation_id == organisation_id))
    return 0 if highest is None else highest + 1


def cell(relationship_id: int, segment_id: int, support_type_id: int) -> int | None:
    """The part of a relationship that is this support for this segment, by its id."""
    return db.session.scalar(
        select(ScorecardScope.id).where(
            ScorecardScope.relationship_id == relationship_id,
            ScorecardScope.segment_id == segment_id,
            ScorecardScope.support_type_id == support_type_id,
        )
    )
