"""Acknowledgements that stood until an issue was handed over are found by who gave them."""

import sqlalchemy as sa
from alembic import op

revision = "0020_acknowledged"
down_revision = "0019_offered_areas"
branch_labels = None
depends_on = None

GIVEN = "acknowledged_by_id IS NOT NULL"


def upgrade() -> None:
    """Make the index."""
    op.create_index(
        "ix_clock_pause_acknowledged",
        "clock_pause",
        ["acknowledged_by_id", "acknowledged_at"],
        sqlite_where=sa.text(GIVEN),
        postgresql_where=sa.text(GIVEN),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ix_clock_pause_acknowledged", "clock_pause")
