"""When what a review needs was last looked at, and how far its relationship's trail had come then."""

import sqlalchemy as sa

from govtracker.altering import add_columns, drop_columns
from govtracker.database import UtcDateTime

revision = "0050_review_followed"
down_revision = "0049_audit_trail"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two more columns; every review in preparation is looked at once."""
    add_columns("review", *_columns())


def downgrade() -> None:
    """Take them away."""
    drop_columns("review", *_columns())


def _columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("followed_at", UtcDateTime(), nullable=True),
        sa.Column("followed_seq", sa.Integer(), nullable=False, server_default="0"),
    )
