"""Imports of people, seats and actions: what became of every row, and where imported actions come from."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0016_intake"
down_revision = "0015_leaving"
branch_labels = None
depends_on = None

OUTCOMES = ("new", "changed", "unchanged", "refused")
ADDED: dict[str, Callable[[], list[sa.Column[Any]]]] = {
    "import_batch": lambda: [
        sa.Column("organisation_id", sa.Integer(), sa.ForeignKey("organisation.id")),
        sa.Column("undone_at", database.UtcDateTime()),
    ],
    "action": lambda: [
        sa.Column("source", sa.String(60), server_default="", nullable=False),
        sa.Column("source_ref", sa.String(80)),
    ],
}


def upgrade() -> None:
    """Let a batch belong to an organisation, keep its rows, and remember the source of actions."""
    altering.allow_nothing("import_batch", "relationship_id")
    for table, columns in ADDED.items():
        altering.add_columns(table, *columns())
    op.create_index("ix_import_batch_person", "import_batch", ["person_id", "kind", "id"])
    op.create_index(
        "uq_action_source",
        "action",
        ["relationship_id", "audience", "source_ref"],
        unique=True,
        sqlite_where=sa.text("source_ref IS NOT NULL"),
        postgresql_where=sa.text("source_ref IS NOT NULL"),
    )
    op.create_table(
        "import_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(*OUTCOMES, name="outcome", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("concerns", sa.String(length=80), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("subject_type", sa.String(length=20), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_import_row_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_row")),
        sa.UniqueConstraint("batch_id", "line", name=op.f("uq_import_row_batch_id_line")),
    )
    op.create_index("ix_import_row_subject", "import_row", ["subject_type", "subject_id", "id"])


def downgrade() -> None:
    """Batches of organisations go: there is no place for them."""
    op.drop_table("import_row")
    op.drop_index("uq_action_source", "action")
    op.drop_index("ix_import_batch_person", "import_batch")
    op.execute("DELETE FROM import_batch WHERE relationship_id IS NULL")
    for table, columns in ADDED.items():
        altering.drop_columns(table, *reversed(columns()))
    altering.require_something("import_batch", "relationship_id")
