"""The issues of two years: which case happens where and when."""

import random
import re
from datetime import date, datetime, timedelta

from govtracker.demonstration.courses import Course, Happening
from govtracker.demonstration.manners import MANNERS, between
from govtracker.demonstration.stage import MIDNIGHT, Stage
from govtracker.demonstration.story import month_before, spread
from govtracker.demonstration.structure import Place
from govtracker.demonstration.texts import cascade, in_house, meridian
from govtracker.demonstration.texts.cases import Case
from govtracker.rules import wall_time

TEXTS = {"MER": meridian, "CFS": cascade, "INH": in_house}
QUIET_DAYS = 4  # before the end, where the set pieces stand


def write(stage: Stage) -> None:
    """Put the issues of every relationship on the timeline."""
    for place in stage.places.values():
        _issues(stage, place)


def filled(case: Case, slots: dict[str, tuple[str, ...]], dice: random.Random) -> Case:
    """The case with one word drawn for each slot, the same throughout."""
    words = {name: dice.choice(choices) for name, choices in slots.items()}
    return case._replace(
        title=_filled(case.title, words),
        description=_filled(case.description, words),
        why=_filled(case.why, words),
        done=_filled(case.done, words),
        not_again=_filled(case.not_again, words),
        corrective=_filled(case.corrective, words),
        preventive=_filled(case.preventive, words),
    )


def _issues(stage: Stage, place: Place) -> None:
    key = place.bond.key
    dice = stage.story.dice("issues", key)
    last = stage.story.today - timedelta(days=QUIET_DAYS)
    months = [*stage.story.months, *_since(stage.story.months[-1], last)]
    wanted = [between(MANNERS[key].issues_a_month, index / len(months)) for index in range(len(months))]
    cases = spread(dice, [(area, case) for area, group in TEXTS[key].CASES.items() for case in group], 400)
    owed = 0.0
    for index, month in enumerate(months):
        owed += wanted[index]
        for _ in range(int(owed)):
            area, case = cases.pop(0)
            own = stage.story.dice("issue", key, str(len(cases)))
            at = _moment(stage, place, case, month, own)
            if stage.story.days_ago(wall_time.local(at, "UTC").date()) >= QUIET_DAYS:
                happening = Happening(
                    filled(case, TEXTS[key].SLOTS, own),
                    area,
                    at,
                    own.choice(TEXTS[key].SEGMENTS),
                    min(1.0, index / len(stage.story.months)),
                )
                Course(stage, place, happening, own)
        owed -= int(owed)


def _since(month: date, last: date) -> list[date]:
    """The months after `month`, up to that of the day `last`."""
    found, nextly = [], month_before(month, -1)
    while nextly <= last:
        found.append(nextly)
        nextly = month_before(nextly, -1)
    return found


def _moment(stage: Stage, place: Place, case: Case, month: date, dice: random.Random) -> datetime:
    """An instant of the month at which whoever raises the case is at work."""
    hours = stage.hours(place, case.raised)
    day = month + timedelta(days=dice.randrange(27))
    return stage.after(wall_time.on(day, MIDNIGHT, hours.zone), dice.randrange(15, 420), place, case.raised)


def _filled(text: str, words: dict[str, str]) -> str:
    """The text with its words; sentences begin with a capital letter, whatever was drawn."""
    whole = text.format_map(words)
    return re.sub(r"(^|\. )(the|e-mail|chat)", lambda found: found[1] + found[2].capitalize(), whole)
