"""When an evaluator of a sourcing evaluation first handed in: a view that was given once stays."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0063_evaluation_sheet"
down_revision = "0062_management_plan"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Its column, known of those who have handed in now."""
    altering.add_columns("evaluation_sheet", *_first())
    op.execute(sa.text("UPDATE evaluation_sheet SET first_handed_in_at = handed_in_at"))


def downgrade() -> None:
    """Take it away."""
    altering.drop_columns("evaluation_sheet", *_first())


def _first() -> list[sa.Column[object]]:
    return [sa.Column("first_handed_in_at", database.UtcDateTime(), nullable=True)]
