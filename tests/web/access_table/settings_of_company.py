"""Password, people of one's company, its working hours."""

from tests.web.access_table import Row

ADDERS = (
    "client_spoc",
    "supplier_spoc",
    "other_client_spoc",
    "other_supplier_spoc",
    "governance_office",
    "supplier_office",
    "organisation_administrator",
)
ROWS = {
    "passwords.edit": Row("/settings/password", {}, others=200),
    "passwords.update": Row("/settings/password", {}, others=422, method="POST"),
    "people.index": Row("/people", dict.fromkeys(ADDERS, 200), others=403),
    "people.new": Row("/people/new", dict.fromkeys(ADDERS, 200), others=403),
    "people.create": Row("/people", dict.fromkeys(ADDERS, 422), others=403, method="POST"),
    "calendars.edit": Row("/settings/calendar", {"organisation_administrator": 200}, others=403),
    "calendars.update": Row("/settings/calendar", {"organisation_administrator": 422}, others=403, method="POST"),
}
