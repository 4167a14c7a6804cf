"""Search: the contracts in force and the client obligations that stood before they could be found."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker.rules import search_text

revision = "0043_found_contracts"
down_revision = "0042_rating_collections"
branch_labels = None
depends_on = None

CHUNK = 1000
# each: the code in ids, and rows of id, relationship, since when it is there, title, text
SOURCES = {
    "contract": (
        10,
        "SELECT id, relationship_id, created_at AS at, title, "
        "COALESCE(reference, '') || chr || COALESCE(remarks, '') || chr || COALESCE(bonus_terms, '') AS text "
        "FROM contract WHERE status = 'in_force'",
    ),
    "obligation": (
        11,
        "SELECT id, relationship_id, created_at AS at, title, COALESCE(description, '') AS text FROM obligation",
    ),
}
MISSING = sa.text(
    "INSERT INTO search_document (id, kind, subject_id, relationship_id, audience, places, title, words) "
    "VALUES (:id, :kind, :subject_id, :relationship_id, 'shared', :places, :title, :words) "
    "ON CONFLICT (kind, subject_id) DO NOTHING"
)


def upgrade() -> None:
    for documents in _documents(op.get_bind()):
        op.get_bind().execute(MISSING, documents)


def downgrade() -> None:
    op.execute("DELETE FROM search_document WHERE kind IN ('contract', 'obligation')")


def _documents(bind: sa.Connection) -> Iterator[list[dict[str, Any]]]:
    """A document for each, some at a time."""
    postgresql = bind.dialect.name == "postgresql"
    column = "at" if postgresql else "CAST(strftime('%s', at) AS INTEGER) AS at"
    for kind, (code, rows) in SOURCES.items():
        last = 0
        page = sa.text(
            f"SELECT id, relationship_id, {column}, title, text "
            f"FROM ({rows.replace('chr', 'CHR(10)' if postgresql else 'CHAR(10)')}) AS source "
            "WHERE id > :last ORDER BY id LIMIT :chunk"
        )
        while found := bind.execute(page, {"last": last, "chunk": CHUNK}).all():
            yield [_document(kind, code, row) for row in found]
            last = found[-1].id


def _document(kind: str, code: int, row: Any) -> dict[str, Any]:
    second = int(row.at.timestamp()) if isinstance(row.at, datetime) else int(row.at)
    return {
        "id": (((max(second, 0) << 5) | code) << 26) | (row.id % 2**26),
        "kind": kind,
        "subject_id": row.id,
        "relationship_id": row.relationship_id,
        "places": f"@{kind} @{row.relationship_id}shared",
        "title": search_text.normalise(row.title),
        "words": search_text.normalise(row.text),
    }
