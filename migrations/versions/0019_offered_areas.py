"""Functional areas that a relationship named for itself are offered to no other."""

from typing import Any

import sqlalchemy as sa

from govtracker import altering

revision = "0019_offered_areas"
down_revision = "0018_issue_titles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every area that is there is offered."""
    altering.add_columns("functional_area", offered())


def downgrade() -> None:
    altering.drop_columns("functional_area", offered())


def offered() -> sa.Column[Any]:
    return sa.Column("is_offered", sa.Boolean(), server_default=sa.true(), nullable=False)
