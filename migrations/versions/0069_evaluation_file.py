"""Files of the candidates of sourcing evaluations."""

import sqlalchemy as sa
from alembic import op

from govtracker import database

revision = "0069_evaluation_file"
down_revision = "0068_mail_told"
branch_labels = None
depends_on = None

KEYS = {
    "evaluation_id": "sourcing_evaluation",
    "candidate_id": "evaluation_candidate",
    "file_id": "stored_file",
    "uploaded_by_id": "person",
}


def upgrade() -> None:
    """No candidate has any so far."""
    op.create_table(
        "evaluation_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", database.UtcDateTime(), nullable=False),
        sa.Column("removed_at", database.UtcDateTime(), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_evaluation_file_{column}"))
            for column, table in KEYS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_file")),
    )
    op.create_index("ix_evaluation_file_candidate", "evaluation_file", ["candidate_id", "id"])
    op.create_index("ix_evaluation_file_evaluation_id", "evaluation_file", ["evaluation_id"])
    there = sa.text("file_id IS NOT NULL")
    op.create_index(
        "ix_evaluation_file_file", "evaluation_file", ["file_id"], postgresql_where=there, sqlite_where=there
    )


def downgrade() -> None:
    """Take them away; their content is cleared away like any that nothing points at."""
    op.execute(
        "UPDATE stored_file SET loose_at = CURRENT_TIMESTAMP WHERE id IN (SELECT file_id FROM evaluation_file) "
        "AND id NOT IN (SELECT file_id FROM attachment WHERE file_id IS NOT NULL)"
    )
    op.drop_table("evaluation_file")
