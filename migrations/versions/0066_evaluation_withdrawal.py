"""Candidates and criteria of an evaluation taken out after people had rated them: they stay."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0066_evaluation_withdrawal"
down_revision = "0065_account_revenue"
branch_labels = None
depends_on = None

TURNS = (
    "rating_began",
    "ratings_opened",
    "ratings_reopened",
    "started_over",
    "knock_out_changed",
    "decided",
    "cancelled",
    "led_to_relationship",
)
NEW = ("candidate_withdrawn", "criterion_withdrawn", "candidate_taken_up_again", "criterion_taken_up_again")
PARTS = ("evaluation_candidate", "evaluation_criterion")


def upgrade() -> None:
    """Nothing is withdrawn so far."""
    for table in PARTS:
        altering.add_columns(table, *_columns())
    altering.allow("evaluation_turn", "kind", (*TURNS, *NEW))


def downgrade() -> None:
    """Take the columns away: what was taken out counts again. Its turns go."""
    op.execute(sa.text(f"DELETE FROM evaluation_turn WHERE kind IN {NEW}"))
    altering.allow("evaluation_turn", "kind", TURNS)
    for table in PARTS:
        altering.drop_columns(table, *_columns())


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("withdrawn_at", database.UtcDateTime(), nullable=True),
        sa.Column("withdrawn_because", sa.Text(), nullable=False, server_default=""),
    ]
