"""What both sides settle about a value, who is asked for a missing one, and what an import can be taken back by."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0026_value_disputes"
down_revision = "0025_obligation"
branch_labels = None
depends_on = None

SIDES = ("client", "supplier")
SETTLEMENTS = ("recorded", "claimed", "corrected")
STATES = ("measured", "provisional", "not_applicable", "missing", "disputed")
FIGURES = ("value", "numerator", "denominator")
ADDED: dict[str, Callable[[], list[sa.Column[Any]]]] = {
    "correction": lambda: [sa.Column("scorecard_id", sa.Integer(), sa.ForeignKey("scorecard.id"))],
    "import_batch": lambda: [sa.Column("queued_at", database.UtcDateTime())],
}
ONLY: dict[str, tuple[str, list[str], str, bool]] = {
    "uq_consent_open": ("consent", ["measurement_id"], "answered_at IS NULL", True),
    "ix_consent_waiting": ("consent", ["relationship_id", "id"], "answered_at IS NULL", False),
    "uq_value_dispute_open": ("value_dispute", ["measurement_id"], "settled_at IS NULL", True),
    "ix_value_dispute_waiting": ("value_dispute", ["relationship_id", "id"], "settled_at IS NULL", False),
    "ix_collection_open": ("collection", ["kpi_id", "period_on"], "closed_at IS NULL", False),
    "ix_correction_scorecard": ("correction", ["scorecard_id", "id"], "scorecard_id IS NOT NULL", False),
    "ix_import_batch_queued": ("import_batch", ["queued_at", "id"], "queued_at IS NOT NULL", False),
}


def upgrade() -> None:
    """Make the tables, and mark what touches an agreed scorecard and what the worker imports."""
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measurement_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_side", _choice("asked_side", SIDES), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", database.UtcDateTime(), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", database.UtcDateTime(), nullable=True),
        *_keys(
            "consent",
            measurement_id="measurement",
            relationship_id="relationship",
            asked_by_id="person",
            answered_by_id="person",
        ),
    )
    op.create_table(
        "value_dispute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measurement_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_figures("recorded_"),
        *_figures("claimed_"),
        sa.Column("claim_counts", sa.Boolean(), nullable=False),
        sa.Column("disputed_side", _choice("disputed_side", SIDES), nullable=False),
        sa.Column("disputed_by_id", sa.Integer(), nullable=False),
        sa.Column("disputed_at", database.UtcDateTime(), nullable=False),
        sa.Column("settlement", _choice("settlement", SETTLEMENTS), nullable=True),
        sa.Column("settled_because", sa.Text(), nullable=False),
        sa.Column("settled_side", _choice("settled_side", SIDES), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", database.UtcDateTime(), nullable=True),
        *_keys(
            "value_dispute",
            measurement_id="measurement",
            relationship_id="relationship",
            disputed_by_id="person",
            settled_by_id="person",
        ),
    )
    op.create_table(
        "collection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kpi_id", sa.Integer(), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", database.UtcDateTime(), nullable=False),
        sa.Column("closed_at", database.UtcDateTime(), nullable=True),
        *_keys("collection", kpi_id="kpi", action_id="action"),
        sa.UniqueConstraint("kpi_id", "period_on", name=op.f("uq_collection_kpi_id_period_on")),
    )
    op.create_table(
        "imported_value",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("kpi_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("scope", sa.Integer(), nullable=False),
        sa.Column("had", sa.Boolean(), nullable=False),
        sa.Column("was", _choice("was", STATES), nullable=True),
        *_figures("old_"),
        *_figures(""),
        *_keys("imported_value", batch_id="import_batch", kpi_id="kpi")[:-1],
        sa.PrimaryKeyConstraint("batch_id", "kpi_id", "day", "scope", name=op.f("pk_imported_value")),
        sqlite_with_rowid=False,
    )
    for table, columns in ADDED.items():
        altering.add_columns(table, *columns())
    for table in ("consent", "value_dispute"):
        op.create_index(f"ix_{table}_measurement", table, ["measurement_id", "id"])
    for name, (table, indexed, where, unique) in ONLY.items():
        partly: dict[str, Any] = database.only(where)
        op.create_index(name, table, indexed, unique=unique, **partly)


def downgrade() -> None:
    """Take them away; the values that count stay."""
    for name, (table, _, _, _) in ONLY.items():
        op.drop_index(name, table)
    for table in ("consent", "value_dispute"):
        op.drop_index(f"ix_{table}_measurement", table)
    for table, columns in ADDED.items():
        altering.drop_columns(table, *columns())
    for table in ("imported_value", "collection", "value_dispute", "consent"):
        op.drop_table(table)


def _choice(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=32, create_constraint=True)


def _figures(prefix: str) -> list[sa.Column[Any]]:
    figures: list[sa.Column[Any]] = [sa.Column(f"{prefix}{name}", database.Micro(), nullable=True) for name in FIGURES]
    return [*figures, sa.Column(f"{prefix}n", sa.Integer(), nullable=True)]


def _keys(table: str, **targets: str) -> list[sa.Constraint]:
    foreign: list[sa.Constraint] = [
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, target in targets.items()
    ]
    return [*foreign, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))]
