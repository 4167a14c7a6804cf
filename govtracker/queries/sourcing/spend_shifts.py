"""Proposals to spend otherwise."""

from collections.abc import Sequence

from sqlalchemy import case, select
from sqlalchemy.orm import joinedload, selectinload

from govtracker.database import db
from govtracker.enums import ShiftStatus
from govtracker.models import SpendShift, SpendShiftPart
from govtracker.queries import find
from govtracker.rules.sourcing.spend_shifts import Shift

MOST = 20


def one(organisation_id: int, shift_id: int) -> SpendShift:
    """One of a company; raises NotFound."""
    return find.one(select(SpendShift).where(SpendShift.id == shift_id, SpendShift.organisation_id == organisation_id))


def newest(organisation_id: int) -> Sequence[SpendShift]:
    """The open ones first, then the newest, at most `MOST`; each with its parts and people."""
    is_over = case((SpendShift.status == ShiftStatus.PROPOSED, 0), else_=1)
    query = (
        select(SpendShift)
        .options(
            joinedload(SpendShift.from_type),
            joinedload(SpendShift.proposed_by),
            joinedload(SpendShift.settled_by),
            selectinload(SpendShift.parts).joinedload(SpendShiftPart.type),
        )
        .where(SpendShift.organisation_id == organisation_id)
        .order_by(is_over, SpendShift.id.desc())
        .limit(MOST)
    )
    return db.session.scalars(query).all()


def of(shift: SpendShift) -> Shift:
    """What a proposal moves."""
    return Shift(shift.from_type_id, {part.type_id: part.amount for part in shift.parts})
