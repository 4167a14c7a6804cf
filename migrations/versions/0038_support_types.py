"""Customer segments and support types of a client, and the parts of a relationship that are one by the other."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0038_support_types"
down_revision = "0037_review_packs"
branch_labels = None
depends_on = None

CATALOGUES = ("customer_segment", "support_type")
KINDS = ("service", "site", "segment")


def upgrade() -> None:
    """Two catalogues, and what a part is for."""
    for table in CATALOGUES:
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("organisation_id", sa.Integer(), nullable=False),
            sa.Column("name", sa.String(length=80), nullable=False),
            sa.Column("position", sa.Integer(), nullable=False),
            sa.Column("retired_at", database.UtcDateTime(), nullable=True),
            sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f(f"fk_{table}_organisation_id")),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sa.UniqueConstraint("organisation_id", "name", name=op.f(f"uq_{table}_organisation_id_name")),
        )
    altering.allow("scorecard_scope", "kind", (*KINDS, "segment_support"))
    altering.add_columns("scorecard_scope", *_columns())
    op.create_index(
        "uq_scorecard_scope_cell", "scorecard_scope", ["relationship_id", "segment_id", "support_type_id"], unique=True
    )


def downgrade() -> None:
    """Take them away; a part that was one by the other counts as a segment, under the name it has."""
    op.drop_index("uq_scorecard_scope_cell", "scorecard_scope")
    altering.drop_columns("scorecard_scope", *_columns())
    op.execute(sa.text("UPDATE scorecard_scope SET kind = 'segment' WHERE kind = 'segment_support'"))
    altering.allow("scorecard_scope", "kind", KINDS)
    for table in CATALOGUES:
        op.drop_table(table)


def _columns() -> tuple[sa.Column[int], ...]:
    return (
        sa.Column("segment_id", sa.Integer(), sa.ForeignKey("customer_segment.id")),
        sa.Column("support_type_id", sa.Integer(), sa.ForeignKey("support_type.id")),
    )
