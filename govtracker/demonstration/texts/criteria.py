"""What the companies of the demonstration call success, and how each figure goes over the two years."""

from decimal import Decimal
from typing import NamedTuple

from govtracker.enums import Aggregation, ComputedKpi, Pillar, Unit
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.criteria import Terms
from govtracker.rules.performance.standings import Corridor


class Track(NamedTuple):
    """How a figure goes: from one value to another once `turns` of the two years are over, with noise around it.

    `cases` is how many stand behind it in a month; a ratio is so many of them.
    """

    start: float
    end: float
    noise: float
    cases: int = 0
    turns: float = 0.0


class Figure(NamedTuple):
    """A KPI as agreed, and how it goes; what is computed from the issues goes by itself."""

    terms: Terms
    track: Track | None = None


class Plan(NamedTuple):
    """A version of the criteria: in force from the month with that number on."""

    from_month: int
    weights: dict[Pillar, Decimal]
    corridor: Corridor
    codes: tuple[str, ...]


D = Decimal
X, C, R = Pillar.EXPERIENCE, Pillar.COST, Pillar.REVENUE


def kpi(
    code: str,
    name: str,
    formula: str,
    pillar: Pillar,
    weight: int,
    anchors: tuple[float, ...],
    *,
    unit: Unit = Unit.PERCENT,
    label: str = "",
    decimals: int = 1,
    aggregation: Aggregation = Aggregation.RATIO,
    computed: ComputedKpi | None = None,
    source: str = "",
    gate: bool = False,
) -> Terms:
    """A KPI; six anchors make a range (low worst, minimum, target, then high target, minimum, worst)."""
    exact = [D(str(one)) for one in anchors]
    curve = Anchors(exact[0], exact[1], exact[2], None, *exact[3:]) if len(exact) > 3 else Anchors(*exact)
    return Terms(
        kpi_id=0,
        code=code,
        name=name,
        definition="",
        formula=formula,
        unit=unit,
        unit_label=label,
        decimals=decimals,
        aggregation=aggregation,
        computed=computed,
        source=source,
        pillar=pillar,
        weight=D(weight),
        anchors=curve,
        is_gate=gate,
    )


def within_target(weight: int, anchors: tuple[float, ...]) -> Figure:
    """The share of issues resolved in the time of the first level."""
    terms = kpi(
        "WITHIN",
        "Issues resolved within target",
        "Shared issues resolved in the agreed time of the first level ÷ shared issues resolved",
        X,
        weight,
        anchors,
        decimals=0,
        computed=ComputedKpi.RESOLVED_WITHIN_TARGET,
    )
    return Figure(terms)


def time_to_resolve(weight: int, anchors: tuple[float, ...]) -> Figure:
    """The mean business time from opening to resolving."""
    terms = kpi(
        "MTTR",
        "Mean time to resolve issues",
        "Business hours from opening to resolving, in the supplier's calendar ÷ shared issues resolved",
        X,
        weight,
        anchors,
        unit=Unit.HOURS,
        computed=ComputedKpi.MEAN_TIME_TO_RESOLVE,
    )
    return Figure(terms)
