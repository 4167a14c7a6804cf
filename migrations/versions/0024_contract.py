"""Contracts, what they hold back, the ledger of incentives, and files of a contract."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0024_contract"
down_revision = "0023_readings"
branch_labels = None
depends_on = None

CONTRACT_ID = sa.Column("contract_id", sa.Integer(), sa.ForeignKey("contract.id"), nullable=True)


def upgrade() -> None:
    """Make the tables, and let files stand under a contract."""
    _create_contract()
    _create_incentive_pool()
    _create_incentive_term()
    _create_incentive_entry()
    _create_incentive_reckoning()
    _create_incentive_adjustment()
    altering.add_columns("attachment", CONTRACT_ID)
    op.create_index(
        "ix_attachment_contract", "attachment", ["contract_id", "id"], **database.only("contract_id IS NOT NULL")
    )


def _create_contract() -> None:
    op.create_table(
        "contract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "in_force",
                "superseded",
                "ended",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("renewal_months", sa.Integer(), nullable=True),
        sa.Column("client_notice_days", sa.Integer(), nullable=False),
        sa.Column("supplier_notice_days", sa.Integer(), nullable=False),
        sa.Column(
            "pricing",
            sa.Enum(
                "per_contact",
                "per_minute",
                "per_fte",
                "fixed_fee",
                "gain_share",
                "outcome_based",
                "hybrid",
                name="pricing",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("charge", sa.BigInteger(), nullable=False),
        sa.Column("at_risk", database.Micro(), nullable=False),
        sa.Column("bonus", database.Micro(), nullable=False),
        sa.Column(
            "earn_back",
            sa.Enum(
                "none",
                "next_periods",
                "annual_average",
                name="earn_back",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("earn_back_months", sa.Integer(), nullable=True),
        sa.Column("earn_back_share", database.Micro(), nullable=False),
        sa.Column("bonus_terms", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("counts_from", sa.Date(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("updated_at", database.UtcDateTime(), nullable=False),
        sa.Column("client_agreed_at", database.UtcDateTime(), nullable=True),
        sa.Column("client_agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("supplier_agreed_at", database.UtcDateTime(), nullable=True),
        sa.Column("supplier_agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("in_force_at", database.UtcDateTime(), nullable=True),
        sa.Column(
            "notice_side",
            sa.Enum("client", "supplier", name="notice_side", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("notice_on", sa.Date(), nullable=True),
        sa.Column("notice_by_id", sa.Integer(), nullable=True),
        sa.Column("remind_at", database.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["client_agreed_by_id"], ["person.id"], name=op.f("fk_contract_client_agreed_by_id")),
        sa.ForeignKeyConstraint(["notice_by_id"], ["person.id"], name=op.f("fk_contract_notice_by_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_contract_relationship_id")),
        sa.ForeignKeyConstraint(
            ["supplier_agreed_by_id"], ["person.id"], name=op.f("fk_contract_supplier_agreed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
        sa.UniqueConstraint("relationship_id", "version", name=op.f("uq_contract_relationship_id_version")),
    )
    op.create_index("ix_contract_remind", "contract", ["remind_at", "id"], **database.only("remind_at IS NOT NULL"))
    op.create_index(
        "uq_contract_in_force", "contract", ["relationship_id"], unique=True, **database.only("status = 'in_force'")
    )
    op.create_index(
        "uq_contract_in_work", "contract", ["relationship_id"], unique=True, **database.only("status = 'draft'")
    )


def _create_incentive_pool() -> None:
    op.create_table(
        "incentive_pool",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("share", database.Micro(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_incentive_pool_contract_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incentive_pool")),
        sa.UniqueConstraint("contract_id", "position", name=op.f("uq_incentive_pool_contract_id_position")),
    )


def _create_incentive_term() -> None:
    op.create_table(
        "incentive_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("pool_id", sa.Integer(), nullable=False),
        sa.Column("kpi_id", sa.Integer(), nullable=False),
        sa.Column("share", database.Micro(), nullable=False),
        sa.Column(
            "direction",
            sa.Enum("credit", "bonus", name="direction", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "threshold",
            sa.Enum(
                "below_minimum",
                "below_target",
                "at_target",
                "above_stretch",
                name="threshold",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_incentive_term_contract_id")),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_incentive_term_kpi_id")),
        sa.ForeignKeyConstraint(["pool_id"], ["incentive_pool.id"], name=op.f("fk_incentive_term_pool_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incentive_term")),
        sa.UniqueConstraint(
            "contract_id", "kpi_id", "direction", name=op.f("uq_incentive_term_contract_id_kpi_id_direction")
        ),
    )
    op.create_index("ix_incentive_term_pool", "incentive_term", ["pool_id"])


def _create_incentive_entry() -> None:
    op.create_table(
        "incentive_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "credit",
                "bonus",
                "earn_back",
                "adjustment",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("kpi_id", sa.Integer(), nullable=True),
        sa.Column("scorecard_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("counters_id", sa.Integer(), nullable=True),
        sa.Column("source_on", sa.Date(), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("basis", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entered_at", database.UtcDateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_incentive_entry_contract_id")),
        sa.ForeignKeyConstraint(["counters_id"], ["incentive_entry.id"], name=op.f("fk_incentive_entry_counters_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_incentive_entry_entered_by_id")),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_incentive_entry_kpi_id")),
        sa.ForeignKeyConstraint(
            ["relationship_id"], ["relationship.id"], name=op.f("fk_incentive_entry_relationship_id")
        ),
        sa.ForeignKeyConstraint(["scorecard_id"], ["scorecard.id"], name=op.f("fk_incentive_entry_scorecard_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incentive_entry")),
    )
    op.create_index("ix_incentive_entry_ledger", "incentive_entry", ["relationship_id", "period_on", "id"])
    op.create_index(
        "uq_incentive_entry_counters",
        "incentive_entry",
        ["counters_id"],
        unique=True,
        **database.only("counters_id IS NOT NULL"),
    )
    op.create_index(
        "uq_incentive_entry_turn",
        "incentive_entry",
        ["relationship_id", "period_on", "kpi_id", "kind", "turn"],
        unique=True,
        **database.only("kpi_id IS NOT NULL AND counters_id IS NULL"),
    )


def _create_incentive_reckoning() -> None:
    op.create_table(
        "incentive_reckoning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scorecard_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("due_at", database.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["scorecard_id"], ["scorecard.id"], name=op.f("fk_incentive_reckoning_scorecard_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incentive_reckoning")),
        sa.UniqueConstraint("scorecard_id", name=op.f("uq_incentive_reckoning_scorecard_id")),
    )
    op.create_index(
        "ix_incentive_reckoning_due", "incentive_reckoning", ["due_at", "id"], **database.only("due_at IS NOT NULL")
    )


def _create_incentive_adjustment() -> None:
    op.create_table(
        "incentive_adjustment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "proposed_side",
            sa.Enum("client", "supplier", name="proposed_side", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", database.UtcDateTime(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", database.UtcDateTime(), nullable=True),
        sa.Column("is_accepted", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_incentive_adjustment_answered_by_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["incentive_entry.id"], name=op.f("fk_incentive_adjustment_entry_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["person.id"], name=op.f("fk_incentive_adjustment_proposed_by_id")),
        sa.ForeignKeyConstraint(
            ["relationship_id"], ["relationship.id"], name=op.f("fk_incentive_adjustment_relationship_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incentive_adjustment")),
    )
    op.create_index("ix_incentive_adjustment_list", "incentive_adjustment", ["relationship_id", "id"])


def downgrade() -> None:
    """Take it all away."""
    op.drop_index("ix_attachment_contract", "attachment")
    altering.drop_columns("attachment", CONTRACT_ID)
    for table in (
        "incentive_adjustment",
        "incentive_reckoning",
        "incentive_entry",
        "incentive_term",
        "incentive_pool",
        "contract",
    ):
        op.drop_table(table)
