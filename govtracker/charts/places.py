"""Relationships of a portfolio as its pictures show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from govtracker.charts import pictures
from govtracker.charts.gauges import Gauge, of
from govtracker.enums import Pillar, Standing
from govtracker.rules.performance import bands
from govtracker.rules.performance.standings import Corridor

UNKNOWN = Corridor(Decimal(0), Decimal(100), Decimal(0), Decimal(0))  # of what has no scorecard, and so no needle


@dataclass(frozen=True)
class Place:
    """A relationship as its newest scorecard has it; `moved` are points over the last three months.

    Scores are 0–100; None was not measured. `called` is its standing's name, `satisfactory` where that begins.
    """

    key: str
    company: str
    standing: Standing = Standing.INSUFFICIENT_DATA
    called: str = "No scorecard yet"
    overall: Decimal | None = None
    moved: Decimal | None = None
    experience: Decimal | None = None
    cost: Decimal | None = None
    revenue: Decimal | None = None
    corridor: Corridor = UNKNOWN
    satisfactory: Decimal = bands.OURS[1].low

    @property
    def gauges(self) -> tuple[Gauge, ...]:
        """Its three pillars in their corridor."""
        scores = {Pillar.EXPERIENCE: self.experience, Pillar.COST: self.cost, Pillar.REVENUE: self.revenue}
        return of(scores, self.corridor)

    @property
    def is_weak(self) -> bool:
        """Below what is satisfactory."""
        return self.overall is not None and self.overall < self.satisfactory


def digest(places: Sequence[Place], *, kind: str) -> str:
    """What a picture of a kind shows of these relationships, in 16 letters."""
    return pictures.digest(repr((kind, list(places))))
