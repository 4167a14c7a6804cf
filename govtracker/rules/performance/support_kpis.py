"""The KPIs a customer-support relationship begins with: conventions of the field, for both sides to agree on."""

from decimal import Decimal

from govtracker.enums import Aggregation, ComputedKpi, Pillar, Unit
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.criteria import Terms


def ratio_kpi(
    code: str,
    name: str,
    pillar: Pillar,
    weight: int,
    anchors: str,
    *,
    definition: str,
    formula: str,
    source: str,
    unit: Unit = Unit.PERCENT,
    unit_label: str = "",
    computed: ComputedKpi | None = None,
) -> Terms:
    """A KPI measured as a ratio; `anchors` are worst, minimum, target and, of a range, the high three likewise."""
    low = [Decimal(value) for value in anchors.split()]
    return Terms(
        kpi_id=0,
        code=code,
        name=name,
        definition=definition,
        formula=formula,
        unit=unit,
        unit_label=unit_label,
        decimals=2 if unit is Unit.MONEY else 0 if unit is Unit.SECONDS else 1,
        aggregation=Aggregation.RATIO,
        computed=computed,
        source=source,
        pillar=pillar,
        weight=Decimal(weight),
        anchors=Anchors(*low[:3], **dict(zip(("high_target", "high_minimum", "high_worst"), low[3:], strict=False))),
        is_gate=False,
    )


KPIS = (
    ratio_kpi(
        "CSAT",
        "Customer satisfaction",
        Pillar.EXPERIENCE,
        30,
        "50 75 85",
        definition="Share of answered surveys in which the customer chose 4 or 5 of 5.",
        formula="answers of 4 or 5 ÷ all answers",
        source="Survey after each contact",
    ),
    ratio_kpi(
        "FCR",
        "First contact resolution",
        Pillar.EXPERIENCE,
        30,
        "40 65 75",
        definition="Share of contacts after which the customer did not have to come back about the same within 7 days.",
        formula="contacts without a repeat within 7 days ÷ all contacts",
        source="Contact centre platform",
    ),
    ratio_kpi(
        "SL",
        "Service level",
        Pillar.EXPERIENCE,
        20,
        "50 70 80",
        definition="Share of calls answered within 20 seconds; calls given up in the first 5 seconds do not count.",
        formula="answered within 20 s ÷ (answered + given up)",
        source="Telephone system",
    ),
    ratio_kpi(
        "RWT",
        "Resolved within target",
        Pillar.EXPERIENCE,
        20,
        "60 80 90",
        definition="Share of the month’s resolved issues that were resolved within the time their path allows.",
        formula="resolved within target ÷ resolved",
        source="GovTracker, from the issues of the month",
        computed=ComputedKpi.RESOLVED_WITHIN_TARGET,
    ),
    ratio_kpi(
        "MTTR",
        "Mean time to resolve",
        Pillar.COST,
        20,
        "40 24 16",
        definition="Business hours from opening to resolving, on average over the month’s resolved issues.",
        formula="business hours to resolve, summed ÷ resolved",
        source="GovTracker, from the issues of the month",
        unit=Unit.HOURS,
        computed=ComputedKpi.MEAN_TIME_TO_RESOLVE,
    ),
    ratio_kpi(
        "CPC",
        "Cost per contact",
        Pillar.COST,
        50,
        "9 6.60 6",
        definition="What the client pays for a handled contact, all channels together.",
        formula="charges ÷ handled contacts",
        source="Invoice",
        unit=Unit.MONEY,
        unit_label="EUR",
    ),
    ratio_kpi(
        "AHT",
        "Average handle time",
        Pillar.COST,
        30,
        "240 300 330 420 450 520",
        definition="Talking, holding and wrapping up; too short costs repeats, too long costs money.",
        formula="handle time in seconds, summed ÷ handled contacts",
        source="Telephone system",
        unit=Unit.SECONDS,
    ),
    ratio_kpi(
        "RET",
        "Retention of supported accounts",
        Pillar.REVENUE,
        60,
        "70 85 90",
        definition="Share of the accounts due for renewal this month that stayed.",
        formula="renewed ÷ due for renewal",
        source="Client’s customer system",
    ),
    ratio_kpi(
        "CONV",
        "Conversion of offers",
        Pillar.REVENUE,
        40,
        "2 6 10",
        definition="Share of the offers made during support contacts that were taken.",
        formula="taken ÷ offered",
        source="Client’s customer system",
    ),
)
