"""A draft of a contract is laid aside with its documents instead of being deleted."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering

revision = "0030_discarded"
down_revision = "0029_prefixes"
branch_labels = None
depends_on = None

BEFORE = ("draft", "in_force", "superseded", "ended")


def upgrade() -> None:
    """One more place where a version may stand."""
    altering.allow("contract", "status", ("draft", "discarded", *BEFORE[1:]))


def downgrade() -> None:
    """What was laid aside counts as superseded: it is out of sight there, too."""
    op.execute(sa.text("UPDATE contract SET status = 'superseded' WHERE status = 'discarded'"))
    altering.allow("contract", "status", BEFORE)
