"""Who held which post when tells as what somebody was in touch."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import ContactMaker, SeatRole, Side
from govtracker.rules.structure.posts import DAY, Away, Post, Posts

FIRST = date(2026, 3, 1)
QUALITY, FINANCE = 1, 2
EVA, OSKAR, LENA, DIEGO, MIA = range(1, 6)


def day(number: int) -> date:
    return FIRST + number * DAY


def post(person: int, role: SeatRole, *, area: int | None = None, days: tuple[int, int | None] = (0, None)) -> Post:
    first, last = days
    side = Side.SUPPLIER if person == DIEGO else Side.CLIENT
    return Post(person, side, role, area, day(first), None if last is None else day(last))


POSTS = Posts(
    held=(
        post(EVA, SeatRole.SPOC, days=(0, 20)),
        post(OSKAR, SeatRole.DEPUTY_SPOC),
        post(LENA, SeatRole.FUNCTIONAL_LEAD, area=QUALITY, days=(0, 9)),
        post(EVA, SeatRole.FUNCTIONAL_LEAD, area=QUALITY, days=(10, None)),
        post(DIEGO, SeatRole.SPOC),
        post(MIA, SeatRole.MEMBER, days=(3, 5)),
    ),
    away=(Away(EVA, day(4), day(6)), Away(LENA, day(2), day(3))),
)


@pytest.mark.parametrize(
    ("person", "area", "number", "maker"),
    [
        (EVA, QUALITY, 9, "spoc"),
        (EVA, QUALITY, 10, "counterpart"),  # whoever leads the area is its counterpart, SPOC or not
        (EVA, FINANCE, 10, "spoc"),
        (EVA, None, 10, "spoc"),
        (EVA, FINANCE, 21, "other"),  # the seat has fallen vacant
        (LENA, QUALITY, 9, "counterpart"),
        (LENA, QUALITY, 10, "other"),
        (LENA, FINANCE, 9, "other"),
        (OSKAR, QUALITY, 3, "other"),
        (OSKAR, QUALITY, 4, "spoc"),  # the SPOC is away from here
        (OSKAR, QUALITY, 6, "spoc"),
        (OSKAR, QUALITY, 7, "other"),
        (OSKAR, QUALITY, 21, "spoc"),  # and gone from here
        (DIEGO, QUALITY, 0, "spoc"),
        (MIA, QUALITY, 4, "other"),
    ],
)
def test_maker_of_a_contact(person: int, area: int | None, number: int, maker: str) -> None:
    assert POSTS.maker(person, area, day(number)) is ContactMaker(maker)


def test_side_comes_from_any_post() -> None:
    assert [POSTS.side_of(person) for person in (EVA, DIEGO, 99)] == [Side.CLIENT, Side.SUPPLIER, None]
    assert POSTS.people == [EVA, OSKAR, LENA, DIEGO, MIA]


def test_cuts_are_the_days_from_which_on_a_lead_or_a_spoc_is_another() -> None:
    # 4 and 7: the SPOC goes and is back; 10: Quality changes hands; 21: no SPOC. A member's days and a lead's absence
    # tell nothing.
    assert POSTS.cuts(day(0), day(40)) == [day(4), day(7), day(10), day(21)]
    assert POSTS.cuts(day(4), day(10)) == [day(7), day(10)]
    assert POSTS.cuts(day(22), day(40)) == []


people = st.integers(1, 4)
spans = st.tuples(st.integers(0, 30), st.none() | st.integers(0, 30)).map(
    lambda span: (span[0], None if span[1] is None else span[0] + span[1])
)
roles = st.sampled_from([(SeatRole.SPOC, None), (SeatRole.DEPUTY_SPOC, None), (SeatRole.FUNCTIONAL_LEAD, QUALITY)])
posts = st.builds(
    Posts,
    held=st.lists(
        st.builds(lambda who, role, days: post(who, role[0], area=role[1], days=days), people, roles, spans), max_size=6
    ).map(tuple),
    away=st.lists(
        st.builds(
            lambda who, first, length: Away(who, day(first), day(first + length)),
            people,
            st.integers(0, 40),
            st.integers(0, 9),
        ),
        max_size=3,
    ).map(tuple),
)


@given(posts, st.integers(0, 40), st.integers(0, 40))
def test_between_two_cuts_nobody_becomes_anything_else(held: Posts, since: int, length: int) -> None:
    first, last = day(since), day(since + length)
    starts = [first, *held.cuts(first, last)]
    assert starts == sorted(set(starts))
    for number in range(length + 1):
        today = first + timedelta(days=number)
        start = max(one for one in starts if one <= today)
        for person in held.people:
            assert held.maker(person, QUALITY, today) is held.maker(person, QUALITY, start)
