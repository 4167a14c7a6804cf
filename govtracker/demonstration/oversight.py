"""Absences, decision rights, and two SPOCs who settle everything between themselves."""

from datetime import datetime, timedelta
from functools import partial

from govtracker.demonstration.stage import Stage
from govtracker.demonstration.texts import present
from govtracker.demonstration.texts.oversight import (
    CLOSE,
    CLOSE_WORDS,
    DECISIONS,
    LEAVES,
    QUIET_ENOUGH,
    Decision,
    Leave,
)
from govtracker.enums import Audience, Side
from govtracker.queries.governance import forums
from govtracker.rules import wall_time
from govtracker.services.governance import decision_rights
from govtracker.services.issues import comments
from govtracker.services.structure import absences, checks, relationships

TALKS, OVER_DAYS = 56, 86
ASKED_DAYS_BEFORE = 12  # when somebody says that they will be away
SETTLED_DAYS_AGO = 40
RECENT = 4  # issues, of which any may be talked about
OWN = {piece.case.title for piece in present.PIECES}  # the running ones have a course of their own
DAY = timedelta(days=1)


def write(stage: Stage) -> None:
    """Put it all on the timeline."""
    for leave in LEAVES:
        said_ago = max(leave.from_days_ago + ASKED_DAYS_BEFORE, 1)
        stage.timeline.at(stage.story.at - said_ago * DAY, partial(_leave, stage, leave))
    for decision in DECISIONS:
        stage.timeline.at(stage.story.at - SETTLED_DAYS_AGO * DAY, partial(_decide, stage, decision))
    for key, days in QUIET_ENOUGH.items():
        stage.timeline.at(stage.story.at - SETTLED_DAYS_AGO * DAY, partial(_allow, stage, key, days))
    for turn in range(TALKS):
        ago = OVER_DAYS * (TALKS - turn) / TALKS
        stage.timeline.at(stage.story.at - ago * DAY, partial(_talk, stage, turn))


def look(stage: Stage) -> None:
    """What is found of the structures at the end of the story, for lists."""
    for place in stage.places.values():
        checks.look(place.row.id, stage.story.at)


def _leave(stage: Stage, leave: Leave, at: datetime) -> None:
    person = stage.cast.people[leave.name]
    first, last = (stage.story.today - days * DAY for days in (leave.from_days_ago, leave.to_days_ago))
    by, today = stage.cast.viewer(leave.name), wall_time.utc(at).date()
    absences.enter(person, from_on=first, to_on=last, note=leave.note, by=by, at=at, today=today)


def _decide(stage: Stage, decision: Decision, at: datetime) -> None:
    place = stage.places[decision.key]
    forum = forums.named(place.row.id, decision.forum)
    parts = {place.seats[seat].id: part for seat, part in decision.parts.items()}
    today = wall_time.utc(at).date()
    decision_rights.add(forum, decision.text, parts, by=stage.spoc(place, Side.CLIENT), at=at, today=today)


def _allow(stage: Stage, key: str, days: int, at: datetime) -> None:
    place = stage.places[key]
    relationships.edit(place.row, {"dormant_after_days": days}, by=stage.spoc(place, Side.CLIENT), at=at)


def _talk(stage: Stage, turn: int, at: datetime) -> None:
    """One of the two says something about an issue that their leads could have settled."""
    side = list(Side)[turn % len(Side)]
    dice = stage.story.dice("talk", str(turn))
    shared = [issue for issue in stage.issues[CLOSE] if issue.audience is Audience.SHARED and issue.title not in OWN]
    if shared:
        by = stage.spoc(stage.places[CLOSE], side)
        comments.write(dice.choice(shared[-RECENT:]), dice.choice(CLOSE_WORDS[side]), Audience.SHARED, by=by, at=at)
