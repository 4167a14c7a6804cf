"""What MER calls success, and its figures: six KPIs under three pillars, agreed by both SPOCs."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from govtracker import database
from govtracker.access import Viewer
from govtracker.enums import Aggregation, ComputedKpi, CriterionKind, Pillar, Unit
from govtracker.models import CriteriaSet
from govtracker.queries import find
from govtracker.queries.performance import criteria as versions
from govtracker.queries.performance import measurement_talk, scorecard_months, scorecard_rows
from govtracker.queries.performance import measurements as asked
from govtracker.queries.performance.scorecard_rows import Slot
from govtracker.rules import periods
from govtracker.rules.performance import criteria_changes, ratings, snapshot
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.criteria import Terms
from govtracker.rules.performance.measuring import Entry, read_cell
from govtracker.rules.performance.ratings import Level
from govtracker.services.performance import consents, criteria, kpis, measurements, scorecards
from govtracker.services.performance.measurements import Given
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
LEVELS = tuple(Level(f"What {number} looks like", score) for number, score in enumerate(ratings.USUAL_SCORES, 1))
TRUST = terms(
    "TRUST",
    name="Trust",
    kind=CriterionKind.QUALITATIVE,
    unit=Unit.POINTS,
    levels=LEVELS,
    anchors=ratings.curve(LEVELS),
    source="",
)
"""What both sides rate, with the usual scores: 0, 30, 60, 80, 100."""
TODAY = date(2026, 11, 5)
ENTERED_AT = datetime(2026, 11, 5, 8, tzinfo=UTC)
Figures = Mapping[str, str | Entry]
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


def enter(world: World, month: str, figures: Figures, *, who: str = "client_spoc", reason: str = "") -> None:
    """Enter figures of a month as people type them into the grid of MER."""
    enter_all(world, {month: figures}, who=who, reason=reason)


def enter_all(
    world: World, months: dict[str, Figures], *, who: str = "client_spoc", reason: str = "", today: date = TODAY
) -> None:
    """Enter figures of several months of MER in one go."""
    with world.context(), database.transaction():
        for month, figures in months.items():
            put(world, month, figures, who=who, reason=reason, today=today)


def put(
    world: World, month: str, figures: Figures, *, who: str = "client_spoc", reason: str = "", today: date = TODAY
) -> None:
    """Enter figures of a month of MER, within an open transaction."""
    viewer = world.viewer(who)
    relationship = find.relationship(viewer, "MER")
    known = {one.code: one for one in asked.measures(viewer, relationship.id)}
    given = [
        Given(known[code], periods.parse(month), said if isinstance(said, Entry) else read_cell(said, known[code]))
        for code, said in figures.items()
    ]
    measurements.enter(relationship, given, reason=reason, by=viewer, at=ENTERED_AT, today=today)


def excuse(world: World, month: str, code: str, *, reason: str = "not delivered") -> None:
    """Let a KPI of MER not apply in a month: the client asks, the supplier consents."""
    enter(world, month, {code: "n/a"}, reason=reason)
    with world.context(), database.transaction():
        kpi = asked.measure(world.viewer("client_spoc"), "MER", code)
        key = asked.Key(kpi.id, periods.parse(month).first_day)
        measurement = measurement_talk.measurement(asked.stored([key])[key].id)
        consents.answer(measurement, "", given=True, by=world.viewer("supplier_spoc"), at=ENTERED_AT)


def share(world: World, month: str = "2026-10", *, who: str = "client_spoc") -> str:
    """Share a month of MER as it stands; the digest both sides sign."""
    viewer = world.viewer(who)
    with world.context(), database.transaction():
        relationship = find.relationship(viewer, "MER")
        slot = Slot(relationship, periods.parse(month))
        current = scorecard_months.current(slot, scorecard_rows.stored(slot))
        assert current is not None
        seen = snapshot.digest(snapshot.write(current))
        at = datetime(2026, 11, 10, 9, tzinfo=UTC)
        return scorecards.share(slot, seen, by=viewer, at=at, today=at.date()).digest


def sign(world: World, digest: str, month: str = "2026-10", *, who: str = "supplier_spoc") -> None:
    """Agree to a shared month of MER."""
    viewer = world.viewer(who)
    with world.context(), database.transaction():
        card = scorecard_months.one(viewer, "MER", month)
        at = datetime(2026, 11, 12, 9, tzinfo=UTC)
        scorecards.agree(card, digest, by=viewer, at=at)


def dispute(world: World, reason: str = "wrong", month: str = "2026-10", *, who: str = "supplier_spoc") -> None:
    """Send a shared month of MER back."""
    viewer = world.viewer(who)
    with world.context(), database.transaction():
        card = scorecard_months.one(viewer, "MER", month)
        at = datetime(2026, 11, 11, 9, tzinfo=UTC)
        scorecards.dispute(card, reason, by=viewer, at=at)
