"""The frame of the demonstration: when it is told, the two years it covers, and dice that always fall the same."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TypeVar

from govtracker.rules import wall_time

SEED = "northgate"
MONTHS = 24
HOME = "Europe/Berlin"
FOUNDED_BEFORE_DAYS = 45
SETTLED_AFTER_DAYS = 10

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Story:
    """All dates follow from `at`, the business instant (UTC) at which the demonstration is loaded."""

    at: datetime

    @cached_property
    def today(self) -> date:
        """The client's day."""
        return wall_time.local(self.at, HOME).date()

    @cached_property
    def months(self) -> tuple[date, ...]:
        """The first days of 24 months, oldest first; the last one ended long enough ago to be measured and shared."""
        newest = (self.today - timedelta(days=SETTLED_AFTER_DAYS)).replace(day=1)
        return tuple(month_before(newest, back) for back in range(MONTHS, 0, -1))

    @cached_property
    def founded_on(self) -> date:
        """When companies, people and relationships were entered, some weeks before the first month."""
        return self.months[0] - timedelta(days=FOUNDED_BEFORE_DAYS)

    def founded_at(self, minutes: int) -> datetime:
        """An instant of the founding day, so many minutes after nine o'clock."""
        return self.at_nine(self.founded_on) + timedelta(minutes=minutes)

    def days_ago(self, day: date) -> int:
        """How many days before today a day was."""
        return (self.today - day).days

    def at_nine(self, day: date) -> datetime:
        """Nine o'clock of a day where the client is."""
        return wall_time.on(day, time(9), HOME)

    def dice(self, *names: str) -> random.Random:
        """Dice of their own for each part of the story: one part may change without moving another."""
        return random.Random(":".join((SEED, *names)))  # noqa: S311  # repeatable is what they are for


def month_before(month: date, back: int) -> date:
    """The first day of the month `back` months earlier (later, where negative)."""
    count = month.year * 12 + month.month - 1 - back
    return date(count // 12, count % 12 + 1, 1)


def spread(dice: random.Random, things: Sequence[Thing], count: int) -> list[Thing]:
    """`count` of the things in a shuffled order, each as often as the others, never one twice in a row if avoidable."""
    drawn: list[Thing] = []
    while len(drawn) < count:
        round_of = dice.sample(list(things), len(things))
        if drawn and len(round_of) > 1 and round_of[0] == drawn[-1]:
            round_of.append(round_of.pop(0))
        drawn += round_of
    return drawn[:count]
