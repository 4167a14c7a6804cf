"""An alert of collateral damage resolves where what it rests on is corrected."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering

revision = "0064_corrected_alert"
down_revision = "0063_evaluation_sheet"
branch_labels = None
depends_on = None

BY_PEOPLE = ("accepted", "issue", "action")


def upgrade() -> None:
    """Allow what a correction makes of it."""
    altering.allow("collateral_alert", "answer", (*BY_PEOPLE, "corrected"))


def downgrade() -> None:
    """Those it resolved wait for an answer of people again."""
    waiting = "UPDATE collateral_alert SET answer = NULL, answered_at = NULL, reason = '' WHERE answer = 'corrected'"
    op.execute(sa.text(waiting))
    altering.allow("collateral_alert", "answer", BY_PEOPLE)
