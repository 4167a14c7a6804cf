"""The escalation paths of the demonstration: one an area, a faster one for what is critical, and a general pair."""

from datetime import timedelta

from govtracker.demonstration.bonds import TIERS
from govtracker.demonstration.people import Cast
from govtracker.demonstration.structure import Place
from govtracker.enums import SeatRole, Severity, Side
from govtracker.rules.governance.escalation import OURS, Terms
from govtracker.services.governance import escalation_paths
from govtracker.services.governance.escalation_paths import LevelFacts, Slot

LEAD, SPOC, SPONSOR = SeatRole.FUNCTIONAL_LEAD, SeatRole.SPOC, SeatRole.SPONSOR
HOUR = 60
Step = tuple[SeatRole, int, int]  # role, response and resolution in business minutes

USUAL: tuple[Step, ...] = (
    (LEAD, 4 * HOUR, 24 * HOUR),
    (SPOC, 8 * HOUR, 40 * HOUR),
    (SPONSOR, 8 * HOUR, 64 * HOUR),
)
CRITICAL: tuple[Step, ...] = (
    (LEAD, 2 * HOUR, 8 * HOUR),
    (SPOC, 8 * HOUR, 16 * HOUR),
    (SPONSOR, 8 * HOUR, 24 * HOUR),
)
SHORT = Terms(expiry_days=2)  # working days of silence after which an acknowledgement is worth nothing
SHORT_OF_BREATH = (("INH", "Information technology"),)


def write(places: dict[str, Place], cast: Cast) -> None:
    """The paths of all relationships; where no area has one of its own, the SPOCs are the first level."""
    for place in places.values():
        by = cast.viewer(place.holder(Side.CLIENT, SPOC))
        areas: list[tuple[str, int | None]] = [("", None), *((name, area.id) for name, area in place.areas.items())]
        for name, area_id in areas:
            for severity, ladder in ((None, USUAL), (Severity.CRITICAL, CRITICAL)):
                levels = [level(place, step, name) for step in ladder if area_id or step[0] is not LEAD]
                at = place.row.created_at + timedelta(hours=2)
                terms = SHORT if (place.bond.key, name) in SHORT_OF_BREATH else OURS
                escalation_paths.publish(place.row, levels, by=by, at=at, slot=Slot(area_id, severity), terms=terms)


def steps(severity: Severity) -> tuple[Step, ...]:
    """The levels of an area's path for issues of that severity."""
    return CRITICAL if severity is Severity.CRITICAL else USUAL


def response_minutes(severity: Severity, level: int) -> int:
    """How long a level has for its answer."""
    return steps(severity)[level - 1][1]


def level(place: Place, step: Step, area: str) -> LevelFacts:
    """A level of the ladder of an area ("": the general one) with its seats."""
    role, response, resolution = step
    own = area if role is LEAD else ""
    client, supplier = (place.seat(side, role, own).id for side in Side)
    return LevelFacts(TIERS[role], client, supplier, response, resolution)
