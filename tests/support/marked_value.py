"""The marked world's value: a programme with all that stands in it, a check, a launch and an exit plan."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from govtracker.database import db
from govtracker.enums import BenefitKind, CapabilityState, HandBackKind, LaunchDecision, ReadinessState, Side, Unit
from govtracker.models import CollateralAlert, Programme
from govtracker.rules import periods
from govtracker.services import events
from govtracker.services.partnership import alerts, benefits, capabilities, exits, launches, programmes, watch_metrics
from govtracker.services.partnership.benefits import BenefitFacts
from govtracker.services.partnership.exits import HandBackFacts
from govtracker.services.partnership.launches import ItemFacts, LaunchFacts
from govtracker.services.partnership.programmes import ProgrammeFacts
from govtracker.services.partnership.watch_metrics import WatchFacts

D = Decimal
OCTOBER = periods.parse("2026-10")


def write(spot: Any, at: datetime) -> None:
    """Into the relationship of a spot of tests.support.marked, by the head of its side."""
    day = at.date()
    facts = ProgrammeFacts(
        spot.say("title of a programme"),
        spot.say("objective of a programme"),
        day - timedelta(days=90),
        day + timedelta(days=90),
        frozenset(),
    )
    programme = programmes.begin(spot.relationship, facts, by=spot.by(), at=at)
    _benefits(spot, programme, at)
    _watch(spot, programme, at)
    _launch(spot, day, at)
    _exit(spot, day, at)


def _benefits(spot: Any, programme: Programme, at: datetime) -> None:
    day = at.date()

    def facts(called: str, **changed: Any) -> BenefitFacts:
        own = spot.world.seats[spot.head]
        plain = {"side": Side.CLIENT, "unit": Unit.HOURS, "owner_seat_id": own, "starts_on": day - timedelta(days=60)}
        texts = {
            "title": spot.say(f"title of {called}"),
            "measured_by": spot.say(f"measure of {called}"),
            "unit_label": "",
        }
        return BenefitFacts(**{**plain, **texts, **changed})

    committed = benefits.note(programme, BenefitKind.COMMITTED, facts("a benefit"), by=spot.by(), at=at)
    db.session.flush()
    loss = facts("a dis-benefit", offsets_id=committed.id)
    lost = benefits.note(programme, BenefitKind.DIS_BENEFIT, loss, by=spot.by(), at=at)
    benefits.enter(lost, OCTOBER, D(12), spot.say("note of a dis-benefit"), by=spot.by(), at=at)
    over = benefits.note(programme, BenefitKind.UNPLANNED, facts("an unplanned benefit"), by=spot.by(), at=at)
    benefits.end(over, over.version, spot.say("end of a benefit"), by=spot.by(), at=at)


def _watch(spot: Any, programme: Programme, at: datetime) -> None:
    facts = WatchFacts(
        None,
        spot.say("name of a watch metric"),
        spot.say("reason of a watch metric"),
        Unit.COUNT,
        "",
        more_is_better=False,
        baseline=D(100),
        baseline_on=date(2026, 6, 30),
        tolerance=D(10),
    )
    metric = watch_metrics.add(programme, facts, by=spot.by(), at=at)
    db.session.flush()
    watch_metrics.enter(metric, OCTOBER, D(130), spot.say("note of a watch metric"), by=spot.by(), at=at)
    alert = CollateralAlert(
        watch_metric_id=metric.id,
        relationship_id=metric.relationship_id,
        metric=metric,
        relationship=metric.relationship,
        period_on=OCTOBER.first_day,
        value=D(130),
        raised_at=at,
    )
    db.session.add(alert)
    events.record(alert, "collateral_damage_found", by=None, at=at)
    alerts.accept(alert, spot.say("answer to damage"), by=spot.by(), at=at)


def _launch(spot: Any, day: date, at: datetime) -> None:
    check = capabilities.begin(spot.relationship, spot.say("title of a capability check"), by=spot.by(), at=at)
    capability = capabilities.add(check, spot.say("title of a capability"), by=spot.by(), at=at)
    db.session.flush()
    evidence = spot.say("evidence of a capability")
    capabilities.judge(capability, CapabilityState.WORKS, evidence, by=spot.by(), at=at)
    title, text = spot.say("title of a launch"), spot.say("description of a launch")
    own = spot.world.seats[spot.head]
    facts = LaunchFacts(title, text, day + timedelta(days=30), own, check.id)
    launch = launches.plan(spot.relationship, facts, by=spot.by(), at=at)
    item = ItemFacts(spot.say("title of an item"), own, day + timedelta(days=20))
    made = launches.add(launch, item, by=spot.by(), at=at)
    db.session.flush()
    done = ItemFacts(made.title, own, made.due_on, ReadinessState.DONE, spot.say("evidence of an item"))
    launches.change(made, done, by=spot.by(), at=at)
    launches.decide(launch, launch.version, LaunchDecision.GO, spot.say("reason of a launch"), by=spot.by(), at=at)


def _exit(spot: Any, day: date, at: datetime) -> None:
    plan = exits.write(spot.relationship, spot.say("text of an exit plan"), by=spot.by(), at=at)
    exits.review(plan, day, spot.say("outcome of a review of an exit plan"), by=spot.by(), at=at)
    title, note = spot.say("title of what is handed back"), spot.say("note of what is handed back")
    facts = HandBackFacts(HandBackKind.DATA, title, spot.world.seats[spot.head], note=note)
    exits.add(spot.relationship, facts, by=spot.by(), at=at)
