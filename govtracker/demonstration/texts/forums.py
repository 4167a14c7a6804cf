"""The forums of the demonstration: what each is for, who belongs to it, and when it meets."""

from datetime import time
from typing import NamedTuple

from govtracker.enums import SeatRole, Tier


class ForumPlan(NamedTuple):
    """A forum: chaired by the seats of a role, joined by those of others, with meetings of so many minutes.

    It was set up so many weeks before now, or with the relationship (0).
    """

    key: str
    name: str
    tier: Tier
    chairs: SeatRole
    members: tuple[SeatRole, ...]
    rrule: str
    local_time: time
    minutes: int
    charter: str
    weeks_ago: int = 0


SPOC, DEPUTY, LEAD, SPONSOR = SeatRole.SPOC, SeatRole.DEPUTY_SPOC, SeatRole.FUNCTIONAL_LEAD, SeatRole.SPONSOR
SUPERVISOR, MEMBER = SeatRole.OPERATIONS_SUPERVISOR, SeatRole.MEMBER

WEEKLY, MONTHLY, STEERING = "Weekly operations review", "Monthly business review", "Steering committee"
OPERATIONS = "What hurts customers this week, and who does what about it by when. Fifteen minutes an area at most."
BUSINESS = "The month's scorecard, what stands behind it, and what both sides change because of it."
STRATEGY = "Whether both companies still want the same, what each puts in, and what the SPOCs could not settle."


def weekly(key: str, rrule: str, at: time, weeks_ago: int) -> ForumPlan:
    """The operational forum of a relationship, chaired by the deputies."""
    members = (LEAD, SUPERVISOR, MEMBER)
    return ForumPlan(key, WEEKLY, Tier.OPERATIONAL, DEPUTY, members, rrule, at, 45, OPERATIONS, weeks_ago)


def monthly(key: str, rrule: str, at: time) -> ForumPlan:
    """The tactical forum, chaired by the SPOCs."""
    return ForumPlan(key, MONTHLY, Tier.TACTICAL, SPOC, (DEPUTY, LEAD), rrule, at, 90, BUSINESS)


def steering(key: str, rrule: str, at: time) -> ForumPlan:
    """The strategic forum, chaired by the sponsors."""
    return ForumPlan(key, STEERING, Tier.STRATEGIC, SPONSOR, (SPOC,), rrule, at, 120, STRATEGY)


FORUMS = (
    weekly("MER", "FREQ=WEEKLY;BYDAY=MO", time(9, 30), 26),
    monthly("MER", "FREQ=MONTHLY;BYDAY=2TU", time(10)),
    steering("MER", "FREQ=MONTHLY;INTERVAL=3;BYDAY=3TH", time(9)),
    weekly("CFS", "FREQ=WEEKLY;BYDAY=WE", time(8, 30), 10),
    monthly("CFS", "FREQ=MONTHLY;BYDAY=2TH", time(14)),
    steering("CFS", "FREQ=MONTHLY;INTERVAL=3;BYDAY=3WE", time(13)),
    weekly("INH", "FREQ=WEEKLY;BYDAY=TH", time(11), 8),
    monthly("INH", "FREQ=MONTHLY;BYDAY=2WE", time(11)),
    steering("INH", "FREQ=MONTHLY;INTERVAL=3;BYDAY=4TH", time(15)),
)
