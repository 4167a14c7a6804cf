"""The records of customers a mail tells of, so that it is asked again whether its reader may read them."""

import sqlalchemy as sa

from govtracker import altering

revision = "0068_mail_told"
down_revision = "0067_partnership_days"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Mails that wait say nothing of it, and are asked as they were."""
    altering.add_columns("outbox_mail", *_told())


def downgrade() -> None:
    """Take it away."""
    altering.drop_columns("outbox_mail", *_told())


def _told() -> list[sa.Column[object]]:
    return [sa.Column("told", sa.JSON(), nullable=False, server_default="{}")]
