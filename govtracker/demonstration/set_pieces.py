"""The present of the demonstration: issues that run when it is loaded, each at a point worth looking at."""

import random
from datetime import datetime, timedelta

from govtracker.demonstration import paths
from govtracker.demonstration.courses import Course, Happening
from govtracker.demonstration.customers import LOGISTICS
from govtracker.demonstration.issues import filled
from govtracker.demonstration.stage import Stage
from govtracker.demonstration.story import month_before
from govtracker.demonstration.structure import Place
from govtracker.demonstration.texts import meridian, present
from govtracker.demonstration.texts.present import Piece, Remark
from govtracker.enums import Audience, Severity, Side
from govtracker.rules.date_words import MONTHS
from govtracker.rules.governance import business_time
from govtracker.services.issues import comments

OUTAGES_DAYS_AGO = (74, 33)
HOUR, JUST = 60, 15  # business minutes
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
    Course(stage, place, Happening(case, AREA_OF_OUTAGES, at, LOGISTICS, progress=0.5), dice)


def _piece(stage: Stage, piece: Piece) -> Course:
    place, dice = stage.places[piece.key], stage.story.dice("piece", piece.key, piece.case.title)
    internal = piece.audience is not Audience.SHARED
    side = piece.case.raised if internal else piece.case.raised.other
    slots = {**meridian.SLOTS, "next_month": (_next_month(stage),)}
    happening = Happening(
        filled(piece.case, slots, dice),
        piece.area,
        _raised_at(stage, place, piece, side, dice),
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


def _raised_at(stage: Stage, place: Place, piece: Piece, answering: Side, dice: random.Random) -> datetime:
    """So many working minutes of the answering side ago, while the raising side was at work if that is not too early.

    Companies on two sides of the earth hardly work at the same hours.
    """
    at = stage.before(stage.story.at, piece.minutes_ago, place, answering)
    at_work = stage.before(at, dice.randint(1, 40), place, piece.case.raised)
    passed = business_time.between(at_work, stage.story.at, stage.hours(place, answering))
    return at_work if passed <= _longest(piece) else at


def _longest(piece: Piece) -> int:
    """After how many working minutes the issue would not stand any more where it is to stand."""
    if piece.answered:
        return piece.minutes_ago + 4 * HOUR
    levels = 2 if piece.case.severity is Severity.CRITICAL else 1
    return sum(paths.response_minutes(piece.case.severity, level) for level in range(1, levels + 1)) - JUST


def _remark(stage: Stage, place: Place, course: Course, remark: Remark) -> None:
    at = stage.before(stage.story.at, remark.minutes_ago, place, stage.side_of(remark.name, place))
    raised_at = course.happening.at + timedelta(minutes=5)

    def say(then: datetime) -> None:
        comments.write(course.issue, remark.text, remark.audience, by=stage.cast.viewer(remark.name), at=then)

    stage.timeline.at(max(at, raised_at), say)


def _next_month(stage: Stage) -> str:
    return MONTHS[month_before(stage.story.today, -1).month - 1]
