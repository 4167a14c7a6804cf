"""Quiet hours, addresses that are refused for good, notices people have read, and what a review mail tells of."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0032_mail_wishes"
down_revision = "0031_was_provisional"
branch_labels = None
depends_on = None

UNREAD = sa.text("read_at IS NULL AND kind NOT IN ('digest', 'review_mail')")


def upgrade() -> None:
    """More columns; what people were told so far counts as read."""
    for table, columns in COLUMNS.items():
        altering.add_columns(table, *columns())
    op.execute("UPDATE notification SET read_at = created_at")
    op.create_index(
        "ix_notification_unread", "notification", ["recipient_id", "id"], sqlite_where=UNREAD, postgresql_where=UNREAD
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_notification_unread", "notification")
    for table, columns in COLUMNS.items():
        altering.drop_columns(table, *columns())


COLUMNS: dict[str, Callable[[], Sequence[sa.Column[Any]]]] = {
    "person": lambda: [
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_to", sa.Time(), nullable=True),
        sa.Column("quiet_days", sa.String(7), nullable=False, server_default=""),
        sa.Column("unreachable_at", database.UtcDateTime(), nullable=True),
        sa.Column("unreachable_reply", sa.Text(), nullable=False, server_default=""),
    ],
    "notification": lambda: [sa.Column("read_at", database.UtcDateTime(), nullable=True)],
    "outbox_mail": lambda: [sa.Column("disturbs", sa.Boolean(), nullable=False, server_default=sa.false())],
    "mail_schedule": lambda: [sa.Column("chosen", sa.JSON(), nullable=False, server_default="[]")],
}
