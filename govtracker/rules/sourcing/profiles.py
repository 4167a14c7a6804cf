"""Supplier profiles: rules from complexity, impact and a segment's needs to who should give the support, and where.

Self-service first where it fits, in-house where criticality is highest; between them impact decides: where it is high,
skill and culture come first and cost second, where it is low, cost does. The first rule that holds decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from govtracker.enums import FitLevel, Geography, ServiceChannel, TouchLevel
from govtracker.rules.sourcing.judging import Judging


@dataclass(frozen=True)
class Facts:
    """What decides: levels from 1 to 5, how much touch the segment needs and how it prefers to come; None: unknown."""

    complexity: int | None
    impact: int | None
    need: TouchLevel | None = None
    channel: ServiceChannel | None = None


@dataclass(frozen=True)
class Requirement:
    """Kind of supplier and geography, with the skill, cultural fit and language it takes."""

    geography: Geography
    skill: FitLevel
    culture: FitLevel
    language: FitLevel


@dataclass(frozen=True)
class Known:
    """Facts that are whole, beside what counts as low, high and critical."""

    complexity: int
    impact: int
    need: TouchLevel | None
    channel: ServiceChannel | None
    judging: Judging

    @property
    def is_simple(self) -> bool:
        """Low complexity."""
        return self.complexity <= self.judging.low_up_to

    @property
    def is_complex(self) -> bool:
        """High complexity."""
        return self.complexity >= self.judging.high_from

    @property
    def matters_little(self) -> bool:
        """Low impact."""
        return self.impact <= self.judging.low_up_to

    @property
    def matters_much(self) -> bool:
        """High impact."""
        return self.impact >= self.judging.high_from

    @property
    def is_critical(self) -> bool:
        """Nothing matters more."""
        return self.impact >= self.judging.critical_from

    @property
    def needs_people(self) -> bool:
        """A segment that needs much of people's time."""
        return self.need is TouchLevel.HIGH_TOUCH

    @property
    def prefers_self_service(self) -> bool:
        """A segment that would rather help itself."""
        return self.channel is ServiceChannel.SELF_SERVICE


@dataclass(frozen=True)
class Rule:
    """When it holds in words, what it recommends, and why."""

    when: str
    holds: Callable[[Known], bool]
    gives: Requirement
    why: str


@dataclass(frozen=True)
class Recommendation:
    """What the rules say; `number` (from 1) is the place of the rule that decided."""

    number: int
    rule: Rule

    @property
    def requirement(self) -> Requirement:
        """What it recommends."""
        return self.rule.gives


def recommend(facts: Facts, judging: Judging) -> Recommendation | None:
    """The first rule that holds; None while complexity or impact is not known. What is unknown of a segment is."""
    if facts.complexity is None or facts.impact is None:
        return None
    known = Known(facts.complexity, facts.impact, facts.need, facts.channel, judging)
    number, rule = next((number, rule) for number, rule in enumerate(RULES, 1) if rule.holds(known))
    return Recommendation(number, rule)


def saves(chosen: Requirement, recommended: Requirement) -> bool:
    """Whether a choice asks for less than the recommendation: a place further down the ladder, or a lower fit."""
    ladder, levels = list(Geography), list(FitLevel)
    if ladder.index(chosen.geography) < ladder.index(recommended.geography):
        return True
    return any(
        levels.index(getattr(chosen, name)) < levels.index(getattr(recommended, name))
        for name in ("skill", "culture", "language")
    )


NONE, BASIC, GOOD, EXCELLENT = FitLevel
RULES: Final = (
    Rule(
        "low complexity, and the segment prefers self-service",
        lambda known: known.is_simple and known.prefers_self_service,
        Requirement(Geography.SELF_SERVICE, NONE, BASIC, GOOD),
        "Customers who would rather help themselves are not served better by people; the texts have to be theirs.",
    ),
    Rule(
        "critical impact and high complexity",
        lambda known: known.is_critical and known.is_complex,
        Requirement(Geography.IN_HOUSE, EXCELLENT, EXCELLENT, EXCELLENT),
        "What customers choose you for, and what only experts can do, is kept where it is learnt from.",
    ),
    Rule(
        "high impact, and high complexity or a segment that needs high touch",
        lambda known: known.matters_much and (known.is_complex or known.needs_people),
        Requirement(Geography.ON_SHORE, EXCELLENT, EXCELLENT, EXCELLENT),
        "Skill and culture come first, cost second: it decides whether customers stay.",
    ),
    Rule(
        "high impact otherwise",
        lambda known: known.matters_much,
        Requirement(Geography.NEAR_SHORE, GOOD, EXCELLENT, EXCELLENT),
        "Culture and language come first; the work itself is not hard, so a place nearby may cost less.",
    ),
    Rule(
        "high complexity without high impact",
        lambda known: known.is_complex,
        Requirement(Geography.NEAR_SHORE, EXCELLENT, GOOD, GOOD),
        "Skill comes first; customers do not choose you for it, so it need not be next door.",
    ),
    Rule(
        "low complexity and low impact",
        lambda known: known.is_simple and known.matters_little and not known.needs_people,
        Requirement(Geography.OFF_SHORE, BASIC, BASIC, BASIC),
        "Cost comes first, down to the floor of acceptable experience and no further.",
    ),
    Rule(
        "a segment that needs high touch",
        lambda known: known.needs_people,
        Requirement(Geography.NEAR_SHORE, GOOD, GOOD, GOOD),
        "The work would allow a lower cost, but these customers need people who understand them.",
    ),
    Rule(
        "anything else",
        lambda _: True,
        Requirement(Geography.OFF_SHORE, GOOD, GOOD, GOOD),
        "It matters somewhat: low cost, by people who are good at it and easily understood.",
    ),
)
