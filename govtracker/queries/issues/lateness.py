"""From which day on what a side has to do is late, by that side's business calendar."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from govtracker.enums import Side
from govtracker.models import Relationship
from govtracker.queries.governance import calendars
from govtracker.rules.issues import due_dates

Deadlines = Mapping[Side, date]


def of_relationship(relationship: Relationship, *, at: datetime) -> dict[Side, date]:
    """Side → the day before which what is due is late at `at`."""
    return of_relationships([(relationship.id, relationship.client_id, relationship.supplier_id)], at=at)[
        relationship.id
    ]


def of_relationships(companies: Iterable[tuple[int, int, int]], *, at: datetime) -> dict[int, dict[Side, date]]:
    """The same for (relationship id, client's id, supplier's id)."""
    places = list(companies)
    known = calendars.of_organisations({company for _, *both in places for company in both})
    days = {company: due_dates.late_before(at, calendar) for company, calendar in known.items()}
    return {place: {Side.CLIENT: days[client], Side.SUPPLIER: days[supplier]} for place, client, supplier in places}
