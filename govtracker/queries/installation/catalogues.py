"""Catalogues of the installation: functional areas, issue categories, root causes."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import Table, exists, func, literal, or_, select

from govtracker.database import Base, db
from govtracker.models import FunctionalArea, Issue, IssueCategory, Problem, RootCause
from govtracker.queries import NotFound

Entry = FunctionalArea | IssueCategory | RootCause
One = TypeVar("One", FunctionalArea, IssueCategory, RootCause)


def entries(model: type[One]) -> Sequence[One]:
    """What all are offered of a catalogue, in its order, what is retired among it."""
    query = select(model).order_by(model.position, model.id)
    if model is FunctionalArea:
        query = query.where(FunctionalArea.is_offered)
    return db.session.scalars(query).all()


def entry(model: type[One], entry_id: int) -> One:
    """One entry that all are offered; raises NotFound."""
    found = db.session.get(model, entry_id)
    if found is None or not getattr(found, "is_offered", True):
        raise NotFound
    return found


def named(model: type[One], name: str) -> One | None:
    """The entry of this name, whatever its case and spaces; an area that one relationship named is found too."""
    wanted = _plain(name)
    return next((one for one in db.session.scalars(select(model)) if _plain(one.name) == wanted), None)


def next_position(model: type[One]) -> int:
    """The place of the next entry."""
    highest = db.session.scalar(select(func.max(model.position)))
    return 0 if highest is None else highest + 1


def is_used(one: Entry) -> bool:
    """Whether anything names the entry: a row that points at it, or an issue or problem with its word."""
    if isinstance(one, IssueCategory):
        words = (exists().where(model.category == one.name) for model in (Issue, Problem))
        return db.session.scalar(select(or_(*words))) is True
    table: Table = type(one).__table__  # type: ignore[assignment]  # mapped classes have a Table
    pointing = [
        exists().where(key.parent == literal(one.id))
        for other in Base.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table
    ]
    return db.session.scalar(select(or_(*pointing))) is True


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def categories() -> list[str]:
    """The words issues are offered, in their order."""
    query = select(IssueCategory.name).where(IssueCategory.retired_at.is_(None))
    return list(db.session.scalars(query.order_by(IssueCategory.position, IssueCategory.id)))


def offered() -> dict[str, int]:
    """How many entries of each catalogue are offered, by table."""
    counts = {
        model.__tablename__: select(func.count()).select_from(model).where(model.retired_at.is_(None), *only)
        for model, only in ((FunctionalArea, [FunctionalArea.is_offered]), (IssueCategory, []), (RootCause, []))
    }
    row = db.session.execute(select(*(count.scalar_subquery().label(name) for name, count in counts.items()))).one()
    return dict(row._mapping)
