"""The three relationships of the demonstration: who sits where, and what each is for."""

from typing import NamedTuple

from govtracker.demonstration.names import CASCADE, IN_HOUSE, MERIDIAN
from govtracker.enums import SeatRole, Side, Stage, SupplierCategory, Tier

Pair = tuple[str, str]  # names on the client's and on the supplier's side; "" is nobody


class Change(NamedTuple):
    """Somebody who held a lead's seat until so many days ago; whoever holds it now began the day after."""

    side: Side
    area: str
    name: str
    until_days_ago: int


class Bond(NamedTuple):
    """One relationship with the holders of its seats."""

    key: str
    supplier: str
    category: SupplierCategory
    stage: Stage
    purpose: str
    roles: dict[SeatRole, Pair]
    leads: dict[str, Pair]
    changes: tuple[Change, ...] = ()


AREAS = (
    "Customer care",
    "Operations",
    "Quality",
    "Information technology",
    "Telecommunications",
    "Workforce management",
    "Training",
    "Security",
    "Finance",
    "Human resources",
    "Legal",
)

MER = Bond(
    key="MER",
    supplier=MERIDIAN,
    category=SupplierCategory.STRATEGIC,
    stage=Stage.WORKING_TOGETHER,
    purpose=(
        "First-line voice, chat and e-mail support for consumer and small-business customers, around the clock. "
        "Both sides want customers who are helped the first time they ask, at a price that can be planned."
    ),
    roles={
        SeatRole.SPONSOR: ("Helena Lund", "Kavita Iyer"),
        SeatRole.SPOC: ("Eva Varga", "Diego Alonso"),
        SeatRole.DEPUTY_SPOC: ("Oskar Brandt", "Carla Dizon"),
        SeatRole.OPERATIONS_SUPERVISOR: ("Sofia Marek", "Paolo Ramos"),
        SeatRole.MEMBER: ("Mia Sommer", "Bea Villanueva"),
        SeatRole.OBSERVER: ("Jonas Wolf", "Nico Garcia"),
    },
    leads={
        "Customer care": ("Rafael Ortega", "Priya Nair"),
        "Quality": ("Lena Weber", "Samuel Cruz"),
        "Information technology": ("Tobi Okafor", "Ana Reyes"),
        "Workforce management": ("Maja Lindqvist", "Ana Reyes"),
        "Security": ("Nadia Haddad", ""),
        "Finance": ("Claire Moreau", "Joy Santos"),
    },
    changes=(Change(Side.SUPPLIER, "Security", "Leo Tan", 20),),
)

CFS = Bond(
    key="CFS",
    supplier=CASCADE,
    category=SupplierCategory.TACTICAL,
    stage=Stage.VALUE_CREATION,
    purpose=(
        "Installation and repair visits at customers' premises in the Nordic countries and northern Germany. "
        "Both sides want repairs that hold at the first visit, and appointments that are kept."
    ),
    roles={
        SeatRole.SPONSOR: ("Viktor Lang", "Astrid Haugen"),
        SeatRole.SPOC: ("Petra Stein", "Noah Berg"),
        SeatRole.DEPUTY_SPOC: ("Eva Varga", "Sigrid Dahl"),
        SeatRole.MEMBER: ("Mia Sommer", "Lars Aas"),
    },
    leads={
        "Operations": ("Jan Hofmann", "Erik Solberg"),
        "Quality": ("Lena Weber", "Maren Lie"),
        "Information technology": ("Tobi Okafor", "Henrik Moe"),
        "Training": ("Ines Albrecht", "Ida Nygaard"),
        "Security": ("Nadia Haddad", "Jonas Strand"),
        "Finance": ("Claire Moreau", "Kristin Vik"),
    },
    changes=(Change(Side.SUPPLIER, "Quality", "Stian Berge", 260),),
)

INH = Bond(
    key="INH",
    supplier=IN_HOUSE,
    category=SupplierCategory.STRATEGIC,
    stage=Stage.STAYING_TOGETHER,
    purpose=(
        "Expert support for faults that the first two lines cannot solve, by Northgate's own level 3 unit. "
        "It is governed like any supplier, so that both sides know what to expect of each other."
    ),
    roles={
        SeatRole.SPONSOR: ("Viktor Lang", "Katrin Vogel"),
        SeatRole.SPOC: ("Eva Varga", "Beate Kern"),
        SeatRole.DEPUTY_SPOC: ("Oskar Brandt", "Ralf Jung"),
        SeatRole.OPERATIONS_SUPERVISOR: ("Sofia Marek", "Tom Ahrens"),
    },
    leads={
        "Customer care": ("Rafael Ortega", "Sven Richter"),
        "Quality": ("Lena Weber", "Yusuf Demir"),
        "Information technology": ("Tobi Okafor", "Paula König"),
        "Training": ("Ines Albrecht", "Miriam Scholz"),
        "Security": ("Nadia Haddad", "Felix Roth"),
        "Telecommunications": ("Kofi Mensah", "Hanna Beck"),
    },
)

BONDS = (MER, CFS, INH)

TIERS = {
    SeatRole.SPONSOR: Tier.STRATEGIC,
    SeatRole.SPOC: Tier.TACTICAL,
    SeatRole.DEPUTY_SPOC: Tier.TACTICAL,
    SeatRole.FUNCTIONAL_LEAD: Tier.OPERATIONAL,
    SeatRole.OPERATIONS_SUPERVISOR: Tier.OPERATIONAL,
    SeatRole.MEMBER: Tier.OPERATIONAL,
    SeatRole.OBSERVER: Tier.OPERATIONAL,
}
AUTHORITY = {  # what the seat may decide alone, and up to how many euros
    SeatRole.SPONSOR: ("Contract, price and scope; settles what the SPOCs cannot.", 250_000),
    SeatRole.SPOC: ("Priorities, success criteria and scorecards; changes within the contract.", 25_000),
    SeatRole.DEPUTY_SPOC: ("As the SPOC, while the SPOC is away.", 10_000),
    SeatRole.FUNCTIONAL_LEAD: ("Work procedures and measures within the own area.", 5_000),
    SeatRole.OPERATIONS_SUPERVISOR: ("Moves people between queues during a shift.", None),
    SeatRole.MEMBER: ("", None),
    SeatRole.OBSERVER: ("", None),
}
RESPONSIBILITY = {
    SeatRole.SPONSOR: "Answers to the board for what the relationship achieves.",
    SeatRole.SPOC: "Oversees the whole relationship and speaks for the own company.",
    SeatRole.DEPUTY_SPOC: "Stands in for the SPOC and keeps the agenda of the reviews.",
    SeatRole.FUNCTIONAL_LEAD: "Works with the counterpart on everything that concerns {area}.",
    SeatRole.OPERATIONS_SUPERVISOR: "Sees how customers fare across all queues and passes on what recurs.",
    SeatRole.MEMBER: "Takes part in the work of both companies.",
    SeatRole.OBSERVER: "Reads along.",
}
