"""Tries at the doors, counted for all processes together."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from govtracker import clock, database
from govtracker.database import db
from govtracker.models import Throttle
from govtracker.rules.installation.throttling import Gate
from govtracker.services.installation import throttles
from govtracker.services.installation.throttles import TooMany

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
S = timedelta(seconds=1)
HOME, AWAY = "203.0.113.7", "198.51.100.9"
EVA = "eva@northgate.example"


def taken(at: datetime, *, address: str = HOME, account: str = EVA, gate: Gate = Gate.SIGN_IN) -> bool:
    """Whether a try is let through."""
    try:
        with database.transaction():
            throttles.take(gate, address=address, account=account, at=at)
    except TooMany:
        return False
    return True


def passed(at: datetime, *, address: str = HOME, account: str = EVA) -> None:
    with database.transaction():
        throttles.passed(Gate.SIGN_IN, address=address, account=account, at=at)


def test_after_some_tries_one_waits_whether_the_account_is_there_or_not(app: Flask) -> None:
    with app.app_context():
        for account in (EVA, "nobody@nowhere.example"):
            assert [taken(AT, account=account) for _ in range(7)] == [True] * 6 + [False]
            assert not taken(AT + 4 * S, account=account.upper())
            assert taken(AT + 5 * S, account=account)
            assert not taken(AT + 10 * S, account=account)


def test_the_refusal_says_when_to_try_again(app: Flask) -> None:
    with app.app_context():
        for _ in range(6):
            taken(AT)
        with pytest.raises(TooMany) as wait, database.transaction():
            throttles.take(Gate.SIGN_IN, address=HOME, account=EVA, at=AT + S)
        assert (wait.value.seconds, wait.value.text) == (4, "Too many tries. Try again in 4 seconds.")


def test_success_begins_anew(app: Flask) -> None:
    with app.app_context():
        for _ in range(5):
            taken(AT)
        passed(AT)
        assert [taken(AT) for _ in range(7)] == [True] * 6 + [False]


def test_strangers_do_not_keep_the_owner_of_an_account_out_where_they_signed_in_before(app: Flask) -> None:
    with app.app_context():
        taken(AT)
        passed(AT)
        for stranger in range(40):
            taken(AT, address=f"192.0.2.{stranger}")
        assert not taken(AT, address=AWAY)
        assert taken(AT, address=HOME)


def test_one_network_does_not_try_account_after_account(app: Flask) -> None:
    with app.app_context():
        assert sum(taken(AT, account=f"{number}@northgate.example") for number in range(80)) == 51
        assert taken(AT, address=AWAY, account="90@northgate.example")
        assert not taken(AT, account="90@northgate.example")
        assert taken(AT, account="90@northgate.example", gate=Gate.RESET)


def test_many_who_sign_in_from_one_network_are_not_in_each_others_way(app: Flask) -> None:
    with app.app_context():
        for number in range(80):
            assert taken(AT, account=f"{number}@northgate.example")
            passed(AT, account=f"{number}@northgate.example")


def test_where_no_address_is_known_the_account_is_still_counted(app: Flask) -> None:
    with app.app_context():
        assert [taken(AT, address="") for _ in range(22)] == [True] * 21 + [False]
        assert [taken(AT, address="", account="", gate=Gate.LINK) for _ in range(60)] == [True] * 60


def test_counters_name_nobody_and_are_swept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        taken(AT)
        kept = db.session.query(Throttle).all()
        assert len(kept) == 3
        assert not [row for row in kept if EVA in row.key or HOME in row.key]
        for later, left in ((timedelta(hours=2), 1), (timedelta(days=2), 0)):
            monkeypatch.setattr(clock, "real_now", lambda later=later: AT + later)
            assert throttles.old(AT) == [1]
            with database.transaction():
                throttles.sweep(1, AT)
            assert db.session.query(Throttle).count() == left
        assert throttles.old(AT) == []
