"""What came of the pulse: how both sides see each statement, round by round, and what is said of the latest."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from govtracker.database import db
from govtracker.enums import PulseTheme, Side, Tier
from govtracker.models import (
    PulseComment,
    PulsePairAnswer,
    PulseResult,
    PulseRound,
    PulseStatement,
)
from govtracker.rules.partnership import perception, pulse_catalogue
from govtracker.rules.partnership.perception import Seen, Tally

TWO = 2


@dataclass(frozen=True)
class Line:
    """A statement of a round, in both wordings, as both sides see it; `tiers` as far as they may be shown."""

    statement_id: int
    position: int
    theme: PulseTheme
    client_words: str
    supplier_words: str
    seen: Seen
    tiers: dict[tuple[Side, Tier], Tally]

    @property
    def called(self) -> str:
        """What people call the statement."""
        return pulse_catalogue.called(self.theme)


@dataclass(frozen=True)
class Outcome:
    """The lines of one round, in their order."""

    lines: Sequence[Line]

    @property
    def seen(self) -> list[Seen]:
        """How each statement is seen."""
        return [line.seen for line in self.lines]

    @property
    def equity(self) -> Decimal | None:
        """0–100, to one decimal; None where a side is hidden."""
        return perception.index(self.seen)

    def mean(self, side: Side) -> Decimal | None:
        """The mean of a side, to two decimals; None where it is hidden."""
        found = perception.side_mean(self.seen, side)
        return None if found is None else perception.rounded(found)

    def is_hidden(self, side: Side) -> bool:
        """Whether too few of a side answered."""
        return self.mean(side) is None

    @property
    def blind_spots(self) -> list[Line]:
        """What one side rates high and the other low, the widest gap first."""
        order = [one.theme for one in perception.blind_spots(self.seen)]
        return sorted((line for line in self.lines if line.theme in order), key=lambda line: order.index(line.theme))


def outcomes(round_ids: Collection[int]) -> dict[int, Outcome]:
    """Round → what came of it; in two statements, however many there are."""
    told = _tallies(round_ids)
    rows = db.session.execute(
        select(PulseRound.id.label("round_id"), PulseStatement)
        .join(PulseStatement, PulseStatement.set_id == PulseRound.set_id)
        .where(PulseRound.id.in_(round_ids))
        .order_by(PulseRound.id, PulseStatement.position)
    )
    found: dict[int, list[Line]] = {round_id: [] for round_id in round_ids}
    for row in rows:
        found[row.round_id].append(_line(row.PulseStatement, told[row.round_id, row.PulseStatement.id]))
    return {round_id: Outcome(lines) for round_id, lines in found.items()}


def comments(round_id: int) -> dict[int, list[PulseComment]]:
    """Statement → what was written to it, the client's first; in no order of those who wrote."""
    query = select(PulseComment).where(PulseComment.round_id == round_id).order_by(PulseComment.side, PulseComment.id)
    found: dict[int, list[PulseComment]] = defaultdict(list)
    for one in db.session.scalars(query):
        found[one.statement_id].append(one)
    return found


def pairs(round_id: int) -> list[dict[Side, PulsePairAnswer]]:
    """The counterparts who put their names to their ratings, each pair by side, in the order of their areas."""
    query = select(PulsePairAnswer).where(PulsePairAnswer.round_id == round_id)
    found: dict[int, dict[Side, PulsePairAnswer]] = defaultdict(dict)
    for one in db.session.scalars(query.order_by(PulsePairAnswer.area_id)):
        found[one.area_id][one.side] = one
    return [both for both in found.values() if len(both) == TWO]


def _tallies(round_ids: Collection[int]) -> dict[tuple[int, int], dict[tuple[Side, Tier | None], Tally]]:
    rows = db.session.scalars(select(PulseResult).where(PulseResult.round_id.in_(round_ids)))
    found: dict[tuple[int, int], dict[tuple[Side, Tier | None], Tally]] = defaultdict(dict)
    for row in rows:
        found[row.round_id, row.statement_id][row.side, row.tier] = Tally(row.answers, row.points)
    return found


def _line(statement: PulseStatement, told: dict[tuple[Side, Tier | None], Tally]) -> Line:
    seen = Seen(statement.theme, told.get((Side.CLIENT, None)), told.get((Side.SUPPLIER, None)))
    return Line(
        statement.id,
        statement.position,
        statement.theme,
        statement.client_words,
        statement.supplier_words,
        seen,
        {(side, tier): tally for (side, tier), tally in told.items() if tier is not None},
    )
