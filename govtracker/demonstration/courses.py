"""The course of an issue from the day it is raised to its effectiveness check, as deeds on the timeline."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from govtracker.demonstration import paths
from govtracker.demonstration.manners import MANNERS, Manner, between
from govtracker.demonstration.stage import Stage
from govtracker.demonstration.structure import Place
from govtracker.demonstration.texts import remarks, turns, whys
from govtracker.demonstration.texts.cases import Case
from govtracker.demonstration.undertakings import Undertaking
from govtracker.enums import ActionType, Audience, Effectiveness, IssueStatus, Severity, Side
from govtracker.models import Issue
from govtracker.queries.governance import escalation as ladders
from govtracker.rules.issues import five_whys, workflow
from govtracker.rules.issues.five_whys import Why
from govtracker.services.governance import escalation, handing_over, sweep
from govtracker.services.issues import comments, context, effectiveness, issues

HOUR = 60  # business minutes
DAY = 8 * HOUR
ASKED_BACK = 0.12
GRAVE = (Severity.CRITICAL, Severity.HIGH)


@dataclass(frozen=True)
class Happening:
    """A case that happens: its words with everything filled in, where and when, and how it goes on."""

    case: Case
    area: str
    at: datetime
    segment: str
    progress: float  # share of the two years that is over
    audience: Audience = Audience.SHARED
    answered: bool = True  # False: nobody acknowledges
    solved: bool = True  # False: the work goes on


class Course:
    """One issue; each deed puts the next one on the timeline."""

    def __init__(self, stage: Stage, place: Place, happening: Happening, dice: random.Random) -> None:
        self.stage, self.place, self.happening, self.dice = stage, place, happening, dice
        self.case, self.area = happening.case, happening.area
        self.answering = self.case.raised.other if happening.audience is Audience.SHARED else self.case.raised
        self.issue: Issue
        self.measures: list[Undertaking] = []
        stage.timeline.at(happening.at, self.begin)

    @cached_property
    def manner(self) -> Manner:
        """How these two companies work."""
        return MANNERS[self.place.bond.key]

    def chance(self, span: tuple[float, float]) -> bool:
        """Whether something happens that has such a chance at this time."""
        return self.dice.random() < between(span, self.happening.progress)

    def later(self, at: datetime, least: int, most: int, side: Side) -> datetime:
        """Between `least` and `most` working minutes of a side later."""
        return self.stage.after(at, self.dice.randint(least, most), self.place, side)

    def begin(self, at: datetime) -> None:
        """Raised by the lead of the area; the path begins."""
        case, happening = self.case, self.happening
        self.issue = issues.raise_issue(
            self.place.row,
            issues.NewIssue(
                title=case.title,
                description=case.description,
                area_id=self.place.areas[self.area].id,
                severity=case.severity,
                audience=happening.audience,
                category=case.category,
                segment=happening.segment,
                channel=case.channel,
                owner_id=self._owner_id(at) if happening.answered else None,
            ),
            by=self.stage.lead(self.place, case.raised, self.area, at),
            at=at,
        )
        self.issue.recurrence_due_at = None  # what came again long ago is not raised now
        self.stage.issues[self.place.bond.key].append(self.issue)
        self.watch()
        if happening.answered:
            self._expect_answer(at)

    def _owner_id(self, at: datetime) -> int:
        return self.stage.cast.people[self.stage.lasting_lead(self.place, self.answering, self.area, at)].id

    def watch(self) -> None:
        """Let the sweep look at it when something is due next."""
        if self.issue.next_at is not None:
            self.stage.timeline.at(self.issue.next_at, self._climb)

    def _climb(self, at: datetime) -> None:
        if self.issue.next_at is None or self.issue.next_at > at:
            return
        before, began = self.issue.level, self.issue.round
        sweep.climb(self.issue.id, at)
        self.watch()
        silent = self.issue.round != began  # who runs late of those that are still open stays so
        if (self.issue.level != before or silent) and self.happening.answered and (self.happening.solved or not silent):
            self._expect_answer(at)

    def _expect_answer(self, told_at: datetime) -> None:
        response = paths.response_minutes(self.case.severity, self.issue.level)
        late = self.issue.level == 1 and self.chance(self.manner.late_answer)
        share = self.dice.uniform(1.05, 1.6) if late else self.dice.uniform(0.06, 0.8)
        when = self.stage.after(told_at, int(response * share), self.place, self.answering)
        self.stage.timeline.at(when, self.acknowledge)

    def acknowledge(self, at: datetime) -> None:
        """Whoever is asked takes note."""
        rung = ladders.current(self.issue)
        if rung is None or rung.acknowledged_at is not None or self.issue.status not in workflow.OPEN_ISSUES:
            return
        first = self.issue.status is IssueStatus.OPEN
        name = self.place.sitter(rung.answering_seat_id, days_ago=self.stage.days_ago(at))
        if not name:  # whoever was told has left meanwhile: it climbs
            return
        escalation.acknowledge(rung, by=self.stage.cast.viewer(name), at=at)
        self.watch()
        if first:
            self.stage.timeline.at(self.later(at, 5, 90, self.answering), self._work)

    def _work(self, at: datetime) -> None:
        worker = self.stage.lead(self.place, self.answering, self.area, at)
        issues.start_work(self.issue, by=worker, at=at)
        self._say(at, self.answering, remarks.FIRST_WORD, self.happening.audience)
        again = self.issue.round > 1
        if not again and self.happening.solved:
            self._take_measures(at)
        if self.happening.solved:
            self.stage.timeline.at(self._solved_at(at), self._resolve)
            self._ask_back(at)

    def _ask_back(self, at: datetime) -> None:
        """Now and then the other side has to say something first."""
        dice = self.stage.story.dice("question", self.place.bond.key, str(self.issue.number))
        if self.happening.audience is Audience.SHARED and self.issue.round == 1 and dice.random() < ASKED_BACK:
            asked = dice.choice(turns.QUESTIONS)
            when = self.stage.after(at, dice.randint(20, 60), self.place, self.answering)
            self.stage.timeline.at(when, lambda then: self._hand_over(then, self.answering.other, asked))

    def _hand_over(self, at: datetime, to: Side, asked: str) -> None:
        if self.issue.status not in workflow.OPEN_ISSUES or self.issue.waiting_on is to:
            return
        handing_over.hand_over(self.issue, to, asked, by=self.stage.lead(self.place, to.other, self.area, at), at=at)
        self.watch()
        heard = self.stage.after(at, 30, self.place, to)
        self.stage.timeline.at(heard, self.acknowledge)
        if to is not self.answering:
            replied = turns.REPLIES[turns.QUESTIONS.index(asked)]
            when = self.stage.after(heard, 60, self.place, to)
            self.stage.timeline.at(when, lambda then: self._hand_over(then, self.answering, replied))

    def _solved_at(self, at: datetime) -> datetime:
        """When it is resolved: a share of the agreed time, counted from the opening in the supplier's hours."""
        target = paths.steps(self.case.severity)[0][2]
        share = max(0.1, self.dice.gauss(between(self.manner.pace, self.happening.progress), 0.22))
        wanted = self.stage.after(self.issue.opened_at, int(target * share), self.place, Side.SUPPLIER)
        return max(wanted, self.later(at, 40, 3 * HOUR, self.answering))

    def _take_measures(self, at: datetime) -> None:
        if self.dice.random() < 0.55:
            self._later_say(at, (HOUR, DAY), self.answering, remarks.PROGRESS, Audience.SHARED)
        if self.dice.random() < 0.35:
            self._later_say(at, (HOUR, DAY), self.answering.other, remarks.ANSWER, Audience.SHARED)
        if self.dice.random() < 0.3:
            side = self.dice.choice(list(Side))
            self._later_say(at, (20, DAY), side, INTERNAL[side], Audience(side.value))
        grave = self.case.severity in GRAVE
        if grave or self.dice.random() < 0.3:
            self._undertake(ActionType.CORRECTIVE, self.case.corrective, at, days=(3, 8))
        if grave:
            self._undertake(ActionType.PREVENTIVE, self.case.preventive, at, days=(6, 16))

    def _undertake(self, kind: ActionType, title: str, at: datetime, *, days: tuple[int, int]) -> None:
        measure = Undertaking(
            self.stage,
            self.place,
            title=title,
            type=kind,
            side=self.answering,
            owner=self.stage.lasting_lead(self.place, self.answering, self.area, at),
            days=self.dice.randint(*days),
            slips=self.answering is Side.SUPPLIER and self.chance(self.manner.slips),
            dice=self.dice,
            issue=self.issue,
        )
        self.measures.append(measure)
        measure.add_at(self.later(at, 10, 2 * HOUR, self.answering))

    def _resolve(self, at: datetime) -> None:
        if self.issue.status not in workflow.OPEN_ISSUES:
            return
        if self.issue.status is IssueStatus.OPEN:  # it was silent for too long and has to be acknowledged again
            self.stage.timeline.at(self.later(at, HOUR, DAY, self.answering), self._resolve)
            return
        said = context.Context(
            why_it_occurred=self.case.why,
            what_was_done=self.case.done,
            why_not_again=self.case.not_again,
            root_cause_id=self.stage.root_causes[self.case.cause],
            five_whys=self._chain(),
        )
        issues.resolve(self.issue, said, by=self.stage.lead(self.place, self.answering, self.area, at), at=at)
        self.stage.timeline.at(self.later(at, DAY, 3 * DAY, self.case.raised), self._close)

    def _chain(self) -> tuple[Why, ...]:
        """Asked on where the case is grave."""
        if self.case.severity not in GRAVE:
            return ()
        answers = (self.case.why, *self.dice.choice(whys.CHAINS[self.case.cause]))
        return tuple(Why(five_whys.asked_at(place), answer) for place, answer in enumerate(answers))

    def _close(self, at: datetime) -> None:
        if not all(measure.carried_out for measure in self.measures):
            self.stage.timeline.at(self.later(at, DAY, 2 * DAY, self.case.raised), self._close)
            return
        raiser = self.stage.lead(self.place, self.case.raised, self.area, at)
        issues.close(self.issue, context.of(self.issue), by=raiser, at=at)
        assert self.issue.effectiveness_due_on is not None
        days = (self.issue.effectiveness_due_on - at.date()).days + 1
        self.stage.timeline.at(self.later(at + timedelta(days=days), 10, 3 * DAY, self.case.raised), self._check)

    def _check(self, at: datetime) -> None:
        raiser = self.stage.lead(self.place, self.case.raised, self.area, at)
        if self.issue.round == 1 and self.chance(self.manner.comes_back):
            remark = self.dice.choice(remarks.CAME_BACK)
            effectiveness.check(self.issue, Effectiveness.NOT_EFFECTIVE, remark, by=raiser, at=at)
            self.watch()
            self._expect_answer(at)
            return
        remark = self.dice.choice(remarks.HELD)
        effectiveness.check(self.issue, Effectiveness.EFFECTIVE, remark, by=raiser, at=at)

    def _later_say(
        self, at: datetime, wait: tuple[int, int], side: Side, words: tuple[str, ...], audience: Audience
    ) -> None:
        self.stage.timeline.at(self.later(at, *wait, side), lambda then: self._say(then, side, words, audience))

    def _say(self, at: datetime, side: Side, words: tuple[str, ...], audience: Audience) -> None:
        by = self.stage.lead(self.place, side, self.area, at)
        comments.write(self.issue, self.dice.choice(words), audience, by=by, at=at)


INTERNAL = {Side.CLIENT: remarks.INTERNAL_CLIENT, Side.SUPPLIER: remarks.INTERNAL_SUPPLIER}
