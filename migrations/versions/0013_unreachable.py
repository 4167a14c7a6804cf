"""Escalations that reach nobody are found without looking at the others."""

import sqlalchemy as sa
from alembic import op

revision = "0013_unreachable"
down_revision = "0012_outdated"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index(
        "ix_rung_unreachable",
        "rung",
        ["issue_id"],
        sqlite_where=sa.text("unreachable = 1 AND is_current = 1"),
        postgresql_where=sa.text("unreachable AND is_current"),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ix_rung_unreachable", "rung")
