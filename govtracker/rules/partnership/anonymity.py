"""What of the answers may be shown, so that nobody's can be told from what is shown or from differences of it.

A group is shown from three answers on. Where the shown tiers leave one or two answers of a side over, these follow
from the whole less the parts: then the smallest of the shown tiers is hidden, too. Whoever puts their name to their
answers takes them out of what protects the others: what remains of a shown group without them is none or three again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from govtracker.enums import Side, Tier

ENOUGH: Final = 3


@dataclass(frozen=True)
class Given:
    """One sheet: where it counts, and where somebody put their name to it the area they lead."""

    side: Side
    tier: Tier
    named_area: int | None = None


def is_enough(answers: int) -> bool:
    """Whether so many answers may be shown together."""
    return answers >= ENOUGH


def tells_nobody(answers: int) -> bool:
    """Whether so many answers may follow from what is shown: none, or as many as may be shown."""
    return answers == 0 or is_enough(answers)


def shown_tiers(answers: Mapping[Tier, int]) -> list[Tier]:
    """The tiers of one side that may be shown beside the side as a whole, from the answers in each; in order.

    None of them where the side itself is hidden.
    """
    whole = sum(answers.values())
    shown = [tier for tier in Tier if is_enough(answers.get(tier, 0))] if is_enough(whole) else []
    while shown and not tells_nobody(whole - sum(answers[tier] for tier in shown)):
        shown.remove(min(shown, key=lambda tier: (answers[tier], -list(Tier).index(tier))))
    return shown


def shown_pairs(sheets: Sequence[Given]) -> list[int]:
    """The areas, in order, whose two leads both put their names to their answers, as far as that tells of nobody else.

    The tiers that may be shown without any names are shown first; a pair that would give others away is not.
    """
    named: dict[int, set[Side]] = {}
    for one in sheets:
        if one.named_area is not None:
            named.setdefault(one.named_area, set()).add(one.side)
    shown: list[int] = []
    for area in sorted(area for area, sides in named.items() if sides == set(Side)):
        if _keeps_others([*shown, area], sheets):
            shown.append(area)
    return shown


def _keeps_others(areas: Collection[int], sheets: Sequence[Given]) -> bool:
    """Whether every group that follows from what is shown holds none or enough of those who gave no name."""
    return all(tells_nobody(sum(one.named_area not in areas for one in group)) for group in _following(sheets))


def _following(sheets: Sequence[Given]) -> Iterable[Sequence[Given]]:
    """The smallest groups one can reckon from what is shown: each shown tier of a side, and what these leave of it.

    Whatever else follows is made up of them.
    """
    for side in Side:
        own = [one for one in sheets if one.side is side]
        tiers = shown_tiers(counted(own))
        if is_enough(len(own)):
            yield from ([one for one in own if one.tier is tier] for tier in tiers)
            yield [one for one in own if one.tier not in tiers]


def counted(sheets: Iterable[Given]) -> dict[Tier, int]:
    """Tier → how many sheets."""
    found: dict[Tier, int] = {}
    for one in sheets:
        found[one.tier] = found.get(one.tier, 0) + 1
    return found
