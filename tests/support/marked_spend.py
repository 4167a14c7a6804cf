"""What the client of MER writes of its support types and its spend, marked: Northgate may know their names alone."""

from collections.abc import Callable
from datetime import datetime

from govtracker.enums import FitLevel, Geography
from govtracker.queries.sourcing import profiles as asked
from govtracker.rules.sourcing.profile_choices import Choice
from govtracker.rules.sourcing.profiles import Requirement
from govtracker.rules.sourcing.spend_shifts import Shift
from govtracker.services.sourcing import profiles, spend_shifts, support_types
from tests.support.world import World

CLOSE = Requirement(Geography.IN_HOUSE, FitLevel.GOOD, FitLevel.GOOD, FitLevel.GOOD)


def write(world: World, say: Callable[[str, str], str], *, at: datetime) -> None:
    """Two support types that MER serves, a shift of spend that was proposed, one that was dropped, and a choice."""
    office = world.viewer("governance_office")
    ids = []
    for impact in (2, 5):
        one = support_types.add(say("n", "name of a support type"), by=office, at=at)
        values = {"complexity": 3, "impact": impact, "spend": 100_000, "served_by_id": world.relationships["MER"]}
        support_types.edit(one, {**values, "note": say("g", "note of a support type")}, by=office, at=at)
        ids.append(one.id)
    shift = Shift(ids[0], {ids[1]: 1_000})
    spend_shifts.propose(shift, say("g", "reason of a shift of spend"), by=office, at=at)
    dropped = spend_shifts.propose(shift, say("g", "reason of a shift that was dropped"), by=office, at=at)
    spend_shifts.drop(dropped, say("g", "why a shift was dropped"), by=office, at=at)
    choice = Choice(CLOSE, None, say("g", "why a profile was overruled"))
    profiles.overrule(asked.one(office, ids[0]), choice, by=office, at=at)
