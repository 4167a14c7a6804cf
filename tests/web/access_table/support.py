"""Support by customer segment in MER, and the catalogue of segments it is named from: the client's alone."""

from govtracker.models import CustomerSegment, SupportType
from govtracker.services.performance import client_catalogues
from tests.support.world import MADE_AT, World
from tests.web.access_table import ONLOOKERS, READERS, Row


def named(world: World) -> None:
    office = world.viewer("governance_office")
    client_catalogues.add(CustomerSegment, office.organisation_id, "Business", by=office, at=MADE_AT)
    client_catalogues.add(SupportType, office.organisation_id, "Billing", by=office, at=MADE_AT)


def of(status: int, *, other: int | None = None) -> dict[str, int]:
    return {"governance_office": status, "supplier_office": status if other is None else other}


ROOT = "/organisation/segments"
ROWS = {
    "support.show": Row("/r/MER/support", READERS, prepare=named),
    "support.create": Row(
        "/r/MER/support", {**ONLOOKERS, "client_spoc": 422, "supplier_spoc": 404}, method="POST", prepare=named
    ),
    "client_catalogues.index": Row(ROOT, of(200), others=403),
    "client_catalogues.create": Row(ROOT, of(422), others=403, method="POST"),
    "client_catalogues.edit": Row(f"{ROOT}/1", of(200, other=404), others=403, prepare=named),
    "client_catalogues.update": Row(f"{ROOT}/1", of(422, other=404), others=403, method="POST", prepare=named),
    "client_catalogues.retire": Row(
        f"{ROOT}/1/retirement", of(303, other=404), others=403, method="POST", prepare=named
    ),
}
