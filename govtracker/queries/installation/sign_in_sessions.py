"""Sign-in sessions: one's own, those that go on, and those long over."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.orm import joinedload

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import SessionEnd, SignInWay
from govtracker.models import Person, SignInSession
from govtracker.queries import NotFound

LISTED = 100
SWEPT = 500


def going_on(
    person_id: int, *, begun_after: datetime
) -> Sequence[Row[int, str, str, SignInWay, bool, datetime, datetime]]:
    """The sessions of a person that were not ended, the last seen first; at most LISTED of them.

    Each: id, browser, address, way, by_factor, begun_at, seen_at. Those begun before `begun_after` have run out.
    """
    return db.session.execute(
        select(
            SignInSession.id,
            SignInSession.browser,
            SignInSession.address,
            SignInSession.way,
            SignInSession.by_factor,
            SignInSession.begun_at,
            SignInSession.seen_at,
        )
        .where(
            SignInSession.person_id == person_id,
            SignInSession.ended_at.is_(None),
            SignInSession.admitted_at.is_not(None),
            SignInSession.begun_at > begun_after,
        )
        .order_by(SignInSession.seen_at.desc(), SignInSession.id.desc())
        .limit(LISTED)
    ).all()


def end_all(person_id: int, *, why: SessionEnd, at: datetime, keep: int | None = None) -> int:
    """End every session of a person but `keep`, those that wait for a second factor too; how many there were."""
    ended = db.session.scalars(
        update(SignInSession)
        .where(SignInSession.person_id == person_id, SignInSession.ended_at.is_(None), SignInSession.id != (keep or 0))
        .values(ended_at=at, ended_why=why)
        .returning(SignInSession.id)
    )
    return len(ended.all())


def begun_in(organisation_id: int, ways: Collection[SignInWay], *, but_of: Collection[int]) -> Sequence[int]:
    """The sessions, not ended, that people of a company began in one of these ways, but those people's."""
    theirs = Person.organisation_id == organisation_id, Person.id.not_in(but_of)
    begun = select(SignInSession.id).join(Person, Person.id == SignInSession.person_id)
    return db.session.scalars(begun.where(*theirs, SignInSession.way.in_(ways), SignInSession.ended_at.is_(None))).all()


def end(session_ids: Collection[int], *, why: SessionEnd, at: datetime) -> None:
    """End these sessions, unless they are over."""
    db.session.execute(
        update(SignInSession)
        .where(SignInSession.id.in_(session_ids), SignInSession.ended_at.is_(None))
        .values(ended_at=at, ended_why=why)
    )


def seen(session_id: int, at: datetime) -> None:
    """Write down that somebody was seen."""
    db.session.execute(update(SignInSession).where(SignInSession.id == session_id).values(seen_at=at))


def prove(session_id: int, *, token_hash: str, at: datetime) -> None:
    """Give a session another secret, from a proof at that instant; wrong tries before it count no more."""
    proved = {"token_hash": token_hash, "proved_at": at, "seen_at": at, "tries": 0}
    db.session.execute(update(SignInSession).where(SignInSession.id == session_id).values(**proved))


def own(viewer: Viewer, session_id: int) -> SignInSession:
    """One of the viewer's own sessions that goes on; raises NotFound for any other."""
    found = db.session.scalar(
        select(SignInSession).where(
            SignInSession.id == session_id,
            SignInSession.person_id == viewer.person_id,
            SignInSession.ended_at.is_(None),
            SignInSession.admitted_at.is_not(None),
        )
    )
    if found is None:
        raise NotFound
    return found


def halfway(
    *, begun_after: datetime, token_hash: str | None = None, session_id: int | None = None
) -> SignInSession | None:
    """The session of that secret, or of that id, that waits for a second factor since then or later."""
    which = SignInSession.token_hash == token_hash if token_hash else SignInSession.id == session_id
    return db.session.scalar(
        select(SignInSession)
        .where(
            which,
            SignInSession.ended_at.is_(None),
            SignInSession.admitted_at.is_(None),
            SignInSession.begun_at > begun_after,
        )
        .options(joinedload(SignInSession.person))
    )


def count_try(session_id: int) -> int:
    """Count one more wrong try; how many there were by now."""
    counted = (
        update(SignInSession)
        .where(SignInSession.id == session_id)
        .values(tries=SignInSession.tries + 1)
        .returning(SignInSession.tries)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalars(counted).one()


def begun_before(instant: datetime) -> Sequence[int]:
    """Sessions that began before that instant; at most SWEPT."""
    old = select(SignInSession.id).where(SignInSession.begun_at < instant)
    return db.session.scalars(old.order_by(SignInSession.begun_at, SignInSession.id).limit(SWEPT)).all()


def forget(session_id: int) -> None:
    """Delete one."""
    db.session.execute(delete(SignInSession).where(SignInSession.id == session_id))


def knows_browser(person_id: int, browser: str, *, besides: int) -> bool:
    """Whether the person came in with such a browser before, or never came in at all."""
    earlier = select(func.count(), func.count().filter(SignInSession.browser == browser)).where(
        SignInSession.person_id == person_id, SignInSession.id != besides, SignInSession.admitted_at.is_not(None)
    )
    all_, alike = db.session.execute(earlier).one()
    return all_ == 0 or alike > 0
