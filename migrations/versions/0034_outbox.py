"""The outbox says where a mail was handed over, how often nobody knew, and why it failed; counts of what happened."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering

revision = "0034_outbox"
down_revision = "0033_invitation"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make columns, indexes and the table of counts."""
    altering.add_columns("outbox_mail", *_columns())
    handed, failed = sa.text("handed_at IS NOT NULL"), sa.text("state = 'failed'")
    op.create_index(
        "ix_outbox_handed", "outbox_mail", ["recipient_id", "handed_at"], sqlite_where=handed, postgresql_where=handed
    )
    op.create_index("ix_outbox_fault", "outbox_mail", ["fault", "id"], sqlite_where=failed, postgresql_where=failed)
    op.create_table(
        "tally",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", "label", name="pk_tally"),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("tally")
    op.drop_index("ix_outbox_fault", "outbox_mail")
    op.drop_index("ix_outbox_handed", "outbox_mail")
    altering.drop_columns("outbox_mail", *_columns())


def _columns() -> tuple[sa.Column[str], sa.Column[int], sa.Column[str]]:
    return (
        sa.Column("handed_to", sa.String(length=120), nullable=False, server_default=""),
        sa.Column("doubts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("fault", sa.String(length=20), nullable=False, server_default=""),
    )
