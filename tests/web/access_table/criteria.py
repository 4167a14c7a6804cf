"""Success criteria of MER: everybody who sees MER reads them, the two SPOCs work on them."""

from collections.abc import Mapping
from dataclasses import replace

from govtracker.services.performance import criteria
from tests.support import measured
from tests.support.world import World
from tests.web.access_table import ONLOOKERS, READERS, Row

SPOCS = ("client_spoc", "supplier_spoc")
EDITING = {**ONLOOKERS, **dict.fromkeys(SPOCS, 200)}
DEED = {**ONLOOKERS, **dict.fromkeys(SPOCS, 303)}
RATING = {**ONLOOKERS, **dict.fromkeys((*SPOCS, "client_lead"), 422)}
REFUSED = {**ONLOOKERS, **dict.fromkeys(SPOCS, 422)}


def drafted(world: World) -> None:
    measured.drafted(world)


def proposed(world: World) -> None:
    criteria.propose(measured.drafted(world), by=world.viewer("client_spoc"), at=measured.AGREED_AT)


def deed(tail: str, expected: Mapping[str, int | tuple[int, ...]], prepare: object = drafted) -> Row:
    return Row(f"/r/MER/criteria/{tail}", expected, method="POST", prepare=prepare)  # type: ignore[arg-type]


def rated(world: World) -> None:
    """Trust is rated; the client's lead owns it."""
    seat_id = next(seat.seat_id for seat in world.viewer("client_lead").seats)
    measured.settle(world, measured.drafted(world, replace(measured.TRUST, owner_seat_id=seat_id)))


ROWS = {
    "criteria.show": Row("/r/MER/criteria", READERS, prepare=drafted),
    "criteria.compare": Row("/r/MER/criteria/differences", READERS, prepare=drafted),
    "criteria.examples": Row("/r/MER/criteria/examples?worst=1&minimum=2&target=3", READERS),
    "criteria.create": deed("drafts", DEED),
    "criteria.propose": deed("1/proposal", {**DEED, "supplier_spoc": 422}),
    "criteria.send_back": deed("1/return", REFUSED, proposed),
    "criteria.agree": deed("1/agreement", REFUSED, proposed),
    "criteria.discard": deed("1/discarding", REFUSED, proposed),
    "drafts.show": Row("/r/MER/criteria/draft", EDITING, prepare=drafted),
    "drafts.weigh": deed("draft", REFUSED),
    "draft_kpis.new": Row("/r/MER/criteria/draft/kpis/new", EDITING, prepare=drafted),
    "draft_kpis.add": deed("draft/kpis", REFUSED),
    "draft_kpis.edit": Row("/r/MER/criteria/draft/kpis/CSAT", EDITING, prepare=drafted),
    "draft_kpis.update": deed("draft/kpis/CSAT", REFUSED),
    "ratings.index": Row("/r/MER/ratings", READERS, prepare=drafted),
    "ratings.rate": Row("/r/MER/ratings/TRUST/2026-09", RATING, method="POST", prepare=rated),
    "catalogue.index": Row("/r/MER/criteria/draft/catalogue", EDITING, prepare=drafted),
    "catalogue.pick": deed("draft/catalogue", REFUSED),
    "drafts.remove": deed("draft/kpis/CSAT/removal", {**DEED, **dict.fromkeys(SPOCS, (303, 404))}),  # once
}
