"""The lighter template: goods or services anybody could supply, watched from a distance."""

from datetime import time
from decimal import Decimal

from govtracker.enums import Pillar, Tier
from govtracker.rules.performance import supply_kpis
from govtracker.rules.structure.work_templates import (
    DEPUTY,
    HOUR,
    LEAD,
    OFFICE_HOURS,
    SPOC,
    SPONSOR,
    ForumPlan,
    LevelPlan,
    PathPlan,
    SeatPlan,
    WorkTemplate,
)

USUAL = (
    LevelPlan(LEAD, 8 * HOUR, 40 * HOUR),
    LevelPlan(SPOC, 16 * HOUR, 80 * HOUR),
    LevelPlan(SPONSOR, 16 * HOUR, 120 * HOUR),
)

COMMODITY_SUPPLY = WorkTemplate(
    slug="commodity-supply",
    name="Commodity supply",
    purpose="Goods or services that several companies could supply: what was ordered comes in time and is paid once.",
    areas=("Operations", "Finance"),
    catalogue=("Quality", "Legal"),
    seats=(
        SeatPlan(SPONSOR, Tier.STRATEGIC, "Contract and price.", "Asked only where the SPOCs cannot settle something."),
        SeatPlan(
            SPOC,
            Tier.TACTICAL,
            "Orders and changes within the contract; success criteria and scorecards.",
            "Oversees the relationship and speaks for the own company.",
        ),
        SeatPlan(DEPUTY, Tier.TACTICAL, "As the SPOC, while that seat is vacant.", "Stands in for the SPOC."),
        SeatPlan(
            LEAD,
            Tier.OPERATIONAL,
            "What is to be done from day to day within the own area.",
            "Works with the counterpart on everything that concerns {area}.",
        ),
    ),
    paths=(PathPlan(None, False, USUAL[1:]), PathPlan(None, True, USUAL)),
    forums=(
        ForumPlan(
            "Supply review",
            Tier.TACTICAL,
            "What came late or wrong, what it cost, and what both do about it.",
            SPOC,
            "",
            frozenset({DEPUTY, LEAD}),
            "FREQ=MONTHLY;INTERVAL=6;BYDAY=2TU",
            time(10),
            60,
        ),
    ),
    kpis=supply_kpis.KPIS,
    weights={Pillar.SERVICE_DELIVERY: Decimal(60), Pillar.COST: Decimal(40)},
    categories=("Late delivery", "Wrong delivery", "Defect", "Invoice"),
    hours=OFFICE_HOURS,
)
