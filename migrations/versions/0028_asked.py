"""Whoever was asked in vain before a reminder went to somebody else stays known as late."""

import sqlalchemy as sa

from govtracker.altering import add_columns, drop_columns

revision = "0028_asked"
down_revision = "0027_scorecard_lifecycle"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody is known from before."""
    add_columns("rung", sa.Column("asked_before", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Forget them."""
    drop_columns("rung", sa.Column("asked_before", sa.JSON(), nullable=False))
