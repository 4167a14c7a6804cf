"""Value of MER: a programme with a benefit and something watched beside it, a check, a launch and an exit plan."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import BenefitKind, CapabilityState, HandBackKind, Side, Unit
from govtracker.models import Benefit, Kpi, Launch, Programme, WatchMetric
from govtracker.queries import find
from govtracker.queries.partnership import benefits as benefits_asked
from govtracker.queries.partnership import capabilities as checks_asked
from govtracker.queries.partnership import launches as launches_asked
from govtracker.queries.partnership import programmes as programmes_asked
from govtracker.rules import periods
from govtracker.services.partnership import benefits, capabilities, exits, launches, programmes, watch_metrics
from govtracker.services.partnership.benefits import BenefitFacts
from govtracker.services.partnership.exits import HandBackFacts
from govtracker.services.partnership.launches import LaunchFacts
from govtracker.services.partnership.programmes import ProgrammeFacts
from govtracker.services.partnership.watch_metrics import WatchFacts
from tests.support import measured
from tests.support.world import World

AT = datetime(2026, 11, 5, 9, tzinfo=UTC)
PLAN = "The client takes the numbers back within three months."


def seat_id(world: World, who: str) -> int:
    """The first seat of MER somebody holds."""
    return world.viewer(who).seats_in(world.relationships["MER"])[0].seat_id


def kpi_ids(*codes: str) -> frozenset[int]:
    """The KPIs with these codes."""
    return frozenset(row.id for row in db.session.query(Kpi).filter(Kpi.code.in_(codes)))


def programme(world: World, *codes: str) -> Programme:
    """A programme about these KPIs from July to next June, within a transaction."""
    spoc = world.viewer("client_spoc")
    facts = ProgrammeFacts("Calls settled", "Fewer come back", date(2026, 7, 1), date(2027, 6, 30), kpi_ids(*codes))
    return programmes.begin(find.relationship(spoc, "MER"), facts, by=spoc, at=AT)


def promise(world: World, **changed: Any) -> BenefitFacts:
    """90,000 EUR a month that fall to 75,000 by December, owned by the supplier's lead."""
    values: dict[str, Any] = {
        "title": "Cost of repeat contacts",
        "side": Side.CLIENT,
        "unit": Unit.MONEY,
        "owner_seat_id": seat_id(world, "supplier_lead"),
        "starts_on": date(2026, 7, 1),
        "due_on": date(2026, 12, 31),
        "measured_by": "Monthly invoice",
        "currency": "EUR",
        "baseline": Decimal(90_000),
        "baseline_on": date(2026, 6, 30),
        "target": Decimal(75_000),
    }
    return BenefitFacts(**{**values, **changed})


def draft(world: World, **changed: Any) -> Benefit:
    """A draft of it, noted by the client's SPOC, within a transaction."""
    kind = changed.pop("kind", BenefitKind.COMMITTED)
    spoc = world.viewer("client_spoc")
    own = programmes_asked.one(spoc, "MER", 1)
    return benefits.note(own, kind, promise(world, **changed), by=spoc, at=AT)


def watch(world: World, **changed: Any) -> WatchMetric:
    """Complaints a month, 100 of them, 10 more are tolerated; within a transaction."""
    values: dict[str, Any] = {
        "kpi_id": None,
        "name": "Complaints",
        "why": "They come when calls are cut short",
        "unit": Unit.COUNT,
        "unit_label": "",
        "more_is_better": False,
        "baseline": Decimal(100),
        "baseline_on": date(2026, 6, 30),
        "tolerance": Decimal(10),
    }
    spoc = world.viewer("client_spoc")
    own = programmes_asked.one(spoc, "MER", 1)
    return watch_metrics.add(own, WatchFacts(**{**values, **changed}), by=spoc, at=AT)


def noted(world: World) -> None:
    """A programme with a draft, in a transaction of its own."""
    with world.context(), database.transaction():
        programme(world)
        draft(world)


def proposed(world: World) -> None:
    """The same, put before the supplier."""
    noted(world)
    spoc = world.viewer("client_spoc")
    with world.context(), database.transaction():
        benefits.propose(benefits_asked.one(spoc, "MER", 1), 1, by=spoc, at=AT)


def agreed(world: World) -> None:
    """The same, agreed by both."""
    proposed(world)
    spoc = world.viewer("supplier_spoc")
    with world.context(), database.transaction():
        benefits.agree(benefits_asked.one(spoc, "MER", 1), 2, by=spoc, at=AT)


def realised(world: World) -> None:
    """The same with three months: 89,000, 86,000 and 84,000 EUR."""
    agreed(world)
    lead = world.viewer("supplier_lead")
    with world.context(), database.transaction():
        benefit = benefits_asked.one(lead, "MER", 1)
        for month, value in (("2026-07", 89_000), ("2026-08", 86_000), ("2026-09", 84_000)):
            benefits.enter(benefit, periods.parse(month), Decimal(value), "Invoice", by=lead, at=AT)


def watched(world: World) -> None:
    """A programme about a KPI that is green in October, and complaints beside it."""
    measured.agree(world)
    measured.enter(world, "2026-10", measured.OCTOBER)
    with world.context(), database.transaction():
        programme(world, "INV")
        watch(world)


def damaged(world: World) -> None:
    """The same with 130 complaints in October, found by the worker."""
    watched(world)
    spoc = world.viewer("client_spoc")
    with world.context():
        with database.transaction():
            metric = db.session.get_one(WatchMetric, 1)
            watch_metrics.enter(metric, periods.parse("2026-10"), Decimal(130), "Inbox", by=spoc, at=AT)
        look(AT)


def look(at: datetime) -> None:
    """Let the worker look beside the programmes."""
    jobs.run(jobs.job_named("look-beside-programmes"), at=at)


def checked(world: World, *states: CapabilityState) -> None:
    """A check with a capability for each of these states, one that nobody has looked at where none is given."""
    spoc = world.viewer("client_spoc")
    with world.context(), database.transaction():
        check = capabilities.begin(find.relationship(spoc, "MER"), "Chat for business customers", by=spoc, at=AT)
        for number, state in enumerate(states or (CapabilityState.NOT_YET,), 1):
            one = capabilities.add(check, f"Capability {number}", by=spoc, at=AT)
            if states:
                capabilities.judge(one, state, "Tried on Monday", by=spoc, at=AT)


def planned(world: World) -> None:
    """A launch of MER in December, that the supplier's lead answers for."""
    with world.context(), database.transaction():
        launch(world)


def launch(world: World, **changed: Any) -> Launch:
    """The same within a transaction."""
    spoc = world.viewer("client_spoc")
    values: dict[str, Any] = {
        "title": "Fibre for business",
        "description": "A new tariff",
        "launch_on": date(2026, 12, 7),
        "owner_seat_id": seat_id(world, "supplier_lead"),
        "check_id": None,
    }
    return launches.plan(find.relationship(spoc, "MER"), LaunchFacts(**{**values, **changed}), by=spoc, at=AT)


def leaving(world: World) -> None:
    """An exit plan of MER with one thing to hand back."""
    spoc = world.viewer("client_spoc")
    with world.context(), database.transaction():
        relationship = find.relationship(spoc, "MER")
        exits.write(relationship, PLAN, by=spoc, at=AT)
        facts = HandBackFacts(HandBackKind.DATA, "Call recordings", seat_id(world, "supplier_lead"))
        exits.add(relationship, facts, by=spoc, at=AT)


def the_check(world: World) -> Any:
    """The check of MER."""
    return checks_asked.one(world.viewer("client_spoc"), "MER", 1)


def the_launch(world: World) -> Launch:
    """The launch of MER."""
    return launches_asked.one(world.viewer("client_spoc"), "MER", 1)
