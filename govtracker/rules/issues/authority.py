"""Which seat may take a decision: one above its money limit goes to the seat above, and waits there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govtracker.enums import SeatRole
from govtracker.rules import money


@dataclass(frozen=True)
class SeatFacts:
    """A seat of one side: what people call it, its limit in minor units (None: none was set), and who speaks for it.

    `speaker_id` is the holder, or the deputy who acts for them; None where nobody does.
    """

    seat_id: int
    role: SeatRole
    title: str
    money_limit: int | None
    currency: str
    speaker_id: int | None


@dataclass(frozen=True)
class Verdict:
    """The seat that decides; `because` says why it is not the one that was asked ("" where it is)."""

    seat: SeatFacts
    because: str = ""


def deciding(asked: SeatFacts, side: Sequence[SeatFacts], amount: int | None, currency: str) -> Verdict | None:
    """Who decides an amount (minor units, None where no money is in it) that `asked` was to decide.

    `side` are the seats of its side. Where no limit above covers it the highest seat decides; None where that is the
    one that was asked, so that there is nobody to go to.
    """
    obstacle = _obstacle(asked, amount, currency)
    if not obstacle:
        return Verdict(asked)
    reasons = [obstacle]
    above = _above(asked, side)
    for seat in above:
        obstacle = _obstacle(seat, amount, currency)
        if not obstacle:
            return Verdict(seat, " ".join(reasons))
        reasons.append(obstacle)
    if not above:
        return None
    return Verdict(above[-1], " ".join([*reasons, "No seat above has a limit that covers it."]))


def _above(asked: SeatFacts, side: Sequence[SeatFacts]) -> list[SeatFacts]:
    """The seats above, the nearest first: one for each rank, filled ones before vacant ones."""
    found: dict[int, SeatFacts] = {}
    for seat in sorted(side, key=lambda one: (one.speaker_id is None, one.seat_id)):
        rank = PATH.get(seat.role)
        if rank is not None and rank > RANKS[asked.role]:
            found.setdefault(rank, seat)
    return [found[rank] for rank in sorted(found)]


def _obstacle(seat: SeatFacts, amount: int | None, currency: str) -> str:
    """Why a seat may not decide this, as a sentence; "" where it may."""
    if seat.speaker_id is None:
        return f"Nobody holds the seat {seat.title}."
    if not amount or seat.money_limit is None:
        return ""
    if seat.currency != currency:
        return f"The limit of {seat.title} is in {seat.currency}, this is in {currency}."
    if amount > seat.money_limit:
        return f"It is above the limit of {seat.title}, {money.said(seat.money_limit, seat.currency)}."
    return ""


PATH: Mapping[SeatRole, int] = {SeatRole.SPOC: 2, SeatRole.SPONSOR: 3}
RANKS: Mapping[SeatRole, int] = {
    SeatRole.MEMBER: 0,
    SeatRole.OBSERVER: 0,
    SeatRole.OPERATIONS_SUPERVISOR: 0,
    SeatRole.FUNCTIONAL_LEAD: 0,
    SeatRole.DEPUTY_SPOC: 1,
    **PATH,
}
