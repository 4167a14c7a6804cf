"""The portfolio, a relationship's page, its function pairs, and the people in it."""

from tests.web.access_table import READERS, Row

BESIDE = {"other_supplier_spoc": 404, "nobody": 404, "administrator": 404, "organisation_administrator": 404}
ROWS = {
    "portfolio.show": Row("/portfolio", {}, others=200),
    "relationships.show": Row("/r/MER", READERS),
    "relationships.area": Row(lambda world: f"/r/MER/areas/{world.areas['Customer care']}", READERS),
    "people.show": Row(lambda world: f"/people/{world.people['supplier_lead']}", {**READERS, **BESIDE}),
}
