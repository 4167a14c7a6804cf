"""The success criteria of the demonstration: drafted by one SPOC, agreed by the other, version by version."""

from datetime import date, datetime, timedelta

from govtracker.demonstration.stage import MIDNIGHT, Stage
from govtracker.demonstration.structure import Place
from govtracker.demonstration.texts import figures
from govtracker.demonstration.texts.criteria import Plan
from govtracker.enums import Side
from govtracker.models import CriteriaSet
from govtracker.queries.performance import criteria as versions
from govtracker.rules import wall_time
from govtracker.rules.performance import criteria_changes
from govtracker.services.performance import criteria, kpis

DRAFTED_BEFORE = timedelta(days=12)
PROPOSED_DAYS_AGO = timedelta(days=3)


def write(stage: Stage) -> None:
    """Put every version on the timeline: agreed before its first month; one is proposed and waits for the client."""
    for key, plans in figures.PLANS.items():
        place = stage.places[key]
        for plan in plans:
            drafted = _working(stage, place, Side.CLIENT, stage.story.months[plan.from_month] - DRAFTED_BEFORE)
            _version(stage, place, plan, Side.CLIENT, drafted, agreed=True)
    place = stage.places["INH"]
    drafted = stage.before(stage.story.at - PROPOSED_DAYS_AGO, 60, place, Side.SUPPLIER)
    _version(stage, place, figures.PROPOSED, Side.SUPPLIER, drafted, agreed=False)


def _version(stage: Stage, place: Place, plan: Plan, side: Side, drafted_at: datetime, *, agreed: bool) -> None:
    """Drafted and proposed by a side; agreed by the other some days later."""
    made: list[CriteriaSet] = []

    def draft(at: datetime) -> None:
        by = stage.spoc(place, side)
        row = criteria.start_draft(place.row, by=by, at=at)
        made.append(row)
        there = {criterion.kpi.code for criterion in row.criteria}
        for figure in figures.FIGURES[place.bond.key]:
            if figure.terms.code in plan.codes and figure.terms.code not in there:
                kpis.add(row, figure.terms, by=by, at=at)
        criteria.weigh(row, plan.weights, plan.corridor, by=by, at=at)
        stage.timeline.at(stage.after(at, 90, place, side), propose)

    def propose(at: datetime) -> None:
        criteria.propose(made[0], by=stage.spoc(place, side), at=at)
        if agreed:
            stage.timeline.at(stage.after(at, 3 * 480, place, side.other), agree)

    def agree(at: datetime) -> None:
        seen = criteria_changes.digest(versions.content(made[0]))
        criteria.agree(made[0], seen, by=stage.spoc(place, side.other), at=at)

    stage.timeline.at(drafted_at, draft)


def _working(stage: Stage, place: Place, side: Side, day: date) -> datetime:
    """An hour into the first working day of a side from that day on."""
    zone = stage.hours(place, side).zone
    return stage.after(wall_time.on(day, MIDNIGHT, zone), 60, place, side)
