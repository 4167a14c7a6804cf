"""An action comes again on the days of its rule: none twice, none lost, whatever the clock and the calendar do."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Repetition
from govtracker.rules import wall_time
from govtracker.rules.governance.cadence import Cadence, occurrences
from govtracker.rules.issues import repetition
from govtracker.rules.issues.repetition import MORNING, Series

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Manila", "America/St_Johns"]
RULES = [
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=10",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2",
    "FREQ=WEEKLY;BYDAY=MO,TH",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;BYDAY=1TU",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;INTERVAL=3",
    "FREQ=YEARLY",
]
series = st.builds(
    Series,
    st.sampled_from(Repetition),
    st.sampled_from(RULES),
    st.dates(date(2024, 1, 1), date(2028, 12, 31)),
    st.sampled_from(ZONES),
    st.integers(0, 30),
)
delays = st.lists(st.integers(-20, 90), min_size=1, max_size=12)


def of(kind: Repetition, rule: str, starts_on: str = "2026-11-23", **more: object) -> Series:
    return Series(kind, rule, date.fromisoformat(starts_on), "Europe/Berlin", **more)  # type: ignore[arg-type]


def on(day: str) -> date:
    return date.fromisoformat(day)


def due(turn: repetition.Turn | None) -> str:
    assert turn is not None
    return turn.due_on.isoformat()


@pytest.mark.parametrize(
    ("rule", "starts_on", "days"),
    [
        ("FREQ=WEEKLY", "2026-11-23", ["2026-11-30", "2026-12-07"]),
        ("FREQ=MONTHLY", "2027-01-31", ["2027-02-28", "2027-03-31", "2027-04-30"]),
        ("FREQ=YEARLY", "2028-02-29", ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]),
        ("FREQ=MONTHLY;INTERVAL=3", "2026-11-30", ["2027-02-28", "2027-05-30"]),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "2026-11-23", ["2026-11-26", "2026-11-30"]),
    ],
)
def test_fixed_turns_follow_the_rule_through_short_months_and_leap_days(
    rule: str, starts_on: str, days: list[str]
) -> None:
    plan, found, last = of(Repetition.FIXED, rule, starts_on), [], on(starts_on)
    for _ in days:
        turn = repetition.following(plan, last)
        found.append(due(turn))
        last = on(found[-1])
    assert found == days


@pytest.mark.parametrize(
    ("kind", "rule", "ended_on", "expected"),
    [
        # due on Monday 23 November, done a week and two days late, on Wednesday 2 December
        (Repetition.AFTER_COMPLETION, "FREQ=WEEKLY", "2026-12-02", "2026-12-09"),
        (Repetition.CATCH_UP, "FREQ=WEEKLY", "2026-12-02", "2026-12-07"),
        # done on the very day of the next turn: that one is not over yet
        (Repetition.CATCH_UP, "FREQ=WEEKLY", "2026-11-30", "2026-11-30"),
        # done early: the same day does not come again
        (Repetition.AFTER_COMPLETION, "FREQ=MONTHLY", "2026-10-23", "2026-12-23"),
        (Repetition.CATCH_UP, "FREQ=MONTHLY", "2026-10-23", "2026-12-23"),
        (Repetition.AFTER_COMPLETION, "FREQ=MONTHLY", "2027-01-31", "2027-02-28"),
        (Repetition.AFTER_COMPLETION, "FREQ=YEARLY", "2028-02-29", "2029-02-28"),
    ],
)
def test_a_turn_that_waits_follows_from_the_day_the_last_one_was_done(
    kind: Repetition, rule: str, ended_on: str, expected: str
) -> None:
    assert due(repetition.after_ending(of(kind, rule), on("2026-11-23"), ended_on=on(ended_on))) == expected


def test_a_turn_is_made_in_the_morning_of_its_zone_so_many_days_before_it_is_due() -> None:
    plan = of(Repetition.FIXED, "FREQ=WEEKLY", "2027-03-22", lead_days=1)
    turn = repetition.following(plan, on("2027-03-22"))  # the clocks go forward on Sunday 28 March
    assert turn is not None
    assert turn.made_at == datetime.fromisoformat("2027-03-28T05:00:00+00:00")


def test_a_rule_that_has_ended_has_no_further_turn() -> None:
    assert repetition.following(of(Repetition.FIXED, "FREQ=WEEKLY;COUNT=2"), on("2026-11-30")) is None
    late = of(Repetition.AFTER_COMPLETION, "FREQ=WEEKLY;UNTIL=20261205")
    assert repetition.after_ending(late, on("2026-11-23"), ended_on=on("2026-11-30")) is None


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (of(Repetition.FIXED, "FREQ=HOURLY"), "at most once a day"),
        (of(Repetition.FIXED, "every week"), "is not understood"),
        (of(Repetition.AFTER_COMPLETION, "FREQ=WEEKLY;COUNT=3"), "ends on a day"),
        (of(Repetition.FIXED, "FREQ=WEEKLY", lead_days=91), "0 to 90 days"),
        (of(Repetition.FIXED, "FREQ=WEEKLY;UNTIL=20261001"), "no day at all"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(plan: Series, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        repetition.validate(plan, today=on("2026-11-20"))


@given(series, st.integers(1, 30))
def test_fixed_turns_are_the_days_of_the_rule_each_once_and_none_lost(plan: Series, how_many: int) -> None:
    met = Cadence(plan.rrule, MORNING, plan.zone, plan.starts_on)
    before = wall_time.on(plan.starts_on - timedelta(days=1), MORNING, plan.zone)
    expected = [one.local_on for one in occurrences(met, after=before, count=how_many)]
    found: list[date] = []
    last = plan.starts_on - timedelta(days=1)
    while len(found) < how_many:
        turn = repetition.following(plan, last)
        assert turn is not None
        found.append(turn.due_on)
        last = turn.due_on
    assert found == expected


@given(series.filter(lambda plan: plan.waits), delays)
def test_turns_that_wait_go_forward_without_a_doubled_key_and_are_never_over_when_they_come(
    plan: Series, late: list[int]
) -> None:
    last, keys = plan.starts_on, {repetition.key_of(plan.starts_on)}
    for days in late:
        ended_on = last + timedelta(days=days)
        turn = repetition.after_ending(plan, last, ended_on=ended_on)
        assert turn is not None
        assert turn.due_on > last
        assert turn.due_on >= ended_on
        assert wall_time.local(turn.made_at, plan.zone).date() == turn.due_on - timedelta(days=plan.lead_days)
        keys.add(repetition.key_of(turn.due_on))
        last = turn.due_on
    assert len(keys) == len(late) + 1
