"""The right people are told of a level: holder, deputy, sponsor; never the one who is late, nobody twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.governance import recipients
from govtracker.rules.governance.recipients import Recipient, SeatFacts

HOLDER, DEPUTY, SPONSOR, OTHER = 1, 2, 3, 9
people = st.none() | st.integers(1, 6)


@pytest.mark.parametrize(
    ("seat", "late", "person", "gap"),
    [
        ((HOLDER, DEPUTY, SPONSOR), None, HOLDER, None),
        ((HOLDER, DEPUTY, SPONSOR), OTHER, HOLDER, None),
        ((None, DEPUTY, SPONSOR), None, DEPUTY, "The seat is vacant; its deputy was told instead."),
        ((None, None, SPONSOR), None, SPONSOR, "The seat is vacant; that side’s sponsor was told instead."),
        ((None, None, None), None, None, "The seat is vacant; nobody could be told in its place."),
        (
            (HOLDER, DEPUTY, SPONSOR),
            HOLDER,
            DEPUTY,
            "Its holder is the person who is late; its deputy was told instead.",
        ),
        (
            (HOLDER, HOLDER, SPONSOR),
            HOLDER,
            SPONSOR,
            "Its holder is the person who is late; that side’s sponsor was told instead.",
        ),
        ((None, DEPUTY, SPONSOR), DEPUTY, SPONSOR, "The seat is vacant; that side’s sponsor was told instead."),
        (
            (HOLDER, None, None),
            HOLDER,
            None,
            "Its holder is the person who is late; nobody could be told in its place.",
        ),
    ],
)
def test_who_is_told_for_a_seat(
    seat: tuple[int | None, int | None, int | None], late: int | None, person: int | None, gap: str | None
) -> None:
    found = recipients.of_level([SeatFacts(7, *seat)], late=[late] if late else [])
    assert found == [Recipient(7, person, gap)]


@pytest.mark.parametrize(
    ("away", "person", "gap"),
    [
        ({HOLDER}, DEPUTY, "Its holder is away; its deputy was told instead."),
        ({HOLDER, DEPUTY}, SPONSOR, "Its holder is away; that side’s sponsor was told instead."),
        ({HOLDER, DEPUTY, SPONSOR}, None, "Its holder is away; nobody could be told in its place."),
        ({DEPUTY, SPONSOR}, HOLDER, None),
    ],
)
def test_whoever_is_away_is_passed_by(away: set[int], person: int | None, gap: str | None) -> None:
    seat = SeatFacts(7, HOLDER, DEPUTY, SPONSOR, frozenset(away))
    assert recipients.of_level([seat], late=()) == [Recipient(7, person, gap)]


def test_both_sides_of_a_level_are_told() -> None:
    seats = [SeatFacts(7, 1, None, None), SeatFacts(8, 2, None, None)]
    assert recipients.of_level(seats, late=()) == [Recipient(7, 1, None), Recipient(8, 2, None)]


def test_holder_of_two_seats_is_told_once() -> None:
    seats = [SeatFacts(7, 1, None, None), SeatFacts(8, 1, 2, None)]
    assert recipients.of_level(seats, late=()) == [Recipient(7, 1, None)]


def test_gap_stays_on_record_when_the_sponsor_is_told_already() -> None:
    seats = [SeatFacts(7, SPONSOR, None, None), SeatFacts(8, None, None, SPONSOR)]
    gap = "The seat is vacant; that side’s sponsor is told already."
    assert recipients.of_level(seats, late=())[1] == Recipient(8, None, gap)


@given(
    seats=st.lists(
        st.builds(SeatFacts, st.integers(1, 9), people, people, people, st.frozensets(st.integers(1, 6))),
        unique_by=lambda seat: seat.seat_id,
    ),
    late=st.frozensets(st.integers(1, 6)),
)
def test_who_is_late_or_away_is_never_told_nobody_twice_and_every_gap_is_named(
    seats: list[SeatFacts], late: frozenset[int]
) -> None:
    found = recipients.of_level(seats, late=late)
    told = [recipient.person_id for recipient in found if recipient.person_id is not None]
    assert len(told) == len(set(told))
    assert not late & set(told)
    away = {seat.seat_id: seat.away for seat in seats}
    assert all(recipient.person_id not in away[recipient.seat_id] for recipient in found)
    holders = {seat.seat_id: seat.holder_id for seat in seats}
    without_gap = {recipient.seat_id: recipient.person_id for recipient in found if recipient.gap is None}
    assert all(person_id is not None and person_id == holders[seat_id] for seat_id, person_id in without_gap.items())
    assert all(recipient.gap for recipient in found if recipient.person_id != holders[recipient.seat_id])
