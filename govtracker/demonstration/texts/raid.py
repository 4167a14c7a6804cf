"""What was decided, what is feared and what is done again and again in the demonstration."""

from typing import NamedTuple

from govtracker.enums import ActionType, Audience, Repetition, RiskResponse


class Resolve(NamedTuple):
    """A decision by the authority of a lead, or of the SPOC where there is no area, so many days before now.

    `amount` is in euros; above the limit of its seat it goes up and waits. `answer`: the seat above says yes with
    these words two days later.
    """

    key: str
    by: str
    area: str
    title: str
    reason: str
    days_ago: int
    amount: int = 0
    due_in: int = 10
    is_settled: bool = True
    answer: str = ""
    audience: Audience = Audience.SHARED


class Fear(NamedTuple):
    """A risk first named so many days before now, watched by a person and looked at again so many days from now."""

    key: str
    owner: str
    area: str
    title: str
    description: str
    likelihood: int
    impact: int
    response: RiskResponse
    plan: str
    days_ago: int
    look_in: int
    closed: str = ""
    audience: Audience = Audience.SHARED


class Habit(NamedTuple):
    """An action that comes again by a rule, since so many days; its first turn was due so many days after that."""

    key: str
    owner: str
    area: str
    title: str
    type: ActionType
    consequence: str
    rrule: str
    repetition: Repetition
    days_ago: int
    due_in: int


DECISIONS = (
    Resolve(
        "MER",
        "Priya Nair",
        "Customer care",
        "Try a second break for the night shift for one month",
        "Absence is highest at four in the morning; two teams try it before it is paid for everywhere.",
        96,
        4_000,
    ),
    Resolve(
        "MER",
        "Rafael Ortega",
        "Customer care",
        "Answer invoices by chat as well",
        "A third of the callers ask for a copy of an invoice; chat answers that in half the time.",
        61,
        18_000,
        answer="Yes, as a pilot until the summer.",
    ),
    Resolve(
        "MER",
        "Diego Alonso",
        "",
        "Hire twelve agents for the night shift before the price review",
        "Without them the service level stays red in spring. They pay for themselves within eight months.",
        3,
        180_000,
        due_in=6,
    ),
    Resolve(
        "MER",
        "Eva Varga",
        "",
        "Keep the penalty of the last quarter inside the relationship",
        "Spent on the knowledge base it brings both sides more than on an invoice.",
        4,
        due_in=5,
        is_settled=False,
    ),
    Resolve(
        "MER",
        "Eva Varga",
        "",
        "Ask two other suppliers for a price of the night shift",
        "For us only: to know what we are talking about before the price review.",
        12,
        audience=Audience.CLIENT,
    ),
    Resolve(
        "CFS",
        "Noah Berg",
        "",
        "Carry spare optical terminals in every van",
        "One repair in nine needs a second visit for want of one.",
        40,
        22_000,
    ),
)

RISKS = (
    Fear(
        "MER",
        "Ana Reyes",
        "Information technology",
        "The new billing release goes out before its tests are complete",
        "The window was moved forward twice. If billing fails again, agents can neither open nor correct invoices.",
        4,
        5,
        RiskResponse.REDUCE,
        "Billing cases are tested first, and the old release stays ready for a week.",
        38,
        4,
    ),
    Fear(
        "MER",
        "Paolo Ramos",
        "Workforce management",
        "The night shift loses more people than can be trained",
        "Eleven have left in three months; a class takes seven weeks.",
        4,
        4,
        RiskResponse.REDUCE,
        "A night allowance is being decided; cross-training of the late shift has begun.",
        74,
        -3,
    ),
    Fear(
        "MER",
        "Maja Lindqvist",
        "Workforce management",
        "Forecasts of the spring campaign come too late",
        "Then shifts are planned on last year's figures.",
        3,
        3,
        RiskResponse.AVOID,
        "The campaign is not announced before its volumes are agreed.",
        25,
        18,
    ),
    Fear(
        "MER",
        "Nadia Haddad",
        "Security",
        "Accounts of leavers stay open while nobody leads security at Meridian",
        "The seat is vacant since Leo Tan has left.",
        3,
        4,
        RiskResponse.TRANSFER,
        "Northgate's security desk closes them until the seat is filled.",
        17,
        7,
    ),
    Fear(
        "MER",
        "Joy Santos",
        "Finance",
        "The exchange rate moves the price per contact above the agreed corridor",
        "",
        2,
        3,
        RiskResponse.ACCEPT,
        "Both sides have agreed to look at it once a quarter; below five percent nobody acts.",
        120,
        52,
    ),
    Fear(
        "MER",
        "Eva Varga",
        "",
        "Meridian may not want to prolong on today's terms",
        "For us only: two of their last remarks pointed that way.",
        2,
        5,
        RiskResponse.REDUCE,
        "Prices of two others are asked for; the exit plan is read again.",
        12,
        21,
        audience=Audience.CLIENT,
    ),
    Fear(
        "MER",
        "Samuel Cruz",
        "Quality",
        "Two ways of rating calls lead to two truths",
        "",
        3,
        2,
        RiskResponse.AVOID,
        "One form for both sides, calibrated every month.",
        150,
        1,
        closed="The common form is in use on both sides.",
    ),
    Fear(
        "CFS",
        "Erik Solberg",
        "",
        "Snow keeps vans in the north from their appointments",
        "",
        4,
        3,
        RiskResponse.ACCEPT,
        "Customers are told the evening before; appointments of the north are kept wider.",
        30,
        12,
    ),
)

HABITS = (
    Habit(
        "MER",
        "Nadia Haddad",
        "Security",
        "Compare open accounts with the list of leavers",
        ActionType.PREVENTIVE,
        "Somebody who has left can still read customers' data.",
        "FREQ=MONTHLY",
        Repetition.FIXED,
        75,
        20,
    ),
    Habit(
        "MER",
        "Samuel Cruz",
        "Quality",
        "Calibrate the rating of calls with Lena Weber",
        ActionType.PREVENTIVE,
        "The quality figure drifts apart.",
        "FREQ=WEEKLY;INTERVAL=6",
        Repetition.AFTER_COMPLETION,
        58,
        12,
    ),
    Habit(
        "CFS",
        "Maren Lie",
        "",
        "Ride along for a day with a visiting team",
        ActionType.IMPROVEMENT,
        "Nobody sees what customers see.",
        "FREQ=MONTHLY;INTERVAL=3",
        Repetition.CATCH_UP,
        50,
        30,
    ),
)
