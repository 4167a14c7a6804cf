"""Whether a contract supports the success criteria: what it leaves out, and which incentives pull against a weight."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final

from govtracker.enums import ContractFinding, Incentive, IncentiveThreshold, Pillar
from govtracker.rules.performance import criteria, scoring
from govtracker.rules.performance.incentives import Term

TOLERATED: Final = Decimal(10)  # points between a KPI's share of the money and its share of the score (ours)
HUNDRED: Final = Decimal(100)


@dataclass(frozen=True)
class Weighed:
    """A criterion in force: `weight` is its effective share of the whole score, in percent."""

    kpi_id: int
    code: str
    pillar: Pillar
    weight: Decimal
    has_stretch: bool = False


@dataclass(frozen=True)
class Finding:
    """One thing that does not fit: of which KPI (by id and code), and the sentence with its figures."""

    kind: ContractFinding
    kpi_id: int
    code: str
    sentence: str


def check(weighed: Sequence[Weighed], terms: Sequence[Term], codes: Mapping[int, str]) -> list[Finding]:
    """What does not fit between the criteria in force and a contract's incentives.

    A criterion has support when a credit or a bonus hangs on it. A KPI whose share of all credits lies more than
    TOLERATED points off its share of the score pulls; so does a bonus for a pillar that takes that much more of all
    bonuses than of the score, while another pillar weighs more. `codes` names the KPIs that are no criteria any more.
    """
    with localcontext(scoring.EXACT):
        found = (_unsupported, _pulls, _bonuses, _never)
        return [*(one for rule in found for one in rule(weighed, terms)), *_gone(weighed, terms, codes)]


def portions(terms: Sequence[Term], direction: Incentive) -> dict[int, Decimal]:
    """KPI → its share of all credits (bonuses) that could fall due, in percent of their sum."""
    parts: defaultdict[int, Decimal] = defaultdict(Decimal)
    for term in terms:
        if term.direction is direction:
            parts[term.kpi_id] += term.pool_share * term.share / HUNDRED
    total = sum(parts.values(), Decimal(0))
    return {kpi_id: part * HUNDRED / total for kpi_id, part in parts.items()} if total else {}


def _unsupported(weighed: Sequence[Weighed], terms: Sequence[Term]) -> Iterator[Finding]:
    tied = {term.kpi_id for term in terms}
    for one in weighed:
        if one.kpi_id not in tied and one.weight:
            yield Finding(
                ContractFinding.UNSUPPORTED,
                one.kpi_id,
                one.code,
                f"{one.code} makes {_points(one.weight)} % of the score; no credit and no bonus hangs on it.",
            )


def _pulls(weighed: Sequence[Weighed], terms: Sequence[Term]) -> Iterator[Finding]:
    shares = portions(terms, Incentive.CREDIT)
    for one in weighed:
        if one.kpi_id not in shares:
            continue
        share = shares[one.kpi_id]
        if abs(share - one.weight) > TOLERATED:
            more = share > one.weight
            yield Finding(
                ContractFinding.HEAVIER if more else ContractFinding.LIGHTER,
                one.kpi_id,
                one.code,
                f"{one.code} carries {_points(share)} % of the credits and makes {_points(one.weight)} % of the score: "
                f"{_points(abs(share - one.weight))} points {'more' if more else 'less'} than it weighs.",
            )


def _bonuses(weighed: Sequence[Weighed], terms: Sequence[Term]) -> Iterator[Finding]:
    shares = portions(terms, Incentive.BONUS)
    paid, weights = _by_pillar(weighed, shares), _by_pillar(weighed, {one.kpi_id: one.weight for one in weighed})
    for pillar, share in paid.items():
        heaviest = max(weights, key=lambda one: weights[one])
        if share - weights[pillar] > TOLERATED and weights[heaviest] > weights[pillar]:
            first = next(one for one in weighed if one.pillar is pillar and one.kpi_id in shares)
            gets = _points(paid.get(heaviest, Decimal(0)))
            sentence = (
                f"{_points(share)} % of all bonuses is for {_name(pillar)}, which makes {_points(weights[pillar])} % "
                f"of the score; {_name(heaviest)} makes {_points(weights[heaviest])} % and gets {gets} %."
            )
            yield Finding(ContractFinding.BONUS_PULLS, first.kpi_id, first.code, sentence)


def _gone(weighed: Sequence[Weighed], terms: Sequence[Term], codes: Mapping[int, str]) -> Iterator[Finding]:
    there = {one.kpi_id for one in weighed}
    for kpi_id in dict.fromkeys(term.kpi_id for term in terms if term.kpi_id not in there):
        sentence = f"{codes[kpi_id]} moves money and is no success criterion in force: no scorecard will say how it is."
        yield Finding(ContractFinding.NO_CRITERION, kpi_id, codes[kpi_id], sentence)


def _never(weighed: Sequence[Weighed], terms: Sequence[Term]) -> Iterator[Finding]:
    flat = {one.kpi_id: one.code for one in weighed if not one.has_stretch}
    for term in terms:
        if term.threshold is IncentiveThreshold.ABOVE_STRETCH and term.kpi_id in flat:
            code = flat[term.kpi_id]
            sentence = f"{code} pays a bonus above its stretch value and has none: the bonus never falls due."
            yield Finding(ContractFinding.NO_STRETCH, term.kpi_id, code, sentence)


def _by_pillar(weighed: Sequence[Weighed], shares: Mapping[int, Decimal]) -> dict[Pillar, Decimal]:
    found: defaultdict[Pillar, Decimal] = defaultdict(Decimal)
    for one in weighed:
        if one.kpi_id in shares:
            found[one.pillar] += shares[one.kpi_id]
    return dict(found)


def _name(pillar: Pillar) -> str:
    return criteria.pillar_name(pillar).lower()


def _points(value: Decimal) -> str:
    return (
        f"{value.quantize(Decimal(1)):f}"
        if value == value.to_integral_value()
        else f"{value.quantize(Decimal('0.1')):f}"
    )
