"""The reviews of two years: forums set up, meetings held with minutes, the next ones in preparation."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from govtracker.access import Viewer
from govtracker.demonstration import answers, preparing
from govtracker.demonstration.agenda import Agenda
from govtracker.demonstration.stage import Stage
from govtracker.demonstration.texts import forums as plans
from govtracker.demonstration.texts.forums import ForumPlan
from govtracker.demonstration.texts.minutes import Matter
from govtracker.demonstration.undertakings import Undertaking
from govtracker.enums import ActionType, Presence, Side, Tier
from govtracker.models import Forum, Review, Topic
from govtracker.queries import claims
from govtracker.queries.governance import forums as asked_of_forums
from govtracker.queries.reviews import minutes as written
from govtracker.queries.reviews import reviews as asked
from govtracker.rules.governance.cadence import Cadence
from govtracker.rules.reviews import minutes
from govtracker.services import events
from govtracker.services.governance import forums
from govtracker.services.governance.forums import ForumFacts
from govtracker.services.reviews import agreement, holding, review_course, review_planning
from govtracker.services.reviews.attendance import Attendance, Entry

WRITTEN_AFTER = timedelta(minutes=25)  # the end of the meeting
AGREED_AFTER = {Side.SUPPLIER: (60, 480), Side.CLIENT: (500, 1200)}  # business minutes
UNSIGNED = ("MER", plans.MONTHLY)  # whose newest minutes wait for the client


def write(stage: Stage) -> None:
    """Put the forums on the timeline; their reviews follow by their cadence."""
    for plan in plans.FORUMS:
        Body(stage, plan)


class Body:
    """One forum and its reviews."""

    def __init__(self, stage: Stage, plan: ForumPlan) -> None:
        self.stage, self.plan, self.place = stage, plan, stage.places[plan.key]
        self.dice = stage.story.dice("forum", plan.key, plan.name)
        self.excuses = stage.story.dice("excuses", plan.key, plan.name)
        self.agenda = Agenda(stage, self.place, self.dice)
        self.forum: Forum
        self.known: set[int] = set()
        self.begins_on = self._begins_on()
        stage.timeline.at(stage.story.at_nine(self.begins_on) + timedelta(hours=5), self._set_up)

    def _begins_on(self) -> date:
        """So many weeks ago, or with the relationship; the sponsors when there is a scorecard to look at."""
        if self.plan.weeks_ago:
            return self.stage.story.today - timedelta(weeks=self.plan.weeks_ago)
        return self.stage.story.months[1 if self.plan.tier is Tier.STRATEGIC else 0]

    def _set_up(self, at: datetime) -> None:
        seats = {side: self.place.seat(side, self.plan.chairs).id for side in Side}
        members = [
            seat.id for (_, role, _), seat in self.place.seats.items() if role in (self.plan.chairs, *self.plan.members)
        ]
        zone = self.stage.hours(self.place, Side.CLIENT).zone
        facts = ForumFacts(
            name=self.plan.name,
            tier=self.plan.tier,
            client_chair_id=seats[Side.CLIENT],
            supplier_chair_id=seats[Side.SUPPLIER],
            cadence=Cadence(
                self.plan.rrule, self.plan.local_time, zone, self.begins_on, preparing.SHIFTS[self.plan.tier]
            ),
            charter=self.plan.charter,
            member_ids=tuple(members),
            minutes=self.plan.minutes,
            freeze_days=preparing.FREEZE[self.plan.tier],
        )
        spoc = self.stage.spoc(self.place, Side.CLIENT)
        self.forum = forums.set_up(self.place.row, facts, by=spoc, at=at)
        preparing.set_up(self.forum, self.plan.tier, by=spoc, at=at)
        self._expect(at)

    def _plan(self, at: datetime) -> None:
        review_planning.plan(self.forum.id, at)
        self._expect(at)

    def _expect(self, at: datetime) -> None:
        """Meet at the reviews that were laid out; those still to come are walked through their steps."""
        for review in asked.movable(self.forum.id, at=at):
            if review.id in self.known:
                continue
            self.known.add(review.id)
            held_at = review.scheduled_at + timedelta(minutes=self.plan.minutes) + WRITTEN_AFTER
            if held_at > self.stage.story.at:
                self._expect_step(review)
            self.stage.timeline.at(held_at, partial(self._hold, review))
        if self.forum.plan_at:
            self.stage.timeline.at(self.forum.plan_at, self._plan)

    def _expect_step(self, review: Review) -> None:
        if review.step_at:
            self.stage.timeline.at(review.step_at, partial(self._step, review))

    def _step(self, review: Review, at: datetime) -> None:
        review_course.take_step(review.id, at)
        preparing.bring(review, self.plan.tier, {side: self._chair(side) for side in Side}, at=at)
        answers.expect(self.stage, review, at)
        self._expect_step(review)

    def _hold(self, review: Review, at: datetime) -> None:
        matters = MATTERS[self.plan.tier](self.agenda, at)
        chair = self._chair(Side.CLIENT)
        claims.insert_rows(Topic, [self._topic(review, *numbered) for numbered in enumerate(matters, 1)])
        told = {matter.title: [None, matter.decision or matter.notes] for matter in matters}
        events.record(review, "minutes_written", by=chair, at=at, changes=told)
        holding.hold(review, review.local_on, self._attendance(at), by=chair, at=at)
        newest = self.forum.plan_at is not None and self.forum.plan_at > self.stage.story.at
        for side, wait in AGREED_AFTER.items():
            if not (newest and side is Side.CLIENT and (self.plan.key, self.plan.name) == UNSIGNED):
                when = self.stage.after(at, self.dice.randint(*wait), self.place, side)
                self.stage.timeline.at(when, partial(self._agree, review, side))
        for matter in matters:
            if matter.action:
                self._undertake(review, matter, at)

    def _topic(self, review: Review, position: int, matter: Matter) -> dict[str, Any]:
        return {
            "review_id": review.id,
            "position": position,
            "title": matter.title,
            "notes": matter.notes,
            "decision": matter.decision,
            "added_by_id": self._chair(self.dice.choice(list(Side))).person_id,
        }

    def _agree(self, review: Review, side: Side, at: datetime) -> None:
        agreement.agree(review, minutes.mark(written.content(review)), by=self._chair(side), at=at)

    def _undertake(self, review: Review, matter: Matter, at: datetime) -> None:
        side, area = self.dice.choice(list(Side)), self.dice.choice(list(self.place.areas))
        name = self.stage.lasting_lead(self.place, side, area, at)
        Undertaking(
            self.stage,
            self.place,
            title=matter.action,
            type=ActionType.IMPROVEMENT,
            side=side,
            owner=name,
            days=self.dice.randint(9, 24),
            slips=self.dice.random() < SLIPPING,
            dice=self.dice,
            review=review,
            area=area,
        ).add_at(at + timedelta(minutes=15))

    def _chair(self, side: Side) -> Viewer:
        return self.stage.cast.viewer(self.place.holder(side, self.plan.chairs))

    def _attendance(self, at: datetime) -> Attendance:
        """Both chairs and most of the others; the rest sent apologies, some of them somebody in their place."""
        present = self._present(at)
        rows = asked_of_forums.people(self.forum, on=at.date())
        people = {row.person_id: row for row in rows if row.person_id is not None}
        return Attendance([self._entry(row, present) for row in people.values()])

    def _entry(self, row: Any, present: set[str]) -> Entry:
        if row.is_chair or row.person in present:
            return Entry(row.person_id, row.person, row.side, Presence.PRESENT)
        if self.excuses.random() < SENT:
            return Entry(row.person_id, row.person, row.side, Presence.REPRESENTED, "a colleague of the team")
        return Entry(row.person_id, row.person, row.side, Presence.APOLOGIES)

    def _present(self, at: datetime) -> set[str]:
        ago = self.stage.days_ago(at)
        seats = [key for key in self.place.seats if key[1] in self.plan.members]
        names = [self.place.holder(*key, days_ago=ago) for key in seats]
        return {name for name in dict.fromkeys(names) if name and self.dice.random() < PRESENT}


SLIPPING, PRESENT, SENT = 0.2, 0.85, 0.3  # chances
MATTERS = {
    Tier.OPERATIONAL: Agenda.of_week,
    Tier.TACTICAL: Agenda.of_month,
    Tier.STRATEGIC: Agenda.of_quarter,
}
