"""The second factor: set up, asked for at the door, given up, and taken away by those who keep the account.

A secret is read again for every code, so it is sealed by the installation's key; recovery codes are kept as keyed
hashes. Neither ever stands in an event, a log, an export or a page but those that show it this once.
"""

from datetime import datetime

from govtracker import clock
from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import SessionEnd
from govtracker.mail import account_messages
from govtracker.models import Organisation, Person, RecoveryCode, SecondFactor
from govtracker.queries import claims, viewers
from govtracker.queries.installation import second_factors as asked
from govtracker.rules.installation import authenticator
from govtracker.services import Refused, events
from govtracker.services.installation import sealing, sign_in_sessions

PURPOSE = "authenticator"
CODES = "recovery code"
WRONG = "This code is not right, or it was used already. Wait for the next one, and check the clock of your device."


def begin(viewer: Viewer, *, at: datetime) -> None:
    """A new secret for an application; it counts once a code of it was typed. Refuses whoever has one that counts."""
    factor = asked.of_person(viewer.person_id)
    if factor and factor.confirmed_at:
        raise Refused("You have a second factor already: turn it off before you set up another.")
    if factor is None:
        factor = SecondFactor(person_id=viewer.person_id, created_at=at)
        db.session.add(factor)
    factor.secret, factor.last_step = sealing.seal(authenticator.fresh_secret(), purpose=PURPOSE), 0
    events.record(viewers.oneself(viewer), "second_factor_begun", by=viewer, at=at)


def secret(factor: SecondFactor) -> str:
    """What the application is to be told; raises sealing.Unopened."""
    return sealing.opened(factor.secret, purpose=PURPOSE)


def confirm(viewer: Viewer, code: str, *, keep: int, at: datetime) -> list[str]:
    """The first code was right: from now on one is asked for. The recovery codes, to be shown this once.

    Every session of the person ends but `keep`.
    """
    factor = asked.of_person(viewer.person_id)
    if factor is None or factor.confirmed_at or not _takes_step(factor, code):
        raise Refused(WRONG, "code")
    factor.confirmed_at = at
    person = viewers.oneself(viewer)
    events.record(person, "second_factor_set_up", by=viewer, at=at)
    account_messages.factor_changed(person, "factor_set_up", at=at)
    sign_in_sessions.end_all(person, why=SessionEnd.FACTOR_CHANGED, keep=keep)
    return _fresh_codes(factor)


def takes(person: Person, code: str, *, at: datetime) -> bool:
    """Whether a code opens the door now: of the application, or one for recovery, which is told in the history."""
    factor = asked.of_person(person.id)
    if factor is None or factor.confirmed_at is None:
        return False
    if not authenticator.is_recovery_code(code):
        return _takes_step(factor, code)
    plain = authenticator.plain_recovery_code(code)
    taken = asked.take_code(factor.id, sealing.marks(plain, purpose=CODES), clock.real_now())
    if taken:
        left = asked.codes_left(factor.id)
        events.record(person, "recovery_code_used", by=None, at=at, changes={"left": [left + 1, left]})
    return taken


def renew_codes(viewer: Viewer, *, at: datetime) -> list[str]:
    """Ten new recovery codes, to be shown this once; the earlier ones open nothing any more."""
    factor = asked.of_person(viewer.person_id)
    if factor is None or factor.confirmed_at is None:
        raise Refused("Set up a second factor first.")
    person = viewers.oneself(viewer)
    events.record(person, "recovery_codes_renewed", by=viewer, at=at)
    account_messages.factor_changed(person, "codes_renewed", at=at)
    return _fresh_codes(factor)


def turn_off(viewer: Viewer, *, keep: int, at: datetime) -> None:
    """The person gives up their second factor; every session of theirs ends but `keep`."""
    remove(viewers.oneself(viewer), action="second_factor_turned_off", by=viewer, keep=keep, at=at)


def remove(person: Person, *, action: str, by: Viewer | None, at: datetime, keep: int | None = None) -> None:
    """Take a second factor away, which is recorded as `action`; every session of its person ends but `keep`."""
    factor = asked.of_person(person.id)
    if factor is None:
        raise Refused(f"{person.name} has no second factor.")
    asked.forget_codes(factor.id)
    db.session.delete(factor)
    events.record(person, action, by=by, at=at)
    own = by is not None and by.person_id == person.id
    account_messages.factor_changed(person, "factor_off" if own else "factor_reset", at=at)
    sign_in_sessions.end_all(person, why=SessionEnd.FACTOR_CHANGED, keep=keep)


def require(company: Organisation, *, required: bool, by: Viewer, at: datetime) -> None:
    """Ask the administrators and SPOCs of a company for a second factor, or no longer."""
    events.change(company, "second_factor_demanded", by=by, at=at, second_factor_required=required)


def _takes_step(factor: SecondFactor, code: str) -> bool:
    try:
        step = authenticator.step_of(secret(factor), code, clock.real_now())
    except sealing.Unopened:
        return False
    return step is not None and asked.take_step(factor.id, step)


def _fresh_codes(factor: SecondFactor) -> list[str]:
    codes = authenticator.fresh_recovery_codes()
    asked.forget_codes(factor.id)
    marks = [sealing.mark(authenticator.plain_recovery_code(code), purpose=CODES) for code in codes]
    claims.insert_rows(RecoveryCode, [{"factor_id": factor.id, "code_hash": mark} for mark in marks])
    return codes
