"""A decision is taken where the money limit allows it: at the seat that was asked, or at the nearest one above."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import SeatRole
from govtracker.rules.issues import authority
from govtracker.rules.issues.authority import SeatFacts

LEAD = SeatFacts(1, SeatRole.FUNCTIONAL_LEAD, "Functional lead for Finance", 10_000_00, "EUR", 11)
DEPUTY = SeatFacts(2, SeatRole.DEPUTY_SPOC, "Deputy SPOC", 20_000_00, "EUR", 12)
SPOC = SeatFacts(3, SeatRole.SPOC, "SPOC", 50_000_00, "EUR", 13)
SPONSOR = SeatFacts(4, SeatRole.SPONSOR, "Executive sponsor", 250_000_00, "EUR", 14)
ABOVE_LEAD = "It is above the limit of Functional lead for Finance, 10,000.00 EUR."
ABOVE_SPOC = "It is above the limit of SPOC, 50,000.00 EUR."
SPONSOR_IN_EUR = "The limit of Executive sponsor is in EUR, this is in USD."
NONE_COVERS = "No seat above has a limit that covers it."
SIDE = (SPONSOR, SPOC, DEPUTY, LEAD)


@pytest.mark.parametrize(
    ("asked", "amount", "currency", "seat", "because"),
    [
        (LEAD, None, "", LEAD, ""),
        (LEAD, 0, "USD", LEAD, ""),
        (LEAD, 10_000_00, "EUR", LEAD, ""),  # a limit counts on the good side
        (LEAD, 10_000_01, "EUR", SPOC, ABOVE_LEAD),
        (DEPUTY, 30_000_00, "EUR", SPOC, "It is above the limit of Deputy SPOC, 20,000.00 EUR."),
        (
            LEAD,
            80_000_00,
            "EUR",
            SPONSOR,
            f"{ABOVE_LEAD} {ABOVE_SPOC}",
        ),
        (
            SPOC,
            900_000_00,
            "EUR",
            SPONSOR,
            f"{ABOVE_SPOC} It is above the limit of Executive sponsor, 250,000.00 EUR. {NONE_COVERS}",
        ),
        (
            SPOC,
            1,
            "USD",
            SPONSOR,
            f"The limit of SPOC is in EUR, this is in USD. {SPONSOR_IN_EUR} {NONE_COVERS}",
        ),
    ],
)
def test_the_seat_that_decides_and_why(
    asked: SeatFacts, amount: int | None, currency: str, seat: SeatFacts, because: str
) -> None:
    found = authority.deciding(asked, SIDE, amount, currency)
    assert found == authority.Verdict(seat, because)


def test_nobody_stands_above_the_sponsor() -> None:
    assert authority.deciding(SPONSOR, SIDE, 250_000_01, "EUR") is None


def test_without_a_limit_a_seat_decides_everything() -> None:
    free = replace(LEAD, money_limit=None, currency="")
    assert authority.deciding(free, SIDE, 10**12, "USD") == authority.Verdict(free)


def test_a_vacant_seat_above_is_passed_over_and_that_is_said() -> None:
    vacant = replace(SPOC, speaker_id=None)
    found = authority.deciding(LEAD, (SPONSOR, vacant, LEAD), 20_000_00, "EUR")
    assert found is not None
    assert found.seat is SPONSOR
    assert found.because.endswith("Nobody holds the seat SPOC.")


def test_of_two_sponsors_the_seated_one_is_asked() -> None:
    empty = SeatFacts(0, SeatRole.SPONSOR, "Executive sponsor", None, "", None)
    found = authority.deciding(SPOC, (empty, SPONSOR, SPOC), 60_000_00, "EUR")
    assert found is not None
    assert found.seat is SPONSOR


@given(
    st.sampled_from(SIDE),
    st.one_of(st.none(), st.integers(0, 10**12)),
    st.sampled_from(["EUR", "USD"]),
    st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_it_never_goes_down_nor_stays_where_the_limit_forbids(
    asked: SeatFacts, amount: int | None, currency: str, held: list[bool]
) -> None:
    side = [seat if there else replace(seat, speaker_id=None) for seat, there in zip(SIDE, held, strict=True)]
    start = next(seat for seat in side if seat.seat_id == asked.seat_id)
    found = authority.deciding(start, side, amount, currency)
    if found is None:
        assert start.role is SeatRole.SPONSOR
        return
    rank = authority.RANKS
    assert found.seat is start or rank[found.seat.role] > rank[start.role]
    if found.seat is start:
        assert start.speaker_id is not None
        assert not found.because
        assert not amount or start.money_limit is None or (start.currency == currency and amount <= start.money_limit)
    else:
        assert found.because
