"""Scorecards: October of MER, shared by the client's SPOC."""

from tests.support import measured
from tests.support.measured import OCTOBER
from tests.support.world import World
from tests.web.access_table import ONLOOKERS, READERS, Row

OCTOBER_CARD = "/r/MER/scorecards/2026-10"
SPOCS: dict[str, int | tuple[int, ...]] = {**ONLOOKERS, "client_spoc": (303, 422), "supplier_spoc": (303, 422)}


def measured_october(world: World) -> None:
    measured.agree(world)
    measured.enter(world, "2026-10", OCTOBER)


def shared_october(world: World) -> None:
    measured_october(world)
    measured.share(world)


ROWS = {
    "scorecards.index": Row("/r/MER/scorecards", READERS, scene=measured_october),
    "scorecards.show": Row(OCTOBER_CARD, READERS, scene=shared_october),
    "scorecard_details.explain": Row(f"{OCTOBER_CARD}/explanation/1", READERS, scene=shared_october),
    "scorecard_details.pdf": Row(f"{OCTOBER_CARD}.pdf", READERS, scene=shared_october),
    "scorecard_details.compare": Row(f"{OCTOBER_CARD}/comparison", READERS, scene=shared_october),
    "scorecards.share": Row(f"{OCTOBER_CARD}/sharing", SPOCS, method="POST", scene=measured_october),
    "scorecards.agree": Row(f"{OCTOBER_CARD}/agreement", SPOCS, method="POST", scene=shared_october),
    "scorecards.amend": Row(f"{OCTOBER_CARD}/amendment", SPOCS, method="POST", scene=shared_october),
    "scorecards.dispute": Row(f"{OCTOBER_CARD}/dispute", SPOCS, method="POST", scene=shared_october),
}
