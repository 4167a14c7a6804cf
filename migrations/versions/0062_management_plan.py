"""Relationship management plans in versions; what each side invests and gains in an improvement plan."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0062_management_plan"
down_revision = "0061_supervision_mail"
branch_labels = None
depends_on = None

OF_IMPROVEMENT = ("client_invests", "client_gains", "supplier_invests", "supplier_gains", "process_changes")
IN_FORCE = "in_force_at IS NOT NULL AND superseded_at IS NULL"


def upgrade() -> None:
    """Its table, and the new texts of improvement plans."""
    op.create_table(
        "management_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_because", sa.Text(), nullable=False),
        sa.Column("client_agreed_at", database.UtcDateTime(), nullable=True),
        sa.Column("client_agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("supplier_agreed_at", database.UtcDateTime(), nullable=True),
        sa.Column("supplier_agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("in_force_at", database.UtcDateTime(), nullable=True),
        sa.Column("superseded_at", database.UtcDateTime(), nullable=True),
        sa.Column("laid_aside_at", database.UtcDateTime(), nullable=True),
        sa.Column("laid_aside_by_id", sa.Integer(), nullable=True),
        sa.Column("laid_aside_because", sa.Text(), nullable=False),
        sa.Column("remind_at", database.UtcDateTime(), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_management_plan_{name}_{table}"))
            for name, table in (
                ("relationship_id", "relationship"),
                ("proposed_by_id", "person"),
                ("client_agreed_by_id", "person"),
                ("supplier_agreed_by_id", "person"),
                ("laid_aside_by_id", "person"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_management_plan")),
        sa.UniqueConstraint("relationship_id", "version", name=op.f("uq_management_plan_relationship_id_version")),
    )
    op.create_index(
        "uq_management_plan_in_force",
        "management_plan",
        ["relationship_id"],
        unique=True,
        **database.only(IN_FORCE),
    )
    op.create_index(
        "ix_management_plan_remind",
        "management_plan",
        ["remind_at", "id"],
        **database.only("remind_at IS NOT NULL"),
    )
    altering.add_columns("improvement_plan", *_texts())


def downgrade() -> None:
    """Take them away."""
    altering.drop_columns("improvement_plan", *_texts())
    op.drop_table("management_plan")


def _texts() -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Text(), nullable=False, server_default="") for name in OF_IMPROVEMENT]
