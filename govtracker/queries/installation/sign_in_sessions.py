"""Sign-in sessions: one's own, those that go on, and those long over."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Row, func, select, update

from govtracker.database import db
from govtracker.enums import SessionEnd, SignInWay
from govtracker.models import SignInSession

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
    """Give a session another secret, from a proof at that instant."""
    proved = {"token_hash": token_hash, "proved_at": at, "seen_at": at}
    db.session.execute(update(SignInSession).where(SignInSession.id == session_id).values(**proved))


def knows_browser(person_id: int, browser: str, *, besides: int) -> bool:
    """Whether the person came in with such a browser before, or never came in at all."""
    earlier = select(func.count(), func.count().filter(SignInSession.browser == browser)).where(
        SignInSession.person_id == person_id, SignInSession.id != besides, SignInSession.admitted_at.is_not(None)
    )
    all_, alike = db.session.execute(earlier).one()
    return all_ == 0 or alike > 0
