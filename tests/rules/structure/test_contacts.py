"""What contacts say: a bow-tie that has come back, areas that depend on one person, the last word of a pair."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import ContactMaker, Side
from govtracker.rules.structure import contacts
from govtracker.rules.structure.contacts import Carried, KeyPerson, Tally

DAY = date(2026, 11, 1)
LEAD, SPOC, OTHER = ContactMaker.COUNTERPART, ContactMaker.SPOC, ContactMaker.OTHER


def tally(
    area: int | None = 1,
    person: int = 1,
    number: int = 1,
    maker: ContactMaker = LEAD,
    side: Side = Side.CLIENT,
    last_on: date = DAY,
) -> Tally:
    return Tally(area, person, side, maker, number, last_on)


@pytest.mark.parametrize(
    ("leads", "spocs", "others", "share", "collapsed", "words"),
    [
        (5, 5, 0, Fraction(50), False, "SPOCs made 50 % of the 10 contacts"),  # the limit itself is no collapse
        (49, 51, 0, Fraction(51), True, "collapsed back into a bow-tie"),
        (40, 51, 9, Fraction(51), True, "more than the 50 % agreed"),  # all contacts count, whoever made them
        (0, 9, 0, None, False, "9 contacts on functional matters in 90 days: too few"),
        (1, 0, 0, None, False, "1 contact on functional matters"),
        (0, 0, 0, None, False, "No contacts on functional matters"),
        (7, 3, 0, Fraction(30), False, "above 50 % it would be a bow-tie again"),
    ],
)
def test_concentration(
    leads: int, spocs: int, others: int, share: Fraction | None, collapsed: bool, words: str
) -> None:
    made = [tally(number=leads), tally(number=spocs, maker=SPOC), tally(number=others, maker=OTHER)]
    found = contacts.concentration(made, limit=50)
    assert (found.share, found.collapsed) == (share, collapsed)
    assert words in found.why


def test_contacts_without_an_area_are_on_no_functional_matter() -> None:
    found = contacts.concentration([tally(number=10), tally(area=None, number=90, maker=SPOC)], limit=50)
    assert (found.total, found.share) == (10, Fraction(0))


def test_agreed_limit_decides() -> None:
    made = [tally(number=7), tally(number=3, maker=SPOC)]
    assert [contacts.concentration(made, limit=limit).collapsed for limit in (29, 30)] == [True, False]


def test_person_who_carries_several_areas_is_found() -> None:
    made = [
        tally(1, person=7, number=8),  # four fifths of ten: carries it
        tally(1, person=8, number=2),
        tally(2, person=7, number=5),  # all of five
        tally(3, person=7, number=7),  # seven of ten: others do enough
        tally(3, person=8, number=3),
        tally(4, person=7, number=4),  # fewer than five say nothing
        tally(1, person=9, number=99, side=Side.SUPPLIER),  # one area alone is what a lead is for
    ]
    assert contacts.key_persons(made) == [KeyPerson(7, Side.CLIENT, (Carried(1, 8, 10), Carried(2, 5, 5)))]


def test_same_person_counts_once_an_area_whatever_they_were() -> None:
    made = [tally(area, 7, 5, maker) for area in (1, 2) for maker in ContactMaker]
    assert contacts.key_persons(made) == [KeyPerson(7, Side.CLIENT, (Carried(1, 15, 15), Carried(2, 15, 15)))]


def test_last_contact_of_a_person_in_an_area_is_the_newest() -> None:
    made = [tally(last_on=DAY - timedelta(days=9)), tally(last_on=DAY, maker=SPOC), tally(None), tally(2, 4)]
    assert contacts.last_by(made) == {(1, 1): DAY, (2, 4): DAY}
    assert contacts.by_area(made) == {1: 2, None: 1, 2: 1}


tallies = st.lists(
    st.builds(
        Tally,
        st.none() | st.integers(1, 4),
        st.integers(1, 4),
        st.sampled_from(Side),
        st.sampled_from(ContactMaker),
        st.integers(1, 40),
        st.just(DAY),
    ),
    max_size=30,
)


@given(tallies)
def test_share_lies_between_nothing_and_all(made: list[Tally]) -> None:
    found = contacts.concentration(made, limit=50)
    assert found.total == sum(one.number for one in made if one.area_id is not None)
    assert found.share is None or 0 <= found.share <= 100


@given(tallies)
def test_nobody_carries_what_another_of_their_side_carries(made: list[Tally]) -> None:
    found = [(one.side, area.area_id) for one in contacts.key_persons(made) for area in one.areas]
    assert len(found) == len(set(found))
    for one in contacts.key_persons(made):
        assert len(one.areas) >= 2
        assert all(5 * area.own >= 4 * area.of >= 20 for area in one.areas)
