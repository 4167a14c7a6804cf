"""How segments are served otherwise than they should be: each finding with its reasons and what to do about it.

Needs and value are two axes: a segment of high value that prefers to help itself is over-served by people, and one
whose needs nobody has asked for is not said to be either.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from govtracker.enums import SegmentBasis, SegmentFinding, ServiceChannel, TouchLevel, ValueLevel
from govtracker.rules.performance import explanation
from govtracker.rules.sourcing import service_plans
from govtracker.rules.sourcing.segment_needs import Needs
from govtracker.rules.sourcing.segment_value import Value
from govtracker.rules.sourcing.service_plans import Plan
from govtracker.rules.words import label

VISIBLE: Final = (SegmentBasis.SIZE, SegmentBasis.INDUSTRY, SegmentBasis.REGION, SegmentBasis.PRODUCT)
LOW: Final = (TouchLevel.SELF_SERVICE, TouchLevel.LOW_TOUCH)
FAR: Final = 2  # levels of touch
URGENT: Final = Decimal(4)


@dataclass(frozen=True)
class Facts:
    """What findings are made of; `needs` None where nobody has answered, `plan` None where there is none."""

    basis: tuple[SegmentBasis, ...]
    value: Value
    needs: Needs | None
    plan: Plan | None


@dataclass(frozen=True)
class Finding:
    """One finding: why it is said, what to do, and the plan that is suggested where the needs are known."""

    kind: SegmentFinding
    reasons: tuple[str, ...]
    todo: str
    plan: Plan | None = None


def findings(facts: Facts) -> list[Finding]:
    """What is found of one segment."""
    found = []
    for kind, reasons in REASONS.items():
        said = tuple(reasons(facts))
        if said:
            found.append(_finding(kind, said, facts))
    return found


def _finding(kind: SegmentFinding, reasons: tuple[str, ...], facts: Facts) -> Finding:
    if kind is SegmentFinding.VISIBLE_TRAITS_ONLY:
        todo = (
            "Look whether customers within it need the same; group them by what they need where they do not."
            if facts.needs
            else "Ask colleagues who know these customers what they need, before the plan is made or changed."
        )
        return Finding(kind, reasons, todo)
    plan = service_plans.suggested(facts.needs) if facts.needs else None
    return Finding(kind, reasons, f"Serve it as it needs: {plan.words}." if plan else "", plan)


def _over(facts: Facts) -> Iterator[str]:
    plan, needs = facts.plan, facts.needs
    if plan is None or needs is None:
        return
    beyond = service_plans.steps(plan, needs)
    prefers_itself = needs.channel.word is ServiceChannel.SELF_SERVICE
    if prefers_itself and beyond > 0 and plan.touch not in LOW:
        yield f"It prefers self-service, and its plan gives {_word(plan.touch)}."
    if beyond >= FAR:
        yield f"Its needs come to {_word(needs.level)}, and its plan gives {_word(plan.touch)}."


def _under(facts: Facts) -> Iterator[str]:
    plan, needs = facts.plan, facts.needs
    if plan is None or needs is None:
        return
    short = -service_plans.steps(plan, needs)
    if plan.touch in LOW and facts.value.level is ValueLevel.HIGH and short > 0:
        yield f"Its value is high and it needs {_word(needs.level)}, and its plan gives {_word(plan.touch)}."
    if plan.touch in LOW and needs.level is TouchLevel.HIGH_TOUCH and needs.mean("urgency") >= URGENT:
        urgency = explanation.figure(needs.mean("urgency"), 1)
        yield f"It needs high touch with an urgency of {urgency} of 5, and its plan gives {_word(plan.touch)}."
    if short >= FAR:
        yield f"Its needs come to {_word(needs.level)}, and its plan gives {_word(plan.touch)}."


def _visible(facts: Facts) -> Iterator[str]:
    if facts.needs is None:
        yield "Nobody who knows it has said what it needs."
    if facts.basis and set(facts.basis) <= set(VISIBLE):
        traits = " and ".join(_word(one) for one in VISIBLE if one in facts.basis)
        yield f"Customers belong to it by {traits} alone, which anybody can see."


def _word(word: TouchLevel | SegmentBasis) -> str:
    return label(word).lower()


REASONS: Final[dict[SegmentFinding, Callable[[Facts], Iterator[str]]]] = {
    SegmentFinding.OVER_SERVED: _over,
    SegmentFinding.UNDER_SERVED: _under,
    SegmentFinding.VISIBLE_TRAITS_ONLY: _visible,
}
