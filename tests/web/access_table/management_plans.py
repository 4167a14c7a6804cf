"""The relationship management plan of MER: everybody there reads it, its SPOCs propose and agree."""

from datetime import UTC, datetime

from govtracker import database
from govtracker.queries import find
from govtracker.services.partnership import management_plans
from tests.support.world import World
from tests.web.access_table import ONLOOKERS, READERS, Row

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
PLAN, VERSION = "/r/MER/plan", "/r/MER/plan/versions/1"


def by_spocs(**statuses: int) -> dict[str, int | tuple[int, ...]]:
    return {**ONLOOKERS, **statuses}


def proposed(world: World) -> None:
    viewer = world.viewer("client_spoc")
    with world.context(), database.transaction():
        management_plans.propose(find.relationship(viewer, "MER"), "", by=viewer, at=AT)


ROWS = {
    "management_plans.show": Row(PLAN, READERS, scene=proposed),
    "management_plans.propose": Row(
        f"{PLAN}/versions", by_spocs(client_spoc=422, supplier_spoc=422), method="POST", data={"because": "x" * 2001}
    ),
    "management_plans.version": Row(VERSION, READERS, scene=proposed),
    "management_plans.agree": Row(
        f"{VERSION}/agreement", by_spocs(client_spoc=422, supplier_spoc=303), method="POST", scene=proposed
    ),
    "management_plans.send_back": Row(
        f"{VERSION}/return", by_spocs(client_spoc=422, supplier_spoc=422), method="POST", scene=proposed
    ),
    "management_plans.withdraw": Row(
        f"{VERSION}/withdrawal", by_spocs(client_spoc=303, supplier_spoc=422), method="POST", scene=proposed
    ),
}
