"""The newest closed round of the pulse of each relationship: its equity, how that moved, and its blind spots."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Perception, PulseTheme, Side
from govtracker.models import PulseResult, PulseRound, PulseStatement, Relationship
from govtracker.queries import visible
from govtracker.rules.partnership import perception, pulse_catalogue
from govtracker.rules.partnership.perception import Seen, Tally

TWO = 2


@dataclass(frozen=True)
class BlindSpot:
    """A statement that one side, whose blind spot it is, rates high and the other low; the gap to two decimals."""

    called: str
    side: Side
    gap: Decimal


@dataclass(frozen=True)
class Latest:
    """What the newest closed round of a relationship says; `movement` is against the round before it.

    `equity` is 0–100, None where fewer than three of a side answered; `movement` None where either is.
    """

    number: int
    closed_at: datetime
    equity: Decimal | None
    movement: Decimal | None
    blind_spots: tuple[BlindSpot, ...]


def of_relationships(viewer: Viewer, ids: Collection[int], *, since: Any = None) -> dict[int, Latest]:
    """Relationship → its newest closed round, in one statement; those without one are left out.

    Only of what the person sees, and only those closed after `since` (UTC, or what a query finds for it).
    """
    query = rounds().where(Relationship.id.in_(ids), visible.relationships(viewer), PulseRound.id.is_not(None))
    if since is not None:
        ended = aliased(PulseRound)
        newest = select(func.max(ended.closed_at)).where(ended.relationship_id == Relationship.id)
        query = query.where(newest.correlate(Relationship).scalar_subquery() > since)
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.id].append(row)
    return {id_: told for id_, rows in found.items() if (told := of_rows(rows)) is not None}


def rounds() -> Select[Any]:
    """Relationships with the statements and results of the last two rounds each has closed, null where none is."""
    ended = aliased(PulseRound)
    last = select(ended.id).where(ended.relationship_id == Relationship.id, ended.closed_at.is_not(None))
    last = last.order_by(ended.number.desc()).limit(TWO).correlate(Relationship)
    of_round = and_(PulseResult.round_id == PulseRound.id, PulseResult.statement_id == PulseStatement.id)
    columns: list[Any] = [Relationship.id, PulseRound.number, PulseRound.closed_at, PulseStatement.theme]
    columns += [PulseResult.side, PulseResult.answers, PulseResult.points]
    return (
        select(*columns)
        .select_from(Relationship)
        .outerjoin(PulseRound, and_(PulseRound.relationship_id == Relationship.id, PulseRound.id.in_(last)))
        .outerjoin(PulseStatement, PulseStatement.set_id == PulseRound.set_id)
        .outerjoin(PulseResult, and_(of_round, PulseResult.tier.is_(None)))
        .order_by(Relationship.id, PulseRound.number.desc(), PulseStatement.position)
    )


def of_rows(rows: Sequence[Row[Any]]) -> Latest | None:
    """What the rows of one relationship come to; None where it has closed no round."""
    told: dict[int, dict[PulseTheme, dict[Side, Tally]]] = defaultdict(dict)
    for row in rows:
        if row.number is not None:
            tallies = told[row.number].setdefault(row.theme, {})
            if row.side is not None:
                tallies[row.side] = Tally(row.answers, row.points)
    if not told:
        return None
    seen = {number: _seen(statements) for number, statements in told.items()}
    newest, *before = sorted(seen, reverse=True)
    equity, earlier = perception.index(seen[newest]), perception.index(seen[before[0]]) if before else None
    movement = None if equity is None or earlier is None else equity - earlier
    spots = tuple(_blind_spot(one) for one in perception.blind_spots(seen[newest]))
    closed_at = next(row.closed_at for row in rows if row.number == newest)
    return Latest(newest, closed_at, equity, movement, spots)


def _seen(statements: dict[PulseTheme, dict[Side, Tally]]) -> list[Seen]:
    return [Seen(theme, of.get(Side.CLIENT), of.get(Side.SUPPLIER)) for theme, of in statements.items()]


def _blind_spot(seen: Seen) -> BlindSpot:
    side = Side.CLIENT if seen.perception is Perception.BLIND_SPOT_CLIENT else Side.SUPPLIER
    return BlindSpot(pulse_catalogue.called(seen.theme), side, perception.rounded(abs(seen.gap or Fraction())))
