"""What MER calls success, and its figures: six KPIs under three pillars, agreed by both SPOCs."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from govtracker import database
from govtracker.access import Viewer
from govtracker.enums import Aggregation, ComputedKpi, Pillar, Unit
from govtracker.models import CriteriaSet
from govtracker.queries import criteria as versions
from govtracker.queries import find
from govtracker.rules import criteria_changes
from govtracker.rules.anchors import Anchors
from govtracker.rules.criteria import Terms
from govtracker.services import criteria, kpis
from tests.support.world import World

D = Decimal
AGREED_AT = datetime(2026, 9, 2, 8, tzinfo=UTC)


def terms(code: str = "CSAT", **given: Any) -> Terms:
    """A KPI of percent, the more the better, but for what is given."""
    plain: dict[str, Any] = {
        "kpi_id": 0,
        "name": code,
        "definition": "",
        "formula": "",
        "unit": Unit.PERCENT,
        "unit_label": "",
        "decimals": 1,
        "aggregation": Aggregation.RATIO,
        "computed": None,
        "source": "telephone system",
        "pillar": Pillar.EXPERIENCE,
        "weight": D(20),
        "anchors": Anchors(D(60), D(75), D(85)),
        "is_gate": False,
    }
    return Terms(code=code, **{**plain, **given})


KPIS = (
    terms("FCR", name="First contact resolution", anchors=Anchors(D(55), D(65), D(70))),
    terms("CSAT", name="Customer satisfaction"),
    terms("SL", name="Service level in 20 s", weight=D(10), anchors=Anchors(D(50), D(70), D(80))),
    terms(
        "PRICE",
        name="Price per contact",
        pillar=Pillar.COST,
        weight=D(25),
        unit=Unit.MONEY,
        unit_label="EUR",
        decimals=2,
        aggregation=Aggregation.LAST,
        anchors=Anchors(D(6), D(5), D("4.2")),
    ),
    terms("INV", name="Invoice accuracy", pillar=Pillar.COST, weight=D(10), anchors=Anchors(D(90), D(97), D(99))),
    terms(
        "SELL",
        name="Cross- and up-sell",
        pillar=Pillar.REVENUE,
        weight=D(15),
        unit=Unit.MONEY,
        unit_label="kEUR",
        decimals=0,
        aggregation=Aggregation.SUM,
        anchors=Anchors(D(100), D(150), D(200)),
    ),
)
COMPUTED = (
    terms("RWT", name="Resolved within target", computed=ComputedKpi.RESOLVED_WITHIN_TARGET, source=""),
    terms(
        "MTTR",
        name="Mean time to resolve",
        unit=Unit.HOURS,
        computed=ComputedKpi.MEAN_TIME_TO_RESOLVE,
        source="",
        anchors=Anchors(D(40), D(24), D(16)),
    ),
)
OCTOBER = {"FCR": "38512/66400", "CSAT": "76", "SL": "71", "PRICE": "4.60", "INV": "99.3", "SELL": "182"}
"""A month as people type it."""


def drafted(world: World, *wanted: Terms, key: str = "MER") -> CriteriaSet:
    """A draft with these KPIs (KPIS if none is named), within an open transaction."""
    spoc = spoc_of(world, "client", key)
    draft = criteria.start_draft(find.relationship(spoc, key), by=spoc, at=AGREED_AT)
    for one in wanted or KPIS:
        kpis.add(draft, one, by=spoc, at=AGREED_AT)
    return draft


def agree(world: World, *wanted: Terms, key: str = "MER") -> int:
    """A version that both SPOCs have agreed on; its id."""
    with world.context(), database.transaction():
        draft = drafted(world, *wanted, key=key)
        settle(world, draft, key=key)
        return draft.id


def settle(world: World, draft: CriteriaSet, *, key: str = "MER") -> None:
    """Propose by the client, agree by the supplier, within an open transaction."""
    criteria.propose(draft, by=spoc_of(world, "client", key), at=AGREED_AT)
    seen = criteria_changes.digest(versions.content(draft))
    criteria.agree(draft, seen, by=spoc_of(world, "supplier", key), at=AGREED_AT)


def spoc_of(world: World, side: str, key: str = "MER") -> Viewer:
    """The SPOC of a side."""
    return world.viewer(f"{side}_spoc" if key == "MER" else f"other_{side}_spoc")
