"""Readings a day, scopes of a relationship that are measured by themselves, and where its fiscal year begins."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0023_readings"
down_revision = "0022_criteria"
branch_labels = None
depends_on = None

KINDS = ("service", "site", "segment")
COMPUTED = ("resolved_within_target", "mean_time_to_resolve")
MORE_COMPUTED = (
    *COMPUTED,
    "acknowledged_in_time",
    "actions_closed_in_time",
    "effectiveness_verified",
    "reviews_held_in_time",
    "recurring_share",
)
OF_MEASUREMENTS: Callable[[], list[sa.Column[Any]]] = lambda: [  # noqa: E731  # a column belongs to one use
    sa.Column("scope_id", sa.Integer(), sa.ForeignKey("scorecard_scope.id")),
    sa.Column("is_rolled_up", sa.Boolean(), server_default=sa.false(), nullable=False),
]
OF_RELATIONSHIPS: Callable[[], list[sa.Column[Any]]] = lambda: [  # noqa: E731
    sa.Column("fiscal_year_start", sa.Integer(), server_default=sa.text("1"), nullable=False),
]
WHOLE = sa.text("scope_id IS NULL")


def upgrade() -> None:
    """Make the tables, and let a KPI have a measurement a month and scope."""
    op.create_table(
        "scorecard_scope",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.Enum(*KINDS, name="kind", native_enum=False, length=32, create_constraint=True), nullable=False
        ),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("is_offered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["relationship_id"], ["relationship.id"], name=op.f("fk_scorecard_scope_relationship_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scorecard_scope")),
        sa.UniqueConstraint("relationship_id", "name", name=op.f("uq_scorecard_scope_relationship_id_name")),
    )
    op.create_table(
        "reading",
        sa.Column("kpi_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("scope", sa.Integer(), nullable=False),
        sa.Column("value", database.Micro(), nullable=True),
        sa.Column("numerator", database.Micro(), nullable=True),
        sa.Column("denominator", database.Micro(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_reading_kpi_id")),
        sa.PrimaryKeyConstraint("kpi_id", "day", "scope", name=op.f("pk_reading")),
        sqlite_with_rowid=False,
    )
    altering.add_columns("measurement", *OF_MEASUREMENTS())
    altering.drop_unique("measurement", "kpi_id", "period_on")
    op.create_index("uq_measurement_scope", "measurement", ["kpi_id", "period_on", "scope_id"], unique=True)
    op.create_index(
        "uq_measurement_whole",
        "measurement",
        ["kpi_id", "period_on"],
        unique=True,
        sqlite_where=WHOLE,
        postgresql_where=WHOLE,
    )
    altering.add_columns("relationship", *OF_RELATIONSHIPS())
    altering.add_check("relationship", "fiscal_year_start", "fiscal_year_start BETWEEN 1 AND 12")
    altering.allow("kpi", "computed", MORE_COMPUTED)


def downgrade() -> None:
    """What was measured of a scope goes, with the KPIs nothing computes any more left to be entered."""
    op.execute(f"UPDATE kpi SET computed = NULL WHERE computed NOT IN {COMPUTED}")
    altering.allow("kpi", "computed", COMPUTED)
    altering.drop_check("relationship", "fiscal_year_start")
    altering.drop_columns("relationship", *OF_RELATIONSHIPS())
    op.drop_index("uq_measurement_whole", "measurement")
    op.drop_index("uq_measurement_scope", "measurement")
    op.execute("DELETE FROM correction WHERE measurement_id IN (SELECT id FROM measurement WHERE scope_id IS NOT NULL)")
    op.execute("DELETE FROM measurement WHERE scope_id IS NOT NULL")
    altering.add_unique("measurement", "kpi_id", "period_on")
    altering.drop_columns("measurement", *reversed(OF_MEASUREMENTS()))
    op.drop_table("reading")
    op.drop_table("scorecard_scope")
