"""The mail of operations supervisors, and customer accounts among what a person hands over."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering

revision = "0061_supervision_mail"
down_revision = "0060_value"
branch_labels = None
depends_on = None

WITH_KIND = ("mail_schedule", "notification", "outbox_mail", "unsubscription")
KINDS = (
    "assignment",
    "escalation",
    "watched",
    "digest",
    "review_mail",
    "review_invitation",
    "review_outcome",
    "review_pack",
    "task_link",
    "joining",
    "account",
    "former_address",
)
NEW_KIND = "supervision"
HOLDINGS = ("seat", "issue", "problem", "action", "action_series", "risk", "decision", "role", "evaluation_sheet")
UNREAD = "read_at IS NULL AND kind NOT IN ('digest', 'review_mail')"
UNREAD_NOW = "read_at IS NULL AND kind NOT IN ('digest', 'review_mail', 'supervision')"


def upgrade() -> None:
    """One kind of mail and one of holding more."""
    for table in WITH_KIND:
        altering.allow(table, "kind", [*KINDS, NEW_KIND])
    altering.allow("handover_item", "holding", [*HOLDINGS, "account"])
    _index_unread(UNREAD_NOW)


def downgrade() -> None:
    """Take them away, with the mail of this kind."""
    _index_unread(UNREAD)
    op.execute(sa.text("DELETE FROM handover_item WHERE holding = 'account'"))
    altering.allow("handover_item", "holding", HOLDINGS)
    for table in WITH_KIND:
        op.execute(sa.text(f"DELETE FROM {table} WHERE kind = '{NEW_KIND}'"))
        altering.allow(table, "kind", KINDS)


def _index_unread(where: str) -> None:
    op.drop_index("ix_notification_unread", "notification")
    op.create_index(
        "ix_notification_unread",
        "notification",
        ["recipient_id", "id"],
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
