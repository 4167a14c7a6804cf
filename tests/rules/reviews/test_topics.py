"""Which topics go on, and in which order they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import ReviewStatus
from govtracker.rules.reviews import topics


@pytest.mark.parametrize(
    ("status", "said", "noted", "goes_on"),
    [
        (ReviewStatus.SCHEDULED, True, False, False),
        (ReviewStatus.IN_PREPARATION, None, False, False),
        (ReviewStatus.HELD, None, False, False),  # its minutes are still being written
        (ReviewStatus.HELD, True, True, True),
        (ReviewStatus.MINUTES_AGREED, None, False, True),
        (ReviewStatus.MINUTES_AGREED, None, True, False),
        (ReviewStatus.MINUTES_AGREED, True, True, True),
        (ReviewStatus.MINUTES_AGREED, False, False, False),
        (ReviewStatus.MISSED, None, False, True),
        (ReviewStatus.CANCELLED, None, True, True),
        (ReviewStatus.SKIPPED, False, False, False),
    ],
)
def test_what_goes_on(status: ReviewStatus, said: bool | None, noted: bool, goes_on: bool) -> None:
    assert topics.is_carried_over(status, said=said, noted=noted) is goes_on


@given(st.lists(st.integers(), min_size=1, unique=True), st.data(), st.booleans())
def test_moving_a_topic_keeps_all_of_them_and_moving_it_back_undoes_it(
    ids: list[int], data: st.DataObject, up: bool
) -> None:
    topic = data.draw(st.sampled_from(ids))
    order = topics.moved(ids, topic, up=up)
    assert sorted(order) == sorted(ids)
    assert order == ids or topics.moved(order, topic, up=not up) == ids
    assert (order == ids) is (topic == (ids[0] if up else ids[-1]))


@pytest.mark.parametrize(
    ("planned", "words"),
    [
        ([], ""),
        ([None], ""),
        ([20, 25], "45 of 60 minutes are planned"),
        ([20, None], "20 of 60 minutes are planned, 1 topic without a time"),
        ([50, 25, None, None], "75 of 60 minutes are planned: 15 too many, 2 topics without a time"),
    ],
)
def test_planned_minutes_against_the_length(planned: list[int | None], words: str) -> None:
    assert topics.in_words(planned, 60) == words
