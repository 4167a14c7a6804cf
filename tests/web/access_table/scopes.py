"""Parts of MER that are measured by themselves: everybody who sees MER reads them, the SPOCs name them."""

from govtracker.enums import ScopeKind
from govtracker.queries import find
from govtracker.services.performance import scopes
from tests.support.world import MADE_AT, World
from tests.web.access_table import ONLOOKERS, READERS, Row

SPOCS = ("client_spoc", "supplier_spoc")
EDITING = {**ONLOOKERS, **dict.fromkeys(SPOCS, 200)}
REFUSED = {**ONLOOKERS, **dict.fromkeys(SPOCS, 422)}


def named(world: World) -> None:
    spoc = world.viewer("client_spoc")
    scopes.add(find.relationship(spoc, "MER"), ScopeKind.SITE, "Cebu", by=spoc, at=MADE_AT)


ROWS = {
    "scopes.index": Row("/r/MER/scopes", READERS, prepare=named),
    "scopes.create": Row("/r/MER/scopes", REFUSED, method="POST"),
    "scopes.edit": Row("/r/MER/scopes/1", EDITING, prepare=named),
    "scopes.update": Row("/r/MER/scopes/1", REFUSED, method="POST", prepare=named),
}
