"""The KPIs a supply of commodities begins with: conventions of the field, for both sides to agree on."""

from govtracker.enums import ComputedKpi, Pillar
from govtracker.rules.performance.catalogue.entry import kpi

KPIS = (
    kpi(
        "OTIF",
        "Delivered on time and in full",
        Pillar.SERVICE_DELIVERY,
        60,
        "80 92 97",
        definition="Share of the deliveries due this month that came by the day promised, complete and undamaged.",
        formula="deliveries on time and in full ÷ deliveries due",
        source="Client’s goods receipt",
    ),
    kpi(
        "RWT",
        "Resolved within target",
        Pillar.SERVICE_DELIVERY,
        40,
        "60 80 90",
        definition="Share of the month’s resolved issues that were resolved within the time their path allows.",
        formula="resolved within target ÷ resolved",
        source="GovTracker, from the issues of the month",
        computed=ComputedKpi.RESOLVED_WITHIN_TARGET,
    ),
    kpi(
        "INV",
        "Invoices right the first time",
        Pillar.COST,
        50,
        "85 95 99",
        definition="Share of the month’s invoices that were paid without a correction.",
        formula="invoices without a correction ÷ invoices",
        source="Client’s accounts",
    ),
    kpi(
        "OVER",
        "Charged above the contract",
        Pillar.COST,
        50,
        "10 2 0",
        definition="What was charged beyond the contract’s prices, as a share of what they come to.",
        formula="charged beyond contract prices ÷ the same at contract prices",
        source="Invoice",
    ),
)
