"""Support by customer segment in MER, and the catalogue of segments it is named from: the client's alone."""

from govtracker.models import CustomerSegment, SupportType
from govtracker.services.performance import client_catalogues
from tests.support.world import MADE_AT, World
from tests.web.access_table import ONLOOKERS, READERS, Row


def named(world: World) -> None:
    office = world.viewer("governance_office")
    client_catalogues.add(CustomerSegment, office.organisation_id, "Business", by=office, at=MADE_AT)
    client_catalogues.add(SupportType, office.organisation_id, "Billing", by=office, at=MADE_AT)


ROWS = {
    "support.show": Row("/r/MER/support", READERS, prepare=named),
    "support.create": Row(
        "/r/MER/support", {**ONLOOKERS, "client_spoc": 422, "supplier_spoc": 404}, method="POST", prepare=named
    ),
}
