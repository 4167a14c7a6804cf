"""Incentives: service credits, bonuses and what is given back, in whole minor units, from agreed scorecards.

Credit = pool share · KPI share · at-risk % · month's charge; a month's sum stops at the amount at risk. Amounts are in
the client's favour: a bonus and what is given back are below zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any, Final, Protocol, TypeVar

from govtracker.enums import EarnBack, EntryKind, Incentive, IncentiveThreshold, Rag
from govtracker.rules import periods
from govtracker.rules.performance import anchors as curves
from govtracker.rules.performance import scoring
from govtracker.rules.performance.scorecards import CriterionInput, CriterionResult

HUNDRED: Final = Decimal(100)
ONE: Final = Decimal(1)
A_YEAR: Final = 12
Results = Mapping[int, CriterionResult]  # KPI id → what an agreed scorecard says of it
Credits = Mapping[tuple[date, int], int]  # (first day of a month, KPI id) → credit in minor units
Paid = Mapping[tuple[date, int], tuple[int, str]]  # the same → credit in minor units, and its currency
Key = tuple[date, EntryKind, int, date | None]


@dataclass(frozen=True)
class Term:
    """A KPI that moves money: shares in percent, of the pool and of what is at risk."""

    kpi_id: int
    pool: str
    pool_share: Decimal
    share: Decimal
    direction: Incentive
    threshold: IncentiveThreshold


@dataclass(frozen=True)
class Deal:
    """What a version of a contract pays: `charge` is a month's, in minor units; percentages are 0–100."""

    currency: str
    charge: int
    at_risk: Decimal
    bonus: Decimal
    earn_back: EarnBack
    earn_back_months: int
    earn_back_share: Decimal
    starts_on: date
    terms: tuple[Term, ...]

    def rate(self, direction: Incentive) -> Decimal:
        """The percentage of the charge that credits, or bonuses, may come to."""
        return self.at_risk if direction is Incentive.CREDIT else self.bonus

    def limit(self, direction: Incentive) -> Decimal:
        """What a month's credits, or bonuses, may come to, in minor units, not yet rounded."""
        return self.charge * self.rate(direction) / HUNDRED


class Counting(Protocol):
    """A version, here or as it is stored."""

    @property
    def counts_from(self) -> date:
        """The month from which its incentives hold."""


Held = TypeVar("Held", bound=Counting)


@dataclass(frozen=True)
class Version:
    """A version of the contract that both sides confirmed, and the month from which its incentives hold."""

    counts_from: date
    deal: Deal


@dataclass(frozen=True)
class Line:
    """One entry that is due; `basis` is what it was reckoned from, in words of JSON."""

    period_on: date
    kind: EntryKind
    kpi_id: int
    amount: int
    currency: str
    basis: Mapping[str, Any]
    source_on: date | None = None

    @property
    def key(self) -> Key:
        """What the entry is about: there is one at a time."""
        return self.period_on, self.kind, self.kpi_id, self.source_on

    @property
    def money(self) -> tuple[int, str]:
        """How much of which currency."""
        return self.amount, self.currency


@dataclass(frozen=True)
class Standing:
    """An entry of the ledger that nothing has taken back yet."""

    id: int
    period_on: date
    kind: EntryKind
    kpi_id: int
    amount: int
    currency: str
    source_on: date | None = None

    @property
    def key(self) -> Key:
        """What the entry is about."""
        return self.period_on, self.kind, self.kpi_id, self.source_on

    @property
    def money(self) -> tuple[int, str]:
        """How much of which currency."""
        return self.amount, self.currency


def of_month(deal: Deal, period_on: date, results: Results) -> list[Line]:
    """The credits and bonuses of a month, in the order of the contract; what comes to nothing is left out.

    Where a month's credits (bonuses) pass their limit each is cut by the same factor, and the minor units that
    rounding leaves go to the largest remainders, so that the sum is the limit itself.
    """
    return [line for direction in Incentive for line in _of_direction(deal, period_on, results, direction)]


def earn_backs(deal: Deal, credited: Credits, results: Mapping[date, Results]) -> list[Line]:
    """What is given back of credits, as far as the agreed months in `results` (by their first day) decide it.

    After so many months at target in a row, the credit of the month before them; or in the last month of a contract
    year whose average reaches the target, the credits of that year. Never more than the agreed share of a credit.
    """
    if deal.earn_back is EarnBack.NONE:
        return []
    found = _after_months if deal.earn_back is EarnBack.NEXT_PERIODS else _after_year
    return [line for line in found(deal, credited, results) if line.amount]


def given_back(versions: Sequence[Version], credited: Paid, results: Mapping[date, Results]) -> list[Line]:
    """What is given back of credits under one contract after another, the oldest version first.

    The version that holds for a credit's month decides about it, and about the average of a year the one that holds for
    its last month, whichever of the months is looked at.
    """
    return [line for version in versions for line in _by_version(version, versions, credited, results)]


def reach(versions: Sequence[Version]) -> int:
    """How many months before and after a month its earn-backs may concern."""
    return max(A_YEAR, *(version.deal.earn_back_months for version in versions))


def holding(versions: Sequence[Held], month: date) -> Held | None:
    """The version whose incentives hold for a month: of these, the oldest first, the last that counts from it."""
    return next((one for one in reversed(versions) if one.counts_from <= month), None)


def changes(due: Iterable[Line], standing: Iterable[Standing]) -> tuple[list[Standing], list[Line]]:
    """Entries to take back, and those to enter, so that the ledger says what is due; both empty where it does."""
    wanted = {line.key: line for line in due}
    there = {entry.key: entry for entry in standing}
    right = {key for key, line in wanted.items() if key in there and there[key].money == line.money}
    wrong = [entry for key, entry in there.items() if key not in right]
    missing = [line for key, line in wanted.items() if key not in right]
    return wrong, missing


def year_of(deal: Deal, day: date) -> tuple[date, ...]:
    """The first days of the twelve months of the contract year a day lies in; years begin in the month it starts."""
    since = (day.year - deal.starts_on.year) * 12 + day.month - deal.starts_on.month
    first = deal.starts_on.year * 12 + deal.starts_on.month - 1 + since // 12 * 12
    return tuple(date(month // 12, month % 12 + 1, 1) for month in range(first, first + 12))


def is_due(term: Term, result: CriterionResult) -> bool:
    """Whether a term moves money for what a scorecard says; what was not measured moves none."""
    if result.value is None:
        return False
    return DUE[term.threshold](result.value, result)


def _of_direction(deal: Deal, period_on: date, results: Results, direction: Incentive) -> list[Line]:
    terms = [one for one in deal.terms if one.direction is direction and one.kpi_id in results]
    due = [one for one in terms if is_due(one, results[one.kpi_id])]
    with localcontext(scoring.EXACT):
        limit = deal.limit(direction)
        exact = [one.pool_share * one.share * limit / HUNDRED**2 for one in due]
    amounts = spread(exact, limit)
    sign, kind = (1, EntryKind.CREDIT) if direction is Incentive.CREDIT else (-1, EntryKind.BONUS)
    return [
        Line(
            period_on,
            kind,
            term.kpi_id,
            sign * amount,
            deal.currency,
            _basis(deal, term, results[term.kpi_id], whole, sum(exact)),
        )
        for term, amount, whole in zip(due, amounts, exact, strict=True)
        if amount
    ]


def spread(exact: Sequence[Decimal], limit: Decimal) -> list[int]:
    """Whole minor units, rounded half even, that never come to more than the limit.

    Past it they are cut in proportion and rounded down, and what is left goes to the largest remainders, of equal ones
    to the first.
    """
    with localcontext(scoring.EXACT):
        rounded = [int(one.to_integral_value(ROUND_HALF_EVEN)) for one in exact]
        top = int(limit.to_integral_value(ROUND_FLOOR))
        if sum(rounded) <= top:
            return rounded
        total = sum(exact, Decimal(0))
        cut = [one * top / total for one in exact] if total > top else list(exact)
        whole = [int(one.to_integral_value(ROUND_FLOOR)) for one in cut]
        order = sorted(range(len(cut)), key=lambda place: (whole[place] - cut[place], place))
        for place in order[: top - sum(whole)]:
            whole[place] += 1
        return whole


def _by_version(
    version: Version, versions: Sequence[Version], credited: Paid, results: Mapping[date, Results]
) -> list[Line]:
    deal = version.deal

    def decides(credited_on: date) -> bool:
        by_year = deal.earn_back is EarnBack.ANNUAL_AVERAGE
        return holding(versions, year_of(deal, credited_on)[-1] if by_year else credited_on) is version

    own = {
        place: amount
        for place, (amount, currency) in credited.items()
        if currency == deal.currency and decides(place[0])
    }
    return earn_backs(deal, own, results)


def _after_months(deal: Deal, credited: Credits, results: Mapping[date, Results]) -> list[Line]:
    found = []
    for (credited_on, kpi_id), amount in sorted(credited.items()):
        months = [periods.month_after(credited_on, step) for step in range(1, deal.earn_back_months + 1)]
        if amount > 0 and all(_at_target(results.get(month, {}).get(kpi_id)) for month in months):
            basis = {"rule": EarnBack.NEXT_PERIODS.value, "months": deal.earn_back_months}
            found.append(_given_back(deal, months[-1], kpi_id, amount, basis, source_on=credited_on))
    return found


def _after_year(deal: Deal, credited: Credits, results: Mapping[date, Results]) -> list[Line]:
    found = []
    by_year: dict[tuple[tuple[date, ...], int], int] = {}
    for (credited_on, kpi_id), amount in sorted(credited.items()):
        place = year_of(deal, credited_on), kpi_id
        by_year[place] = by_year.get(place, 0) + amount
    for (year, kpi_id), amount in by_year.items():
        average = _average(year, kpi_id, results)
        if amount > 0 and average is not None and _reached(average, year, kpi_id, results):
            basis = {"rule": EarnBack.ANNUAL_AVERAGE.value, "average": f"{average.normalize():f}"}
            found.append(_given_back(deal, year[-1], kpi_id, amount, basis, source_on=year[0]))
    return found


def _given_back(
    deal: Deal, period_on: date, kpi_id: int, credit: int, basis: Mapping[str, Any], *, source_on: date
) -> Line:
    back = int((credit * deal.earn_back_share / HUNDRED).to_integral_value(ROUND_FLOOR))
    told = {**basis, "credit": credit, "share": _plain(deal.earn_back_share)}
    return Line(period_on, EntryKind.EARN_BACK, kpi_id, -back, deal.currency, told, source_on)


def _at_target(result: CriterionResult | None) -> bool:
    return result is not None and result.rag is Rag.GREEN


def _average(year: Sequence[date], kpi_id: int, results: Mapping[date, Results]) -> Decimal | None:
    """The average of a year, all of whose scorecards are agreed: a ratio of sums where the parts are known.

    Months without a value are left out of it. Where the parts of some months alone are known there is none, for a mean
    of ratios is no average; values without parts are weighted by n where every month says its n.
    """
    if any(month not in results for month in year):
        return None
    measured = [one.criterion for month in year if (one := results[month].get(kpi_id)) and one.value is not None]
    parts = [(one.numerator, one.denominator) for one in measured if one.numerator is not None and one.denominator]
    if not measured or 0 < len(parts) < len(measured):
        return None
    with localcontext(scoring.EXACT):
        if parts:
            above, below = (sum(column, Decimal(0)) for column in zip(*parts, strict=True))
            return scoring.settled(_factor(measured[-1]) * above / below)
        cases = [one.n or 0 for one in measured]
        weights = cases if all(cases) else [1] * len(measured)
        values = [one.value or Decimal(0) for one in measured]
        total = sum((value * weight for value, weight in zip(values, weights, strict=True)), Decimal(0))
        return scoring.settled(total / sum(weights))


def _factor(criterion: CriterionInput) -> int:
    return 100 if criterion.unit.value == "percent" else 1


def _reached(average: Decimal, year: Sequence[date], kpi_id: int, results: Mapping[date, Results]) -> bool:
    """By the anchors of the last month of the year that has them."""
    last = next(one for month in reversed(year) if (one := results[month].get(kpi_id)) is not None)
    return scoring.rag(average, last.criterion.anchors) is Rag.GREEN


def _basis(deal: Deal, term: Term, result: CriterionResult, exact: Decimal, total: Decimal | int) -> dict[str, Any]:
    criterion = result.criterion
    return {
        "pool": term.pool,
        "pool_share": _plain(term.pool_share),
        "share": _plain(term.share),
        "rate": _plain(deal.rate(term.direction)),
        "charge": deal.charge,
        "exact": _plain(exact),
        "total": _plain(Decimal(total)),
        "limit": _plain(deal.limit(term.direction)),
        "threshold": term.threshold.value,
        "value": _plain(result.value) if result.value is not None else None,
        "anchor": _anchor(term, result),
        "unit": criterion.unit.value,
        "unit_label": criterion.unit_label,
        "decimals": criterion.decimals,
        "rag": result.rag.value,
    }


def _anchor(term: Term, result: CriterionResult) -> str | None:
    """The anchor a value was held against; of a range the one on the side where it lies."""
    anchors, value = result.criterion.anchors, result.criterion.value
    too_high = anchors.high_target is not None and value is not None and value > anchors.high_target
    found: Decimal | None = getattr(anchors, ("high_" if too_high else "") + ANCHOR[term.threshold])
    return None if found is None else _plain(found)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _above_stretch(value: Decimal, result: CriterionResult) -> bool:
    anchors = result.criterion.anchors
    if anchors.stretch is None:
        return False
    return value >= anchors.stretch if anchors.target > anchors.worst else value <= anchors.stretch


def _acceptable(value: Decimal, result: CriterionResult) -> bool:
    return curves.acceptable(result.criterion.anchors).holds(value)


def _on_target(value: Decimal, result: CriterionResult) -> bool:
    return curves.on_target(result.criterion.anchors).holds(value)


DUE: Final = {
    IncentiveThreshold.BELOW_MINIMUM: lambda value, result: not _acceptable(value, result),
    IncentiveThreshold.BELOW_TARGET: lambda value, result: not _on_target(value, result),
    IncentiveThreshold.AT_TARGET: _on_target,
    IncentiveThreshold.ABOVE_STRETCH: _above_stretch,
}
ANCHOR: Final = {
    IncentiveThreshold.BELOW_MINIMUM: "minimum",
    IncentiveThreshold.BELOW_TARGET: "target",
    IncentiveThreshold.AT_TARGET: "target",
    IncentiveThreshold.ABOVE_STRETCH: "stretch",
}
