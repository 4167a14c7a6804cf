"""The contract of MER: everybody who sees MER reads it, the SPOCs and governance offices enter it, SPOCs confirm."""

from collections.abc import Mapping

from tests.support import contracted, measured
from tests.support.world import World
from tests.web.access_table import ONLOOKERS, READERS, Row
from tests.web.access_table.issues import SEATED

SPOCS = ("client_spoc", "supplier_spoc")
EDITORS = (*SPOCS, "governance_office", "supplier_office")
NEW = "/r/MER/contract/new"


def standing(world: World) -> None:
    measured.settle(world, measured.drafted(world))
    contracted.confirm(world, contracted.drafted(world, ("FCR", "40")))


def drafted(world: World) -> None:
    measured.settle(world, measured.drafted(world))
    contracted.drafted(world, ("FCR", "40"))


def proposed(world: World) -> None:
    standing(world)
    contracted.adjustment(world)


def got(status: int, *names: str) -> dict[str, int]:
    return {**ONLOOKERS, **dict.fromkeys(names, status)}


def post(tail: str, expected: Mapping[str, int | tuple[int, ...]], prepare: object = drafted) -> Row:
    return Row(f"/r/MER/contract/{tail}", expected, method="POST", prepare=prepare)  # type: ignore[arg-type]


ROWS = {
    "contracts.show": Row("/r/MER/contract", READERS, prepare=standing),
    "contracts.version": Row("/r/MER/contract/versions/1", READERS, prepare=standing),
    "contracts.give_notice": post("notice", got(303, "client_spoc") | {"supplier_spoc": 422}, standing),
    "contracts.take_back_notice": post("notice/withdrawal", got(422, *SPOCS), standing),
    "contracts.new_files": Row("/r/MER/contract/files/new", got(200, *SEATED), prepare=standing),
    "contracts.add_files": post("files", got(422, *SEATED), standing),
    "contract_drafts.new": Row(NEW, got(200, *EDITORS)),
    "contract_drafts.create": post("drafts", got(422, *EDITORS), standing),
    "contract_drafts.show": Row("/r/MER/contract/draft", READERS, prepare=drafted),
    "contract_drafts.edit": Row("/r/MER/contract/draft/edit", got(200, *EDITORS), prepare=drafted),
    "contract_drafts.update": post("draft", got(422, *EDITORS)),
    "contract_drafts.add_pool": post("draft/pools", got(422, *EDITORS)),
    "contract_drafts.remove_pool": post("draft/pools/999/removal", got(404, *EDITORS)),
    "contract_drafts.add_term": post("draft/terms", got(422, *EDITORS)),
    "contract_drafts.remove_term": post("draft/terms/999/removal", got(404, *EDITORS)),
    "contract_drafts.agree": post("draft/agreement", got(422, *SPOCS)),
    "contract_drafts.discard": post("draft/discarding", {**ONLOOKERS, **dict.fromkeys(EDITORS, (303, 404))}),
    "ledger.index": Row("/r/MER/contract/ledger", READERS, prepare=standing),
    "ledger.new": Row("/r/MER/contract/ledger/adjustments/new", got(200, *SPOCS), prepare=standing),
    "ledger.propose": post("ledger/adjustments", got(422, *SPOCS), standing),
    "ledger.accept": post("ledger/adjustments/1/acceptance", got(303, "supplier_spoc"), proposed),
    "ledger.refuse": post("ledger/adjustments/1/refusal", got(422, "supplier_spoc"), proposed),
}
