"""Decision rights: exactly one accountable, or one on each side; nobody who only reads decides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import DecisionPart, SeatRole, Side
from govtracker.rules.governance.decision_rights import Part, gap, taken_by

A, R, C, I = DecisionPart.ACCOUNTABLE, DecisionPart.RESPONSIBLE, DecisionPart.CONSULTED, DecisionPart.INFORMED  # noqa: E741
CLIENT, SUPPLIER = Side.CLIENT, Side.SUPPLIER
SPOC, OBSERVER = SeatRole.SPOC, SeatRole.OBSERVER


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([(CLIENT, SPOC, A)], ""),  # whoever is accountable may do it too
        ([(CLIENT, SPOC, A), (SUPPLIER, SPOC, A)], ""),  # both companies have to agree
        ([(CLIENT, SPOC, A), (CLIENT, SPOC, R), (SUPPLIER, SPOC, R), (SUPPLIER, OBSERVER, C)], ""),
        ([], "which seat is accountable"),
        ([(CLIENT, SPOC, R), (SUPPLIER, SPOC, C)], "which seat is accountable"),
        ([(CLIENT, SPOC, A), (CLIENT, SPOC, A)], "the client’s side has 2"),
        ([(CLIENT, SPOC, A), (SUPPLIER, SPOC, A), (SUPPLIER, SPOC, A)], "the supplier’s side has 2"),
        ([(CLIENT, SPOC, A), (SUPPLIER, OBSERVER, R)], "An observer reads along"),
        ([(CLIENT, OBSERVER, A)], "An observer reads along"),
        ([(CLIENT, SPOC, A), (SUPPLIER, OBSERVER, I)], ""),
    ],
)
def test_gap(parts: list[tuple[Side, SeatRole, DecisionPart]], words: str) -> None:
    found = gap(Part(*one) for one in parts)
    assert words in found
    assert bool(found) is bool(words)


@given(st.lists(st.builds(Part, st.sampled_from(Side), st.sampled_from(SeatRole), st.sampled_from(DecisionPart))))
def test_what_stands_is_decided_by_one_seat_of_each_side_that_decides(parts: list[Part]) -> None:
    if gap(parts):
        return
    accountable = [one.side for one in parts if one.part is A]
    assert sorted(accountable) == sorted(taken_by(parts))
    assert 1 <= len(accountable) <= 2
