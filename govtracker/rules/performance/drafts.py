"""Drafts: a month's scorecard from the criteria in force and what was measured."""

from collections.abc import Mapping
from dataclasses import dataclass

from govtracker.enums import MeasurementState, Pillar, Zone
from govtracker.rules.performance import measuring, scorecards, standings
from govtracker.rules.performance.criteria import Criteria, Terms
from govtracker.rules.performance.measuring import Entry, Measure
from govtracker.rules.performance.scorecards import CriterionInput, ScorecardResult
from govtracker.rules.performance.snapshot import Snapshot
from govtracker.rules.performance.standings import Corridor

MISSING = Entry(MeasurementState.MISSING)


@dataclass(frozen=True)
class Said:
    """What stands for a KPI, and where it comes from."""

    entry: Entry
    source: str = ""


def draft(relationship: str, period: str, criteria: Criteria, said: Mapping[int, Said]) -> Snapshot:
    """The scorecard of a month (keys as in addresses: MER, 2026-10); `said` by KPI id, what is not there is missing.

    Raises BadWeights for criteria nobody could have proposed.
    """
    inputs = [_input(terms, said.get(terms.kpi_id, Said(MISSING))) for terms in criteria.terms]
    result = scorecards.scorecard(inputs, criteria.pillar_weights)
    standing = standings.standing(result.overall, result.coverage, result.gates_red)
    return Snapshot(
        relationship=relationship,
        period=period,
        criteria_version=criteria.version,
        pillar_weights=criteria.pillar_weights,
        result=result,
        standing=standing.standing,
        reasons=standing.reasons,
        corridor=criteria.corridor,
        zone=_zone(result, criteria.corridor),
    )


def measure(terms: Terms) -> Measure:
    """What is measured, without its targets."""
    return Measure(
        terms.kpi_id,
        terms.code,
        terms.name,
        terms.unit,
        terms.unit_label,
        terms.decimals,
        terms.aggregation,
        terms.computed,
        terms.source,
        terms.kind,
    )


def _input(terms: Terms, said: Said) -> CriterionInput:
    entry = said.entry
    return CriterionInput(
        id=terms.kpi_id,
        name=terms.name,
        pillar=terms.pillar,
        weight=terms.weight,
        anchors=terms.anchors,
        unit=terms.unit,
        state=entry.state,
        value=measuring.value(entry, measure(terms)),
        numerator=entry.numerator,
        denominator=entry.denominator,
        n=entry.n,
        gate=terms.is_gate,
        decimals=terms.decimals,
        code=terms.code,
        unit_label=terms.unit_label,
        source=said.source,
        rated=terms.is_rated,
    )


def _zone(result: ScorecardResult, corridor: Corridor) -> Zone | None:
    experience, cost, revenue = (result.pillar_score(one) for one in (Pillar.EXPERIENCE, Pillar.COST, Pillar.REVENUE))
    return standings.zone(experience, cost, revenue, corridor)
