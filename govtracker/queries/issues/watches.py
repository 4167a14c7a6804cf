"""Who watches what."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, select, union_all

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Subject, Watch
from govtracker.models.subject import name_of


def of(viewer: Viewer, subject: Subject) -> Watch | None:
    """The person's watch of a record, on or off; None where they never had one."""
    return db.session.scalar(select(Watch).where(_of(subject), Watch.person_id == viewer.person_id))


def watchers(subjects: Collection[Subject]) -> dict[tuple[str, int], list[int]]:
    """Who watches each of these records now: (kind, id) → person ids."""
    ids: dict[str, set[int]] = {}
    for subject in subjects:
        ids.setdefault(name_of(subject), set()).add(subject.id)
    if not ids:
        return {}
    found: dict[tuple[str, int], list[int]] = {}
    for row in db.session.execute(union_all(*(_watching(name, wanted) for name, wanted in ids.items()))):
        found.setdefault((row.kind, row.subject_id), []).append(row.person_id)
    return found


def _watching(name: str, ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    column = getattr(Watch, f"{name}_id")
    return select(literal(name).label("kind"), column.label("subject_id"), Watch.person_id).where(
        column.in_(ids), Watch.is_on
    )


def _of(subject: Subject) -> ColumnElement[bool]:
    column: ColumnElement[int | None] = getattr(Watch, f"{name_of(subject)}_id")
    return column == subject.id
