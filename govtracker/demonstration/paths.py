"""The escalation paths of the demonstration: one an area, a faster one for what is critical, and a general pair."""

from datetime import timedelta

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.demonstration.bonds import TIERS
from govtracker.demonstration.people import Cast
from govtracker.demonstration.structure import Place
from govtracker.enums import SeatRole, Severity, Side
from govtracker.models import EscalationLevel, EscalationPath, FunctionalArea
from govtracker.services import events

LEAD, SPOC, SPONSOR = SeatRole.FUNCTIONAL_LEAD, SeatRole.SPOC, SeatRole.SPONSOR
HOUR = 60
Steps = tuple[tuple[SeatRole, int, int], ...]  # role, response and resolution in business minutes

USUAL: Steps = (
    (LEAD, 4 * HOUR, 24 * HOUR),
    (SPOC, 8 * HOUR, 40 * HOUR),
    (SPONSOR, 8 * HOUR, 64 * HOUR),
)
CRITICAL: Steps = (
    (LEAD, 2 * HOUR, 8 * HOUR),
    (SPOC, 8 * HOUR, 16 * HOUR),
    (SPONSOR, 8 * HOUR, 24 * HOUR),
)


def write(places: dict[str, Place], cast: Cast) -> None:
    """The paths of all relationships; where no area has one of its own, the SPOCs are the first level."""
    for place in places.values():
        by = cast.viewer(place.holder(Side.CLIENT, SPOC))
        _path(place, "General", None, None, USUAL[1:], by=by)
        _path(place, "Critical", None, Severity.CRITICAL, CRITICAL[1:], by=by)
        for name, area in place.areas.items():
            _path(place, name, area, None, USUAL, by=by)
            _path(place, f"{name}, critical", area, Severity.CRITICAL, CRITICAL, by=by)


def _path(
    place: Place, name: str, area: FunctionalArea | None, severity: Severity | None, steps: Steps, *, by: Viewer
) -> None:
    at = place.row.created_at + timedelta(hours=2)
    path = EscalationPath(
        relationship=place.row,
        relationship_id=place.row.id,
        area_id=area.id if area else None,
        severity=severity,
        name=name,
        created_at=at,
    )
    for position, (role, response, resolution) in enumerate(steps, 1):
        own = area.name if area and role is LEAD else ""
        path.levels.append(
            EscalationLevel(
                position=position,
                tier=TIERS[role],
                client_seat_id=place.seat(Side.CLIENT, role, own).id,
                supplier_seat_id=place.seat(Side.SUPPLIER, role, own).id,
                response_minutes=response,
                resolution_minutes=resolution,
            )
        )
    db.session.add(path)
    events.record(path, "path_agreed", by=by, at=at, changes={"name": [None, name]})
