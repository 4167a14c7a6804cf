"""Sign-in sessions: begun with a proof, ended by their person, an administrator, or what happened to the account.

Their times are real; `at` is the business time of what is recorded.
"""

from collections.abc import Sequence
from datetime import datetime

from govtracker import clock, config
from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import SessionEnd, SignInWay
from govtracker.mail import account_messages
from govtracker.models import IdentityProvider, Person, SignInSession
from govtracker.queries import viewers
from govtracker.queries.installation import identity_providers, second_factors
from govtracker.queries.installation import sign_in_sessions as asked
from govtracker.rules.installation import sessions
from govtracker.rules.installation.whence import Whence
from govtracker.services import events

TOLD_OF = (SignInWay.PASSWORD, SignInWay.IDENTITY_PROVIDER)


def begin(
    viewer: Viewer,
    *,
    way: SignInWay,
    token_hash: str,
    whence: Whence,
    at: datetime,
    by_factor: bool = False,
    proved_at: datetime | None = None,
) -> SignInSession:
    """A session of somebody who has just proved who they are; where a second factor is asked for, it waits for that.

    `by_factor`: they gave a second factor already, where they come from; `proved_at` (real time): they proved it there
    so long ago, and not now.
    """
    now = clock.real_now()
    row = SignInSession(
        person_id=viewer.person_id,
        token_hash=token_hash,
        way=way,
        begun_at=now,
        proved_at=min(proved_at or now, now),
        seen_at=now,
        address=whence.address,
        browser=whence.browser,
        by_factor=by_factor,
    )
    db.session.add(row)
    db.session.flush()
    if by_factor or not (sessions.asks_for_factor(way) and second_factors.is_confirmed(viewer.person_id)):
        _admit(row, viewer, at=at)
    return row


def still_halfway(session_id: int) -> SignInSession | None:
    """The session, while it waits for a second factor."""
    return asked.halfway(session_id=session_id, begun_after=clock.real_now() - sessions.HALFWAY_LASTS)


def complete(row: SignInSession, *, by: Viewer, token_hash: str, at: datetime) -> None:
    """The second factor was right, too: from now on another secret opens the session."""
    row.token_hash, row.by_factor = token_hash, True
    row.begun_at = row.proved_at = row.seen_at = clock.real_now()
    _admit(row, by, at=at)


def count_try(session_id: int, *, of: Person, at: datetime) -> bool:
    """Count a wrong password or code against a session; True where that was one too many, and ended it."""
    over = asked.count_try(session_id) >= sessions.MOST_TRIES
    if over:
        asked.end([session_id], why=SessionEnd.TOO_MANY_TRIES, at=clock.real_now())
        events.record(of, "session_ended", by=None, at=at, reason="Too many wrong passwords or codes")
    return over


def _admit(row: SignInSession, viewer: Viewer, *, at: datetime) -> None:
    row.admitted_at = row.begun_at
    events.record(None, "signed_in", by=viewer, at=at)
    if row.way in TOLD_OF and not asked.knows_browser(viewer.person_id, row.browser, besides=row.id):
        account_messages.new_browser(viewers.oneself(viewer), row, at=at)


def prove(session_id: int, *, token_hash: str) -> None:
    """Its person has proved anew who they are: from now on another secret opens it."""
    asked.prove(session_id, token_hash=token_hash, at=clock.real_now())


def sign_out(session_id: int, *, by: Viewer, at: datetime) -> None:
    """Leave: the browser's cookie opens nothing any more."""
    asked.end([session_id], why=SessionEnd.SIGNED_OUT, at=clock.real_now())
    events.record(None, "signed_out", by=by, at=at)


def replace(session_id: int) -> None:
    """Another session of the same person takes this one's place, in the same browser."""
    asked.end([session_id], why=SessionEnd.REPLACED, at=clock.real_now())


def end_all(person: Person, *, why: SessionEnd, keep: int | None = None) -> int:
    """End every session of a person but `keep`, because of something that is recorded itself; how many there were."""
    return asked.end_all(person.id, why=why, at=clock.real_now(), keep=keep)


def end_by_password(provider: IdentityProvider, *, keep: int | None) -> int:
    """End what people of a company began by password, but of those who keep one, and but `keep`; how many there were.

    Because of something that is recorded itself.
    """
    keepers = identity_providers.keepers_of_passwords(provider.organisation_id)
    began = asked.begun_in(provider.organisation_id, sessions.BY_PASSWORD, but_of=keepers)
    over = [session_id for session_id in began if session_id != keep]
    asked.end(over, why=SessionEnd.ENDED_BY_ADMINISTRATOR, at=clock.real_now())
    return len(over)


def end_others(viewer: Viewer, keep: int, *, at: datetime) -> int:
    """The person signs out everywhere else; how many sessions that ended."""
    person = viewers.oneself(viewer)
    ended = end_all(person, why=SessionEnd.ENDED_ELSEWHERE, keep=keep)
    if ended:
        events.record(person, "sessions_ended", by=viewer, at=at)
    return ended


def end_one(viewer: Viewer, row: SignInSession, *, at: datetime) -> None:
    """The person ends one of their own sessions."""
    asked.end([row.id], why=SessionEnd.ENDED_ELSEWHERE, at=clock.real_now())
    events.record(viewers.oneself(viewer), "session_ended", by=viewer, at=at, reason=row.browser)


def long_over(at: datetime) -> Sequence[int]:
    """The sessions that ended or ran out so long ago that nobody looks for them any more."""
    return asked.begun_before(clock.real_now() - config.current().session_lasts - sessions.KEPT_FOR)


def sweep(session_id: int, at: datetime) -> None:
    """Forget one session."""
    asked.forget(session_id)
