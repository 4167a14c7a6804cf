"""The chain of whys: each answer is asked why again, until it is something that can be changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST = 3  # ours: fewer are no chain; five as a rule
USUAL = 5
MOST = 10
FIRST = "Why did it happen?"
NEXT = "Why was that?"


@dataclass(frozen=True)
class Why:
    """One question of the chain and its answer, "" where there is none yet."""

    question: str
    answer: str = ""


def read(stored: Iterable[Mapping[str, str]]) -> tuple[Why, ...]:
    """A chain as it is stored; rows without an answer and without a question of their own are left out.

    A question that is left empty is the usual one of its place.
    """
    kept: list[Why] = []
    for row in stored:
        asked = asked_at(len(kept))
        question, answer = row["question"].strip() or asked, row["answer"].strip()
        if answer or question not in (FIRST, NEXT):
            kept.append(Why(question, answer))
    return tuple(kept)


def asked_at(place: int) -> str:
    """The usual question at a place of the chain, counted from 0."""
    return NEXT if place else FIRST


def gap(chain: Sequence[Why], what: str) -> str | None:
    """What the chain lacks before `what` ("critical issue") may be closed, as a sentence; None where it is complete."""
    unanswered = [place for place, why in enumerate(chain, 1) if not why.answer]
    if unanswered:
        return f"Why number {unanswered[0]} has no answer yet."
    if len(chain) < LEAST:
        return f"A {what} needs a chain of at least {LEAST} whys, better {USUAL}: ask why of each answer."
    return None
