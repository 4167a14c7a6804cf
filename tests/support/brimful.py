"""MER with everything its pages can show, of each kind one or more: what a page costs is counted in it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import (
    BenefitKind,
    CapabilityState,
    HandBackKind,
    ScopeKind,
    Unit,
)
from govtracker.models import Programme
from govtracker.queries import find
from govtracker.queries.partnership import exits as exits_asked
from govtracker.queries.performance import measurements as measured_now
from govtracker.rules import periods
from govtracker.rules.performance.measuring import read_cell
from govtracker.services.partnership import (
    benefits,
    capabilities,
    exits,
    launches,
    management_plans,
    programmes,
    watch_metrics,
)
from govtracker.services.partnership.exits import HandBackFacts
from govtracker.services.partnership.launches import ItemFacts
from govtracker.services.partnership.programmes import ProgrammeFacts
from govtracker.services.partnership.watch_metrics import WatchFacts
from govtracker.services.performance import improvement_plans, measurements, scopes
from govtracker.services.performance.improvement_plans import NewPlan
from govtracker.services.performance.measurements import Given
from tests.support import contracted, forums, managed, measured, obliged, pulses, raid, valued
from tests.support.world import World

D = Decimal
AT = valued.AT
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LONG_AGO = AT - timedelta(days=400)
MONTHS = ("2026-08", "2026-09", "2026-10")
PARTS = {"Cebu": "70/100", "Davao": "60/100"}


def filled(world: World) -> None:
    """Figures, value, launches, exit, contract, risks, plans and the pulse; of what is listed one of each."""
    measured.agree(world)
    measured.enter_all(world, {month: {**measured.OCTOBER, "FCR": "30/100"} for month in MONTHS})
    for month in MONTHS:
        measured.share(world, month)
    contracted.in_force(world, ("FCR", "60"), ("INV", "40"))
    obliged.agreed(world)
    _parts(world)
    with world.context(), database.transaction():
        spoc = world.viewer("client_spoc")
        exits.write(find.relationship(spoc, "MER"), valued.PLAN, by=spoc, at=LONG_AGO)
    more(world, 1)
    _pulse(world)
    _agreed_and_proposed(world)


def more(world: World, number: int) -> None:
    """One more of each of what is listed."""
    with world.context(), database.transaction():
        _programme(world, number)
    with world.context():
        with database.transaction():
            _beside(world, number)
            _handed_back(world, number)
            _kept(world, number)
        assert not jobs.run(jobs.job_named("look-beside-programmes"), at=AT).failed


def _parts(world: World) -> None:
    """Two sites that are measured by themselves of a KPI the whole has no figure of, later on."""
    spoc = world.viewer("client_spoc")
    with world.context(), database.transaction():
        relationship = find.relationship(spoc, "MER")
        made = [scopes.add(relationship, ScopeKind.SITE, name, by=spoc, at=AT) for name in PARTS]
        db.session.flush()
        sl = next(one for one in measured_now.measures(spoc, relationship.id) if one.code == "SL")
        month = periods.parse("2026-07")
        for part, said in zip(made, PARTS.values(), strict=True):
            given = [Given(sl, month, read_cell(said, sl), scope=part.id)]
            measurements.enter(relationship, given, reason="", by=spoc, at=AT, today=measured.TODAY)


def _programme(world: World, number: int) -> None:
    """With a benefit that is entered, one that is a KPI, what one costs the other, and one that came by itself."""
    spoc, across = world.viewer("client_spoc"), world.viewer("supplier_spoc")
    days = date(2026, 7, 1), date(2027, 6, 30)
    about = ProgrammeFacts(f"Calls settled {number}", "Fewer come back", *days, valued.kpi_ids("INV"))
    own = programmes.begin(find.relationship(spoc, "MER"), about, by=spoc, at=AT)
    db.session.flush()
    [service] = valued.kpi_ids("SL")
    typed = valued.promise(world)
    linked = valued.promise(world, unit=Unit.PERCENT, currency="", kpi_id=service, baseline=D(60), target=D(90))
    agreed = [benefits.note(own, BenefitKind.COMMITTED, facts, by=spoc, at=AT) for facts in (typed, linked)]
    db.session.flush()
    lost = valued.promise(world, title="Longer calls", offsets_id=agreed[0].id, target=None)
    others = [
        benefits.note(own, BenefitKind.DIS_BENEFIT, lost, by=spoc, at=AT),
        benefits.note(own, BenefitKind.UNPLANNED, valued.promise(world, target=None), by=spoc, at=AT),
    ]
    db.session.flush()
    for one in agreed:
        benefits.propose(one, one.version, by=spoc, at=AT)
        db.session.flush()
        benefits.agree(one, one.version, by=across, at=AT)
    for one in (agreed[0], *others):
        for month in MONTHS:
            benefits.enter(one, periods.parse(month), D(91_000), "Invoice", by=spoc, at=AT)


def _beside(world: World, number: int) -> None:
    """What is watched beside it, damage that was found there, and a launch with its check."""
    spoc, days = world.viewer("client_spoc"), (date(2026, 6, 30),)
    own = db.session.query(Programme).filter_by(title=f"Calls settled {number}").one()
    [watched_kpi] = valued.kpi_ids("SL")
    plain = WatchFacts(None, "Complaints", "They come", Unit.COUNT, "", False, D(100), days[0], D(10))
    metric = watch_metrics.add(own, plain, by=spoc, at=AT)
    kpi = replace(plain, kpi_id=watched_kpi, name="", unit=Unit.PERCENT, more_is_better=True)
    watch_metrics.add(own, kpi, by=spoc, at=AT)
    db.session.flush()
    watch_metrics.enter(metric, periods.parse("2026-10"), D(130), "Inbox", by=spoc, at=AT)
    relationship = find.relationship(spoc, "MER")
    check = capabilities.begin(relationship, f"Chat {number}", by=spoc, at=AT)
    capability = capabilities.add(check, "Evenings", by=spoc, at=AT)
    db.session.flush()
    capabilities.judge(capability, CapabilityState.WORKS, "Tried on Monday", by=spoc, at=AT)
    launch = valued.launch(world, title=f"Fibre {number}", check_id=check.id)
    db.session.flush()
    item = ItemFacts("Scripts", valued.seat_id(world, "supplier_lead"), date(2026, 11, 10))
    launches.add(launch, item, by=spoc, at=AT)


def _handed_back(world: World, number: int) -> None:
    """One thing more that is handed back, and a review of the exit plan that was due long ago."""
    spoc = world.viewer("client_spoc")
    facts = HandBackFacts(HandBackKind.DATA, f"Recordings {number}", valued.seat_id(world, "supplier_lead"))
    exits.add(find.relationship(spoc, "MER"), facts, by=spoc, at=LONG_AGO)
    plan = exits_asked.one(spoc, "MER")
    exits.review(plan, LONG_AGO.date(), "It holds", by=spoc, at=LONG_AGO)


def _kept(world: World, number: int) -> None:
    """A risk, an improvement plan, a forum with its review, and what is late."""
    spoc = world.viewer("client_spoc")
    raid.risk(world, AT, number=number)
    new = NewPlan(f"Faster answers {number}", "They wait", "Half as long")
    improvement_plans.open_by_hand(find.relationship(spoc, "MER"), new, by=spoc, at=AT)
    forums.review(forums.forum(world, name=f"Review {number}"), NOW + timedelta(days=7))
    managed.overdue(world, 100 + number, "supplier_lead", due_on=date(2026, 11, 10))


def _pulse(world: World) -> None:
    """Two rounds that are closed: trust is a blind spot of the client."""
    pulses.agreed(world)
    for number in (1, 2):
        opens = pulses.AT if number == 1 else AT + timedelta(days=1)
        pulses.opened(world, opens)
        said = dict.fromkeys(pulses.CLIENTS[:3], (4, 4)) | dict.fromkeys(pulses.SUPPLIERS[:3], (2, 4))
        pulses.answers(world, said, number=number, at=opens)
        pulses.close(world, opens + timedelta(days=15))


def _agreed_and_proposed(world: World) -> None:
    """A management plan both sides agreed to, and one that says otherwise and waits."""
    spoc, across = world.viewer("client_spoc"), world.viewer("supplier_spoc")
    for version, purpose in enumerate(("Better service", "Better and cheaper service"), 1):
        with world.context(), database.transaction():
            relationship = find.relationship(spoc, "MER")
            relationship.purpose = purpose
            plan = management_plans.propose(relationship, "", by=spoc, at=AT)
            db.session.flush()
            if version == 1:
                management_plans.agree(plan, by=across, at=AT)
