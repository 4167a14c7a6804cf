"""Counters of tries: those of one try, locked until the commit, and those nobody needs any more."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from govtracker.database import db
from govtracker.models import Throttle

MOST = 1000


def held(keys: Collection[str]) -> dict[str, Throttle]:
    """The counters of these keys that there are, locked in the order of their keys."""
    rows = select(Throttle).where(Throttle.key.in_(keys)).order_by(Throttle.key).with_for_update()
    found = db.session.scalars(rows, execution_options={"populate_existing": True})
    return {row.key: row for row in found}


def seen(keys: Collection[str]) -> Sequence[Throttle]:
    """The counters of these keys that there are, for whoever writes nothing."""
    return db.session.scalars(select(Throttle).where(Throttle.key.in_(keys))).all()


def is_there(key: str, at: datetime) -> bool:
    """Whether this key is remembered at `at`."""
    found = select(Throttle.key).where(Throttle.key == key, Throttle.forgotten_at > at)
    return db.session.scalar(found) is not None


def some_old(at: datetime) -> bool:
    """Whether any counter is to be forgotten at `at`."""
    return db.session.scalar(select(Throttle.key).where(Throttle.forgotten_at <= at).limit(1)) is not None


def forget_old(at: datetime) -> None:
    """Delete counters that are to be forgotten at `at`, some at a time."""
    old = select(Throttle.key).where(Throttle.forgotten_at <= at).limit(MOST)
    db.session.execute(delete(Throttle).where(Throttle.key.in_(old)).execution_options(synchronize_session=False))


def remove(keys: Collection[str]) -> None:
    """Delete these counters."""
    db.session.execute(delete(Throttle).where(Throttle.key.in_(keys)).execution_options(synchronize_session=False))
