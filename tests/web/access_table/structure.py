"""Structure, seats, escalation paths and history of MER; its vacant client seat is Quality's."""

from govtracker.enums import Severity
from tests.support.world import World
from tests.web.access_table import ONLOOKERS, READERS, Row

EDITORS = ("client_spoc", "supplier_spoc", "governance_office", "supplier_office")
FILLERS = ("client_spoc", "governance_office")
MAY_EDIT = {**ONLOOKERS, **dict.fromkeys(EDITORS, 200)}
REFUSED = {**ONLOOKERS, **dict.fromkeys(EDITORS, 422)}  # they may, and an empty form is refused


def seat(tail: str) -> Row:
    def url(world: World) -> str:
        return f"/r/MER/seats/{world.seats['vacant_client']}{tail}"

    return Row(url, {**ONLOOKERS, **dict.fromkeys(FILLERS, (303, 422))}, method="POST", data={"tier": "tactical"})


ROWS = {
    "structure.show": Row("/r/MER/structure", READERS),
    "structure.create_area": Row("/r/MER/areas", REFUSED, method="POST"),
    "structure.new_seat": Row("/r/MER/seats/new", MAY_EDIT),
    "structure.create_seat": Row("/r/MER/seats", REFUSED, method="POST", data={"role": "spoc"}),
    "seats.show": Row(lambda world: f"/r/MER/seats/{world.seats['client_spoc']}", READERS),
    "seats.fill": seat("/holder"),
    "seats.vacate": seat("/vacancy"),
    "seats.describe": seat("/scope"),
    "escalation_paths.edit": Row(f"/r/MER/escalation-path?severity={Severity.CRITICAL}", MAY_EDIT),
    "escalation_paths.update": Row("/r/MER/escalation-path", REFUSED, method="POST"),
}
