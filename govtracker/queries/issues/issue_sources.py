"""Which issues of somebody's list are here already."""

from collections.abc import Sequence

from sqlalchemy import select

from govtracker.database import db
from govtracker.models import Issue

CHUNK = 500


def known(relationship_id: int, references: Sequence[str]) -> set[str]:
    """Those of `references` that an issue of the relationship was imported from."""
    found: set[str] = set()
    for start in range(0, len(references), CHUNK):
        found |= set(
            db.session.scalars(
                select(Issue.source_ref).where(
                    Issue.relationship_id == relationship_id,
                    Issue.source_ref.in_(references[start : start + CHUNK]),
                )
            )
        )
    return found
