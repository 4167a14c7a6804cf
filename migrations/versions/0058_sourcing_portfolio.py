"""What support types cost and matter, proposals to spend otherwise, and the profiles of who should give them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import database
from govtracker.altering import add_columns, drop_columns

revision = "0058_sourcing_portfolio"
down_revision = "0057_customer_segments"
branch_labels = None
depends_on = None

LADDER = ("self_service", "off_shore", "near_shore", "on_shore", "in_house")
LEVELS = ("not_needed", "basic", "good", "excellent")
MEASURES = ("experience_score", "csat", "first_contact_resolution")
STATUSES = ("proposed", "adopted", "dropped")


def upgrade() -> None:
    """Support types get their figures; how they are judged, shifts and profiles get tables."""
    add_columns("support_type", *_columns())
    _create_portfolio()
    _create_shifts()
    _create_profiles()


def downgrade() -> None:
    """Take them away; support types keep their names."""
    for table in ("supplier_profile", "spend_shift_part", "spend_shift", "sourcing_portfolio"):
        op.drop_table(table)
    drop_columns("support_type", *_columns())


def _columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("complexity", sa.Integer()),
        sa.Column("impact", sa.Integer()),
        sa.Column("volume", sa.BigInteger()),
        sa.Column("spend", sa.BigInteger()),
        sa.Column("served_from", _word("served_from", LADDER)),
        sa.Column("served_by_id", sa.Integer(), sa.ForeignKey("relationship.id")),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1")),
    )


def _create_portfolio() -> None:
    op.create_table(
        "sourcing_portfolio",
        sa.Column("organisation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("misfit_points", database.Micro(), nullable=False),
        sa.Column("low_up_to", sa.Integer(), nullable=False),
        sa.Column("high_from", sa.Integer(), nullable=False),
        sa.Column("critical_from", sa.Integer(), nullable=False),
        sa.Column("floor_measure", _word("floor_measure", MEASURES), nullable=False),
        sa.Column("floor", database.Micro(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _to("sourcing_portfolio", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_sourcing_portfolio")),
    )


def _create_shifts() -> None:
    op.create_table(
        "spend_shift",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("from_type_id", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", _word("status", STATUSES), nullable=False),
        sa.Column("proposed_at", database.UtcDateTime(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("settled_at", database.UtcDateTime(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _to("spend_shift", "organisation_id", "organisation"),
        _to("spend_shift", "from_type_id", "support_type"),
        _to("spend_shift", "proposed_by_id", "person"),
        _to("spend_shift", "settled_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spend_shift")),
    )
    op.create_index("ix_spend_shift_list", "spend_shift", ["organisation_id", "status", "id"])
    op.create_table(
        "spend_shift_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("type_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        _to("spend_shift_part", "shift_id", "spend_shift"),
        _to("spend_shift_part", "type_id", "support_type"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spend_shift_part")),
    )
    op.create_index(op.f("ix_spend_shift_part_shift_id"), "spend_shift_part", ["shift_id"])


def _create_profiles() -> None:
    table = "supplier_profile"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("support_type_id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=True),
        sa.Column("floor_measure", _word("floor_measure", MEASURES), nullable=True),
        sa.Column("floor", database.Micro(), nullable=True),
        sa.Column("geography", _word("geography", LADDER), nullable=True),
        sa.Column("skill", _word("skill", LEVELS), nullable=True),
        sa.Column("culture", _word("culture", LEVELS), nullable=True),
        sa.Column("language", _word("language", LEVELS), nullable=True),
        sa.Column("expected", database.Micro(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("overruled_at", database.UtcDateTime(), nullable=True),
        sa.Column("overruled_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _to(table, "organisation_id", "organisation"),
        _to(table, "support_type_id", "support_type"),
        _to(table, "segment_id", "customer_segment"),
        _to(table, "overruled_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_profile")),
        sa.UniqueConstraint(
            "support_type_id", "segment_id", name=op.f("uq_supplier_profile_support_type_id_segment_id")
        ),
    )
    op.create_index(op.f("ix_supplier_profile_organisation_id"), table, ["organisation_id"])
    op.create_index(
        "uq_supplier_profile_of_all",
        table,
        ["support_type_id"],
        unique=True,
        sqlite_where=sa.text("segment_id IS NULL"),
        postgresql_where=sa.text("segment_id IS NULL"),
    )


def _word(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))
