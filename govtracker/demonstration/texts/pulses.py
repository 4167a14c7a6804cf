"""What the people of Northgate and Meridian answer to the pulse: means by round, and what some of them wrote."""

from decimal import Decimal
from typing import Final

from govtracker.enums import PulseTheme, Side

# By theme: the mean each side comes to, round by round (client, supplier).
MEANS: Final[dict[PulseTheme, tuple[tuple[str, str], ...]]] = {
    PulseTheme.TRUST: (("3.2", "3.8"), ("3.6", "3.9"), ("4.0", "4.1"), ("3.6", "4.0"), ("3.6", "4.0")),
    PulseTheme.OPENNESS: (("2.6", "3.6"), ("3.0", "4.0"), ("3.1", "4.2"), ("2.4", "4.4"), ("2.4", "4.4")),
    PulseTheme.ROLES: (("3.0", "2.6"), ("3.6", "3.4"), ("4.1", "3.9"), ("4.3", "4.1"), ("4.3", "4.1")),
    PulseTheme.RESPONSIVENESS: (("3.4", "3.6"), ("3.8", "3.9"), ("4.0", "4.2"), ("3.7", "4.1"), ("3.7", "4.1")),
    PulseTheme.DECISIONS: (("3.8", "2.6"), ("3.8", "2.8"), ("4.0", "3.2"), ("4.0", "3.0"), ("4.0", "3.0")),
    PulseTheme.FAIRNESS: (("3.2", "3.0"), ("3.6", "3.4"), ("3.9", "3.8"), ("3.8", "3.7"), ("3.8", "3.7")),
    PulseTheme.UNDERSTANDING: (("3.0", "3.4"), ("3.4", "3.7"), ("3.8", "4.0"), ("3.7", "4.1"), ("3.7", "4.1")),
    PulseTheme.IMPROVEMENT: (("2.4", "2.6"), ("2.8", "2.9"), ("3.2", "3.3"), ("2.7", "2.9"), ("2.7", "2.9")),
}
OPENED_DAYS_AGO: Final = (368, 277, 186, 95, 4)
# Written in the round of that place, to that statement, by a lead of that side and area.
WRITTEN: Final = (
    (3, PulseTheme.OPENNESS, Side.CLIENT, "Quality", "We heard of the Cebu roster from our own customers first."),
    (3, PulseTheme.OPENNESS, Side.CLIENT, "Finance", "Bad news comes with the invoice."),
    (3, PulseTheme.OPENNESS, Side.SUPPLIER, "Customer care", "Everything is in the daily report, on page one."),
    (3, PulseTheme.IMPROVEMENT, Side.SUPPLIER, "Quality", "Good ideas wait for months on both sides."),
    (3, PulseTheme.ROLES, Side.CLIENT, "Customer care", "Since the counterparts talk directly, nobody asks twice."),
)
NAMED_AREA: Final = "Customer care"  # its two leads put their names to their ratings


def mean(theme: PulseTheme, place: int, side: Side) -> Decimal:
    """What a side comes to in the round of that place."""
    return Decimal(MEANS[theme][place][list(Side).index(side)])
