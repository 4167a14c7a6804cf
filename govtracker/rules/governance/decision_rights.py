"""Who has which part in a decision (RACI), between two companies."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from govtracker.enums import DecisionPart, SeatRole, Side


class Part(NamedTuple):
    """The part of a seat in a decision."""

    side: Side
    role: SeatRole
    part: DecisionPart


def gap(parts: Iterable[Part]) -> str:
    """What is wrong with the parts of one decision, "" where nothing is.

    A decision has exactly one accountable seat. One that binds both companies has one on each side, for neither answers
    for the other's yes: two in a box. Two of one company would each wait for the other.
    """
    parts = list(parts)
    accountable = Counter(one.side for one in parts if one.part is DecisionPart.ACCOUNTABLE)
    if not accountable:
        return "Say which seat is accountable: one, or one on each side where both companies have to agree."
    if max(accountable.values()) > 1:
        side = next(side for side, number in accountable.items() if number > 1)
        return f"Only one seat of a side is accountable; the {side.value}’s side has {accountable[side]}."
    if any(one.role is SeatRole.OBSERVER and one.part in DOING for one in parts):
        return "An observer reads along: consulted or informed, not responsible or accountable."
    return ""


def taken_by(parts: Iterable[Part]) -> list[Side]:
    """The sides whose yes it takes, the client first."""
    accountable = {one.side for one in parts if one.part is DecisionPart.ACCOUNTABLE}
    return [side for side in Side if side in accountable]


DOING = (DecisionPart.RESPONSIBLE, DecisionPart.ACCOUNTABLE)
