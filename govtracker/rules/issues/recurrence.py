"""When an issue counts as one that comes again (our defaults), and which problems it may belong to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from govtracker.rules import likeness

WINDOW = timedelta(days=90)
TIMES = 3
SOON_DAYS = 30
ALIKE = 35  # percent


class Sign(StrEnum):
    """What shows that an issue comes again."""

    OFTEN = "often"
    REOPENED = "reopened"
    FAILED = "failed"


@dataclass(frozen=True)
class Facts:
    """What is known of an issue: how many like it (relationship, area, category) opened within the window before it,
    after how many days it was reopened last, and whether one like it had been judged to be solved for good."""

    seen_before: int = 0
    reopened_after_days: int | None = None
    held_before: bool = False


@dataclass(frozen=True)
class Candidate:
    """An open problem an issue may belong to: by the rule, or by its title."""

    id: int
    title: str
    same_kind: bool  # area and category are the issue's


@dataclass(frozen=True)
class Suggestion:
    """A problem that is suggested, and how much its title is like the issue's, in percent."""

    problem_id: int
    same_kind: bool
    likeness: int


def comes_again(seen_before: int) -> bool:
    """Whether an issue that was seen so often before, within the window, is a recurrence."""
    return seen_before + 1 >= TIMES


def signs(facts: Facts) -> list[Sign]:
    """All that shows that an issue comes again; [] when nothing does."""
    reopened = facts.reopened_after_days is not None and facts.reopened_after_days <= SOON_DAYS
    shown = {
        Sign.OFTEN: comes_again(facts.seen_before),
        Sign.REOPENED: reopened,
        Sign.FAILED: facts.held_before,
    }
    return [sign for sign in Sign if shown[sign]]


def suggestions(title: str, problems: Iterable[Candidate], *, most: int = 3) -> Sequence[Suggestion]:
    """Problems to link an issue of that title to: those of the same kind first, then those alike, the likest first."""
    found = [Suggestion(one.id, one.same_kind, likeness.percent(title, one.title)) for one in problems]
    kept = [one for one in found if one.same_kind or one.likeness >= ALIKE]
    return sorted(kept, key=lambda one: (not one.same_kind, -one.likeness, -one.problem_id))[:most]
