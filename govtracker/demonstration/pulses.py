"""The pulse of Northgate and Meridian: four rounds and one that is open; equity rises, then problems come late."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from govtracker.demonstration.stage import Stage
from govtracker.demonstration.structure import Place
from govtracker.demonstration.texts import pulses as texts
from govtracker.enums import PulseTheme, SeatRole, Side
from govtracker.models import PulseRound
from govtracker.queries.partnership import pulse_rounds as asked
from govtracker.rules import wall_time
from govtracker.rules.partnership.pulse_catalogue import CATALOGUE
from govtracker.services.partnership import pulse_answers, pulse_closing, pulse_plans, pulse_rounds, pulse_sets
from govtracker.services.partnership.pulse_answers import Answers

KEY = "MER"
DAY = timedelta(days=1)
AGREED_BEFORE = 10 * DAY
ANSWERS_WITHIN = 12  # days
SILENT = 0.15  # of those who are asked


@dataclass(frozen=True)
class Told:
    """One round of the story: which one, and where it is played."""

    stage: Stage
    place: Place
    number: int


def write(stage: Stage) -> None:
    """Put statements and rounds on the timeline."""
    place = stage.places[KEY]
    first = stage.story.at_nine(stage.story.today - texts.OPENED_DAYS_AGO[0] * DAY)
    stage.timeline.at(first - AGREED_BEFORE, partial(_agree, stage, place))
    for number, days_ago in enumerate(texts.OPENED_DAYS_AGO):
        at = stage.story.at_nine(stage.story.today - days_ago * DAY)
        stage.timeline.at(at, partial(_open, Told(stage, place, number)))


def _agree(stage: Stage, place: Place, at: datetime) -> None:
    companies = {side: place.row.company(side).name for side in Side}
    statements = [CATALOGUE[theme].said(theme, companies) for theme in texts.MEANS]
    client, supplier = (stage.spoc(place, side) for side in Side)
    proposed = pulse_sets.propose(place.row, statements, by=client, at=at)
    pulse_sets.agree(proposed, by=supplier, at=at)
    day = wall_time.local(at, place.row.client.zone).date()
    pulse_plans.change(place.row, {"next_on": day + AGREED_BEFORE}, by=client, at=at, today=day)


def _open(told: Told, at: datetime) -> None:
    opened, dice = (
        pulse_rounds.open_round(told.place.row, by=None, at=at),
        told.stage.story.dice("pulse", str(told.number)),
    )
    names = {person.id: name for name, person in told.stage.cast.people.items()}
    for person_id in asked.asked_people(opened.id):
        days, is_silent = dice.uniform(0, ANSWERS_WITHIN), dice.random() < SILENT
        if not is_silent or names[person_id] in _writers(told):
            answer = partial(_answer, told, opened, names[person_id])
            told.stage.timeline.at(at + days * DAY, answer)
    told.stage.timeline.at(opened.closes_at, partial(pulse_closing.close, opened.id))


def _answer(told: Told, opened: PulseRound, name: str, at: datetime) -> None:
    side = told.stage.side_of(name, told.place)
    dice = told.stage.story.dice("pulse", str(told.number), name)
    ratings = []
    for theme in texts.MEANS:
        whole, part = divmod(texts.mean(theme, told.number, side), 1)
        ratings.append(int(whole) + (dice.random() < part))
    written = {theme: text for theme, writer, text in _written(told) if writer == name}
    comments = [written.get(theme, "") for theme in texts.MEANS]
    is_named = name in {told.place.holder(one, SeatRole.FUNCTIONAL_LEAD, texts.NAMED_AREA) for one in Side}
    given = Answers(ratings, comments, is_named)
    pulse_answers.answer(opened, given, by=told.stage.cast.viewer(name), at=at)


def _writers(told: Told) -> set[str]:
    return {writer for _, writer, _ in _written(told)}


def _written(told: Told) -> list[tuple[PulseTheme, str, str]]:
    """What is written in the round: theme, by whom, and the words."""
    return [
        (theme, told.place.holder(side, SeatRole.FUNCTIONAL_LEAD, area), text)
        for number, theme, side, area, text in texts.WRITTEN
        if number == told.number
    ]
