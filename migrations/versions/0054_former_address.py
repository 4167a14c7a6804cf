"""Mail to the address somebody had: that it was changed."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering

revision = "0054_former_address"
down_revision = "0053_trail_guards"
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
)
NEW_KIND = "former_address"


def upgrade() -> None:
    """One kind more."""
    for table in WITH_KIND:
        altering.allow(table, "kind", [*KINDS, NEW_KIND])


def downgrade() -> None:
    """Take it away, with the mail of this kind."""
    for table in ("notification", "outbox_mail", "unsubscription"):
        op.execute(sa.text(f"DELETE FROM {table} WHERE kind = '{NEW_KIND}'"))
    for table in WITH_KIND:
        altering.allow(table, "kind", KINDS)
