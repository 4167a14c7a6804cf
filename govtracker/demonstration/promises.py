"""Open actions of the demonstration: everybody who may own one has promised something."""

from datetime import date, datetime, timedelta

from govtracker.access import Viewer
from govtracker.demonstration.courses import Course
from govtracker.demonstration.stage import MIDNIGHT, Stage
from govtracker.demonstration.texts import promises, remarks
from govtracker.demonstration.texts.promises import Promise
from govtracker.models import Action
from govtracker.rules import wall_time
from govtracker.services.issues import actions
from govtracker.services.issues.origins import Origin

JUST_NOW = 70  # business minutes: when an action of a running issue was added
A_WEEK = timedelta(days=7)


def write(stage: Stage, running: dict[str, Course]) -> None:
    """Put the open actions on the timeline; `running` are the issues by title."""
    for promise in promises.PROMISES:
        Promised(stage, promise, running.get(promise.issue))


class Promised:
    """One open action with its slips."""

    def __init__(self, stage: Stage, promise: Promise, course: Course | None) -> None:
        self.stage, self.promise, self.course = stage, promise, course
        self.place = stage.places[promise.key]
        self.side = stage.side_of(promise.owner, self.place)
        self.row: Action
        self.dice = stage.story.dice("promise", promise.key, promise.title)
        stage.timeline.at(self._added_at(), self._add)

    @property
    def by(self) -> Viewer:
        """Who has promised; asked late, for some came into their seat on the way."""
        return self.stage.cast.viewer(self.promise.owner)

    def _added_at(self) -> datetime:
        if self.course:
            return self.stage.before(self.stage.story.at, JUST_NOW, self.place, self.side)
        earlier = self.stage.story.at - timedelta(days=self.promise.added_ago)
        return self.stage.before(earlier, self.dice.randrange(10, 300), self.place, self.side)

    def _due(self, slips: int) -> date:
        """The due date after so many slips."""
        story, left = self.stage.story, self.promise.slips - slips
        day = story.today + timedelta(days=self.promise.due_in) - left * A_WEEK
        return self.stage.working_day(day, self.place, self.side)

    def _add(self, at: datetime) -> None:
        today = self._today(at)
        new = actions.NewAction(
            title=self.promise.title,
            type=self.promise.type,
            owner_id=self.by.person_id,
            due_on=max(self._due(0), today),
            consequence=self.promise.consequence or self.dice.choice(remarks.CONSEQUENCE),
        )
        issue = self.course.issue if self.course else None
        by = self.stage.spoc(self.place, self.side) if issue is None else self.by
        self.row = actions.add(self.place.row, new, by=by, at=at, today=today, origin=Origin(issue=issue))
        self.stage.actions[self.promise.key].append(self.row)
        for slip in range(self.promise.slips):
            day = wall_time.on(self._due(slip), MIDNIGHT, self.stage.hours(self.place, self.side).zone)
            self.stage.timeline.at(self.stage.after(day, 30, self.place, self.side), self._put_off)
        started = self.stage.after(at, self.dice.randrange(60, 900), self.place, self.side)
        if self.dice.random() < STARTED:
            self.stage.timeline.at(started, self._start)

    def _put_off(self, at: datetime) -> None:
        reason = self.dice.choice(remarks.SLIP)
        due_on = max(self._due(self.row.slips + 1), self.row.due_on + timedelta(days=1))
        actions.move_due_date(self.row, due_on, reason, by=self.by, at=at, today=self._today(at))

    def _start(self, at: datetime) -> None:
        actions.start(self.row, by=self.by, at=at)

    def _today(self, at: datetime) -> date:
        return wall_time.local(at, self.stage.hours(self.place, self.side).zone).date()


STARTED = 0.6  # chance that work has begun
