"""Drafts: a month's scorecard from the criteria in force and what was measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from govtracker.enums import Aggregation, Frequency, MeasurementState, Standing, Zone
from govtracker.rules import spans
from govtracker.rules.performance import anchors, bands, measuring, rolling_up, scorecards, standings
from govtracker.rules.performance.bands import OURS, Band, Before
from govtracker.rules.performance.criteria import Criteria, Terms
from govtracker.rules.performance.measuring import Entry, Measure
from govtracker.rules.performance.scorecards import CriterionInput, ScorecardResult
from govtracker.rules.performance.snapshot import Snapshot
from govtracker.rules.performance.standings import Corridor

MISSING = Entry(MeasurementState.MISSING)


@dataclass(frozen=True)
class Said:
    """What stands for a KPI, and where it comes from; `summed` values were added up to it."""

    entry: Entry
    source: str = ""
    summed: int = 1


NOT_DUE = Said(Entry(MeasurementState.NOT_APPLICABLE), measuring.NOT_DUE)


@dataclass(frozen=True)
class Judging:
    """What a score is judged by: the bands in use, and how the period before came out (None: there is none)."""

    bands: tuple[Band, ...] = OURS
    before: Before | None = None


def draft(
    relationship: str, period: str, criteria: Criteria, said: Mapping[int, Said], judging: Judging | None = None
) -> Snapshot:
    """The scorecard of a period (keys as in addresses: MER, 2026-10); `said` by KPI id, what is not there is missing.

    Raises BadWeights for criteria nobody could have proposed.
    """
    by = judging or Judging()
    result = scorecards.scorecard(_inputs(criteria, said), criteria.pillar_weights)
    standing = standings.standing(result.overall, result.coverage, result.gates_red, by.bands, by.before)
    return Snapshot(
        relationship=relationship,
        period=period,
        criteria_version=criteria.version,
        pillar_weights=criteria.pillar_weights,
        result=result,
        standing=standing.standing,
        reasons=standing.reasons,
        corridor=criteria.corridor,
        zone=zone(result, criteria.corridor),
        bands=by.bands,
        before=by.before,
        banded=standing.banded,
    )


def scores(criteria: Criteria, said: Mapping[int, Said]) -> dict[int, Decimal | None]:
    """The score of each KPI by its id, as `draft` gives it, without what they come to together."""
    return scorecards.scores(_input(terms, said[terms.kpi_id]) for terms in criteria.terms if terms.kpi_id in said)


def with_not_due(
    criteria: Criteria, month: date, said: Mapping[int, Said], *, year_begins: int = 1
) -> Mapping[int, Said]:
    """What stands in a month (its first day), and of KPIs measured by the quarter that they are not due in it.

    They count in the month that ends a quarter of the year that begins in month `year_begins`, and wherever they have
    been measured all the same; elsewhere they are out of the score and of its coverage, as what does not apply.
    """
    if spans.quarter(month, year_begins).last_day.month == month.month:
        return said
    waiting = {terms.kpi_id: NOT_DUE for terms in criteria.terms if _by_quarter(terms) and terms.kpi_id not in said}
    return {**said, **waiting}


def rolled(criteria: Criteria, months: Sequence[tuple[str, Mapping[int, Said]]]) -> dict[int, Said]:
    """What stands for a longer period by KPI id: what its months, named and oldest first, come to together.

    A value that lacks a month is provisional: it may still change. A sum says of how many months it is, or of how many
    quarters where it is measured by the quarter: each has the agreed anchors, so the whole has as many times these.
    """
    found = {}
    for terms in criteria.terms:
        parts = [(name, month[terms.kpi_id].entry) for name, month in months if terms.kpi_id in month]
        said = _rolled(terms, parts, len(months) // spans.MONTHS_A_QUARTER if _by_quarter(terms) else len(months))
        if said is not None:
            found[terms.kpi_id] = said
    return found


def _rolled(terms: Terms, parts: Sequence[tuple[str, Entry]], expected: int) -> Said | None:
    entries = [entry for _, entry in parts]
    if len(parts) == expected and all(entry.state is MeasurementState.NOT_APPLICABLE for entry in entries):
        return Said(Entry(MeasurementState.NOT_APPLICABLE))
    together = rolling_up.over_time(terms.aggregation, entries)
    if together is None:
        return None
    used = [name for name, entry in parts if entry.state in measuring.WITH_FIGURES]
    excused = sum(entry.state is MeasurementState.NOT_APPLICABLE for entry in entries)
    if len(used) + excused < expected and together.state is MeasurementState.MEASURED:
        together = replace(together, state=MeasurementState.PROVISIONAL)
    summed = min(len(used), expected) if terms.aggregation is Aggregation.SUM else 1
    share = "measured by the quarter" if _by_quarter(terms) else f"{len(used)} of {expected} months"
    return Said(together, f"{share}: {', '.join(used)}", summed)


def _by_quarter(terms: Terms) -> bool:
    return terms.frequency is Frequency.QUARTERLY


def before(earlier: Snapshot | None) -> Before | None:
    """What the scorecard of the period before says for the next one; None where it had no standing of its own."""
    if earlier is None or earlier.result.overall is None or earlier.standing is Standing.INSUFFICIENT_DATA:
        return None
    band = earlier.banded or bands.of(earlier.result.overall, earlier.bands).standing
    return Before(earlier.period, earlier.result.overall, band)


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
        terms.entered_by,
    )


def _inputs(criteria: Criteria, said: Mapping[int, Said]) -> list[CriterionInput]:
    return [_input(terms, said.get(terms.kpi_id, Said(MISSING))) for terms in criteria.terms]


def _input(terms: Terms, said: Said) -> CriterionInput:
    entry = said.entry
    return CriterionInput(
        id=terms.kpi_id,
        name=terms.name,
        pillar=terms.pillar,
        weight=terms.weight,
        anchors=anchors.times(terms.anchors, said.summed),
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
        summed=said.summed,
    )


def zone(result: ScorecardResult, corridor: Corridor) -> Zone | None:
    """Where a result puts the relationship; None where one of the three pillars has no score."""
    experience, cost, revenue = (result.pillar_score(one) for one in standings.THREE)
    return standings.zone(experience, cost, revenue, corridor)
