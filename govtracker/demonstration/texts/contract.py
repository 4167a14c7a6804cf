"""What the demonstration's contract with Meridian says, and what the client owes under it."""

from dataclasses import dataclass
from decimal import Decimal

from govtracker.enums import Incentive, IncentiveThreshold, SeatRole

D = Decimal
LOW, SHORT, GOOD = IncentiveThreshold.BELOW_MINIMUM, IncentiveThreshold.BELOW_TARGET, IncentiveThreshold.AT_TARGET
REFERENCE, TITLE = "NG-2024-031", "Customer care in Manila and Cebu"
REMARKS = "Paid by the handled contact; the charge of a month is the volume agreed for the year, divided by twelve."
BONUS_TERMS = "For cross- and up-sell alone, and only in months in which it meets its target."
CHARGES = (D(262_000), D(268_500))  # of the first year, and since the second

POOLS = (("Customer experience", D(60)), ("Cost and invoices", D(25)), ("Resolution", D(15)))


@dataclass(frozen=True)
class Stake:
    """A KPI that moves money: the share of its pool in percent."""

    code: str
    pool: str
    share: Decimal
    direction: Incentive = Incentive.CREDIT
    threshold: IncentiveThreshold = LOW


STAKES = (
    Stake("FCR", "Customer experience", D(40)),
    Stake("CSAT", "Customer experience", D(35), threshold=SHORT),
    Stake("SL20", "Customer experience", D(25), threshold=SHORT),
    Stake("INVOICE", "Cost and invoices", D(100)),
    Stake("SELL", "Resolution", D(100), Incentive.BONUS, GOOD),
)


@dataclass(frozen=True)
class Due:
    """An obligation of the client: by which role (and area), since which month, on which day of it, and how often.

    `late` maps the month, counted from the first, to days late and why; None: it never came.
    """

    title: str
    description: str
    role: SeatRole
    area: str
    code: str
    rrule: str
    since: int
    day: int
    late: dict[int, tuple[int, str] | None]


DUES = (
    Due(
        "Volume forecast for the next month",
        "Contacts per week, channel and language; Meridian staffs by it.",
        SeatRole.FUNCTIONAL_LEAD,
        "Workforce management",
        "SL20",
        "FREQ=MONTHLY",
        12,
        20,
        {
            14: (4, "The campaign calendar was not settled."),
            17: (3, "The forecast tool was migrated that week."),
            20: (6, "Marketing moved the autumn campaign twice."),
            23: (5, "Two product launches were confirmed late."),
            24: None,
        },
    ),
    Due(
        "Access for new agents",
        "Accounts for everybody on the list of starters, before their first day.",
        SeatRole.FUNCTIONAL_LEAD,
        "Information technology",
        "FCR",
        "FREQ=MONTHLY",
        15,
        10,
        {18: (2, "The approver was on leave."), 21: (8, "The licences had run out.")},
    ),
    Due(
        "Approval of the training plan",
        "The plan of the quarter, approved or sent back with what is missing.",
        SeatRole.SPOC,
        "",
        "",
        "FREQ=MONTHLY;INTERVAL=3",
        12,
        5,
        {},
    ),
)
PROPOSED = (
    "Test orders for the new order form",
    "Ten orders per channel in the test system, so that agents can rehearse before it goes live.",
)
CLAIMS = {  # month: what Meridian says of its red first contact resolution, and whether the client has agreed
    21: ("Accounts for 42 new agents came eight days late: they could not look orders up.", True),
    22: ("The knowledge articles of the new tariff were released after the launch.", False),
}
ADJUSTMENT = ("The late forecast doubled the waiting times of a week: half of the credit is waived.", D(3_200))
