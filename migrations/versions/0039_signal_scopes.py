"""Signals are found in each part of a relationship, too."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0039_signal_scopes"
down_revision = "0038_support_types"
branch_labels = None
depends_on = None

ONE = ("kpi_id", "rule", "bearing", "first_on")


def upgrade() -> None:
    """A signal is of a part, or of the whole relationship, as it was so far."""
    altering.drop_unique("trend_signal", *ONE)
    altering.add_columns("trend_signal", _column())
    op.create_index("uq_trend_signal_whole", "trend_signal", ONE, unique=True, **database.only("scope_id IS NULL"))
    op.create_index("uq_trend_signal_scope", "trend_signal", [ONE[0], "scope_id", *ONE[1:]], unique=True)


def downgrade() -> None:
    """Only those of whole relationships are kept."""
    op.execute(sa.text("DELETE FROM trend_signal WHERE scope_id IS NOT NULL"))
    for index in ("uq_trend_signal_whole", "uq_trend_signal_scope"):
        op.drop_index(index, "trend_signal")
    altering.drop_columns("trend_signal", _column())
    altering.add_unique("trend_signal", *ONE)


def _column() -> sa.Column[int]:
    return sa.Column("scope_id", sa.Integer(), sa.ForeignKey("scorecard_scope.id"))
