"""Invitations to join, and links to a new password: for one person, once, in time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from govtracker import clock, database
from govtracker.database import db
from govtracker.models import AuditEvent, Joining, Notification, PasswordReset, Person
from govtracker.rules.installation.link_standing import Standing
from govtracker.services import Refused
from govtracker.services.installation import joinings, password_resets
from govtracker.services.installation.joinings import Acceptance
from govtracker.services.structure import leaving, people
from tests.support.applications import Settled
from tests.support.world import World

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
HASH = "the hash of a password"
SAID = Acceptance("Nils Frei", "Europe/Oslo", HASH)


def nils(world: World) -> Person:
    return db.session.get_one(Person, world.people["nobody"])


def invited(world: World) -> str:
    """The secret of a link that was shown once."""
    with database.transaction():
        link = joinings.invite(nils(world), by=world.viewer("organisation_administrator"), at=AT)
    return link.rpartition("/")[2]


def standing(token: str) -> Standing | None:
    db.session.rollback()
    found = joinings.opened(token)
    return joinings.standing(found) if found else None


def accepted(token: str) -> bool:
    try:
        with database.transaction():
            found = joinings.opened(token)
            assert found
            joinings.accept(found, SAID, at=AT)
    except Refused:
        return False
    return True


def moved(world: World) -> None:
    administrator, person = world.viewer("organisation_administrator"), nils(world)
    facts = {"name": person.name, "job_title": "", "zone": person.zone}
    people.correct(person, **facts, email="nils@elsewhere.example", by=administrator, at=AT)


def gone(world: World) -> None:
    nils(world).is_active = False


def gone_and_back(world: World) -> None:
    administrator = world.viewer("organisation_administrator")
    leaving.deactivate(nils(world), by=administrator, at=AT, today=AT.date())
    leaving.let_in_again(nils(world), by=administrator, at=AT)


def taken_back(world: World) -> None:
    found = db.session.scalars(select(Joining)).one()
    joinings.revoke(found, by=world.viewer("governance_office"), at=AT)


def replaced(world: World) -> None:
    joinings.invite(nils(world), by=world.viewer("governance_office"), at=AT)


def test_an_invitation_is_used_once(in_app: Flask, world: World, clock_at: Callable[[datetime], None]) -> None:
    clock_at(AT)
    token = invited(world)
    assert (standing(token), standing("another"), standing(token[:-1])) == (Standing.OPEN, None, None)
    assert (accepted(token), accepted(token)) == (True, False)
    assert (nils(world).password_hash, nils(world).zone) == (HASH, "Europe/Oslo")
    assert standing(token) is Standing.USED
    assert token not in "".join(db.session.scalars(select(AuditEvent.text)))
    with pytest.raises(Refused, match="joined already"), database.transaction():
        joinings.invite(nils(world), by=None, at=AT)


def test_nobody_else_invites_who_administers_the_installation(in_app: Flask, world: World) -> None:
    with database.transaction():
        nils(world).is_administrator = True
    with pytest.raises(Refused, match="administers the installation"):
        invited(world)


@pytest.mark.parametrize("happens", [moved, gone, gone_and_back, taken_back, replaced])
def test_what_ends_an_invitation(
    in_app: Flask, world: World, clock_at: Callable[[datetime], None], happens: Callable[[World], None]
) -> None:
    clock_at(AT)
    token = invited(world)
    with database.transaction():
        happens(world)
    assert standing(token) is Standing.REVOKED
    assert not accepted(token)
    assert nils(world).password_hash == ""


def test_an_invitation_lasts_a_week(in_app: Flask, world: World, clock_at: Callable[[datetime], None]) -> None:
    clock_at(AT)
    token = invited(world)
    clock_at(AT + timedelta(days=7, seconds=-1))
    assert standing(token) is Standing.OPEN
    clock_at(AT + timedelta(days=7))
    assert (standing(token), accepted(token)) == (Standing.EXPIRED, False)


def test_many_are_invited_in_a_few_statements_each_at_their_own_address(with_settings: Settled, world: World) -> None:
    with with_settings(SMTP_URL="smtp://127.0.0.1:9"):
        with database.transaction():
            invited = db.session.scalars(select(Person).where(Person.organisation_id == nils(world).organisation_id))
            nonces = joinings.invite_all(list(invited), by=world.viewer("governance_office"), at=AT)
        assert len(set(nonces)) == len(nonces) > 5
        assert db.session.scalar(select(func.count()).select_from(Notification)) == len(nonces)
        assert not db.session.scalars(select(Joining).where(~Joining.mailed)).all()


def reset(world: World) -> str:
    with database.transaction():
        nils(world).password_hash = "the lost one"
    with database.transaction():
        link = password_resets.give(nils(world), by=world.viewer("organisation_administrator"), at=AT)
    return link.rpartition("/")[2]


def opens(token: str) -> bool:
    db.session.rollback()
    return password_resets.opened(token) is not None


def test_a_link_to_a_new_password_works_once(in_app: Flask, world: World, clock_at: Callable[[datetime], None]) -> None:
    clock_at(AT)
    token = reset(world)
    assert (opens(token), opens("another")) == (True, False)
    with database.transaction():
        found = password_resets.opened(token)
        assert found
        password_resets.accept(found, HASH, at=AT)
    assert (opens(token), nils(world).password_hash) == (False, HASH)
    told = db.session.scalars(select(Notification)).one()
    assert (told.recipient_id, told.facts["event"]) == (world.people["nobody"], "password_changed")


@pytest.mark.parametrize("happens", [moved, gone_and_back])
def test_a_link_to_a_new_password_dies_with_the_address_it_went_to_and_when_they_leave(
    in_app: Flask, world: World, clock_at: Callable[[datetime], None], happens: Callable[[World], None]
) -> None:
    clock_at(AT)
    token = reset(world)
    with database.transaction():
        happens(world)
    assert not opens(token)


@pytest.mark.parametrize("field", ["password_hash", "is_active"])
def test_a_link_to_a_new_password_dies_with_the_password_and_the_person(
    in_app: Flask, world: World, clock_at: Callable[[datetime], None], field: str
) -> None:
    clock_at(AT)
    token = reset(world)
    with database.transaction():
        setattr(nils(world), field, {"password_hash": "changed meanwhile", "is_active": False}[field])
    assert not opens(token)


def test_a_link_one_asks_for_oneself_lasts_an_hour(
    with_settings: Settled, world: World, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(AT)
    with with_settings(SMTP_URL="smtp://127.0.0.1:9"):
        with database.transaction():
            nils(world).password_hash = "the lost one"
        with database.transaction():
            password_resets.ask("NILS.frei@northgate.example", at=AT)
        kept = db.session.scalars(select(PasswordReset)).one()
        assert kept.expires_at - kept.asked_at == timedelta(hours=1)
        with database.transaction():
            password_resets.ask("nobody@nowhere.example", at=AT)
        assert db.session.scalar(select(func.count()).select_from(Notification)) == 1


def asked_by_strangers(times: int, *, at: datetime, every: timedelta = timedelta()) -> None:
    for number in range(times):
        with database.transaction():
            password_resets.ask("nils.frei@northgate.example", at=at + number * every)


def test_strangers_who_ask_neither_end_the_link_that_is_out_nor_flood_its_owner(
    with_settings: Settled, world: World, clock_at: Callable[[datetime], None]
) -> None:
    with with_settings(SMTP_URL="smtp://127.0.0.1:9"):
        with database.transaction():
            nils(world).password_hash = "the lost one"
        for quarter in range(24 * 4):
            clock_at(AT + quarter * timedelta(minutes=15))
            asked_by_strangers(1, at=clock.now())
            out = db.session.scalars(select(PasswordReset).where(PasswordReset.revoked_at.is_(None))).one()
            assert out.expires_at > clock.now(), "whoever looks into their mail finds a link that works"
            assert out.expires_at <= out.asked_at + timedelta(days=1)
        assert len(db.session.scalars(select(Notification)).all()) <= 30
        replaced = db.session.scalars(select(PasswordReset).where(PasswordReset.revoked_at.is_not(None))).all()
        assert all(link.revoked_at and link.revoked_at >= link.expires_at for link in replaced)


def test_a_link_a_colleague_asked_for_is_not_cut_short_by_a_stranger(
    in_app: Flask,
    with_settings: Settled,
    world: World,
    clock_at: Callable[[datetime], None],
) -> None:
    clock_at(AT)
    token = reset(world)
    with with_settings(SMTP_URL="smtp://127.0.0.1:9"):
        asked_by_strangers(3, at=AT, every=timedelta(minutes=1))
        clock_at(AT + timedelta(hours=23))
        assert opens(token)


def test_whoever_was_invited_and_asks_for_a_password_is_invited_once_more_and_nobody_else(
    with_settings: Settled, world: World, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(AT)
    with with_settings(SMTP_URL="smtp://127.0.0.1:9"):
        with database.transaction():
            password_resets.ask("nils.frei@northgate.example", at=AT)  # never invited
        assert not db.session.scalars(select(Notification)).all()
        with database.transaction():
            joinings.invite(nils(world), by=None, at=AT)
        with database.transaction():
            password_resets.ask("nils.frei@northgate.example", at=AT)
        assert len(db.session.scalars(select(Notification)).all()) == 2
        assert not db.session.scalars(select(PasswordReset)).all()
