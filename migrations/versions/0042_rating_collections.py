"""What a side has not rated in time is asked of it once."""

import sqlalchemy as sa
from alembic import op

from govtracker import database

revision = "0042_rating_collections"
down_revision = "0041_minutes_marks"
branch_labels = None
depends_on = None

TABLE = "rating_collection"


def upgrade() -> None:
    """One more table."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kpi_id", sa.Integer(), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("client", "supplier", name="side", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", database.UtcDateTime(), nullable=False),
        sa.Column("closed_at", database.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_rating_collection_action_id")),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_rating_collection_kpi_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_collection")),
        sa.UniqueConstraint("kpi_id", "period_on", "side", name=op.f("uq_rating_collection_kpi_id_period_on_side")),
    )
    op.create_index("ix_rating_collection_open", TABLE, ["kpi_id", "period_on"], **database.only("closed_at IS NULL"))


def downgrade() -> None:
    """Take it away."""
    op.drop_table(TABLE)
