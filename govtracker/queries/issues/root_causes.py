"""The catalogue of root-cause categories: what may be chosen now."""

from sqlalchemy import or_, select

from govtracker.database import db
from govtracker.models import RootCause


def choices(*, kept: int | None = None) -> list[tuple[int, str]]:
    """(id, name) of the categories in use, and of the one that is `kept` though retired, in their order."""
    rows = db.session.execute(
        select(RootCause.id, RootCause.name)
        .where(or_(RootCause.retired_at.is_(None), RootCause.id == kept))
        .order_by(RootCause.position, RootCause.id)
    )
    return [(row.id, row.name) for row in rows]


def choosable(root_cause_id: int, *, kept: int | None = None) -> RootCause | None:
    """The category, if it is in use or the one that is `kept`."""
    return db.session.scalar(
        select(RootCause).where(
            RootCause.id == root_cause_id, or_(RootCause.retired_at.is_(None), RootCause.id == kept)
        )
    )


def by_name(name: str) -> RootCause | None:
    """The category of that name."""
    return db.session.scalar(select(RootCause).where(RootCause.name == name))
