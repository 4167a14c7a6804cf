"""What the pages of the pulse show: a round with its gap map, and the rounds over time beside the structure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from govtracker.access import Viewer
from govtracker.charts import gap_map, sparkline
from govtracker.charts.gap_map import Dot
from govtracker.charts.sparkline import Sparkline
from govtracker.enums import Side
from govtracker.models import PulseRound, Relationship
from govtracker.queries.partnership import pulse, pulse_rounds
from govtracker.queries.partnership.pulse import Line, Outcome
from govtracker.queries.partnership.pulse_rounds import Rate
from govtracker.web import pictures
from govtracker.web.pictures import Inline

LEAST = Decimal(20)  # points that a line over time spans at least


@dataclass(frozen=True)
class Drawn:
    """What came of a round, its gap map, what each statement's place means, and the sides that are hidden."""

    outcome: Outcome
    picture: Inline
    meant: Mapping[int, str]
    hidden: Sequence[str]


@dataclass(frozen=True)
class Past:
    """One closed round among the others, and what came of it."""

    row: Any
    outcome: Outcome

    @property
    def rates(self) -> dict[Side, Rate]:
        """How many of each side were asked and answered."""
        return closed_rates(self.row)


@dataclass(frozen=True)
class Running:
    """An open round, how many have answered it, and whether the viewer is asked and has answered."""

    round: PulseRound
    rates: Mapping[Side, Rate]
    is_asked: bool
    has_answered: bool


def companies(relationship: Relationship) -> dict[Side, str]:
    """The names of both sides."""
    return {side: relationship.company(side).name for side in Side}


def running(opened: PulseRound | None, viewer: Viewer) -> Running | None:
    """The open round as the viewer sees it; None where there is none."""
    if opened is None:
        return None
    asked = pulse_rounds.asked(opened.id, viewer.person_id)
    return Running(opened, pulse_rounds.rates(opened.id), asked is not None, asked is not None and asked.has_answered)


def drawn(outcome: Outcome, names: dict[Side, str]) -> Drawn:
    """What came of a round, with its picture."""
    dots = [Dot(line.position, line.called, line.seen) for line in outcome.lines]
    return Drawn(
        outcome,
        pictures.inline(lambda look, size: gap_map.picture(dots, names, look=look, size=size)),
        {line.statement_id: _sentence(gap_map.said(line.seen, names)) for line in outcome.lines},
        [names[side] for side in Side if outcome.is_hidden(side)],
    )


def closed_rates(row: Any) -> dict[Side, Rate]:
    """How many of each side were asked in a closed round, and answered."""
    return {side: Rate(getattr(row, f"{side.value}_asked"), getattr(row, f"{side.value}_answered")) for side in Side}


def over_time(rows: Sequence[Any]) -> tuple[list[Past], Sparkline | None]:
    """Closed rounds, the newest first; and the line of their equity where there are two of them."""
    told = pulse.outcomes([row.id for row in rows])
    past = [Past(row, told[row.id]) for row in rows]
    values = [one.outcome.equity for one in reversed(past)]
    known = [value for value in values if value is not None]
    line = sparkline.draw(values, sparkline.shared_scale([values], least=LEAST)) if len(known) > 1 else None
    return past, line


def movement(past: Sequence[Past]) -> Decimal | None:
    """How far equity moved from the round before the newest; None where either is not known."""
    now, before = [*(one.outcome.equity for one in past[:2]), None, None][:2]
    return None if now is None or before is None else now - before


def tiers(line: Line, side: Side) -> list[tuple[str, Decimal]]:
    """The tiers of a side that may be shown, each with its mean."""
    return [(tier.value, tally.shown) for (one, tier), tally in line.tiers.items() if one is side]


def words_of(opened: PulseRound, viewer: Viewer) -> list[str]:
    """The statements of a round as the viewer's side reads them."""
    side = viewer.side_in(opened.relationship.place()) or Side.CLIENT
    return [statement.words(side) for statement in opened.pulse_set.statements]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
