"""Trends of KPIs: new baselines, signals, and when a KPI is looked at once more."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database
from govtracker.database import only

revision = "0021_trend"
down_revision = "0020_acknowledged"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What stands already is looked at when it is measured again: nobody is told of old news."""
    op.create_table(
        "trend_baseline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kpi_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.Column("set_at", database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_trend_baseline_kpi_id")),
        sa.ForeignKeyConstraint(
            ["relationship_id"], ["relationship.id"], name=op.f("fk_trend_baseline_relationship_id")
        ),
        sa.ForeignKeyConstraint(["set_by_id"], ["person.id"], name=op.f("fk_trend_baseline_set_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trend_baseline")),
        sa.UniqueConstraint("kpi_id", "period_on", name=op.f("uq_trend_baseline_kpi_id_period_on")),
    )
    op.create_index(op.f("ix_trend_baseline_relationship_id"), "trend_baseline", ["relationship_id"])
    op.create_table(
        "trend_signal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kpi_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        _choice("rule", "outside_limits", "two_of_three", "run_of_eight", "six_trending"),
        _choice("bearing", "concern", "improvement", "change"),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("shown_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("found_at", database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_trend_signal_kpi_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_trend_signal_relationship_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trend_signal")),
        sa.UniqueConstraint(
            "kpi_id", "rule", "bearing", "first_on", name=op.f("uq_trend_signal_kpi_id_rule_bearing_first_on")
        ),
    )
    op.create_index(op.f("ix_trend_signal_relationship_id"), "trend_signal", ["relationship_id"])
    altering.add_columns("kpi", due())
    op.create_index("ix_kpi_trend_due", "kpi", ["trend_due_at", "id"], **only("trend_due_at IS NOT NULL"))


def downgrade() -> None:
    op.drop_index("ix_kpi_trend_due", "kpi")
    altering.drop_columns("kpi", due())
    op.drop_table("trend_signal")
    op.drop_table("trend_baseline")


def due() -> sa.Column[Any]:
    return sa.Column("trend_due_at", database.UtcDateTime(), nullable=True)


def _choice(name: str, *words: str) -> sa.Column[Any]:
    kind = sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(name, kind, nullable=False)
