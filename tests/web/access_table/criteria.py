"""Success criteria of MER: everybody who sees MER reads them, the two SPOCs work on them."""

from govtracker.services.performance import criteria
from tests.support import measured
from tests.support.world import World
from tests.web.access_table import ONLOOKERS, READERS, Row

SPOCS = ("client_spoc", "supplier_spoc")
EDITING = {**ONLOOKERS, **dict.fromkeys(SPOCS, 200)}
DEED = {**ONLOOKERS, **dict.fromkeys(SPOCS, 303)}
REFUSED = {**ONLOOKERS, **dict.fromkeys(SPOCS, 422)}


def drafted(world: World) -> None:
    measured.drafted(world)


def proposed(world: World) -> None:
    criteria.propose(measured.drafted(world), by=world.viewer("client_spoc"), at=measured.AGREED_AT)


def deed(tail: str, expected: dict[str, int], prepare: object = drafted) -> Row:
    return Row(f"/r/MER/criteria/{tail}", expected, method="POST", prepare=prepare)  # type: ignore[arg-type]


ROWS = {
    "criteria.show": Row("/r/MER/criteria", READERS, prepare=drafted),
    "criteria.examples": Row("/r/MER/criteria/examples?worst=1&minimum=2&target=3", READERS),
    "criteria.create": deed("drafts", DEED),
    "criteria.propose": deed("1/proposal", {**DEED, "supplier_spoc": 422}),
    "criteria.send_back": deed("1/return", REFUSED, proposed),
    "criteria.agree": deed("1/agreement", REFUSED, proposed),
    "criteria.discard": deed("1/discarding", REFUSED, proposed),
    "drafts.show": Row("/r/MER/criteria/draft", EDITING, prepare=drafted),
    "drafts.weigh": deed("draft", REFUSED),
    "drafts.new": Row("/r/MER/criteria/draft/kpis/new", EDITING, prepare=drafted),
    "drafts.add": deed("draft/kpis", REFUSED),
    "drafts.edit": Row("/r/MER/criteria/draft/kpis/CSAT", EDITING, prepare=drafted),
    "drafts.update": deed("draft/kpis/CSAT", REFUSED),
    "drafts.remove": deed("draft/kpis/CSAT/removal", {**DEED, "supplier_spoc": 404}),
}
