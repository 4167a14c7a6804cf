"""Measurement sheets: the KPIs one person fills in, because the seat that answers for their data is theirs."""

from sqlalchemy import select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Kpi, Relationship
from govtracker.queries.performance import measurements as asked
from govtracker.rules.performance import sheets
from govtracker.rules.performance.measuring import Measure


def measures(viewer: Viewer, relationship: Relationship) -> list[Measure]:
    """The KPIs of a relationship for the viewer to fill in, in the order of its criteria."""
    side = viewer.side_in(relationship.place())
    if side is None:
        return []
    found = asked.measures_in_use(viewer, relationship.id)
    owned = select(Kpi.id, Kpi.owner_seat_id).where(Kpi.id.in_([one.kpi_id for one in found]))
    owners = {row.id: row.owner_seat_id for row in db.session.execute(owned)}
    held = {seat.seat_id for seat in viewer.seats} | {seat.acting_for for seat in viewer.seats if seat.acting_for}
    return [one for one in found if sheets.is_for(one, owner_seat_id=owners[one.kpi_id], held=held, side=side)]
