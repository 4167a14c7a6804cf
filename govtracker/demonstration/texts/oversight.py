"""Who is away, what forums decide, and what two SPOCs who know each other too well settle between themselves."""

from typing import NamedTuple

from govtracker.demonstration.texts.forums import MONTHLY, STEERING, WEEKLY
from govtracker.enums import DecisionPart, SeatRole, Side


class Leave(NamedTuple):
    """Somebody is away from so many days before the present to so many (negative: after it)."""

    name: str
    from_days_ago: int
    to_days_ago: int
    note: str


LEAVES = (
    Leave("Eva Varga", 108, 95, "Summer holidays"),
    Leave("Diego Alonso", 210, 204, "Visit to the Davao site"),
    Leave("Beate Kern", 3, -8, "Holidays; Ralf Jung knows everything"),
    Leave("Henrik Moe", 1, -4, "Fair in Oslo"),
    Leave("Lena Weber", -20, -34, "Holidays"),
)

A, R, C, I = DecisionPart.ACCOUNTABLE, DecisionPart.RESPONSIBLE, DecisionPart.CONSULTED, DecisionPart.INFORMED  # noqa: E741
CLIENT, SUPPLIER = Side.CLIENT, Side.SUPPLIER
SPONSOR, SPOC, DEPUTY = SeatRole.SPONSOR, SeatRole.SPOC, SeatRole.DEPUTY_SPOC
CARE, QUALITY, FINANCE, PLANNING = "Customer care", "Quality", "Finance", "Workforce management"


class Decision(NamedTuple):
    """What a forum decides, with (side, role, area of a lead) → part."""

    key: str
    forum: str
    text: str
    parts: dict[tuple[Side, SeatRole, str], DecisionPart]


def lead(side: Side, area: str) -> tuple[Side, SeatRole, str]:
    """The seat of an area's lead."""
    return side, SeatRole.FUNCTIONAL_LEAD, area


def of(side: Side, role: SeatRole) -> tuple[Side, SeatRole, str]:
    """The seat of a role."""
    return side, role, ""


DECISIONS = (
    Decision(
        "MER",
        STEERING,
        "Change of price, scope or term of the contract",
        {
            of(CLIENT, SPONSOR): A,
            of(SUPPLIER, SPONSOR): A,
            of(CLIENT, SPOC): R,
            of(SUPPLIER, SPOC): R,
            lead(CLIENT, FINANCE): C,
        },
    ),
    Decision(
        "MER",
        STEERING,
        "New version of the success criteria",
        {of(CLIENT, SPOC): A, of(SUPPLIER, SPOC): A, of(CLIENT, SPONSOR): I, of(SUPPLIER, SPONSOR): I},
    ),
    Decision(
        "MER",
        MONTHLY,
        "Service credit or bonus of the month",
        {
            of(CLIENT, SPOC): A,
            of(SUPPLIER, SPOC): C,
            lead(CLIENT, FINANCE): R,
            lead(SUPPLIER, FINANCE): R,
            of(CLIENT, SPONSOR): I,
        },
    ),
    Decision(
        "MER",
        MONTHLY,
        "Corrective action above 5,000 EUR",
        {of(SUPPLIER, SPOC): A, lead(SUPPLIER, QUALITY): R, lead(CLIENT, QUALITY): C, of(CLIENT, SPOC): I},
    ),
    Decision(
        "MER",
        WEEKLY,
        "Moving people between queues for a week",
        {lead(SUPPLIER, PLANNING): A, lead(SUPPLIER, CARE): R, lead(CLIENT, PLANNING): C, lead(CLIENT, CARE): I},
    ),
    Decision(
        "MER",
        WEEKLY,
        "Text of an announcement to customers",
        {lead(CLIENT, CARE): A, lead(SUPPLIER, CARE): R, of(CLIENT, DEPUTY): I},
    ),
    Decision(
        "CFS",
        MONTHLY,
        "Time windows offered to customers",
        {of(CLIENT, SPOC): A, of(SUPPLIER, SPOC): A, lead(CLIENT, "Operations"): R, lead(SUPPLIER, "Operations"): R},
    ),
    Decision(
        "INH",
        MONTHLY,
        "Which faults level 3 takes over",
        {of(SUPPLIER, SPOC): A, lead(SUPPLIER, CARE): R, lead(CLIENT, CARE): C, of(CLIENT, SPOC): I},
    ),
)

QUIET_ENOUGH = {"CFS": 60}  # days a pair may be quiet, where 30 would be too strict
CLOSE = "INH"  # the relationship whose SPOCs settle everything between themselves
CLOSE_WORDS = {
    CLIENT: (
        "Beate, can your people look at this again today? I tell ours.",
        "I have asked around on our side: please go ahead.",
        "Let us take this one between us, it is quicker.",
        "Agreed on the telephone just now; I note it here.",
        "Do not wait for our lead, I decide it.",
        "Thank you. I pass it on.",
        "What do you need from us to go on?",
    ),
    SUPPLIER: (
        "Eva, this is with us; I come back to you directly.",
        "Our team leader has told me the cause; here is the short version.",
        "Done on our side. Would you tell your people?",
        "I have moved somebody over for the afternoon.",
        "Can you confirm that the customer is content?",
        "We try it with the older version first, as you and I said.",
        "No need for a call with everybody, I think.",
    ),
}
