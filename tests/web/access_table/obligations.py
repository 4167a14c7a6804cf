"""The client's obligations of MER: SPOCs agree on them, the client's people meet them, the supplier's judge them."""

from tests.support import measured, obliged
from tests.support.measured import OCTOBER
from tests.support.world import World
from tests.web.access_table import ONLOOKERS, READERS, Row

SPOCS = ("client_spoc", "supplier_spoc")
DAY = "/r/MER/obligations/due/1"
NEW_MISS = "/r/MER/scorecards/2026-10/misses/FCR/new"


def standing(world: World) -> None:
    obliged.agreed(world)


def proposed(world: World) -> None:
    obliged.proposed(world)


def met(world: World) -> None:
    obliged.agreed(world)
    obliged.meet(world, 1, obliged.FIRST)


def red(world: World) -> None:
    measured.agree(world)
    measured.enter(world, "2026-10", OCTOBER)
    measured.share(world)


def claimed(world: World) -> None:
    red(world)
    obliged.claim(world)


def got(status: int, *names: str) -> dict[str, int]:
    return {**ONLOOKERS, **dict.fromkeys(names, status)}


SPOCS_AND_LEADS = (*SPOCS, "client_lead", "supplier_lead")
ROWS = {
    "obligations.index": Row("/r/MER/obligations", READERS, scene=standing),
    "obligations.new": Row("/r/MER/obligations/new", got(200, *SPOCS)),
    "obligations.create": Row("/r/MER/obligations", got(422, *SPOCS), method="POST"),
    "obligations.show": Row("/r/MER/obligations/1", READERS, scene=standing),
    "obligations.agree": Row(
        "/r/MER/obligations/1/agreement", got(303, "client_spoc"), method="POST", prepare=proposed
    ),
    "obligations.end": Row(
        "/r/MER/obligations/1/end", got(303, "supplier_spoc") | {"client_spoc": 422}, method="POST", scene=standing
    ),
    "obligations.due": Row(DAY, READERS, scene=standing),
    "obligations.meet": Row(f"{DAY}/meeting", got(422, "client_spoc", "client_lead"), method="POST", scene=standing),
    "obligations.confirm": Row(
        f"{DAY}/confirmation", got(303, "supplier_spoc", "supplier_lead"), method="POST", scene=met
    ),
    "obligations.contest": Row(f"{DAY}/contest", got(422, "supplier_spoc", "supplier_lead"), method="POST", scene=met),
    "client_misses.part": Row("/r/MER/scorecards/2026-10/client-part", READERS, scene=red),
    "client_misses.new": Row(NEW_MISS, got(200, *SPOCS_AND_LEADS), scene=red),
    "client_misses.claim": Row(NEW_MISS.removesuffix("/new"), got(422, *SPOCS_AND_LEADS), method="POST", scene=red),
    "client_misses.show": Row("/r/MER/misses/1", READERS, scene=claimed),
    "client_misses.accept": Row("/r/MER/misses/1/acceptance", got(303, "client_spoc"), method="POST", scene=claimed),
    "client_misses.refuse": Row("/r/MER/misses/1/refusal", got(422, "client_spoc"), method="POST", scene=claimed),
}
