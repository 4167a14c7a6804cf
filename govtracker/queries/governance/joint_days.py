"""On which days both companies of a relationship work."""

from govtracker.models import Relationship
from govtracker.queries.governance import calendars
from govtracker.rules.governance import day_shift
from govtracker.rules.governance.day_shift import Closed


def closed(relationship: Relationship) -> Closed:
    """Why nobody meets on a day: weekends and holidays of either side, by their calendars as they are."""
    companies = (relationship.client, relationship.supplier)
    found = {company.name: calendars.of_organisation(company.id) for company in companies}
    return day_shift.closed_by(found)
