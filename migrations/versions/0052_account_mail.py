"""Mail about one's own account: to join, to set a new password."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering

revision = "0052_account_mail"
down_revision = "0051_retention"
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
)
NEW_KINDS = ("joining", "account")


def upgrade() -> None:
    """Two kinds more."""
    for table in WITH_KIND:
        altering.allow(table, "kind", [*KINDS, *NEW_KINDS])


def downgrade() -> None:
    """Take them away, with the mail of these kinds."""
    for table in ("notification", "outbox_mail", "unsubscription"):
        op.execute(sa.text(f"DELETE FROM {table} WHERE kind IN {NEW_KINDS}"))
    for table in WITH_KIND:
        altering.allow(table, "kind", KINDS)
