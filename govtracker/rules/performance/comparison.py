"""Comparing two scorecards: what moved the score, criterion by criterion, adding up exactly to the difference."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal, localcontext
from typing import Final

from govtracker.enums import Pillar
from govtracker.rules.performance import scoring
from govtracker.rules.performance.scorecards import CriterionResult
from govtracker.rules.performance.snapshot import Snapshot

ZERO: Final = Decimal(0)
TWO: Final = Decimal(2)
HUNDRED: Final = Decimal(100)
TENTH: Final = Decimal("0.1")


@dataclass(frozen=True)
class Contribution:
    """What one criterion moved the overall score by, in points: because its score moved, and because its share did.

    A criterion that had no score before or has none now moves by its share alone; None where it was not there at all.
    """

    name: str
    code: str
    pillar: Pillar
    before: CriterionResult | None
    after: CriterionResult | None
    by_score: Decimal
    by_share: Decimal

    @property
    def total(self) -> Decimal:
        """Points of the overall score."""
        return self.by_score + self.by_share


@dataclass(frozen=True)
class Comparison:
    """Two scorecards side by side; `difference` and the contributions are points, none where a score is missing."""

    before: Snapshot
    after: Snapshot
    difference: Decimal | None
    contributions: tuple[Contribution, ...]
    notes: tuple[str, ...]


def compare(before: Snapshot, after: Snapshot) -> Comparison:
    """What moved the score from one scorecard to the other, what moved it most first.

    A criterion's part of a score is its share × its score. The change of that part is split evenly: the mean share ×
    the change of the score, and the mean score × the change of the share.
    """
    pairs = _pairs(before, after)
    was, now = before.result.overall, after.result.overall
    if was is None or now is None:
        return Comparison(before, after, None, (), tuple(_notes(before, after)))
    with localcontext(scoring.EXACT):
        moved = sorted((_contribution(*pair) for pair in pairs), key=lambda one: (-abs(one.total), one.name))
        exact = tuple(_without_remainder(moved, now - was))
        return Comparison(before, after, now - was, exact, tuple(_notes(before, after)))


def went_dark(before: Snapshot | None, after: Snapshot) -> set[int]:
    """The ids of criteria that were red the period before and of which nothing is known now."""
    if before is None:
        return set()
    red = {one.criterion.id for one in before.result.criteria if one.rag == "red"}
    gone = {one.criterion.id for one in after.result.criteria if one.criterion.state == "missing"}
    return red & gone


def _pairs(before: Snapshot, after: Snapshot) -> list[tuple[CriterionResult | None, CriterionResult | None]]:
    """The criteria of both by their KPI, in the order of the later one."""
    was = {one.criterion.id: one for one in before.result.criteria}
    now = {one.criterion.id: one for one in after.result.criteria}
    return [(was.get(id_), now.get(id_)) for id_ in [*now, *(id_ for id_ in was if id_ not in now)]]


def _contribution(before: CriterionResult | None, after: CriterionResult | None) -> Contribution:
    one = after or before
    assert one is not None
    was, old = _part(before)
    now, new = _part(after)
    if old is None or new is None:
        by_score, by_share = ZERO, (now * (new or ZERO) - was * (old or ZERO)) / HUNDRED
    else:
        by_score = (was + now) / TWO * (new - old) / HUNDRED
        by_share = (old + new) / TWO * (now - was) / HUNDRED
    criterion = one.criterion
    return Contribution(criterion.name, criterion.code, criterion.pillar, before, after, by_score, by_share)


def _part(one: CriterionResult | None) -> tuple[Decimal, Decimal | None]:
    """Share and score."""
    return (one.share, one.score) if one else (ZERO, None)


def _without_remainder(moved: list[Contribution], difference: Decimal) -> Iterable[Contribution]:
    """Shares and scores are settled to so many digits: what is left of them goes where most moved."""
    if not moved:
        return moved
    remainder = difference - sum((one.total for one in moved), ZERO)
    return [replace(moved[0], by_score=moved[0].by_score + remainder), *moved[1:]]


def _notes(before: Snapshot, after: Snapshot) -> Iterable[str]:
    if before.criteria_version != after.criteria_version:
        versions = f"from version {before.criteria_version} to {after.criteria_version}"
        yield f"The criteria changed in between, {versions}: part of the difference is what both sides call success."
    if before.bands and after.bands and before.bands != after.bands:
        yield "The bands of the standings were moved in between."
    for one in (before, after):
        if one.result.coverage < HUNDRED:
            covered = one.result.coverage.quantize(TENTH, rounding=ROUND_FLOOR).normalize()
            yield f"In {one.period} {covered:f} % of the weight was measured."
