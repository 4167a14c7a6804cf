"""Who is told when a level is reached: the holders of its seats, or those who stand in for them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class SeatFacts:
    """A seat of the level on one side: person ids of holder and deputy, and of that side's sponsor; None is nobody."""

    seat_id: int
    holder_id: int | None
    deputy_id: int | None
    sponsor_id: int | None


@dataclass(frozen=True)
class Recipient:
    """Who is told for a seat, and the gap where it is not the holder; without a person, nobody could be told."""

    seat_id: int
    person_id: int | None
    gap: str | None


def of_level(seats: Sequence[SeatFacts], *, late_person_id: int | None) -> list[Recipient]:
    """Holder, else deputy, else that side's sponsor, for each seat; never the person who is late.

    Each person comes once; a seat whose holder comes for another seat already is left out.
    """
    found: list[Recipient] = []
    for seat in seats:
        told = {recipient.person_id for recipient in found}
        if seat.holder_id is None or seat.holder_id not in told:
            found.append(_recipient(seat, late_person_id, told))
    return found


def _recipient(seat: SeatFacts, late_person_id: int | None, told: set[int | None]) -> Recipient:
    if seat.holder_id is not None and seat.holder_id != late_person_id:
        return Recipient(seat.seat_id, seat.holder_id, None)
    gap = "The seat is vacant" if seat.holder_id is None else "Its holder is the person who is late"
    for person_id, standing_in in ((seat.deputy_id, "its deputy"), (seat.sponsor_id, "that side’s sponsor")):
        if person_id is None or person_id == late_person_id:
            continue
        if person_id in told:
            return Recipient(seat.seat_id, None, f"{gap}; {standing_in} is told already.")
        return Recipient(seat.seat_id, person_id, f"{gap}; {standing_in} was told instead.")
    return Recipient(seat.seat_id, None, f"{gap}; nobody could be told in its place.")
