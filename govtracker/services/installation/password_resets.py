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
from govtracker.queries.installation import password_resets as asked
from govtracker.rules.installation import link_standing
from govtracker.rules.installation.link_standing import Standing
from govtracker.services import Refused, events
from govtracker.services.installation import sign_in_sessions, tokens
from govtracker.services.structure import people

LASTS: Final = timedelta(hours=1)
GIVEN_LASTS: Final = timedelta(days=1)  # where a colleague asks for it, the person may not be at their mail


def ask(email: str, *, at: datetime) -> None:
    """Somebody says that they have lost the password of `email`: whatever is so leaves by mail to that address alone.

    Nobody else learns whether there is such a person, and nothing leaves for who has ended or was never here.
    """
    person = viewers.by_email(email)
    if person is None or not person.is_active:
        return
    if identity_providers.only_way(person.id):
        account_messages.signs_in_elsewhere(person, at=at)
    elif person.password_hash:
        reset = _begin(person, by=None, lasts=LASTS, at=at)
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
    reset = asked.by_token(tokens.hashed(token))
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


def _begin(person: Person, *, by: Viewer | None, lasts: timedelta, at: datetime) -> PasswordReset:
    """A link in the place of an earlier one."""
    real = clock.real_now()
    if earlier := asked.open_of(person.id):
        earlier.revoked_at = real
        db.session.flush()
    nonce = tokens.fresh()
    reset = PasswordReset(
        person_id=person.id,
        nonce=nonce,
        token_hash=tokens.hashed(links.password_reset_token(nonce)),
        password_mark=tokens.hashed(person.password_hash),
        asked_by_id=by.person_id if by else None,
        asked_at=real,
        expires_at=real + lasts,
    )
    db.session.add(reset)
    db.session.flush()
    events.record(person, "password_reset_asked", by=by, at=at)
    return reset


def _standing(reset: PasswordReset) -> Standing:
    """Where it stands now: it was for the password of then, and for somebody who may use one."""
    person = reset.person
    other = tokens.hashed(person.password_hash) != reset.password_mark
    return link_standing.standing(
        used=reset.used_at is not None,
        revoked=reset.revoked_at is not None
        or other
        or not person.is_active
        or identity_providers.only_way(person.id) is not None,
        expires_at=reset.expires_at,
        at=clock.real_now(),
    )
