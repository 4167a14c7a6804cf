"""The portfolio, a relationship's page, its function pairs, and the people in it."""

from tests.web.access_table import ONLOOKERS, READERS, Row

BESIDE = {"other_supplier_spoc": 404, "nobody": 404, "administrator": 404, "organisation_administrator": 404}
EDITORS = ("client_spoc", "supplier_spoc", "governance_office", "supplier_office")
OFFICES = {"governance_office": 200, "supplier_office": 200}
REFUSED = dict.fromkeys(OFFICES, 422)  # they may, and an empty form is refused
ENTERING = ("client_lead", "client_spoc", "governance_office")
ROWS = {
    "portfolio.show": Row("/portfolio", {}, others=200),
    "portfolio_maps.show": Row("/portfolio/pictures", {}, others=200),
    "portfolio_maps.heat": Row("/portfolio/charts/heat-map?v=1", {}, others=200),
    "portfolio_maps.field": Row("/portfolio/charts/quadrant?v=1", {}, others=200),
    "relationships.new": Row("/relationships/new", OFFICES, others=403),
    "relationships.create": Row("/relationships", REFUSED, others=403, method="POST"),
    "set_up.show": Row("/set-up", {}, others=404, anonymous=404),
    "set_up.create": Row("/set-up", {}, others=404, anonymous=404, method="POST"),
    "relationships.show": Row("/r/MER", READERS),
    "relationships.bow_tie": Row("/r/MER/bow-tie", READERS),
    "contacts.index": Row("/r/MER/contacts", READERS),
    "relationships.new_invitation": Row("/r/MER/invitation", {**ONLOOKERS, **dict.fromkeys(EDITORS, 200)}),
    "relationships.invite": Row("/r/MER/invitation", {**ONLOOKERS, **dict.fromkeys(EDITORS, 422)}, method="POST"),
    "relationship_terms.edit": Row("/r/MER/edit", {**ONLOOKERS, **dict.fromkeys(EDITORS, 200)}),
    "relationship_terms.update": Row("/r/MER", {**ONLOOKERS, **dict.fromkeys(EDITORS, 422)}, method="POST"),
    "absences.create": Row(
        lambda world: f"/people/{world.people['client_lead']}/absences",
        {**ONLOOKERS, **dict.fromkeys(ENTERING, 422)},
        method="POST",
    ),
    "absences.end": Row(
        lambda world: f"/people/{world.people['client_lead']}/absences/9/end",
        {**ONLOOKERS, **dict.fromkeys(ENTERING, 404)},  # there is no such absence
        method="POST",
    ),
    "relationships.area": Row(lambda world: f"/r/MER/areas/{world.areas['Customer care']}", READERS),
    "people.show": Row(lambda world: f"/people/{world.people['supplier_lead']}", {**READERS, **BESIDE}),
}
