"""The present of the demonstration: issues that run when it is loaded, each at a point worth looking at."""

from datetime import datetime, timedelta

from govtracker.demonstration.courses import Course, Happening
from govtracker.demonstration.issues import filled
from govtracker.demonstration.stage import Stage
from govtracker.demonstration.story import month_before
from govtracker.demonstration.structure import Place
from govtracker.demonstration.texts import meridian, present
from govtracker.demonstration.texts.present import Piece, Remark
from govtracker.enums import Audience, Side
from govtracker.rules.periods import MONTHS
from govtracker.services import comments

OUTAGES_DAYS_AGO = (74, 33)
AREA_OF_OUTAGES = "Customer care"


def write(stage: Stage) -> dict[str, Course]:
    """The running issues by title, on the timeline, and the two that make the outage a recurrence."""
    for days in OUTAGES_DAYS_AGO:
        _outage(stage, days)
    return {piece.case.title: _piece(stage, piece) for piece in present.PIECES}


def _outage(stage: Stage, days_ago: int) -> None:
    place, dice = stage.places["MER"], stage.story.dice("outage", str(days_ago))
    case = filled(present.OUTAGE_BEFORE, meridian.SLOTS, dice)
    at = stage.after(stage.story.at - timedelta(days=days_ago), 30, place, Side.CLIENT)
    Course(stage, place, Happening(case, AREA_OF_OUTAGES, at, "Consumer", progress=0.5), dice)


def _piece(stage: Stage, piece: Piece) -> Course:
    place, dice = stage.places[piece.key], stage.story.dice("piece", piece.key, piece.case.title)
    internal = piece.audience is not Audience.SHARED
    side = piece.case.raised if internal else piece.case.raised.other
    at = stage.before(stage.story.at, piece.minutes_ago, place, side)
    slots = {**meridian.SLOTS, "next_month": (_next_month(stage),)}
    happening = Happening(
        filled(piece.case, slots, dice),
        piece.area,
        at,
        piece.segment,
        progress=0.0,  # whoever answers, answers in time
        audience=piece.audience,
        answered=piece.answered,
        solved=False,
    )
    course = Course(stage, place, happening, dice)
    for remark in piece.remarks:
        _remark(stage, place, course, remark)
    return course


def _remark(stage: Stage, place: Place, course: Course, remark: Remark) -> None:
    at = stage.before(stage.story.at, remark.minutes_ago, place, stage.side_of(remark.name, place))
    raised_at = course.happening.at + timedelta(minutes=5)

    def say(then: datetime) -> None:
        comments.write(course.issue, remark.text, remark.audience, by=stage.cast.viewer(remark.name), at=then)

    stage.timeline.at(max(at, raised_at), say)


def _next_month(stage: Stage) -> str:
    return MONTHS[month_before(stage.story.today, -1).month - 1]
