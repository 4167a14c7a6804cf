"""What a client has not given in time is told once."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0040_obligation_late"
down_revision = "0039_signal_scopes"
branch_labels = None
depends_on = None

TABLE = "obligation_occurrence"


def upgrade() -> None:
    """When it was told, and what is still to tell."""
    altering.add_columns(TABLE, _column())
    untold = database.only("met_on IS NULL AND late_told_at IS NULL")
    op.create_index("ix_obligation_occurrence_untold", TABLE, ["due_on", "id"], **untold)


def downgrade() -> None:
    """Take both away."""
    op.drop_index("ix_obligation_occurrence_untold", TABLE)
    altering.drop_columns(TABLE, _column())


def _column() -> sa.Column[object]:
    return sa.Column("late_told_at", database.UtcDateTime(), nullable=True)
