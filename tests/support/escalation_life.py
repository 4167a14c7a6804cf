"""Random lives of issues: two companies, people who come and go, edits, outages and a clock that only runs forward."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from flask import Flask
from hypothesis import assume, note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from govtracker import access, database, jobs
from govtracker.access import Permission, Viewer
from govtracker.database import db
from govtracker.enums import Audience, IssueStatus, Running, Severity, Side
from govtracker.models import Absence, BusinessCalendar, Issue, Rung, Seat, Tenure
from govtracker.queries import NotFound, find, viewers
from govtracker.queries.governance import escalation as ladders
from govtracker.queries.governance import escalation_paths
from govtracker.queries.structure import seats as seated
from govtracker.rules import keys
from govtracker.rules.governance.own_days import OwnDay
from govtracker.services import Refused
from govtracker.services.governance import calendars as working_hours
from govtracker.services.governance import (
    escalation,
    handing_over,
    holding,
    recomputing,
    sweep,
)
from govtracker.services.governance import escalation_paths as paths
from govtracker.services.governance.calendars import CalendarFacts
from govtracker.services.governance.escalation_paths import LevelFacts
from govtracker.services.issues import comments, issues
from govtracker.services.issues.context import Context
from govtracker.services.issues.issues import NewIssue
from govtracker.services.structure import seats
from tests.support import escalation_oracle
from tests.support import world as worlds
from tests.support.databases import Database
from tests.support.escalation_oracle import Verdict
from tests.support.world import World

STARTS = (  # UTC: an ordinary week, both changes of the clock in Berlin, the turn of a year, a leap day
    datetime(2026, 11, 16, 7, tzinfo=UTC),
    datetime(2027, 3, 25, 9, tzinfo=UTC),
    datetime(2026, 10, 22, 9, tzinfo=UTC),
    datetime(2026, 12, 22, 9, tzinfo=UTC),
    datetime(2028, 2, 25, 9, tzinfo=UTC),
)
WRITERS = ("client_spoc", "client_lead", "supplier_spoc", "supplier_lead")
EVERYBODY = (*WRITERS, "client_sponsor", "client_deputy", "supplier_sponsor", "supplier_deputy", "client_member")
SIDES = {Side.CLIENT: "Northgate", Side.SUPPLIER: "Meridian"}
LADDER_SEATS = ("client_lead", "client_spoc", "supplier_lead", "supplier_spoc", "supplier_sponsor")
HOURS: tuple[dict[int, tuple[tuple[int, int], ...]], ...] = (
    dict.fromkeys(range(5), ((540, 1020),)),  # 09:00-17:00
    dict.fromkeys(range(5), ((480, 720), (780, 1080))),  # with a lunch
    dict.fromkeys(range(5), ((1320, 1440), (0, 360))),  # nights
    dict.fromkeys(range(7), ((0, 1440),)),  # always
)
MINUTES = st.sampled_from((1, 7, 30, 60, 119, 240, 241, 480, 960))
DAYS = st.sampled_from((1, 2, 3, 7, 21))
Reset = Callable[[], World]


class Life(RuleBasedStateMachine):
    """`reset` empties the database and gives its world; `steps` and `verdicts` add up over all lives of a run."""

    reset: ClassVar[Reset]
    steps: ClassVar[int] = 0
    climbs: ClassVar[int] = 0
    issues_raised: ClassVar[int] = 0
    verdicts: ClassVar[list[Verdict]] = []

    @classmethod
    def from_the_start(cls, reset: Reset) -> None:
        """Count anew, over lives in worlds that `reset` gives."""
        cls.reset, cls.steps, cls.climbs, cls.issues_raised, cls.verdicts = staticmethod(reset), 0, 0, 0, []

    def __init__(self) -> None:
        super().__init__()
        self.world = type(self).reset()
        self.now = STARTS[0]
        self.uncounted: set[int] = set()
        self.settled = False

    @initialize(
        start=st.sampled_from(STARTS), doubled=st.sampled_from(("", "client", "supplier")), settled=st.booleans()
    )
    def begin(self, start: datetime, doubled: str, settled: bool) -> None:
        """Some day or other, and a few issues to begin with; on one side the lead may be the SPOC as well.

        In a settled life calendars stay as they are, so that all that was spent can be counted anew.
        """
        self.now, self.settled = start, settled
        if doubled:
            with database.transaction():
                tenure = Tenure.seat_id == self.world.seats[f"{doubled}_spoc"]
                db.session.execute(
                    db.update(Tenure).where(tenure).values(person_id=self.world.people[f"{doubled}_lead"])
                )
        for who, internal in (("client_spoc", False), ("supplier_lead", False), ("client_lead", True)):
            self.log(who, Severity.HIGH, internal)

    # --- people's deeds ----------------------------------------------------------------------------------------------

    @rule(
        who=st.sampled_from(WRITERS),
        severity=st.sampled_from(list(Severity)),
        internal=st.booleans(),
    )
    def log(self, who: str, severity: Severity, internal: bool) -> None:
        """Somebody logs an issue, shared or internal."""
        viewer = self.viewer(self.world.people[who])
        audience = Audience(who.partition("_")[0]) if internal else Audience.SHARED
        facts = NewIssue(
            title="It is broken",
            description="",
            area_id=self.world.areas["Customer care"],
            severity=severity,
            audience=audience,
        )

        def deed() -> None:
            issues.raise_issue(find.relationship(viewer, "MER"), facts, by=viewer, at=self.now)
            type(self).issues_raised += 1

        self.attempt(deed)

    @rule(data=st.data())
    def acknowledge(self, data: Any) -> None:
        """The level's person takes note, if they may; nobody else can."""
        issue_id = self.some(data, IssueStatus.OPEN, IssueStatus.ACKNOWLEDGED, IssueStatus.IN_PROGRESS)
        rung = self.rung(issue_id)
        asked = [rung.answering_person_id] * len(EVERYBODY)
        person = data.draw(st.sampled_from([*asked, *map(self.world.people.get, EVERYBODY)]))
        assume(person is not None)

        def deed(viewer: Viewer, issue: Issue) -> None:
            current = ladders.current(issue)
            if current and access.allowed(viewer, Permission.ACKNOWLEDGE, current):
                escalation.acknowledge(current, by=viewer, at=self.now)

        self.by(person, issue_id, deed)

    @rule(data=st.data(), who=st.sampled_from(WRITERS), what=st.sampled_from(("comment", "work", "resolve", "raise")))
    def work(self, data: Any, who: str, what: str) -> None:
        """A comment, a step of the work, a result, a higher severity."""
        issue_id = self.some(data, IssueStatus.OPEN, IssueStatus.ACKNOWLEDGED, IssueStatus.IN_PROGRESS)

        def deed(viewer: Viewer, issue: Issue) -> None:
            if what == "comment":
                comments.write(issue, "Looking into it.", issue.audience, by=viewer, at=self.now)
            elif not access.allowed(viewer, Permission.EDIT_ISSUE, issue):
                return
            elif what == "work":
                issues.start_work(issue, by=viewer, at=self.now)
            elif what == "resolve":
                issues.resolve(issue, self.context(), by=viewer, at=self.now)
            else:
                worse = list(Severity)[max(issue.severity.rank - 1, 0)]
                issues.edit(issue, {"severity": worse}, reason="It spreads.", by=viewer, at=self.now)

        self.by(self.world.people[who], issue_id, deed)

    @rule(data=st.data(), who=st.sampled_from(WRITERS))
    def reopen(self, data: Any, who: str) -> None:
        """What was resolved is back."""
        issue_id = self.some(data, IssueStatus.RESOLVED)

        def deed(viewer: Viewer, issue: Issue) -> None:
            if access.allowed(viewer, Permission.EDIT_ISSUE, issue):
                issues.reopen(issue, "It is back.", by=viewer, at=self.now)

        self.by(self.world.people[who], issue_id, deed)

    @rule(
        data=st.data(),
        who=st.sampled_from(WRITERS),
        what=st.sampled_from(("hand over", "pause", "resume", "escalate", "step down")),
    )
    def steer(self, data: Any, who: str, what: str) -> None:
        """The clocks and the ladder by hand."""
        issue_id = self.some(data, IssueStatus.OPEN, IssueStatus.ACKNOWLEDGED, IssueStatus.IN_PROGRESS)
        days = data.draw(DAYS)

        def deed(viewer: Viewer, issue: Issue) -> None:
            permission = PERMISSIONS[what]
            if not access.allowed(viewer, permission, issue):
                return
            if what == "hand over":
                handing_over.hand_over(issue, issue.waiting_on.other, "Please look.", by=viewer, at=self.now)
            elif what == "pause":
                until = self.now.date() + timedelta(days=days)
                holding.pause(issue, "A change freeze.", until, by=viewer, at=self.now)
            elif what == "resume":
                holding.resume(issue, by=viewer, at=self.now)
            elif what == "escalate":
                escalation.escalate(issue, "It cannot wait.", by=viewer, at=self.now)
            else:
                escalation.step_down(issue, 1, "It is under control.", by=viewer, at=self.now)

        self.by(self.world.people[who], issue_id, deed)

    # --- the structure and its rules change ---------------------------------------------------------------------------

    @rule(who=st.sampled_from(EVERYBODY), days=DAYS)
    def go_away(self, who: str, days: int) -> None:
        """Somebody is away from tomorrow on: who told whom on a day can be asked of it afterwards."""
        first = self.now.date() + timedelta(days=1)
        with database.transaction():
            db.session.add(
                Absence(person_id=self.world.people[who], from_on=first, to_on=first + timedelta(days=days), note="")
            )

    @rule(seat=st.sampled_from(LADDER_SEATS), fill=st.booleans(), who=st.sampled_from(EVERYBODY))
    def change_seat(self, seat: str, fill: bool, who: str) -> None:
        """A seat falls vacant, or somebody takes it, from tomorrow on."""
        today = self.now.date()

        def deed() -> None:
            row = db.session.get_one(Seat, self.world.seats[seat])
            if fill:
                person = self.world.people[who]
                seats.fill(row, person, from_on=today + timedelta(days=1), by=None, at=self.now, today=today)
            elif seated.last_tenure(row.id):
                seats.vacate(row, last_on=today, by=None, at=self.now, today=today)

        self.attempt(deed)

    @rule(response=st.sampled_from((60, 240, 480)), levels=st.integers(1, 3), applies=st.booleans())
    def change_path(self, response: int, levels: int, applies: bool) -> None:
        """Another version of the path comes in force, for running issues too or not."""
        names = ("lead", "spoc", "sponsor")

        office = self.viewer(self.world.people["governance_office"])

        def deed() -> None:
            relationship = find.relationship(office, "MER")
            before = escalation_paths.in_force(relationship.id, None, None)
            assert before is not None
            facts = [
                LevelFacts(
                    tier=level.tier,
                    client_seat_id=self.world.seats[f"client_{names[place]}"],
                    supplier_seat_id=self.world.seats[f"supplier_{names[place]}"],
                    response_minutes=response,
                    resolution_minutes=response * 4 * (place + 1),
                )
                for place, level in enumerate([before.levels[0]] * levels)
            ]
            after = paths.publish(relationship, facts, by=None, at=self.now)
            db.session.flush()
            if applies and after.id != before.id:
                recomputing.apply_path(before.id, after, by=office, at=self.now)

        self.attempt(deed)

    @precondition(lambda self: not self.settled)
    @rule(
        side=st.sampled_from(list(Side)),
        hours=st.sampled_from(HOURS),
        in_days=DAYS,
        opens=st.sampled_from(((), ((540, 720),))),
        applies=st.booleans(),
    )
    def change_calendar(self, side: Side, hours: Any, in_days: int, opens: Any, applies: bool) -> None:
        """A company works other hours, and not at all, or for half a day, on some day to come."""
        organisation_id = self.world.organisations[SIDES[side]]
        office = self.viewer(self.world.people["governance_office"])
        with database.transaction():
            row = db.session.query(BusinessCalendar).filter_by(organisation_id=organisation_id).one()
            day = self.now.date() + timedelta(days=in_days)
            facts = CalendarFacts(zone=row.zone, hours=hours, own_days={day: OwnDay("Stocktaking", opens)})
            working_hours.save(
                organisation_id,
                facts,
                by=office,
                at=self.now,
                today=self.now.date(),
                running=Running.APPLY if applies else Running.KEEP,
            )
            self.uncounted |= set(db.session.scalars(db.select(Issue.id).where(Issue.escalation_path_id.is_not(None))))

    # --- time ---------------------------------------------------------------------------------------------------------

    @rule(minutes=MINUTES)
    def minutes_pass(self, minutes: int) -> None:
        """A short while, and the worker looks."""
        self.now += timedelta(minutes=minutes)
        self.look()

    @rule(days=DAYS)
    def nobody_looks(self, days: int) -> None:
        """An outage of days, and the worker looks afterwards."""
        self.now += timedelta(days=days)
        self.look()

    @rule(minutes=MINUTES)
    def a_worker_dies(self, minutes: int) -> None:
        """It has done its work on an issue, and dies before the commit: nothing of it is left."""
        self.now += timedelta(minutes=minutes)
        for issue_id in ladders.due(self.now)[:1]:
            with suppress(Died), database.transaction():
                sweep.climb(issue_id, self.now)
                db.session.flush()
                raise Died
        db.session.rollback()
        self.look()

    @rule()
    def two_workers(self) -> None:
        """A second worker looks just after the first: there is nothing left to do."""
        self.look()
        assert jobs.run(jobs.job_named("escalate"), at=self.now).done == 0

    @invariant()
    def counted(self) -> None:
        """One more step of all lives."""
        type(self).steps += 1

    # --- how it is done and judged ------------------------------------------------------------------------------------

    def look(self) -> None:
        """The worker's sweep, then the judge's."""
        while (ran := jobs.run(jobs.job_named("escalate"), at=self.now)).done:
            assert ran.failed == 0
            type(self).climbs += ran.done
        verdict = escalation_oracle.judge(self.now, uncounted=frozenset(self.uncounted))
        db.session.rollback()
        type(self).verdicts.append(verdict)
        assert not verdict.everything, verdict.everything

    def attempt(self, deed: Callable[[], None]) -> None:
        """One transaction; what a rule refuses, or a person does not see, leaves nothing."""
        try:
            with database.transaction():
                deed()
        except (Refused, NotFound) as refusal:
            note(f"refused: {refusal!r}")

    def by(self, person_id: int, issue_id: int, deed: Callable[[Viewer, Issue], None]) -> None:
        """One deed of a person on an issue they see; on one they do not see, none."""
        viewer = self.viewer(person_id)

        number = self.number(issue_id)
        self.attempt(lambda: deed(viewer, find.issue(viewer, "MER", number)))

    def viewer(self, person_id: int) -> Viewer:
        """Their rights on that day."""
        viewer = viewers.viewer(person_id, today=self.now.date())
        assert viewer is not None
        db.session.rollback()
        return viewer

    def some(self, data: Any, *statuses: IssueStatus) -> int:
        """An issue that stands so."""
        db.session.rollback()
        found = list(db.session.scalars(db.select(Issue.id).where(Issue.status.in_(statuses)).order_by(Issue.id)))
        db.session.rollback()
        assume(found)
        return int(data.draw(st.sampled_from(found)))

    def number(self, issue_id: int) -> str:
        """What stands in its address."""
        issue = self.read(db.select(Issue).where(Issue.id == issue_id))
        return keys.number(issue.number, issue.audience)

    def rung(self, issue_id: int) -> Rung:
        """The level it stands at."""
        rung: Rung = self.read(db.select(Rung).where(Rung.issue_id == issue_id, Rung.is_current))
        return rung

    def read(self, query: Any) -> Any:
        """One row, as it is stored now."""
        row = db.session.scalars(query).unique().one()
        db.session.expunge_all()
        db.session.rollback()
        return row

    def context(self) -> Context:
        """What is said when something is resolved."""
        return Context(
            why_it_occurred="It wore out.",
            what_was_done="It was replaced.",
            why_not_again="It is looked at every month.",
            root_cause_id=None,
        )


def resetting(app: Flask, store: Database) -> Reset:
    """A function that lets `store` return to its kept state and gives a new world in it; within the app's context."""

    def reset() -> World:
        db.session.remove()
        db.engine.dispose()
        store.restore()
        return worlds.make(app)

    return reset


class Died(Exception):
    """A worker that is gone."""


PERMISSIONS = {
    "hand over": Permission.HAND_OVER,
    "pause": Permission.PAUSE,
    "resume": Permission.PAUSE,
    "escalate": Permission.ESCALATE,
    "step down": Permission.STEP_DOWN,
}
