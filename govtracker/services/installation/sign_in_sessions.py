"""Sign-in sessions: begun with a proof, ended by their person, an administrator, or what happened to the account.

Their times are real; `at` is the business time of what is recorded.
"""

from datetime import datetime

from govtracker import clock
from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import SessionEnd, SignInWay
from govtracker.models import Person, SignInSession
from govtracker.queries import viewers
from govtracker.queries.installation import sign_in_sessions as asked
from govtracker.rules.installation.whence import Whence
from govtracker.services import events


def begin(viewer: Viewer, *, way: SignInWay, token_hash: str, whence: Whence, at: datetime) -> SignInSession:
    """A session of somebody who has just proved who they are."""
    now = clock.real_now()
    row = SignInSession(
        person_id=viewer.person_id,
        token_hash=token_hash,
        way=way,
        begun_at=now,
        admitted_at=now,
        proved_at=now,
        seen_at=now,
        address=whence.address,
        browser=whence.browser,
    )
    db.session.add(row)
    db.session.flush()
    events.record(None, "signed_in", by=viewer, at=at)
    return row


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


def end_others(viewer: Viewer, keep: int, *, at: datetime) -> int:
    """The person signs out everywhere else; how many sessions that ended."""
    person = viewers.oneself(viewer)
    ended = end_all(person, why=SessionEnd.ENDED_ELSEWHERE, keep=keep)
    if ended:
        events.record(person, "sessions_ended", by=viewer, at=at)
    return ended
