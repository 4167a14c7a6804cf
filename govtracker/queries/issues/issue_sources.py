"""Which issues of somebody's list are here already."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Issue
from govtracker.queries import visible

CHUNK = 500


def known(relationship_id: int, references: Sequence[str]) -> set[str]:
    """Those of `references` that an issue of the relationship was imported from."""
    return {reference for reference, _ in _imported(relationship_id, references)}


def by_reference(relationship_id: int, references: Sequence[str]) -> dict[str, int]:
    """Reference → the issue of the relationship that was imported from it."""
    return dict(_imported(relationship_id, references))


def by_ids(viewer: Viewer, ids: Collection[int]) -> dict[int, Issue]:
    """Those of these issues that the person sees, by id."""
    found = db.session.scalars(select(Issue).where(Issue.id.in_(ids), visible.issues(viewer))).unique()
    return {issue.id: issue for issue in found}


def _imported(relationship_id: int, references: Sequence[str]) -> Iterator[tuple[str, int]]:
    for start in range(0, len(references), CHUNK):
        chunk = references[start : start + CHUNK]
        rows = db.session.execute(
            select(Issue.source_ref, Issue.id).where(
                Issue.relationship_id == relationship_id, Issue.source_ref.in_(chunk)
            )
        )
        yield from ((row.source_ref or "", row.id) for row in rows)
