"""How running issues of the demonstration went to and fro, were paused or given back; and questions of the past."""

from typing import NamedTuple

from govtracker.enums import Side

HOUR = 60


class Handed(NamedTuple):
    """Handed over to a side so many working minutes (of the side that asks) before now."""

    minutes_ago: int
    to: Side
    asked: str


class Held(NamedTuple):
    """Paused by the side that waits, so many of its working minutes before now, for some days."""

    minutes_ago: int
    days: int
    reason: str


class Lowered(NamedTuple):
    """Stepped down to a level by the client's SPOC, so many working minutes before now."""

    minutes_ago: int
    level: int
    reason: str


class Published(NamedTuple):
    """Published to the other company by the side it was internal to, so many of its working minutes before now."""

    minutes_ago: int
    title: str
    description: str


Turn = Handed | Held | Lowered | Published

# by relationship and title, as in texts/present
TURNS: dict[tuple[str, str], tuple[Turn, ...]] = {
    ("MER", "Certificates for the Davao site run out next week"): (
        Handed(
            9 * HOUR,
            Side.SUPPLIER,
            "Which of the 84 workplaces belong to the night shift? Theirs come first, and your list has no shifts.",
        ),
        Handed(
            6 * HOUR,
            Side.CLIENT,
            "The list with shifts is attached to the change request: 31 of 84 are the night shift. Please renew those "
            "by Wednesday.",
        ),
    ),
    ("CFS", "Splice loss above the limit at eleven addresses"): (
        Held(
            3 * HOUR,
            6,
            "Cascade's measuring van is in repair until the end of the week; the lines work for the time being.",
        ),
    ),
    ("MER", "Saturday shift under plan for five weeks"): (
        Lowered(
            2 * HOUR,
            1,
            "Diego has released four people from the other queue. The leads can put the new plan in place by "
            "themselves.",
        ),
    ),
    ("MER", "Screen recordings of five agents are missing"): (
        Published(
            4 * HOUR,
            "Quality sample of two weeks rests on voice alone",
            "For five agents of the evening shift there are no screen recordings from the 1st to the 14th. Their calls "
            "were checked by voice alone; we propose to leave system handling out of the quality score of these two "
            "weeks.",
        ),
    ),
}

QUESTIONS = (
    "Does this touch the business customers as well? We would start with them.",
    "Which release was running when it was first seen?",
    "May we call the customers concerned ourselves, or do you want to?",
    "The figures you sent end on the 14th. Do you have the rest of the month?",
)
REPLIES = (
    "Business customers first, please; the list is with your team leads.",
    "It was the release of the night before. The log is in the shared folder.",
    "Please call them. We have put a note in every account.",
    "Here is the rest of the month. Back to you.",
)
