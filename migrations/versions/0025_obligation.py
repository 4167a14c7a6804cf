"""Obligations of the client, when they were due and met, and misses the client's side caused."""

import sqlalchemy as sa
from alembic import op

from govtracker import database

revision = "0025_obligation"
down_revision = "0024_contract"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _create_obligation()
    _create_obligation_occurrence()
    _create_client_miss()


def _create_obligation() -> None:
    op.create_table(
        "obligation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("owner_seat_id", sa.Integer(), nullable=False),
        sa.Column("kpi_id", sa.Integer(), nullable=True),
        sa.Column("rrule", sa.String(length=200), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("lead_days", sa.Integer(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("next_at", database.UtcDateTime(), nullable=True),
        sa.Column(
            "proposed_side",
            sa.Enum("client", "supplier", name="proposed_side", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("agreed_at", database.UtcDateTime(), nullable=True),
        sa.Column("agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", database.UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agreed_by_id"], ["person.id"], name=op.f("fk_obligation_agreed_by_id")),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_obligation_kpi_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_obligation_made_by_id")),
        sa.ForeignKeyConstraint(["owner_seat_id"], ["seat.id"], name=op.f("fk_obligation_owner_seat_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_obligation_relationship_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
    )
    op.create_index("ix_obligation_list", "obligation", ["relationship_id", "title", "id"])
    op.create_index("ix_obligation_next", "obligation", ["next_at", "id"], **database.only("next_at IS NOT NULL"))
    op.create_index("ix_obligation_owner", "obligation", ["owner_seat_id"])


def _create_obligation_occurrence() -> None:
    op.create_table(
        "obligation_occurrence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("met_at", database.UtcDateTime(), nullable=True),
        sa.Column("met_by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=False),
        sa.Column("confirmed_at", database.UtcDateTime(), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("contested_at", database.UtcDateTime(), nullable=True),
        sa.Column("contested_by_id", sa.Integer(), nullable=True),
        sa.Column("contest_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_obligation_occurrence_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["contested_by_id"], ["person.id"], name=op.f("fk_obligation_occurrence_contested_by_id")
        ),
        sa.ForeignKeyConstraint(["met_by_id"], ["person.id"], name=op.f("fk_obligation_occurrence_met_by_id")),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligation.id"], name=op.f("fk_obligation_occurrence_obligation_id")
        ),
        sa.ForeignKeyConstraint(
            ["relationship_id"], ["relationship.id"], name=op.f("fk_obligation_occurrence_relationship_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation_occurrence")),
        sa.UniqueConstraint("obligation_id", "due_on", name=op.f("uq_obligation_occurrence_obligation_id_due_on")),
    )
    op.create_index("ix_obligation_occurrence_list", "obligation_occurrence", ["relationship_id", "due_on", "id"])
    op.create_index(
        "ix_obligation_occurrence_open",
        "obligation_occurrence",
        ["relationship_id", "due_on"],
        **database.only("met_on IS NULL OR contested_at IS NOT NULL"),
    )


def _create_client_miss() -> None:
    op.create_table(
        "client_miss",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column("kpi_id", sa.Integer(), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "claimed_side",
            sa.Enum("client", "supplier", name="claimed_side", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("claimed_by_id", sa.Integer(), nullable=False),
        sa.Column("claimed_at", database.UtcDateTime(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", database.UtcDateTime(), nullable=True),
        sa.Column("is_accepted", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_client_miss_answered_by_id")),
        sa.ForeignKeyConstraint(["claimed_by_id"], ["person.id"], name=op.f("fk_client_miss_claimed_by_id")),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_client_miss_kpi_id")),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["obligation_occurrence.id"], name=op.f("fk_client_miss_occurrence_id")
        ),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_client_miss_relationship_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_miss")),
        sa.UniqueConstraint(
            "relationship_id", "period_on", "kpi_id", name=op.f("uq_client_miss_relationship_id_period_on_kpi_id")
        ),
    )


def downgrade() -> None:
    """Take them away."""
    for table in ("client_miss", "obligation_occurrence", "obligation"):
        op.drop_table(table)
