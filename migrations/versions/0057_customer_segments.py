"""What customer segments are worth and need, and how each is served."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0057_customer_segments"
down_revision = "0056_evaluation"
branch_labels = None
depends_on = None

ONE_TO_FIVE = ("urgency", "personal_help", "expertise", "continuity")
PRIORITIES = ("speed", "right_first_time", "expertise", "same_people", "low_effort", "price")
CHANNELS = ("self_service", "chat", "email", "phone", "named_contact")
HOURS = ("office_hours", "extended_hours", "around_the_clock")


def upgrade() -> None:
    """Facts of a segment, and three tables: its value, its needs, its service plans."""
    altering.add_columns("customer_segment", *_facts())
    _create_values()
    _create_needs()
    _create_plans()


def downgrade() -> None:
    """Take them away."""
    for table in ("service_plan", "segment_needs", "segment_value"):
        op.drop_table(table)
    altering.drop_columns("customer_segment", *_facts())


def _facts() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("basis", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("customer_share", database.Micro(), nullable=True),
        sa.Column("revenue_share", database.Micro(), nullable=True),
    )


def _create_values() -> None:
    table = "segment_value"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("kind", _words("kind", "profitability", "lifetime_value", "recommender_influence"), nullable=False),
        sa.Column("owner", _words("owner", "marketing", "sales", "operations", "finance"), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=True),
        _one_to_five(table, "level"),
        *_leading(table, segment_id="customer_segment", given_by_id="person"),
        sa.UniqueConstraint("segment_id", "kind", name=op.f(f"uq_{table}_segment_id_kind")),
    )


def _create_needs() -> None:
    table = "segment_needs"
    outcomes = ("quick_answer", "done_by_themselves", "lasting_solution", "advice", "no_disruption")
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(f"{name}_id", sa.Integer(), nullable=False) for name in ("segment", "person", "asked_by")),
        sa.Column("asked_at", database.UtcDateTime(), nullable=False),
        *(sa.Column(f"{name}_at", database.UtcDateTime(), nullable=True) for name in ("answered", "withdrawn")),
        sa.Column("outcome", _words("outcome", *outcomes), nullable=True),
        *(
            sa.Column(f"{which}_priority", _words(f"{which}_priority", *PRIORITIES), nullable=True)
            for which in ("first", "second")
        ),
        sa.Column("channel", _words("channel", *CHANNELS), nullable=True),
        sa.Column("hours", _words("hours", *HOURS), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ONE_TO_FIVE),
        sa.Column("note", sa.Text(), nullable=False),
        *(_one_to_five(table, name) for name in ONE_TO_FIVE),
        *_leading(table, segment_id="customer_segment", person_id="person", asked_by_id="person"),
        sa.UniqueConstraint("segment_id", "person_id", name=op.f(f"uq_{table}_segment_id_person_id")),
    )
    open_ones = sa.text("answered_at IS NULL AND withdrawn_at IS NULL")
    op.create_index("ix_segment_needs_asked", table, ["person_id"], sqlite_where=open_ones, postgresql_where=open_ones)


def _create_plans() -> None:
    table = "service_plan"
    touch = ("self_service", "low_touch", "medium_touch", "high_touch")
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("touch", _words("touch", *touch), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("hours", _words("hours", *HOURS), nullable=False),
        sa.Column("response_minutes", sa.Integer(), nullable=False),
        sa.Column("staffing", _words("staffing", "pool", "dedicated_team"), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", database.UtcDateTime(), nullable=False),
        sa.Column("ended_at", database.UtcDateTime(), nullable=True),
        sa.CheckConstraint("response_minutes > 0", name=op.f(f"ck_{table}_response_minutes")),
        *_leading(table, segment_id="customer_segment", made_by_id="person"),
        sa.UniqueConstraint("segment_id", "number", name=op.f(f"uq_{table}_segment_id_number")),
    )
    in_force = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_service_plan_in_force",
        table,
        ["segment_id"],
        unique=True,
        sqlite_where=in_force,
        postgresql_where=in_force,
    )


def _leading(table: str, **columns: str) -> tuple[sa.Constraint, ...]:
    """The primary key, and where columns lead to (by column, the table)."""
    keys = (
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, target in columns.items()
    )
    return (sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")), *keys)


def _one_to_five(table: str, column: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} BETWEEN 1 AND 5", name=op.f(f"ck_{table}_{column}"))


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=32, create_constraint=True)
