"""Invitations to join, links to a new password, and counters of tries at the doors."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0048_accounts"
down_revision = "0047_task_link"
branch_labels = None
depends_on = None

LINKS = ("joining", "password_reset")
ADDED: dict[str, sa.Column[Any]] = {
    "person": sa.Column("must_change_password", sa.Boolean(), server_default=sa.false(), nullable=False),
    "organisation": sa.Column("mail_domains", sa.JSON(), server_default="[]", nullable=False),
}


def upgrade() -> None:
    """Three more tables, a mark on people, domains of companies."""
    for table, column in ADDED.items():
        altering.add_columns(table, column)
    _create_link(
        "joining",
        "invited",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("mailed", sa.Boolean(), nullable=False),
    )
    _create_link("password_reset", "asked", sa.Column("password_mark", sa.String(length=64), nullable=False))
    op.create_table(
        "throttle",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", database.UtcDateTime(), nullable=False),
        sa.Column("closed_until", database.UtcDateTime(), nullable=True),
        sa.Column("forgotten_at", database.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle")),
    )
    op.create_index("ix_throttle_forgotten_at", "throttle", ["forgotten_at"])


def downgrade() -> None:
    """Take them away."""
    for table in ("throttle", *LINKS):
        op.drop_table(table)
    for table, column in ADDED.items():
        altering.drop_columns(table, column)


def _create_link(table: str, verb: str, *more: sa.Column[Any]) -> None:
    """A table of secret links for people; `verb` names who made one and when."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(length=43), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        *more,
        sa.Column(f"{verb}_by_id", sa.Integer(), nullable=True),
        sa.Column(f"{verb}_at", database.UtcDateTime(), nullable=False),
        sa.Column("expires_at", database.UtcDateTime(), nullable=False),
        sa.Column("used_at", database.UtcDateTime(), nullable=True),
        sa.Column("revoked_at", database.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint([f"{verb}_by_id"], ["person.id"], name=op.f(f"fk_{table}_{verb}_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("token_hash", name=op.f(f"uq_{table}_token_hash")),
    )
    open_ones = database.only("used_at IS NULL AND revoked_at IS NULL")
    op.create_index(f"ix_{table}_open", table, ["person_id"], unique=True, **open_ones)
    op.create_index(f"ix_{table}_person_id", table, ["person_id", "id"])
