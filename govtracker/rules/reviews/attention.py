"""What a manager is told first: a few things of each kind, and how many relationships need them, in words."""

from collections.abc import Collection, Sequence
from itertools import chain, zip_longest
from typing import TypeVar

from govtracker.rules.date_words import in_words

Thing = TypeVar("Thing")


def picked(kinds: Sequence[Sequence[Thing]], *, most: int) -> list[Thing]:
    """At most so many things of several kinds, each kind the most pressing first.

    The first of every kind comes before the second of any, so that one long list hides no other; they are told in the
    order of their kinds.
    """
    ranked = chain.from_iterable(zip_longest(*(_ranked(place, kind) for place, kind in enumerate(kinds))))
    chosen = [found for found in ranked if found is not None][:most]
    return [thing for _, _, thing in sorted(chosen, key=lambda found: found[:2])]


def told_of(seen: Sequence[int], answered_for: Collection[int], chosen: Collection[int]) -> list[int]:
    """The relationships a review mail tells of, as in `seen`: those chosen, else those answered for, else all.

    What the person does not see any more counts for nothing.
    """
    for wanted in (chosen, answered_for):
        if told := [one for one in seen if one in wanted]:
            return told
    return list(seen)


def heading(need: int, total: int, *, only: str = "") -> str:
    """“Two of your four relationships need you”; `only` names the company where there is but one relationship."""
    if total == 1:
        return f"Your relationship with {only} {'needs you' if need else 'is quiet'}"
    if need == 0:
        return f"All quiet: none of your {in_words(total)} relationships needs you"
    if need == total:
        every = "Both" if total == 2 else f"All {in_words(total)}"
        return f"{every} of your relationships need you"
    return (
        f"{in_words(need).capitalize()} of your {in_words(total)} relationships {'needs' if need == 1 else 'need'} you"
    )


def _ranked(place: int, things: Sequence[Thing]) -> list[tuple[int, int, Thing]]:
    return [(place, number, thing) for number, thing in enumerate(things)]
