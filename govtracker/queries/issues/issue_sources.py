"""Which issues of somebody's list are here already."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from govtracker.database import db
from govtracker.models import Issue

CHUNK = 500


def known(relationship_id: int, references: Sequence[str]) -> set[str]:
    """Those of `references` that an issue of the relationship was imported from."""
    return {reference for reference, _ in _imported(relationship_id, references)}


def ids(relationship_id: int, references: Sequence[str]) -> list[int]:
    """The issues of the relationship that were imported from these references."""
    return [issue_id for _, issue_id in _imported(relationship_id, references)]


def _imported(relationship_id: int, references: Sequence[str]) -> Iterator[tuple[str, int]]:
    for start in range(0, len(references), CHUNK):
        chunk = references[start : start + CHUNK]
        rows = db.session.execute(
            select(Issue.source_ref, Issue.id).where(
                Issue.relationship_id == relationship_id, Issue.source_ref.in_(chunk)
            )
        )
        yield from ((row.source_ref or "", row.id) for row in rows)
