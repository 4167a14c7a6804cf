"""A side's answer to minutes names the text it agreed to."""

import sqlalchemy as sa

from govtracker.altering import add_columns, drop_columns

revision = "0041_minutes_marks"
down_revision = "0040_obligation_late"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One more column."""
    add_columns("minutes_answer", _column())


def downgrade() -> None:
    """Take it away."""
    drop_columns("minutes_answer", _column())


def _column() -> sa.Column[str]:
    return sa.Column("mark", sa.String(length=64), nullable=False, server_default="")
