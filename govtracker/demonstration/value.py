"""What Northgate and Meridian gain by better invoices, what it costs beside that, and how ready they are to part."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from govtracker.demonstration.stage import Stage
from govtracker.demonstration.structure import Place
from govtracker.demonstration.texts import value as said
from govtracker.enums import BenefitKind, ReadinessState, SeatRole, Side, Unit
from govtracker.models import Benefit, Programme
from govtracker.queries.partnership import exits as exits_asked
from govtracker.queries.partnership import launches as launches_asked
from govtracker.queries.partnership import programmes as programmes_asked
from govtracker.queries.partnership import watch_metrics as watched
from govtracker.queries.performance import criteria
from govtracker.rules import periods
from govtracker.services.partnership import (
    alerts,
    benefits,
    capabilities,
    exits,
    launches,
    programmes,
    watch_metrics,
)
from govtracker.services.partnership.benefits import BenefitFacts
from govtracker.services.partnership.exits import HandBackFacts
from govtracker.services.partnership.launches import ItemFacts, LaunchFacts
from govtracker.services.partnership.programmes import ProgrammeFacts
from govtracker.services.partnership.watch_metrics import WatchFacts

KEY, AREA = "MER", "Quality"
DAY = timedelta(days=1)
BEGUN = 15  # the month of the story in which the programme begins
EXIT_REVIEWED_DAYS_AGO = 425  # fourteen months
LAUNCH_IN_DAYS = 24


def write(stage: Stage) -> None:
    """Put it all on the timeline."""
    place, month = stage.places[KEY], stage.story.months[BEGUN]
    begun = stage.before(stage.story.at_nine(month), 60, place, Side.CLIENT)
    stage.timeline.at(begun, partial(_begin, stage, place))
    reviewed = stage.story.today - EXIT_REVIEWED_DAYS_AGO * DAY
    stage.timeline.at(stage.story.at_nine(reviewed), partial(_leave, stage, place, reviewed))
    stage.timeline.at(stage.story.at - 12 * DAY, partial(_check, stage, place))
    stage.timeline.at(stage.story.at - 8 * DAY, partial(_launch, stage, place))


def look(stage: Stage) -> None:
    """Find the damage of the last months; what is older is answered already."""
    place, at = stage.places[KEY], stage.story.at
    for programme_id in programmes_asked.to_look_at(at):
        watch_metrics.look(programme_id, at)
    for item_id in launches_asked.to_remind(at):
        launches.remind(item_id, at)
    for plan_id in exits_asked.to_remind(at):
        exits.remind(plan_id, at)
    spoc = stage.spoc(place, Side.SUPPLIER)
    metrics = [metric.id for metric in watched.of_programme(_programme(stage).id)]
    older = list(watched.alerts_of(spoc, metrics))[1:]
    for alert, reason in zip(older, said.ACCEPTED, strict=False):
        alerts.accept(alert, reason, by=spoc, at=at)


def _begin(stage: Stage, place: Place, at: datetime) -> None:
    client, supplier = stage.spoc(place, Side.CLIENT), stage.spoc(place, Side.SUPPLIER)
    months = stage.story.months
    kpis = {code: criteria.kpi_with_code(place.row.id, code) for code in ("INVOICE", "AHT")}
    invoice, handling = kpis["INVOICE"], kpis["AHT"]
    assert invoice is not None
    assert handling is not None
    title, objective = said.PROGRAMME
    ends = periods.containing(stage.story.today).last_day + 150 * DAY
    facts = ProgrammeFacts(title, objective, months[BEGUN], ends, frozenset({invoice.id}))
    programme = programmes.begin(place.row, facts, by=client, at=at)
    why = said.WATCHED
    watch = WatchFacts(
        handling.id, "", why, Unit.SECONDS, "", more_is_better=False, baseline=Decimal(405),
        baseline_on=at.date(), tolerance=Decimal(12),
    )  # fmt: skip
    watch_metrics.add(programme, watch, by=client, at=at)
    due = ends.replace(day=28)
    owner = place.seat(Side.SUPPLIER, SeatRole.FUNCTIONAL_LEAD, AREA).id
    money, share, lost, hours, draft = said.BENEFITS
    common: dict[str, Any] = {"owner_seat_id": owner, "starts_on": months[BEGUN], "baseline_on": at.date()}
    cost = BenefitFacts(
        money[0], Side.CLIENT, Unit.MONEY, **common, due_on=due, measured_by=money[1], currency="EUR",
        baseline=Decimal(42_000), target=Decimal(24_000),
    )  # fmt: skip
    right = BenefitFacts(
        share[0], Side.SUPPLIER, Unit.PERCENT, **common, due_on=due, measured_by=share[1], kpi_id=invoice.id,
        baseline=Decimal("98.7"), target=Decimal("99.5"),
    )  # fmt: skip
    agreed = [benefits.note(programme, BenefitKind.COMMITTED, one, by=client, at=at) for one in (cost, right)]
    for benefit in agreed:
        benefits.propose(benefit, benefit.version, by=client, at=at)

    def agree(then: datetime) -> None:
        for benefit in agreed:
            benefits.agree(benefit, benefit.version, by=supplier, at=then)

    stage.timeline.at(stage.after(at, 2 * 480, place, Side.SUPPLIER), agree)
    plain: dict[str, Any] = {"owner_seat_id": owner, "starts_on": months[BEGUN]}
    extra = BenefitFacts(
        lost[0], Side.CLIENT, Unit.MONEY, **plain, measured_by=lost[1], currency="EUR", offsets_id=agreed[0].id
    )
    more = BenefitFacts(hours[0], Side.CLIENT, Unit.HOURS, **plain, measured_by=hours[1])
    loss = benefits.note(programme, BenefitKind.DIS_BENEFIT, extra, by=client, at=at)
    gain = benefits.note(programme, BenefitKind.UNPLANNED, more, by=client, at=at)
    calls = BenefitFacts(draft[0], Side.CLIENT, Unit.COUNT, **plain, measured_by=draft[1])
    benefits.note(programme, BenefitKind.COMMITTED, calls, by=client, at=at)
    for benefit, figures in ((agreed[0], said.COSTS), (loss, said.LOSSES), (gain, said.HOURS)):
        for month, figure in zip(months[BEGUN:], figures, strict=False):
            when = stage.story.at_nine(periods.containing(month).last_day) + 9 * DAY
            stage.timeline.at(when, partial(_enter, stage, place, benefit, month, figure))


def _enter(stage: Stage, place: Place, benefit: Benefit, month: date, figure: int, at: datetime) -> None:
    spoc = stage.spoc(place, Side.SUPPLIER)
    benefits.enter(benefit, periods.containing(month), Decimal(figure), "", by=spoc, at=at)


def _check(stage: Stage, place: Place, at: datetime) -> None:
    supplier = stage.spoc(place, Side.SUPPLIER)
    check = capabilities.begin(place.row, said.CHECK, by=supplier, at=at)
    for title, state, evidence in said.CAPABILITIES:
        one = capabilities.add(check, title, by=supplier, at=at)
        if evidence:
            capabilities.judge(one, state, evidence, by=supplier, at=at)


def _launch(stage: Stage, place: Place, at: datetime) -> None:
    client, supplier = stage.spoc(place, Side.CLIENT), stage.spoc(place, Side.SUPPLIER)
    title, description = said.LAUNCH
    owner = place.seat(Side.CLIENT, SeatRole.SPOC).id
    on = stage.story.today + LAUNCH_IN_DAYS * DAY
    launch = launches.plan(place.row, LaunchFacts(title, description, on, owner, None), by=client, at=at)
    own = place.seat(Side.SUPPLIER, SeatRole.FUNCTIONAL_LEAD, AREA).id
    launches.add(launch, ItemFacts(said.ITEM, own, on - 10 * DAY), by=supplier, at=at)
    for item, evidence in zip(launch.items, said.EVIDENCE, strict=False):
        done = ItemFacts(item.title, own, item.due_on, ReadinessState.DONE, evidence)
        launches.change(item, done, by=supplier, at=at)


def _leave(stage: Stage, place: Place, reviewed: date, at: datetime) -> None:
    client = stage.spoc(place, Side.CLIENT)
    plan = exits.write(place.row, said.EXIT, by=client, at=at - DAY)
    plan.review_due_on = reviewed
    exits.review(plan, reviewed, said.EXIT_REVIEW, by=client, at=at)
    for kind, title, side, state, note in said.HAND_BACKS:
        seat = place.seat(side, SeatRole.SPOC)
        exits.add(place.row, HandBackFacts(kind, title, seat.id, state, note), by=client, at=at)


def _programme(stage: Stage) -> Programme:
    [row, *_] = programmes_asked.listed(stage.spoc(stage.places[KEY], Side.CLIENT), stage.places[KEY].row.id)
    return programmes_asked.locked(row.id)
