"""A code counts once, on either database, whoever comes with it at the same moment."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import clock, database
from govtracker.database import db
from govtracker.enums import MailKind, SignInWay
from govtracker.models import Notification, SecondFactor
from govtracker.queries import viewers
from govtracker.queries.installation import second_factors as asked
from govtracker.queries.installation import sign_in_sessions as sessions_asked
from govtracker.rules.installation.whence import Whence
from govtracker.services import Refused
from govtracker.services.installation import second_factors, sign_in_sessions
from tests.support.world import World

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def set_up(world: World, who: str) -> tuple[SecondFactor, str, list[str]]:
    """Their second factor, its secret and recovery codes; the code of half a minute ago is used."""
    with database.transaction():
        second_factors.begin(world.viewer(who), at=AT)
    factor = asked.of_person(world.people[who])
    assert factor is not None
    secret = second_factors.secret(factor)
    first = pyotp.TOTP(secret).at(clock.real_now() - timedelta(seconds=30))
    with database.transaction():
        codes = second_factors.confirm(world.viewer(who), first, keep=0, at=AT)
    return factor, secret, codes


def takes(world: World, who: str, code: str) -> bool:
    with database.transaction():
        return second_factors.takes(viewers.person(world.people[who]), code, at=AT)


@pytest.fixture(autouse=True)
def between_two_codes(clock_at: Callable[[datetime], None]) -> None:
    clock_at(AT + timedelta(seconds=10))


def test_each_code_counts_once_and_none_before_the_last(in_app: Flask, world: World) -> None:
    _, secret, codes = set_up(world, "client_spoc")
    authenticator = pyotp.TOTP(secret)
    now = authenticator.at(clock.real_now())
    assert [takes(world, "client_spoc", now), takes(world, "client_spoc", now)] == [True, False]
    assert not takes(world, "client_spoc", authenticator.at(clock.real_now() - timedelta(seconds=30)))
    assert takes(world, "client_spoc", authenticator.at(clock.real_now() + timedelta(seconds=30)))
    assert [takes(world, "client_spoc", codes[0]), takes(world, "client_spoc", codes[0])] == [True, False]
    assert not takes(world, "client_lead", codes[1])


def test_setting_up_ends_every_other_session_and_cannot_be_done_twice(in_app: Flask, world: World) -> None:
    set_up(world, "client_spoc")
    assert not sessions_asked.going_on(world.people["client_spoc"], begun_after=AT)
    with pytest.raises(Refused, match="already"), database.transaction():
        second_factors.begin(world.viewer("client_spoc"), at=AT)


@pytest.mark.parametrize(
    ("way", "by_factor", "waits"),
    [
        (SignInWay.PASSWORD, False, True),
        (SignInWay.RESET, False, True),
        (SignInWay.INVITATION, False, True),
        (SignInWay.IDENTITY_PROVIDER, False, True),
        (SignInWay.IDENTITY_PROVIDER, True, False),
    ],
)
def test_no_way_in_leads_past_the_second_factor(
    in_app: Flask, world: World, way: SignInWay, by_factor: bool, waits: bool
) -> None:
    set_up(world, "client_spoc")
    facts = {"token_hash": "0" * 64, "whence": Whence(), "at": AT, "by_factor": by_factor}
    with database.transaction():
        begun = sign_in_sessions.begin(world.viewer("client_spoc"), way=way, **facts)  # type: ignore[arg-type]
    assert (viewers.signed_in("0" * 64, today=AT.date()) is None) is waits
    assert (begun.admitted_at is None) is waits


def test_removed_with_its_recovery_codes(in_app: Flask, world: World) -> None:
    factor, _, codes = set_up(world, "client_spoc")
    number = factor.id
    with database.transaction():
        person = viewers.person(world.people["client_spoc"])
        second_factors.remove(person, action="second_factor_reset", by=None, at=AT)
    told = select(Notification.facts).where(Notification.kind == MailKind.ACCOUNT).order_by(Notification.id)
    assert [facts["event"] for facts in db.session.scalars(told)] == ["factor_set_up", "factor_reset"]
    assert not asked.is_confirmed(world.people["client_spoc"])
    assert asked.codes_left(number) == 0
    assert not takes(world, "client_spoc", codes[0])


def test_sessions_long_over_are_forgotten(in_app: Flask, world: World) -> None:
    with database.transaction():
        for row in sessions_asked.going_on(world.people["client_spoc"], begun_after=AT):
            session = sessions_asked.own(world.viewer("client_spoc"), row.id)
            session.begun_at = clock.real_now() - timedelta(days=120, seconds=1)
    [old] = sign_in_sessions.long_over(AT)
    with database.transaction():
        sign_in_sessions.sweep(old, AT)
    assert sign_in_sessions.long_over(AT) == []
