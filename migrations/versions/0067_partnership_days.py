"""Days outside the years 2000 to 2100, stored before they were refused, broke pages: they become the nearest day."""

import sqlalchemy as sa
from alembic import op

revision = "0067_partnership_days"
down_revision = "0066_evaluation_withdrawal"
branch_labels = None
depends_on = None

FIRST, LAST = "2000-01-01", "2100-12-31"
DAYS = {
    "programme": ("from_on", "to_on"),
    "benefit": ("baseline_on", "starts_on", "due_on"),
    "watch_metric": ("baseline_on",),
    "launch": ("launch_on",),
    "launch_item": ("due_on",),
    "exit_plan": ("review_due_on",),
    "exit_review": ("reviewed_on",),
    "value_statement": ("from_on", "to_on"),
    "supervision": ("from_on", "to_on"),
    "pulse_plan": ("next_on",),
    "segment_value": ("given_on",),
    "sourcing_evaluation": ("due_on",),
}


def upgrade() -> None:
    """What was typed so was a slip; whoever opens the record sees a day that stands out, and corrects it."""
    for table, columns in DAYS.items():  # a row's days together: one must never come after the other
        becomes = ", ".join(
            f"{day} = CASE WHEN {day} < '{FIRST}' THEN '{FIRST}' WHEN {day} > '{LAST}' THEN '{LAST}' ELSE {day} END"
            for day in columns
        )
        slips = " OR ".join(f"{day} < '{FIRST}' OR {day} > '{LAST}'" for day in columns)
        op.execute(sa.text(f"UPDATE {table} SET {becomes} WHERE {slips}"))


def downgrade() -> None:
    """The days stay: nobody can say what was meant."""
