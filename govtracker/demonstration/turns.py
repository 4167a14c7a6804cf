"""To and fro in the demonstration: running issues handed over, paused, stepped down or published; past questions."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from govtracker.demonstration.courses import Course
from govtracker.demonstration.stage import Stage
from govtracker.demonstration.texts.turns import TURNS, Handed, Held, Lowered, Published, Turn
from govtracker.enums import Audience, Side
from govtracker.models import Issue
from govtracker.queries.governance import escalation as ladders
from govtracker.services.governance import escalation, handing_over, holding
from govtracker.services.issues import publication
from govtracker.services.issues.issues import NewIssue

DAY = timedelta(days=1)


def write(stage: Stage, courses: Mapping[str, Course]) -> None:
    """Put the turns of the running issues on the timeline."""
    for (key, title), turns in TURNS.items():
        course = next(course for name, course in courses.items() if course.place.bond.key == key and _fits(name, title))
        for turn in turns:
            side = _mover(course, turn)
            stage.timeline.at(
                stage.before(stage.story.at, turn.minutes_ago, course.place, side), partial(_take, stage, course, turn)
            )


def _fits(name: str, title: str) -> bool:
    """Titles of cases have slots: “Saturday shift {percent} % under plan” is “Saturday shift under plan” here."""
    return name.replace(" {percent} %", "") == title


def _mover(course: Course, turn: Turn) -> Side:
    """The side whose person does it."""
    match turn:
        case Handed():
            return turn.to.other
        case Held():
            return course.answering.other
        case Lowered():
            return Side.CLIENT
        case Published():
            return course.answering


def _note(stage: Stage, issue: Issue, at: datetime) -> None:
    """The other company's lead has read what was published."""
    rung = ladders.current(issue)
    assert rung is not None  # it has just begun
    place = stage.places[issue.relationship.key]
    escalation.acknowledge(rung, by=stage.lead(place, issue.waiting_on, issue.area.name, at), at=at)


def _take(stage: Stage, course: Course, turn: Turn, at: datetime) -> None:
    """Do it, where the issue stands so that it can be done on the day the demonstration is loaded."""
    issue, spoc = course.issue, stage.spoc(course.place, _mover(course, turn))
    match turn:
        case Handed() if issue.waiting_on is not turn.to:
            by = stage.lead(course.place, turn.to.other, course.area, at)
            handing_over.hand_over(issue, turn.to, turn.asked, by=by, at=at)
            stage.timeline.at(stage.after(at, 25, course.place, turn.to), course.acknowledge)
        case Held() if issue.held_until is None:
            holding.pause(issue, turn.reason, at.date() + turn.days * DAY, by=spoc, at=at)
        case Lowered() if issue.level > turn.level:
            escalation.step_down(issue, turn.level, turn.reason, by=spoc, at=at)
            stage.timeline.at(stage.after(at, 30, course.place, issue.waiting_on), course.acknowledge)
        case Published():
            by = stage.lead(course.place, course.answering, course.area, at)
            told = NewIssue(
                title=turn.title,
                description=turn.description,
                area_id=issue.area_id,
                severity=issue.severity,
                audience=Audience.SHARED,
                category=issue.category,
            )
            shared = publication.publish(issue, told, (), by=by, at=at)
            stage.timeline.at(stage.after(at, 20, course.place, course.answering.other), partial(_note, stage, shared))
    course.watch()
