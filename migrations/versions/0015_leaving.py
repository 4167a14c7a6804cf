"""Handovers pass problems on too, and say whether the person leaves."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import altering

revision = "0015_leaving"
down_revision = "0014_search"
branch_labels = None
depends_on = None

BEFORE = ("seat", "issue", "action", "action_series", "risk", "decision", "role")


def upgrade() -> None:
    """Add the column, and the word for problems."""
    altering.add_columns("handover", leaves())
    altering.allow("handover_item", "holding", [*BEFORE, "problem"])


def downgrade() -> None:
    """What was said of problems goes."""
    op.execute("DELETE FROM handover_item WHERE holding = 'problem'")
    altering.allow("handover_item", "holding", BEFORE)
    altering.drop_columns("handover", leaves())


def leaves() -> sa.Column[Any]:
    return sa.Column("leaves", sa.Boolean(), server_default=sa.false(), nullable=False)
