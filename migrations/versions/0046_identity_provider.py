"""Identity providers of companies, their address domains, and whom each has vouched for."""

import sqlalchemy as sa
from alembic import op

from govtracker import database

revision = "0046_identity_provider"
down_revision = "0045_sign_in_session"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Three tables."""
    _create_provider()
    op.create_table(
        "identity_domain",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("domain", sa.String(length=253), nullable=False),
        sa.ForeignKeyConstraint(["provider_id"], ["identity_provider.id"], name=op.f("fk_identity_domain_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_domain")),
        sa.UniqueConstraint("domain", name=op.f("uq_identity_domain_domain")),
    )
    op.create_index(op.f("ix_identity_domain_provider_id"), "identity_domain", ["provider_id"])
    _create_identity()


def downgrade() -> None:
    """Take them away."""
    for table in ("identity", "identity_domain", "identity_provider"):
        op.drop_table(table)


def _create_provider() -> None:
    op.create_table(
        "identity_provider",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=24), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("client_id", sa.String(length=200), nullable=False),
        sa.Column("client_secret", sa.String(length=1000), nullable=False),
        sa.Column("scopes", sa.String(length=200), nullable=False),
        sa.Column("required_acr", sa.String(length=300), nullable=False),
        sa.Column("required_amr", sa.String(length=100), nullable=False),
        sa.Column("just_in_time", sa.Boolean(), nullable=False),
        sa.Column("only_this_way", sa.Boolean(), nullable=False),
        sa.Column("trusts_second_factor", sa.Boolean(), nullable=False),
        sa.Column("signs_out_there", sa.Boolean(), nullable=False),
        sa.Column("tried_at", database.UtcDateTime(), nullable=True),
        sa.Column("switched_on_at", database.UtcDateTime(), nullable=True),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_identity_provider_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_provider")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_identity_provider_organisation_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_identity_provider_slug")),
    )


def _create_identity() -> None:
    op.create_table(
        "identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("linked_at", database.UtcDateTime(), nullable=False),
        sa.Column("last_begun_at", database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_identity_person_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["identity_provider.id"], name=op.f("fk_identity_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity")),
        sa.UniqueConstraint("provider_id", "issuer", "subject", name=op.f("uq_identity_provider_id_issuer_subject")),
        sa.UniqueConstraint(
            "provider_id", "issuer", "person_id", name=op.f("uq_identity_provider_id_issuer_person_id")
        ),
    )
    op.create_index(op.f("ix_identity_person_id"), "identity", ["person_id"])
