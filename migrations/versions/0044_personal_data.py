"""Files about a person, people erased, how long things are kept, and what holds them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0044_personal_data"
down_revision = "0043_found_contracts"
branch_labels = None
depends_on = None

ERASED: sa.Column[Any] = sa.Column("erased_at", database.UtcDateTime(), nullable=True)
STAGES = ("waiting", "gathering", "writing", "ready", "fetched", "expired", "failed")
AUDIENCES = ("shared", "client", "supplier")


def upgrade() -> None:
    """Add the tables, and the day a person was erased."""
    altering.add_columns("person", ERASED)
    _create_exports()
    op.create_table(
        "retention_rule",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("ran_at", database.UtcDateTime(), nullable=True),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("in_all", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_retention_rule")),
    )
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("audience", _words("audience", AUDIENCES), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_at", database.UtcDateTime(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        sa.Column("lifted_at", database.UtcDateTime(), nullable=True),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["person.id"], name=op.f("fk_legal_hold_lifted_by_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_legal_hold_relationship_id")),
        sa.ForeignKeyConstraint(["set_by_id"], ["person.id"], name=op.f("fk_legal_hold_set_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_index(
        "uq_legal_hold_in_force",
        "legal_hold",
        ["relationship_id", "audience"],
        unique=True,
        **database.only("lifted_at IS NULL"),
    )


def downgrade() -> None:
    """Take them away."""
    for table in ("legal_hold", "retention_rule", "export_file", "personal_export"):
        op.drop_table(table)
    altering.drop_columns("person", ERASED)


def _create_exports() -> None:
    op.create_table(
        "personal_export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("stage", _words("stage", STAGES), nullable=False),
        sa.Column("asked_at", database.UtcDateTime(), nullable=False),
        sa.Column("due_at", database.UtcDateTime(), nullable=True),
        sa.Column("claimed_until", database.UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("made_at", database.UtcDateTime(), nullable=True),
        sa.Column("expires_at", database.UtcDateTime(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_personal_export_asked_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_personal_export_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_export")),
    )
    op.create_index(
        "ix_personal_export_due", "personal_export", ["due_at", "id"], **database.only("due_at IS NOT NULL")
    )
    op.create_index("ix_personal_export_asked_by", "personal_export", ["asked_by_id", "person_id", "id"])
    op.create_index(op.f("ix_personal_export_person_id"), "personal_export", ["person_id"])
    op.create_table(
        "export_file",
        sa.Column("export_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["export_id"], ["personal_export.id"], name=op.f("fk_export_file_export_id")),
        sa.PrimaryKeyConstraint("export_id", name=op.f("pk_export_file")),
    )


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)
