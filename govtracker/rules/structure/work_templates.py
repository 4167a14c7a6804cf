"""What a relationship begins with: a template is areas, seats, escalation paths, forums and KPIs as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from govtracker.enums import Pillar, SeatRole, Severity, Tier
from govtracker.rules.governance.business_calendar import Span
from govtracker.rules.performance import support_kpis
from govtracker.rules.performance.criteria import Terms

HOUR = 60
OFFICE_HOURS: Mapping[int, tuple[Span, ...]] = dict.fromkeys(range(5), ((9 * HOUR, 17 * HOUR),))


@dataclass(frozen=True)
class SeatPlan:
    """A seat that both sides have; a functional lead's exists once an area, {area} stands for its name."""

    role: SeatRole
    tier: Tier
    authority: str
    responsibility: str


@dataclass(frozen=True)
class LevelPlan:
    """A level of an escalation path: whose seat, and its times in business minutes."""

    role: SeatRole
    response_minutes: int
    resolution_minutes: int


@dataclass(frozen=True)
class PathPlan:
    """A path for a severity (None: all); `by_area` begins it at the area's own leads, one path an area."""

    severity: Severity | None
    by_area: bool
    levels: tuple[LevelPlan, ...]


@dataclass(frozen=True)
class ForumPlan:
    """A forum: `chair` is the role of both chairs, of `area` for leads; its wall time is in the client's zone."""

    name: str
    tier: Tier
    charter: str
    chair: SeatRole
    area: str
    members: frozenset[SeatRole]
    rrule: str
    local_time: time
    minutes: int


@dataclass(frozen=True)
class WorkTemplate:
    """Everything a new relationship of one kind begins with; `catalogue` are areas it may add later.

    `categories` are what its issues are usually about, `hours` (weekday 0-6 → spans) those of a company without any.
    """

    slug: str
    name: str
    purpose: str
    areas: tuple[str, ...]
    catalogue: tuple[str, ...]
    seats: tuple[SeatPlan, ...]
    paths: tuple[PathPlan, ...]
    forums: tuple[ForumPlan, ...]
    kpis: tuple[Terms, ...]
    weights: Mapping[Pillar, Decimal]
    categories: tuple[str, ...]
    hours: Mapping[int, tuple[Span, ...]]


def tier_of(template: WorkTemplate, role: SeatRole) -> Tier:
    """The tier a role's seats belong to in this template."""
    return next(seat.tier for seat in template.seats if seat.role is role)


LEAD, SPOC, SPONSOR, DEPUTY = (
    SeatRole.FUNCTIONAL_LEAD,
    SeatRole.SPOC,
    SeatRole.SPONSOR,
    SeatRole.DEPUTY_SPOC,
)
USUAL = (
    LevelPlan(LEAD, 4 * HOUR, 24 * HOUR),
    LevelPlan(SPOC, 8 * HOUR, 40 * HOUR),
    LevelPlan(SPONSOR, 8 * HOUR, 64 * HOUR),
)
CRITICAL = (
    LevelPlan(LEAD, 30, 4 * HOUR),
    LevelPlan(SPOC, HOUR, 8 * HOUR),
    LevelPlan(SPONSOR, 2 * HOUR, 16 * HOUR),
)

CUSTOMER_SUPPORT = WorkTemplate(
    slug="customer-support",
    name="Customer-support outsourcing",
    purpose=(
        "The supplier serves the client’s customers. Both answer for what these customers experience, for what it "
        "costs, and for the revenue it protects and wins."
    ),
    areas=("Customer care", "Workforce management", "Quality", "Training", "Information technology", "Finance"),
    catalogue=("Operations", "Telecommunications", "Security", "Human resources", "Legal"),
    seats=(
        SeatPlan(
            SPONSOR,
            Tier.STRATEGIC,
            "Contract, price and scope; settles what the SPOCs cannot.",
            "Answers to the own management for what the relationship achieves.",
        ),
        SeatPlan(
            SPOC,
            Tier.TACTICAL,
            "Priorities, success criteria and scorecards; changes within the contract.",
            "Oversees the whole relationship and speaks for the own company.",
        ),
        SeatPlan(
            DEPUTY,
            Tier.TACTICAL,
            "As the SPOC, while that seat is vacant.",
            "Stands in for the SPOC and keeps the agenda of the reviews.",
        ),
        SeatPlan(
            LEAD,
            Tier.OPERATIONAL,
            "Work procedures and measures within the own area.",
            "Works with the counterpart, without a detour, on everything that concerns {area}.",
        ),
    ),
    paths=(
        PathPlan(None, False, USUAL[1:]),
        PathPlan(Severity.CRITICAL, False, CRITICAL[1:]),
        PathPlan(None, True, USUAL),
        PathPlan(Severity.CRITICAL, True, CRITICAL),
    ),
    forums=(
        ForumPlan(
            "Operations review",
            Tier.OPERATIONAL,
            "Last week against plan, open issues and actions of every area, what the coming week needs.",
            LEAD,
            "Customer care",
            frozenset({LEAD}),
            "FREQ=WEEKLY;BYDAY=TU",
            time(10),
            45,
        ),
        ForumPlan(
            "Business review",
            Tier.TACTICAL,
            "The scorecard of the month, what climbed, what is overdue on either side, and what both decide.",
            SPOC,
            "",
            frozenset({DEPUTY, LEAD}),
            "FREQ=MONTHLY;BYDAY=2WE",
            time(10),
            90,
        ),
        ForumPlan(
            "Steering committee",
            Tier.STRATEGIC,
            "Whether both companies become better off, and what stands in the way of it.",
            SPONSOR,
            "",
            frozenset({SPOC, DEPUTY}),
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=3TH",
            time(14),
            90,
        ),
    ),
    kpis=support_kpis.KPIS,
    weights={Pillar.EXPERIENCE: Decimal(50), Pillar.COST: Decimal(35), Pillar.REVENUE: Decimal(15)},
    categories=(
        "Waiting time",
        "Wrong information",
        "Billing",
        "Outage",
        "Staffing",
        "Training",
        "Data protection",
        "Invoice",
    ),
    hours=OFFICE_HOURS,
)
