"""Who is told when a level is reached: the holders of its seats, or those who stand in for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class SeatFacts:
    """A seat of the level on one side: person ids of holder and deputy, and of that side's sponsor; None is nobody.

    `away` are those of them who are not there that day.
    """

    seat_id: int
    holder_id: int | None
    deputy_id: int | None
    sponsor_id: int | None
    away: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Recipient:
    """Who is told for a seat, and the gap where it is not the holder; without a person, nobody could be told."""

    seat_id: int
    person_id: int | None
    gap: str | None


def of_level(seats: Sequence[SeatFacts], *, late: Collection[int]) -> list[Recipient]:
    """Holder, else deputy, else that side's sponsor, for each seat; nobody who is away or late.

    Late are the persons whom a lower level of the round asked: nothing is escalated to themselves.
    Each person comes once; a seat whose holder comes for another seat already is left out.
    """
    found: list[Recipient] = []
    for seat in seats:
        told = {recipient.person_id for recipient in found}
        if seat.holder_id is None or seat.holder_id not in told:
            found.append(_recipient(seat, late, told))
    return found


def _recipient(seat: SeatFacts, late: Collection[int], told: set[int | None]) -> Recipient:
    gap = _gap(seat, late)
    if gap is None:
        return Recipient(seat.seat_id, seat.holder_id, None)
    for person_id, standing_in in ((seat.deputy_id, "its deputy"), (seat.sponsor_id, "that side’s sponsor")):
        if person_id is None or person_id in late or person_id in seat.away or person_id == seat.holder_id:
            continue
        if person_id in told:
            return Recipient(seat.seat_id, None, f"{gap}; {standing_in} is told already.")
        return Recipient(seat.seat_id, person_id, f"{gap}; {standing_in} was told instead.")
    return Recipient(seat.seat_id, None, f"{gap}; nobody could be told in its place.")


def _gap(seat: SeatFacts, late: Collection[int]) -> str | None:
    """Why the holder cannot be told; None where they can."""
    if seat.holder_id is None:
        return "The seat is vacant"
    if seat.holder_id in late:
        return "Its holder is the person who is late"
    return "Its holder is away" if seat.holder_id in seat.away else None
