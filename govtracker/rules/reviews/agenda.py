"""What a review talks about by itself, as plain values: live until its figures freeze, then as they stood."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from govtracker.enums import Audience, Bearing, ConcernKind, Pillar, Severity, Side, Standing, TrendRule
from govtracker.rules import canonical
from govtracker.rules.partnership.concerns import Concern
from govtracker.rules.words import label

EDITION: Final = 1
SHAPES: Final = {
    TrendRule.OUTSIDE_LIMITS: "a value outside its limits",
    TrendRule.TWO_OF_THREE: "two of three values near a limit",
    TrendRule.RUN_OF_EIGHT: "8 or more values in a row on one side of the centre line",
    TrendRule.SIX_TRENDING: "6 or more values in a row rising or falling",
}


@dataclass(frozen=True)
class PillarLine:
    """A pillar's score (0–100) and its movement against the month right before."""

    pillar: Pillar
    score: Decimal | None
    movement: Decimal | None


@dataclass(frozen=True)
class KpiLine:
    """A KPI that is worse than its minimum, for so many months in a row."""

    code: str
    name: str
    value: Decimal
    minimum: Decimal
    unit: str
    unit_label: str
    decimals: int
    months: int


@dataclass(frozen=True)
class Score:
    """The newest scorecard that was shared, with its movements; scores are 0–100."""

    period_on: date
    overall: Decimal | None
    movement: Decimal | None
    coverage: Decimal
    standing: Standing
    standing_name: str
    pillars: tuple[PillarLine, ...]
    reds: tuple[KpiLine, ...]

    @property
    def standing_called(self) -> str:
        """What its standing is called in the bands it was judged by."""
        return self.standing_name or label(self.standing)


@dataclass(frozen=True)
class SignalLine:
    """A trend signal found since the review before, of the whole relationship or of the part of it that is named."""

    code: str
    name: str
    rule: TrendRule
    bearing: Bearing
    first_on: date
    last_on: date
    part: str = field(default="", metadata={"later": True})

    @property
    def called(self) -> str:
        """Where it was seen: the KPI, and its part."""
        return f"{self.name}, {self.part}" if self.part else self.name

    @property
    def shape(self) -> str:
        """What was seen, in words."""
        return SHAPES[self.rule]


@dataclass(frozen=True)
class IssueLine:
    """An open issue; `said` is why the system raised it as a recurrence, "" otherwise."""

    number: int
    title: str
    severity: Severity
    level: int
    is_exhausted: bool
    waiting_on: Side
    climb_at: datetime | None
    due_on: date | None
    said: str
    audience: Audience = Audience.SHARED


@dataclass(frozen=True)
class ActionLine:
    """An open action, how often it was put off, and whether it was late."""

    number: int
    title: str
    owner: str
    owner_side: Side
    due_on: date
    slips: int
    is_open: bool = True
    audience: Audience = Audience.SHARED


@dataclass(frozen=True)
class DecisionLine:
    """A decision that waits to be taken; `amount` is in minor units."""

    number: int
    title: str
    owner: str
    owner_side: Side
    due_on: date
    status: str
    amount: int | None
    currency: str | None
    audience: Audience = Audience.SHARED


@dataclass(frozen=True)
class Agenda:
    """The shared agenda as it stood at `at` (UTC) on the day `today`; each list the most pressing first, and cut.

    `counts` tell how many there are of a list, by its name, and `late` how many actions of each side are overdue.
    """

    at: datetime
    today: date
    score: Score | None
    signals: tuple[SignalLine, ...]
    escalated: tuple[IssueLine, ...]
    overdue_issues: tuple[IssueLine, ...]
    open_issues: tuple[IssueLine, ...]
    recurrences: tuple[IssueLine, ...]
    overdue_actions: tuple[ActionLine, ...]
    open_actions: tuple[ActionLine, ...]
    decisions: tuple[DecisionLine, ...]
    pairs: tuple[str, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    late: Mapping[Side, int] = field(default_factory=dict)
    around: tuple[Concern, ...] = field(default=(), metadata={"later": True})

    def count(self, name: str) -> int:
        """How many there are of a list, those it leaves out as well."""
        return self.counts.get(name, len(getattr(self, name)))

    def more(self, name: str) -> int:
        """How many a list leaves out."""
        return self.count(name) - len(getattr(self, name))

    def late_actions(self, side: Side) -> int:
        """How many open actions of a side are overdue."""
        return self.late.get(side, sum(action.owner_side is side for action in self.overdue_actions))

    @property
    def value(self) -> tuple[Concern, ...]:
        """What value, launches, exit and the management plan ask for."""
        return tuple(one for one in self.around if one.kind is not ConcernKind.PULSE)

    @property
    def pulse(self) -> tuple[Concern, ...]:
        """What the pulse came to since the review before."""
        return tuple(one for one in self.around if one.kind is ConcernKind.PULSE)

    @property
    def reds(self) -> tuple[KpiLine, ...]:
        """The KPIs at red."""
        return self.score.reds if self.score else ()

    @property
    def is_empty(self) -> bool:
        """Nothing comes by itself."""
        late = self.escalated or self.overdue_issues or self.overdue_actions
        found = self.score or self.signals or self.recurrences or self.decisions or self.pairs or self.around
        return not (late or found or self.open_issues or self.open_actions)


def write(agenda: Agenda) -> str:
    """The agenda as a canonical text, to be kept."""
    return canonical.write(agenda, edition=EDITION)


def read(text: str) -> Agenda:
    """The agenda a text was written from; raises NotCanonical."""
    return canonical.read(Agenda, text, edition=EDITION)


def owned_by(name: str) -> str:
    """How the text of an agenda says that somebody owns a line."""
    return f'"owner":{json.dumps(name, ensure_ascii=False)}'
