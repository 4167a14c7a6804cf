"""Invitations to join: made for one person at one address, sent again, revoked, accepted.

Expiry and use are real time; `at` is the business time of what is recorded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from govtracker import clock, config
from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import SessionEnd
from govtracker.mail import account_messages, links, transport
from govtracker.models import Joining, Person
from govtracker.queries import claims, viewers
from govtracker.queries.installation import joinings as asked
from govtracker.rules.installation.link_standing import Standing
from govtracker.services import Refused, events
from govtracker.services.installation import mail_domains, once_links, sign_in_sessions
from govtracker.services.structure import people

HAS_JOINED = "This person has joined already."
VOUCHED_FOR = "This person signs in through your company’s identity provider: no password is needed."


@dataclass(frozen=True)
class Acceptance:
    """What somebody who joins says of themselves, with the hash of the password they chose."""

    name: str
    zone: str
    password_hash: str


def invite(person: Person, *, by: Viewer | None, at: datetime) -> str:
    """Invite somebody who has no way in yet, at their address; an earlier invitation leads nowhere any more.

    "" where a mail brings them the link; else the link, to be shown this once to whoever invites them.
    """
    if by:
        people.require_authority(person, by)
    if person.password_hash:
        raise Refused(HAS_JOINED)
    if asked.is_vouched_for(person):
        raise Refused(VOUCHED_FOR)
    if not person.is_active:
        raise Refused(f"{person.name} is no longer here: let them in again first.")
    mail_domains.require(person.organisation, person.email)
    (nonce,) = invite_all([person], by=by, at=at)
    return "" if _mails() else links.joining(nonce)


def invite_all(invited: Sequence[Person], *, by: Viewer | None, at: datetime) -> list[str]:
    """Invite many at once; of what each link is made, in their order."""
    if not invited:
        return []
    db.session.flush()
    real, mails = clock.real_now(), _mails()
    void([person.id for person in invited])
    lasts = timedelta(days=config.current().invitation_days)
    common = {
        "mailed": mails,
        "invited_by_id": by.person_id if by else None,
        "invited_at": real,
    }
    rows = [
        {"person_id": person.id, "email": person.email, **once_links.fresh(links.joining_token, lasts=lasts), **common}
        for person in invited
    ]
    nonces = [str(row["nonce"]) for row in rows]
    claims.insert_rows(Joining, rows)
    for person in invited:
        events.record(person, "person_invited", by=by, at=at)
    if mails:
        account_messages.invited(invited[0].organisation, [person.id for person in invited], nonces[0], by=by, at=at)
    return nonces


def revoke(joining: Joining, *, by: Viewer, at: datetime) -> None:
    """The link leads nowhere any more; one that was used stays used."""
    if standing(joining) in (Standing.USED, Standing.REVOKED):
        return
    joining.revoked_at = clock.real_now()
    events.record(joining.person, "invitation_revoked", by=by, at=at)


def void(person_ids: Sequence[int]) -> None:
    """The open invitations of these people lead nowhere any more, because of something that is recorded itself."""
    once_links.void(person_ids, Joining)


def opened(token: str) -> Joining | None:
    """The invitation of that secret, whatever became of it; None for one we did not make."""
    return once_links.opened(Joining, token)


def standing(joining: Joining) -> Standing:
    """Where it stands now: one for an address the person has no more, or for who has joined otherwise, is revoked."""
    person = joining.person
    return once_links.standing(joining, gone=joining.email != person.email or bool(person.password_hash))


def accept(joining: Joining, said: Acceptance, *, at: datetime) -> Person:
    """Join: the person has their password, and the link is used; refuses one that leads nowhere any more."""
    if standing(joining) is not Standing.OPEN:
        raise Refused("This invitation leads nowhere any more.")
    person = joining.person
    name, zone = people.checked_name(said.name), people.checked_zone(said.zone)
    joining.used_at = clock.real_now()
    person.password_hash, person.must_change_password = said.password_hash, False
    sign_in_sessions.end_all(person, why=SessionEnd.PASSWORD_CHANGED)
    db.session.flush()
    viewer = viewers.viewer(person.id, today=at.date())
    events.change(person, "settings_changed", by=viewer, at=at, name=name, zone=zone)
    events.record(person, "invitation_accepted", by=viewer, at=at)
    return person


def _mails() -> bool:
    """Whether this installation sends mail."""
    return transport.route() is not None
