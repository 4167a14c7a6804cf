"""Qualitative criteria with their ratings, stretch anchors, and how often, by whom and from whom values come."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0022_criteria"
down_revision = "0021_trend"
branch_labels = None
depends_on = None

CURVE = (
    "(high_target IS NULL) = (high_minimum IS NULL) AND (high_target IS NULL) = (high_worst IS NULL) "
    "AND (high_target IS NULL OR stretch IS NULL) "
    "AND (levels IS NULL OR (stretch IS NULL AND high_target IS NULL))"
)


def upgrade() -> None:
    """Every KPI so far is measured, monthly, by either side."""
    for table, columns in added().items():
        altering.add_columns(table, *columns)
    op.execute("UPDATE criterion SET owner_seat_id = (SELECT owner_seat_id FROM kpi WHERE kpi.id = criterion.kpi_id)")
    altering.add_check("criterion", "curve", CURVE)
    op.create_table(
        "rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("kpi_id", sa.Integer(), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        _word("side", ("client", "supplier")),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("rated_by_id", sa.Integer(), nullable=False),
        sa.Column("rated_at", database.UtcDateTime(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_rating_level")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_rating_relationship_id")),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_rating_kpi_id")),
        sa.ForeignKeyConstraint(["rated_by_id"], ["person.id"], name=op.f("fk_rating_rated_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint("kpi_id", "period_on", "side", name=op.f("uq_rating_kpi_id_period_on_side")),
    )
    op.create_index("ix_rating_relationship_id", "rating", ["relationship_id"])


def downgrade() -> None:
    """What was rated is measured in points from then on."""
    op.drop_table("rating")
    altering.drop_check("criterion", "curve")
    for table, columns in added().items():
        altering.drop_columns(table, *columns)


def added() -> dict[str, list[sa.Column[Any]]]:
    return {
        "kpi": [_word("kind", ("quantitative", "qualitative"), "quantitative"), *_collected()],
        "criterion": [
            sa.Column("stretch", database.Micro(), nullable=True),
            sa.Column("levels", sa.JSON(), nullable=True),
            *_collected(),
            sa.Column("owner_seat_id", sa.Integer(), sa.ForeignKey("seat.id"), nullable=True),
        ],
    }


def _collected() -> list[sa.Column[Any]]:
    return [
        _word("frequency", ("daily", "weekly", "monthly", "quarterly"), "monthly"),
        sa.Column("grace_days", sa.Integer(), server_default=sa.text("10"), nullable=False),
        _word("entered_by", ("client", "supplier", "either"), "either"),
    ]


def _word(name: str, words: tuple[str, ...], default: str | None = None) -> sa.Column[Any]:
    kind = sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(name, kind, server_default=default, nullable=False)
