"""Decisions that count when both chairs have agreed the minutes they were born in."""

import sqlalchemy as sa

from govtracker import altering

revision = "0017_minuted"
down_revision = "0016_intake"
branch_labels = None
depends_on = None


def upgrade() -> None:
    altering.add_columns("decision", is_minuted())


def downgrade() -> None:
    altering.drop_columns("decision", is_minuted())


def is_minuted() -> sa.Column[bool]:
    """Whether it waits for the minutes."""
    return sa.Column("is_minuted", sa.Boolean(), nullable=False, server_default=sa.false())
