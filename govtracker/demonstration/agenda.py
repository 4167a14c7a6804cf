"""What a review of the demonstration talks about: the scorecard, issues and actions as they stood that day."""

import random
from collections.abc import Iterator
from datetime import datetime
from itertools import cycle

from govtracker.demonstration.stage import Stage
from govtracker.demonstration.story import HOME
from govtracker.demonstration.structure import Place
from govtracker.demonstration.texts import minutes
from govtracker.demonstration.texts.minutes import Matter
from govtracker.enums import Audience, IssueStatus, Side, Standing
from govtracker.models import Action, Issue
from govtracker.rules import wall_time
from govtracker.rules.date_words import MONTHS
from govtracker.rules.performance import snapshot

SHOWN = 3
WORDS = {
    Standing.PREFERRED: minutes.GOOD,
    Standing.SATISFACTORY: minutes.MIXED,
}


class Agenda:
    """The topics of the reviews of one forum, in turn."""

    def __init__(self, stage: Stage, place: Place, dice: random.Random) -> None:
        self.stage, self.place, self.dice = stage, place, dice
        self.months: Iterator[Matter] = cycle(minutes.MONTHLY[place.bond.key])

    def of_week(self, at: datetime) -> list[Matter]:
        """Open issues and what is due."""
        return [self._issues(minutes.WEEKLY_DECISIONS), self._actions(at)]

    def of_month(self, at: datetime) -> list[Matter]:
        """The scorecard, issues, actions, and one matter more."""
        return [*self._scorecard(), self._issues(("",)), self._actions(at), next(self.months)]

    def of_quarter(self, at: datetime) -> list[Matter]:
        """Where the relationship stands, and what the sponsors settle."""
        today, day = self.stage.story.today, wall_time.local(at, HOME).date()
        quarters_ago = (12 * (today.year - day.year) + today.month - day.month) // 3
        matters = minutes.STEERING[self.place.bond.key]
        settled = matters[len(matters) - 1 - quarters_ago] if quarters_ago < len(matters) else None
        return [*self._scorecard(), *([settled] if settled else [])]

    def _scorecard(self) -> list[Matter]:
        cards = self.stage.cards[self.place.bond.key]
        if not cards:
            return []
        card = cards[-1]
        month = f"{MONTHS[card.period_on.month - 1]} {card.period_on.year}"
        red = [one.criterion.name for one in snapshot.read(card.snapshot).result.criteria if one.rag.value == "red"]
        words = [f"{card.overall:.1f} points: {card.standing.value.replace('_', ' ')}."]
        if len(cards) > 1 and card.overall is not None and cards[-2].overall is not None:
            words.append(f"{card.overall - cards[-2].overall:+.1f} since the month before.".replace("-", "−"))
        words.append(f"Below their minimum: {', '.join(red)}." if red else "Nothing is below its minimum.")
        decision = self.dice.choice(WORDS.get(card.standing, minutes.BAD))
        return [Matter(f"Scorecard of {month}", " ".join(words), decision)]

    def _issues(self, decisions: tuple[str, ...]) -> Matter:
        there = [issue for issue in self._shared_issues() if issue.status is not IssueStatus.CLOSED]
        running = [issue for issue in there if issue.is_open]
        climbed = sum(issue.level > 1 for issue in running)
        gravest = sorted(there, key=lambda issue: (issue.severity_rank, issue.opened_at))[:SHOWN]
        lines = [f"{issue.key} {issue.title}" for issue in gravest]
        words = f"{len(running)} open, {climbed} of them above level 1. " if running else "Nothing is open. "
        words += f"{len(there) - len(running)} solved and to be closed." if len(there) > len(running) else ""
        return Matter(
            "Issues and escalations", "\n".join([words.strip(), *lines]), self.dice.choice(decisions) if lines else ""
        )

    def _actions(self, at: datetime) -> Matter:
        today = wall_time.local(at, self.stage.hours(self.place, Side.CLIENT).zone).date()
        open_ones = [row for row in self._shared_actions() if row.is_open]
        overdue = {side: sum(row.owner_side is side and row.due_on < today for row in open_ones) for side in Side}
        companies = {side: self.place.row.company(side).name for side in Side}
        words = f"{len(open_ones)} open. "
        if any(overdue.values()):
            words += "Overdue: " + ", ".join(f"{companies[side]} {overdue[side]}" for side in Side) + "."
        return Matter(
            "Actions of both sides",
            words.strip(),
            "Those overdue get a new date today, with a reason." if any(overdue.values()) else "",
        )

    def _shared_issues(self) -> list[Issue]:
        return [issue for issue in self.stage.issues[self.place.bond.key] if issue.audience is Audience.SHARED]

    def _shared_actions(self) -> list[Action]:
        return [action for action in self.stage.actions[self.place.bond.key] if action.audience is Audience.SHARED]
