"""Sign-in sessions that can be seen and ended one by one, and the second factor."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0045_sign_in_session"
down_revision = "0044_personal_data"
branch_labels = None
depends_on = None

WAYS = ("password", "identity_provider", "invitation", "reset", "set_up", "demonstration")
ENDS = (
    "signed_out",
    "replaced",
    "ended_elsewhere",
    "ended_by_administrator",
    "password_changed",
    "factor_changed",
    "address_changed",
    "deactivated",
    "too_many_tries",
)


def upgrade() -> None:
    """Three tables, and what a company asks of its people; everybody has to sign in once more."""
    _create_session()
    _create_factor()
    altering.add_columns(
        "organisation", sa.Column("second_factor_required", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    altering.drop_columns("person", sa.Column("session_epoch", sa.Integer(), nullable=False))


def downgrade() -> None:
    """Take them away."""
    altering.add_columns("person", sa.Column("session_epoch", sa.Integer(), nullable=False, server_default="0"))
    altering.drop_columns(
        "organisation", sa.Column("second_factor_required", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.drop_table("recovery_code")
    op.drop_table("second_factor")
    op.drop_table("sign_in_session")


def _create_session() -> None:
    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "way", sa.Enum(*WAYS, name="way", native_enum=False, create_constraint=True, length=32), nullable=False
        ),
        sa.Column("begun_at", database.UtcDateTime(), nullable=False),
        sa.Column("admitted_at", database.UtcDateTime(), nullable=True),
        sa.Column("proved_at", database.UtcDateTime(), nullable=False),
        sa.Column("seen_at", database.UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("by_factor", sa.Boolean(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("browser", sa.String(length=60), nullable=False),
        sa.Column("ended_at", database.UtcDateTime(), nullable=True),
        sa.Column(
            "ended_why",
            sa.Enum(*ENDS, name="ended_why", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_session_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_session_token_hash")),
    )
    op.create_index(op.f("ix_sign_in_session_person_id"), "sign_in_session", ["person_id"])
    op.create_index(op.f("ix_sign_in_session_begun_at"), "sign_in_session", ["begun_at"])


def _create_factor() -> None:
    op.create_table(
        "second_factor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.String(length=200), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", database.UtcDateTime(), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_second_factor_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_factor")),
        sa.UniqueConstraint("person_id", name=op.f("uq_second_factor_person_id")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("factor_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", database.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["factor_id"], ["second_factor.id"], name=op.f("fk_recovery_code_factor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("factor_id", "code_hash", name=op.f("uq_recovery_code_factor_id_code_hash")),
    )
