"""What Northgate owes Meridian in the demonstration: mostly kept, late now and then; and reds it is said to cause."""

from datetime import date, datetime, timedelta
from functools import partial

from govtracker.demonstration.measurements import DAY, into_next
from govtracker.demonstration.stage import MIDNIGHT, Stage
from govtracker.demonstration.structure import Place
from govtracker.demonstration.texts import contract as said
from govtracker.demonstration.texts.contract import Due
from govtracker.enums import SeatRole, Side
from govtracker.models import Obligation
from govtracker.queries.performance import criteria
from govtracker.queries.performance import obligations as asked
from govtracker.rules import wall_time
from govtracker.services.performance import client_misses, obligations
from govtracker.services.performance.obligations import NewObligation

KEY = "MER"
LEAD_DAYS = 7
BEGUN_BEFORE = timedelta(days=20)
CLAIMED_AFTER = 10 * DAY
PROPOSED_DAYS_AGO = timedelta(days=4)


def write(stage: Stage) -> None:
    """Put them on the timeline; one is proposed and waits for the client."""
    place = stage.places[KEY]
    for due in said.DUES:
        first = stage.story.months[due.since].replace(day=due.day)
        before = wall_time.on(first - BEGUN_BEFORE, MIDNIGHT, stage.hours(place, Side.CLIENT).zone)
        begun = stage.before(before, 60, place, Side.SUPPLIER)
        stage.timeline.at(begun, partial(_begin, stage, place, due, first))
    proposed = stage.before(stage.story.at - PROPOSED_DAYS_AGO, 60, place, Side.SUPPLIER)
    stage.timeline.at(proposed, partial(_propose_orders, stage, place))
    for index in said.CLAIMS:
        when = into_next(stage, place, stage.story.months[index], CLAIMED_AFTER)
        stage.timeline.at(when, partial(_claim, stage, place, index))


def _begin(stage: Stage, place: Place, due: Due, first: date, at: datetime) -> None:
    kpi = criteria.kpi_with_code(place.row.id, due.code) if due.code else None
    new = NewObligation(
        title=due.title,
        description=due.description,
        owner_seat_id=place.seat(Side.CLIENT, due.role, due.area).id,
        kpi_id=kpi.id if kpi else None,
        rrule=due.rrule,
        starts_on=first,
        lead_days=LEAD_DAYS,
    )
    made = obligations.propose(place.row, new, by=stage.spoc(place, Side.SUPPLIER), at=at)

    def agree(then: datetime) -> None:
        obligations.agree(made, by=stage.spoc(place, Side.CLIENT), at=then)
        _follow(stage, place, due, made)

    stage.timeline.at(stage.after(at, DAY, place, Side.CLIENT), agree)


def _follow(stage: Stage, place: Place, due: Due, obligation: Obligation) -> None:
    """The next due day appears when its time has come."""
    if obligation.next_at is not None:
        stage.timeline.at(obligation.next_at, partial(_appear, stage, place, due, obligation))


def _appear(stage: Stage, place: Place, due: Due, obligation: Obligation, at: datetime) -> None:
    obligations.make(obligation.id, at)
    day = asked.newest(obligation.id)
    came = due.late.get(_index(stage, day.due_on), (-stage.story.dice(due.title, str(day.due_on)).randint(0, 3), ""))
    if came is not None:
        days, why = came
        met_on = stage.working_day(day.due_on + timedelta(days=days), place, Side.CLIENT)
        met_on = met_on if days > 0 else min(met_on, day.due_on)
        when = wall_time.on(met_on, MIDNIGHT, obligation.zone) + timedelta(hours=15)
        stage.timeline.at(when, partial(_meet, stage, place, day.id, met_on, why))
    _follow(stage, place, due, obligation)


def _meet(stage: Stage, place: Place, day_id: int, met_on: date, why: str, at: datetime) -> None:
    client, supplier = stage.spoc(place, Side.CLIENT), stage.spoc(place, Side.SUPPLIER)
    day = asked.occurrence(client, KEY, day_id)
    obligations.meet(day, met_on, "", why if met_on > day.due_on else "", by=client, at=at)

    def confirm(then: datetime) -> None:
        obligations.confirm(asked.occurrence(supplier, KEY, day_id), by=supplier, at=then)

    stage.timeline.at(stage.after(at, DAY, place, Side.SUPPLIER), confirm)


def _propose_orders(stage: Stage, place: Place, at: datetime) -> None:
    title, description = said.PROPOSED
    seat = place.seat(Side.CLIENT, SeatRole.FUNCTIONAL_LEAD, "Information technology")
    due_on = stage.story.today + timedelta(days=18)
    new = NewObligation(title, description, seat.id, None, "", due_on, LEAD_DAYS)
    obligations.propose(place.row, new, by=stage.spoc(place, Side.SUPPLIER), at=at)


def _claim(stage: Stage, place: Place, index: int, at: datetime) -> None:
    """Meridian says that Northgate caused a red month; Northgate agrees, or has not answered yet."""
    kpi = criteria.kpi_with_code(place.row.id, "FCR")
    assert kpi is not None
    why, agreed = said.CLAIMS[index]
    month = stage.story.months[index]
    made = client_misses.claim(place.row, kpi, month, why, by=stage.spoc(place, Side.SUPPLIER), at=at)

    def agree(then: datetime) -> None:
        client_misses.answer(made, "", accepted=True, by=stage.spoc(place, Side.CLIENT), at=then)

    if agreed:
        stage.timeline.at(stage.after(at, 2 * DAY, place, Side.CLIENT), agree)


def _index(stage: Stage, day: date) -> int:
    """Which month of the story a day lies in, counted from 0; the one that runs is 24."""
    first = stage.story.months[0]
    return (day.year - first.year) * 12 + day.month - first.month
