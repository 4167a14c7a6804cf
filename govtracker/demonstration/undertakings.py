"""The course of an action: added, perhaps put off, done with evidence, verified by the other side."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from govtracker.access import Viewer
from govtracker.demonstration.stage import MIDNIGHT, Stage
from govtracker.demonstration.structure import Place
from govtracker.demonstration.texts import remarks
from govtracker.enums import ActionType, Audience, SeatRole, Side
from govtracker.models import Action, Issue, Review
from govtracker.rules import wall_time
from govtracker.services.issues import actions
from govtracker.services.issues.origins import Origin

HOUR = 60
DAY = 8 * HOUR


@dataclass
class Undertaking:
    """An action due so many days after it was added, of somebody on `side`; it is done in the end."""

    stage: Stage
    place: Place
    title: str
    type: ActionType
    side: Side
    owner: str
    days: int
    slips: bool
    dice: random.Random
    issue: Issue | None = None
    review: Review | None = None
    area: str = ""
    action: Action | None = None

    @property
    def row(self) -> Action:
        """The action, once it was added."""
        assert self.action is not None
        return self.action

    @property
    def carried_out(self) -> bool:
        """Whether it is done, so that the issue it belongs to may be closed."""
        return self.action is not None and not self.action.is_open

    def add_at(self, when: datetime) -> None:
        """Put it on the timeline."""
        self.stage.timeline.at(when, self._add)

    def _add(self, at: datetime) -> None:
        today = self._today(at)
        new = actions.NewAction(
            title=self.title,
            type=self.type,
            owner_id=self.stage.cast.people[self.owner].id,
            due_on=self._working_day(today + timedelta(days=self.days)),
            consequence=self.dice.choice(remarks.CONSEQUENCE),
            audience=self.issue.audience if self.issue else Audience.SHARED,
            area_id=self.place.areas[self.area].id if self.area else None,
        )
        by = self.stage.spoc(self.place, self.side) if self.issue is None else self.stage.cast.viewer(self.owner)
        origin = Origin(issue=self.issue, review=self.review)
        self.action = actions.add(self.place.row, new, by=by, at=at, today=today, origin=origin)
        if self.slips:
            self.stage.timeline.at(self._hour_of(self.row.due_on), self._put_off)
        else:
            self._plan_done(at)

    def _put_off(self, at: datetime) -> None:
        if not self.row.is_open:
            return
        today = self._today(at)
        later = self._working_day(self.row.due_on + timedelta(days=self.dice.randint(4, 10)))
        reason = self.dice.choice(remarks.SLIP)
        actions.move_due_date(self.row, later, reason, by=self._owner(), at=at, today=today)
        if self.row.slips < 2 and self.dice.random() < 0.35:
            self.stage.timeline.at(self._hour_of(self.row.due_on), self._put_off)
        else:
            self._plan_done(at)

    def _plan_done(self, at: datetime) -> None:
        """Mostly a little before it is due; at times a few days after."""
        days = -self.dice.randint(0, 2) if self.dice.random() < 0.75 else self.dice.randint(1, 4)
        when = max(self._hour_of(self.row.due_on + timedelta(days=days)), at + timedelta(hours=2))
        begins = self.stage.after(at, self.dice.randint(HOUR, 2 * DAY), self.place, self.side)
        if begins < when and self.dice.random() < STARTED:
            self.stage.timeline.at(begins, self._start)
        self.stage.timeline.at(when, self._finish)

    def _start(self, at: datetime) -> None:
        actions.start(self.row, by=self._owner(), at=at)

    def _finish(self, at: datetime) -> None:
        evidence = self.dice.choice(remarks.EVIDENCE).format(day=f"{self._today(at):%-d %B}")
        actions.finish(self.row, evidence, by=self._owner(), at=at)
        wait = self.dice.randint(2 * HOUR, 3 * DAY)
        self.stage.timeline.at(self.stage.after(at, wait, self.place, self.side.other), self._verify)

    def _verify(self, at: datetime) -> None:
        area = self.issue.area.name if self.issue else self.area
        across = self.stage.spoc(self.place, self.side.other)
        by = self.stage.lead(self.place, self.side.other, area, at) if area else across
        held = {seat.role for seat in by.seats_in(self.place.row.id)}
        actions.verify(self.row, by=by if SeatRole.FUNCTIONAL_LEAD in held else across, at=at)

    def _owner(self) -> Viewer:
        return self.stage.cast.viewer(self.owner)

    def _hour_of(self, day: date) -> datetime:
        opens = wall_time.on(self._working_day(day), MIDNIGHT, self.stage.hours(self.place, self.side).zone)
        return self.stage.after(opens, self.dice.randint(20, 6 * HOUR), self.place, self.side)

    def _working_day(self, day: date) -> date:
        return self.stage.working_day(day, self.place, self.side)

    def _today(self, at: datetime) -> date:
        return wall_time.local(at, self.stage.hours(self.place, self.side).zone).date()


STARTED = 0.5  # chance that somebody says so when work begins
