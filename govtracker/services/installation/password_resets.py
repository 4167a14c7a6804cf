"""A new password for those who have lost theirs: a link to their own address, used once, within the hour."""

from datetime import datetime, timedelta
from typing import Final

from govtracker import clock
from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import SessionEnd
from govtracker.mail import account_messages, links, transport
from govtracker.models import PasswordReset, Person
from govtracker.queries import viewers
from govtracker.queries.installation import identity_providers
from govtracker.queries.installation import joinings as joinings_asked
from govtracker.queries.installation import once_links as once_asked
from govtracker.rules.installation.link_standing import Standing
from govtracker.rules.installation.throttling import Gate
from govtracker.services import Refused, events
from govtracker.services.installation import once_links, sign_in_sessions, throttles, tokens
from govtracker.services.structure import people

LASTS: Final = timedelta(hours=1)
LONGEST: Final = timedelta(days=1)  # that one link stays good, however often it is asked for
GIVEN_LASTS: Final = timedelta(days=1)  # where a colleague asks for it, the person may not be at their mail


def ask(email: str, *, at: datetime) -> None:
    """Somebody says that they have lost the password of `email`: whatever is so leaves by mail to that address alone.

    Nobody else learns whether there is such a person, and nothing leaves for who has ended or was never here. Whoever
    asks ends no link that is out: it is mailed again, some times a day at most, and is good for another hour.
    """
    person = viewers.by_email(email)
    may_leave = throttles.lets(Gate.RESET_MAIL, account=email.strip().lower(), at=clock.real_now())
    if person is None or not person.is_active or not may_leave:
        return
    if identity_providers.only_way(person.id):
        account_messages.signs_in_elsewhere(person, at=at)
    elif person.password_hash:
        reset = _still_out(person, at=at) or _begin(person, by=None, lasts=LASTS, at=at)
        account_messages.reset_asked(reset, at=at)
    elif joining := joinings_asked.told(person.id, clock.real_now()):
        account_messages.invited_already(joining, at=at)


def give(person: Person, *, by: Viewer, at: datetime) -> str:
    """A colleague who cannot sign in any more may set a new password.

    "" where a mail brings them the link; else the link, to be shown this once to whoever asked for it.
    """
    people.require_authority(person, by)
    if person.id == by.person_id:
        raise Refused("Change your own password under Settings.")
    if not person.password_hash:
        raise Refused(f"{person.name} has not joined yet: invite them.")
    if not person.is_active:
        raise Refused(f"{person.name} is no longer here: let them in again first.")
    if identity_providers.only_way(person.id):
        raise Refused("Your company signs in through its identity provider: passwords are not used.")
    reset = _begin(person, by=by, lasts=GIVEN_LASTS, at=at)
    if transport.route() is None:
        return links.password_reset(reset.nonce)
    account_messages.reset_asked(reset, at=at)
    return ""


def opened(token: str) -> PasswordReset | None:
    """The link of that secret, as long as it leads to a new password; None else."""
    reset = once_links.opened(PasswordReset, token)
    return reset if reset and _standing(reset) is Standing.OPEN else None


def accept(reset: PasswordReset, password_hash: str, *, at: datetime) -> Person:
    """The new password counts, every session of the person has ended, and they are told; the second factor stays."""
    if _standing(reset) is not Standing.OPEN:
        raise Refused("This link leads nowhere any more.")
    person = reset.person
    reset.used_at = clock.real_now()
    person.password_hash, person.must_change_password = password_hash, False
    sign_in_sessions.end_all(person, why=SessionEnd.PASSWORD_CHANGED)
    db.session.flush()
    events.record(person, "password_reset", by=viewers.viewer(person.id, today=at.date()), at=at)
    account_messages.password_changed(person, f"reset:{reset.id}", at=at)
    return person


def _still_out(person: Person, *, at: datetime) -> PasswordReset | None:
    """The link that is out, good for another hour; None where it is over, or would be before somebody came to it."""
    for reset in once_asked.open_of(PasswordReset, [person.id]):
        until = max(reset.expires_at, min(clock.real_now() + LASTS, reset.asked_at + LONGEST))
        if _standing(reset) is Standing.OPEN and until - clock.real_now() >= LASTS / 2:
            reset.expires_at = until
            events.record(person, "password_reset_asked", by=None, at=at)
            return reset
    return None


def _begin(person: Person, *, by: Viewer | None, lasts: timedelta, at: datetime) -> PasswordReset:
    """A link in the place of an earlier one."""
    once_links.void([person.id], PasswordReset)
    reset = PasswordReset(
        person_id=person.id,
        password_mark=tokens.hashed(person.password_hash),
        asked_by_id=by.person_id if by else None,
        asked_at=clock.real_now(),
        **once_links.fresh(links.password_reset_token, lasts=lasts),
    )
    db.session.add(reset)
    db.session.flush()
    events.record(person, "password_reset_asked", by=by, at=at)
    return reset


def _standing(reset: PasswordReset) -> Standing:
    """Where it stands now: it was for the password of then, and for somebody who may use one."""
    person = reset.person
    other = tokens.hashed(person.password_hash) != reset.password_mark
    return once_links.standing(reset, gone=other or identity_providers.only_way(person.id) is not None)
