"""What a sourcing decision rests on, as one canonical text: its digest covers no name of a person, only numbers."""

from dataclasses import dataclass, field
from decimal import Decimal

from govtracker.enums import CriterionGroup
from govtracker.rules import canonical
from govtracker.rules.performance.scorecards import LATER

EDITION = 1


@dataclass(frozen=True)
class RecordedCriterion:
    """What candidates were rated by; `share` is its percent of the score."""

    group: CriterionGroup
    name: str
    weight: Decimal
    share: Decimal
    minimum: int | None
    is_experience: bool


@dataclass(frozen=True)
class RecordedRating:
    """One evaluator (by number, with the function they spoke for) on one candidate; without a level: cannot judge."""

    evaluator: int
    area: str
    criterion: str
    candidate: str
    level: int | None
    comment: str


@dataclass(frozen=True)
class RecordedFile:
    """A file about a candidate, by the name it was shown by and the SHA-256 of its content (hex)."""

    name: str
    digest: str


@dataclass(frozen=True)
class RecordedCandidate:
    """One candidate, its facts and how it came out; `price` is a year in minor units of `currency`."""

    name: str
    is_in_house: bool
    location: str
    price: int | None
    currency: str
    notes: str
    score: Decimal | None
    coverage: Decimal
    rank: int | None
    knock_outs: tuple[str, ...]
    unrated: tuple[str, ...]
    files: tuple[RecordedFile, ...] = field(default=(), metadata=LATER)


@dataclass(frozen=True)
class RecordedWithdrawal:
    """A candidate or criterion taken out after people had rated it, and why; what they said is among the ratings."""

    kind: str
    name: str
    reason: str
    withdrawn_at: str


@dataclass(frozen=True)
class Record:
    """The whole evaluation at the moment of its decision; people are numbers, an instant is ISO in UTC."""

    title: str
    support_type: str
    segment: str
    sought: str
    experience_floor: Decimal | None
    criteria: tuple[RecordedCriterion, ...]
    candidates: tuple[RecordedCandidate, ...]
    ratings: tuple[RecordedRating, ...]
    evaluators: tuple[int, ...]
    not_handed_in: tuple[int, ...]
    chosen: str
    reason: str
    why_not_first: str
    why_one_evaluator: str
    why_none_in_house: str
    why_alignment_lighter: str
    decided_by: int
    decided_at: str
    withdrawn: tuple[RecordedWithdrawal, ...] = field(default=(), metadata=LATER)


def write(record: Record) -> str:
    """Its canonical text."""
    return canonical.write(record, edition=EDITION)


def read(text: str) -> Record:
    """The record a text was written from; raises canonical.NotCanonical."""
    return canonical.read(Record, text, edition=EDITION)


def digest(text: str) -> str:
    """SHA-256 of a canonical text, 64 hexadecimal digits."""
    return canonical.digest(text)
