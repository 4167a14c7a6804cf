"""What a customer segment needs, read from the answers of colleagues who know it; without an answer it is not known.

How much touch it needs is the mean of three ratings of equal weight, each the mean of all answers: help by a person,
expertise, the same people. Under 2 it is self-service, under 3 low touch, under 4 medium touch, else high touch (ours).
A channel, outcome or time is the one most answers name; where two are named as often, none is.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, Generic, TypeVar

from govtracker.enums import ExpectedOutcome, ServiceChannel, ServiceHours, ServicePriority, TouchLevel

Word = TypeVar("Word", bound=StrEnum)
OF_TOUCH: Final = ("personal_help", "expertise", "continuity")
RATINGS: Final = ("urgency", *OF_TOUCH)
TITLES: Final = {
    "urgency": "Urgency of resolution",
    "personal_help": "Help by a person",
    "expertise": "Expertise",
    "continuity": "The same people",
}
FROM: Final = (
    (Decimal(4), TouchLevel.HIGH_TOUCH),
    (Decimal(3), TouchLevel.MEDIUM_TOUCH),
    (Decimal(2), TouchLevel.LOW_TOUCH),
    (Decimal(1), TouchLevel.SELF_SERVICE),
)
LOWEST, HIGHEST = 1, 5
FEW: Final = 2  # answers: with fewer it is the word of one person
FIRST, SECOND = 2, 1  # points of a priority


@dataclass(frozen=True)
class Answer:
    """What one colleague said; ratings are 1–5."""

    outcome: ExpectedOutcome
    first_priority: ServicePriority
    second_priority: ServicePriority | None
    channel: ServiceChannel
    hours: ServiceHours
    urgency: int
    personal_help: int
    expertise: int
    continuity: int


@dataclass(frozen=True)
class Rating:
    """One rating over all answers: its mean, and how far the answers lie apart."""

    name: str
    mean: Decimal
    lowest: int
    highest: int

    @property
    def title(self) -> str:
        """What people call it."""
        return TITLES[self.name]

    @property
    def agreement(self) -> str:
        """Agreed within one point, different at two, far apart from three on."""
        spread = self.highest - self.lowest
        return "agreed" if spread <= 1 else "different" if spread == 2 else "far apart"


@dataclass(frozen=True)
class Named(Generic[Word]):
    """What most answers name, None where two are named as often; how many answers name each, the most first."""

    word: Word | None
    counts: tuple[tuple[Word, int], ...]


@dataclass(frozen=True)
class Needs:
    """The reading of `answers` answers; `index` (1–5) is how much touch, `priorities` by points, the most first."""

    answers: int
    index: Decimal
    level: TouchLevel
    ratings: tuple[Rating, ...]
    outcome: Named[ExpectedOutcome]
    channel: Named[ServiceChannel]
    hours: Named[ServiceHours]
    priorities: tuple[tuple[ServicePriority, int], ...]

    def mean(self, name: str) -> Decimal:
        """The mean (1–5) of one rating."""
        return next(one.mean for one in self.ratings if one.name == name)

    @property
    def apart(self) -> list[str]:
        """The ratings about which the answers lie far apart."""
        return [one.title for one in self.ratings if one.agreement == "far apart"]

    @property
    def is_of_one(self) -> bool:
        """Whether it is the word of one person alone."""
        return self.answers < FEW


def reading(answers: Sequence[Answer]) -> Needs | None:
    """What the answers come to; None where nobody has answered."""
    if not answers:
        return None
    ratings = tuple(_rating(name, [getattr(one, name) for one in answers]) for name in RATINGS)
    total = sum(getattr(one, name) for one in answers for name in OF_TOUCH)  # divided once, or 3 would come out under 3
    index = Decimal(total) / (len(OF_TOUCH) * len(answers))
    return Needs(
        len(answers),
        index,
        next(level for least, level in FROM if index >= least),
        ratings,
        _named(one.outcome for one in answers),
        _named(one.channel for one in answers),
        _named(one.hours for one in answers),
        _priorities(answers),
    )


def _rating(name: str, given: Sequence[int]) -> Rating:
    return Rating(name, Decimal(sum(given)) / len(given), min(given), max(given))


def _named(words: Iterable[Word]) -> Named[Word]:
    counts = Counter(words).most_common()
    tied = len(counts) > 1 and counts[0][1] == counts[1][1]
    return Named(None if tied else counts[0][0], tuple(counts))


def _priorities(answers: Sequence[Answer]) -> tuple[tuple[ServicePriority, int], ...]:
    points: Counter[ServicePriority] = Counter()
    for one in answers:
        points[one.first_priority] += FIRST
        if one.second_priority:
            points[one.second_priority] += SECOND
    return tuple(points.most_common())
