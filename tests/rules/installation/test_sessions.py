"""How long a sign-in session is good for what."""

from datetime import UTC, datetime, timedelta

import pytest

from govtracker.enums import SignInWay
from govtracker.rules.installation import sessions
from govtracker.rules.installation.sessions import Limits, Session, Standing

LIMITS = Limits(fresh=timedelta(minutes=30), idle=timedelta(hours=12), lasts=timedelta(days=30))
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


def ago(*, begun: timedelta, seen: timedelta, proved: timedelta = timedelta()) -> Session:
    return Session(1, SignInWay.PASSWORD, begun_at=NOW - begun, proved_at=NOW - proved, seen_at=NOW - seen)


@pytest.mark.parametrize(
    ("begun", "seen", "standing"),
    [
        (timedelta(hours=1), timedelta(minutes=5), Standing.OPEN),
        (timedelta(days=2), timedelta(hours=12) - MOMENT, Standing.OPEN),
        (timedelta(days=2), timedelta(hours=12), Standing.IDLE),
        (timedelta(days=30) - MOMENT, timedelta(), Standing.OPEN),
        (timedelta(days=30), timedelta(), Standing.OVER),
        (timedelta(days=31), timedelta(hours=13), Standing.OVER),
    ],
)
def test_session_goes_idle_and_ends(begun: timedelta, seen: timedelta, standing: Standing) -> None:
    assert sessions.standing(ago(begun=begun, seen=seen), LIMITS, NOW) is standing


def test_proof_is_fresh_for_half_an_hour_however_busy_the_session_is() -> None:
    busy = timedelta()
    assert sessions.is_fresh(ago(begun=busy, seen=busy, proved=timedelta(minutes=30) - MOMENT), LIMITS, NOW)
    assert not sessions.is_fresh(ago(begun=busy, seen=busy, proved=timedelta(minutes=30)), LIMITS, NOW)


@pytest.mark.parametrize(
    ("required", "has", "gave", "lacks"),
    [
        (True, False, False, True),
        (True, True, False, False),
        (True, False, True, False),
        (False, False, False, False),
    ],
)
def test_second_factor_is_set_up_where_it_is_required(required: bool, has: bool, gave: bool, lacks: bool) -> None:
    session = Session(1, SignInWay.IDENTITY_PROVIDER, NOW, NOW, NOW, has_factor=has, by_factor=gave)
    assert sessions.lacks_factor(session, required=required) is lacks


def test_every_way_in_asks_for_the_second_factor_but_the_demonstration() -> None:
    assert {way for way in SignInWay if not sessions.asks_for_factor(way)} == {SignInWay.DEMONSTRATION}


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(days=1), "1 day"),
        (timedelta(hours=12), "12 hours"),
        (timedelta(hours=36), "36 hours"),
        (timedelta(minutes=1441), "1441 minutes"),
    ],
)
def test_limits_are_told_in_words(length: timedelta, words: str) -> None:
    assert sessions.words(length) == words
