"""Whom to tell what of a meeting: held against calendars that get every word late, twice and in any order."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.reviews import invitations
from govtracker.rules.reviews.invitations import Held, Meeting, Settlement

FIRST = datetime(2026, 12, 1, 9, tzinfo=UTC)
MEETING = Meeting(FIRST, 60, "Monthly business review")
LATER = replace(MEETING, starts_at=FIRST + timedelta(days=1))
EVA, BEN, ADA = 1, 2, 3


@dataclass(frozen=True)
class Word:
    """One calendar message to one person."""

    method: str
    sequence: int
    meeting: Meeting


class Inbox:
    """A calendar program: of one meeting it keeps the word with the highest number, and shows nothing taken back."""

    def __init__(self) -> None:
        self.last: Word | None = None

    def take(self, word: Word) -> None:
        if self.last is None or word.sequence > self.last.sequence:
            self.last = word

    @property
    def shows(self) -> Meeting | None:
        return self.last.meeting if self.last and self.last.method == "REQUEST" else None


def held(sequence: int = 0, meeting: Meeting = MEETING, *, is_active: bool = True) -> Held:
    return Held(sequence, meeting, is_active)


def told(state: Mapping[int, Held], meeting: Meeting, wanted: set[int]) -> tuple[dict[int, Held], dict[int, Word]]:
    """The state after settling, and what everybody is sent."""
    settled = invitations.settle(state, meeting, wanted)
    if settled is None:
        return dict(state), {}
    asked = {person: Word("REQUEST", settled.sequence, meeting) for person in settled.asked}
    back = {person: Word("CANCEL", settled.sequence, state[person].meeting) for person in settled.taken_back}
    after = {person: Held(word.sequence, word.meeting, person in asked) for person, word in (asked | back).items()}
    return {**state, **after}, asked | back


def test_everybody_is_asked_at_first_and_nobody_twice() -> None:
    settled = invitations.settle({}, MEETING, {EVA, BEN})
    assert settled == Settlement(0, newly_asked=frozenset({EVA, BEN}))
    assert invitations.settle({EVA: held(), BEN: held()}, MEETING, {EVA, BEN}) is None


def test_a_move_is_told_to_all_who_were_asked() -> None:
    settled = invitations.settle({EVA: held(4), BEN: held(2)}, LATER, {EVA, BEN})
    assert settled == Settlement(5, moved=frozenset({EVA, BEN}))


def test_a_new_holder_is_asked_the_old_one_let_go_and_the_others_hear_of_it() -> None:
    settled = invitations.settle({EVA: held(), BEN: held()}, MEETING, {EVA, ADA})
    people = {"newly_asked": frozenset({ADA}), "taken_back": frozenset({BEN}), "updated": frozenset({EVA})}
    assert settled == Settlement(1, **people)


def test_whoever_comes_back_gets_a_higher_number_than_they_were_let_go_with() -> None:
    settled = invitations.settle({EVA: held(6), BEN: held(7, is_active=False)}, MEETING, {EVA, BEN})
    assert settled == Settlement(8, newly_asked=frozenset({BEN}), updated=frozenset({EVA}))


def test_called_off_it_is_taken_back_from_everybody_once() -> None:
    settled = invitations.settle({EVA: held(), BEN: held(is_active=False)}, MEETING, set())
    assert settled == Settlement(1, taken_back=frozenset({EVA}))
    assert invitations.settle({EVA: held(1, is_active=False)}, MEETING, set()) is None


MEETINGS = st.builds(
    Meeting,
    st.integers(0, 3).map(lambda days: FIRST + timedelta(days=days)),
    st.sampled_from([30, 60]),
    st.sampled_from(["Monthly", "Quarterly"]),
)
STEPS = st.lists(st.tuples(MEETINGS, st.sets(st.integers(1, 5))), max_size=12)


@given(steps=STEPS, seed=st.integers(0, 1_000_000), copies=st.integers(1, 3))
def test_every_calendar_ends_right_in_whatever_order_the_mail_comes(
    steps: Sequence[tuple[Meeting, set[int]]], seed: int, copies: int
) -> None:
    state: dict[int, Held] = {}
    sent: dict[int, list[Word]] = {}
    for meeting, wanted in steps:
        state, words = told(state, meeting, wanted)
        for person, word in words.items():
            assert all(word.sequence > earlier.sequence for earlier in sent.get(person, []))
            sent.setdefault(person, []).append(word)
    order = random.Random(seed)
    last_meeting, last_wanted = steps[-1] if steps else (MEETING, set())
    for person in range(1, 6):
        inbox, words_to_them = Inbox(), sent.get(person, []) * copies
        order.shuffle(words_to_them)
        for word in words_to_them:
            inbox.take(word)
        assert inbox.shows == (last_meeting if person in last_wanted else None)


@pytest.mark.parametrize(
    ("invited_days_before", "reminded_days_before"),
    [(14, 3), (4, 3), (3, 2), (1, 0)],
)
def test_a_reminder_comes_three_days_before_but_not_right_after_the_last_word(
    invited_days_before: int, reminded_days_before: int
) -> None:
    found = invitations.remind_at(FIRST - timedelta(days=invited_days_before), FIRST)
    assert found == FIRST - timedelta(days=reminded_days_before)
