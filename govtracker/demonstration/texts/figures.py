"""The figures each relationship of the demonstration is judged by, and the versions in which they were agreed."""

from decimal import Decimal

from govtracker.demonstration.texts.criteria import (
    C,
    Figure,
    Plan,
    R,
    Track,
    X,
    kpi,
    time_to_resolve,
    within_target,
)
from govtracker.demonstration.texts.ratings import INITIATIVE
from govtracker.enums import Aggregation, Pillar, Unit
from govtracker.rules.performance.standings import Corridor

D = Decimal
LAST, SUM, MEAN = Aggregation.LAST, Aggregation.SUM, Aggregation.MEAN


def weights(experience: int, cost: int, revenue: int) -> dict[Pillar, Decimal]:
    """What the three pillars weigh."""
    return {X: D(experience), C: D(cost), R: D(revenue)}


def corridor(floor: int, top: int, cost: int, revenue: int) -> Corridor:
    """Between which scores experience is meant to lie, and the floors of the others."""
    return Corridor(D(floor), D(top), D(cost), D(revenue))


# Slowly failing: cheaper every year, and paid for by customers who have to call again.
MERIDIAN = (
    Figure(
        kpi(
            "FCR",
            "First contact resolution",
            "Contacts without another one of the same customer on the same matter within 7 days ÷ contacts",
            X,
            20,
            (55, 65, 70),
            source="Contact data, repeat method",
        ),
        Track(74.2, 58.0, 0.6, 66_400, 0.3),
    ),
    Figure(
        kpi(
            "CSAT",
            "Customer satisfaction",
            "Ratings 4 and 5 ÷ all ratings after a contact",
            X,
            20,
            (60, 75, 85),
            source="Survey after each contact",
        ),
        Track(86.4, 75.6, 0.5, 5_200, 0.35),
    ),
    Figure(
        kpi(
            "SL20",
            "Service level in 20 seconds",
            "Calls answered within 20 s ÷ calls answered and abandoned",
            X,
            10,
            (50, 70, 80),
            source="Telephone system",
        ),
        Track(82.5, 71.0, 1.1, 48_000, 0.4),
    ),
    within_target(5, (40, 70, 90)),
    Figure(
        kpi(
            "PRICE",
            "Price per contact",
            "Charges ÷ handled contacts",
            C,
            25,
            (6, 5, 4.2),
            unit=Unit.MONEY,
            label="EUR",
            decimals=2,
            aggregation=LAST,
            source="Invoice",
        ),
        Track(4.92, 4.60, 0.02),
    ),
    Figure(
        kpi("INVOICE", "Invoice accuracy", "Correct lines ÷ invoice lines", C, 8, (90, 97, 99), source="Invoice check"),
        Track(98.2, 99.3, 0.2, 1_450),
    ),
    Figure(
        kpi(
            "AHT",
            "Handle time",
            "Talk, hold and wrap-up time ÷ handled contacts; too short is as bad as too long",
            C,
            7,
            (240, 300, 330, 420, 460, 540),
            unit=Unit.SECONDS,
            decimals=0,
            aggregation=MEAN,
            source="Telephone system",
        ),
        Track(398, 427, 4, 48_000),
    ),
    Figure(
        kpi(
            "SELL",
            "Cross- and up-sell",
            "Value of offers accepted in service contacts",
            R,
            15,
            (100, 150, 200),
            unit=Unit.MONEY,
            label="kEUR",
            decimals=0,
            aggregation=SUM,
            source="Order system",
        ),
        Track(203, 182, 4, 2_900, 0.3),
    ),
)

# Improving: a rough beginning, then appointments that are kept and repairs that hold.
CASCADE = (
    Figure(
        kpi("FTF", "First-time fix", "Faults solved at the first visit ÷ faults", X, 20, (60, 75, 88), source="Orders"),
        Track(69.5, 84.2, 0.8, 2_150),
    ),
    Figure(
        kpi("KEPT", "Appointments kept", "Visits begun in the window ÷ visits", X, 20, (80, 92, 97), source="Dispatch"),
        Track(86.0, 95.2, 0.5, 2_700),
    ),
    Figure(
        kpi("CSAT", "Satisfaction after visits", "Ratings 4 and 5 ÷ all ratings", X, 15, (60, 75, 85), source="Survey"),
        Track(69.0, 81.2, 0.9, 940),
    ),
    Figure(
        kpi(
            "REPEAT",
            "Repeat visits in 30 days",
            "Visits for the same fault within 30 days ÷ visits",
            X,
            10,
            (20, 12, 8),
            source="Orders",
        ),
        Track(17.4, 9.6, 0.5, 2_700),
    ),
    within_target(5, (40, 70, 90)),
    time_to_resolve(5, (36, 24, 12)),
    Figure(
        kpi(
            "VISIT",
            "Price per visit",
            "Charges ÷ visits",
            C,
            20,
            (110, 92, 82),
            unit=Unit.MONEY,
            label="EUR",
            decimals=2,
            aggregation=LAST,
            source="Invoice",
        ),
        Track(97.4, 88.2, 0.4),
    ),
    Figure(
        kpi(
            "TRAVEL",
            "Travel per visit",
            "Minutes on the road ÷ visits",
            C,
            10,
            (60, 42, 32),
            unit=Unit.MINUTES,
            source="Vehicles",
        ),
        Track(48.0, 38.6, 0.7, 2_700),
    ),
    Figure(
        kpi("INVOICE", "Invoice accuracy", "Correct lines ÷ invoice lines", C, 5, (90, 97, 99), source="Invoice check"),
        Track(94.2, 97.9, 0.3, 620),
    ),
    Figure(
        kpi(
            "LEADS",
            "Leads accepted by customers",
            "Offers passed on by engineers and accepted",
            R,
            10,
            (10, 30, 45),
            unit=Unit.COUNT,
            decimals=0,
            aggregation=SUM,
            source="Order system",
        ),
        Track(21, 38, 1.5),
    ),
)

# In the sweet spot: customers served as well as agreed, at a cost below the agreed ceiling.
IN_HOUSE = (
    Figure(
        kpi(
            "SOLVED",
            "Solved without sending back",
            "Faults solved by level 3 alone ÷ faults taken",
            X,
            25,
            (70, 85, 95),
            source="Fault database",
        ),
        Track(92.4, 93.1, 0.5, 1_840),
    ),
    Figure(
        kpi(
            "FIRSTLINE",
            "Satisfaction of first line",
            "Ratings 4 and 5 of first-line agents ÷ all ratings",
            X,
            20,
            (60, 78, 90),
            source="Monthly survey",
        ),
        Track(87.0, 87.8, 0.7, 310),
    ),
    within_target(5, (40, 70, 90)),
    time_to_resolve(5, (36, 24, 12)),
    Figure(
        kpi(
            "FAULT",
            "Cost per fault",
            "Cost of the unit ÷ faults solved",
            C,
            20,
            (220, 180, 140),
            unit=Unit.MONEY,
            label="EUR",
            decimals=2,
            aggregation=LAST,
            source="Cost centre",
        ),
        Track(149.5, 146.0, 1.2),
    ),
    Figure(
        kpi(
            "AUTO",
            "Solved by automation",
            "Faults solved without a person ÷ faults",
            C,
            15,
            (8, 18, 28),
            source="Fault database",
        ),
        Track(24.5, 27.0, 0.4, 1_840),
    ),
    Figure(
        kpi(
            "UPGRADES",
            "Upgrades recommended and accepted",
            "Value of upgrades that customers took on the word of level 3",
            R,
            15,
            (20, 36, 60),
            unit=Unit.MONEY,
            label="kEUR",
            decimals=0,
            aggregation=SUM,
            source="Order system",
        ),
        Track(41, 42, 1.0),
    ),
)


def codes(figures: tuple[Figure, ...], *without: str) -> tuple[str, ...]:
    """The codes of these figures but for some."""
    return tuple(figure.terms.code for figure in figures if figure.terms.code not in without)


FIGURES = {"MER": MERIDIAN, "CFS": (*CASCADE, INITIATIVE), "INH": IN_HOUSE}
RATED_TOO = {**weights(52, 33, 10), Pillar.RELATIONSHIP: D(5)}
PLANS = {
    "MER": (
        Plan(0, weights(40, 45, 15), corridor(65, 90, 70, 70), codes(MERIDIAN, "WITHIN", "AHT")),
        Plan(9, weights(50, 35, 15), corridor(65, 90, 70, 70), codes(MERIDIAN)),
    ),
    "CFS": (
        Plan(0, weights(55, 35, 10), corridor(65, 90, 70, 70), codes(CASCADE, "MTTR", "REPEAT")),
        Plan(12, weights(55, 35, 10), corridor(65, 90, 70, 70), codes(CASCADE)),
        Plan(18, RATED_TOO, corridor(65, 90, 70, 70), (*codes(CASCADE), INITIATIVE.terms.code)),
    ),
    "INH": (Plan(0, weights(50, 35, 15), corridor(70, 97, 70, 75), codes(IN_HOUSE)),),
}
PROPOSED = Plan(24, weights(50, 30, 20), corridor(70, 97, 70, 72), codes(IN_HOUSE))  # for INH, by its SPOC
