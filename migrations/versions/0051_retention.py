"""What may go by its age is found without looking at what has gone."""

from alembic import op

from govtracker import database

revision = "0051_retention"
down_revision = "0050_review_followed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An index over what is still there of each."""
    told = database.only("subject_type <> '' AND told_at IS NOT NULL")
    op.create_index("ix_notification_kept", "notification", ["id"], **told)
    op.create_index("ix_outbox_kept", "outbox_mail", ["id"], **database.only("length(raw) > 0"))


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_outbox_kept", "outbox_mail")
    op.drop_index("ix_notification_kept", "notification")
