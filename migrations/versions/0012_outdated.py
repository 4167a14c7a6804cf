"""Issues whose deadlines were counted by a path or calendar that has changed since."""

from typing import Any

import sqlalchemy as sa

from govtracker import altering

revision = "0012_outdated"
down_revision = "0011_issue_clocks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing that runs is outdated."""
    altering.add_columns("issue", added())


def downgrade() -> None:
    """Take the column away."""
    altering.drop_columns("issue", added())


def added() -> sa.Column[Any]:
    return sa.Column("is_outdated", sa.Boolean(), server_default=sa.false(), nullable=False)
