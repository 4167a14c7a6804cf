"""A dispute remembers whether the value it is about was provisional: so it is again once it is settled."""

import sqlalchemy as sa

from govtracker import altering

revision = "0031_was_provisional"
down_revision = "0030_discarded"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One more column."""
    altering.add_columns("value_dispute", _column())


def downgrade() -> None:
    """Take it away."""
    altering.drop_columns("value_dispute", _column())


def _column() -> sa.Column[bool]:
    return sa.Column("was_provisional", sa.Boolean(), nullable=False, server_default=sa.false())
