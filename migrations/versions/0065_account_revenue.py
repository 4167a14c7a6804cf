"""What accounts bring by month, in which currency, what suppliers read in place of their names, and how they grow."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0065_account_revenue"
down_revision = "0064_corrected_alert"
branch_labels = None
depends_on = None

OURS = "5000000"  # five percent a year, in millionths


def upgrade() -> None:
    """Accounts that stand are numbered in their company, and paid in the currency it reckons its spend in."""
    altering.add_columns("customer_account", *_of_account())
    altering.add_columns("sourcing_portfolio", _growth())
    op.execute(
        sa.text(
            "UPDATE customer_account SET label = 'Customer ' || (SELECT count(*) FROM customer_account AS other "
            "WHERE other.organisation_id = customer_account.organisation_id AND other.id <= customer_account.id)"
        )
    )
    op.execute(
        sa.text(
            "UPDATE customer_account SET currency = coalesce((SELECT sourcing_portfolio.currency FROM "
            "sourcing_portfolio WHERE sourcing_portfolio.organisation_id = customer_account.organisation_id), 'EUR')"
        )
    )
    op.create_index("ix_customer_account_label", "customer_account", ["organisation_id", "label"], unique=True)
    _create_revenue()
    _create_release()


def downgrade() -> None:
    """Take it all away."""
    op.drop_table("account_release")
    op.drop_table("account_revenue")
    op.drop_index("ix_customer_account_label", "customer_account")
    altering.drop_columns("sourcing_portfolio", _growth())
    altering.drop_columns("customer_account", *_of_account())


def _of_account() -> list[sa.Column[str]]:
    return [
        sa.Column("label", sa.String(length=120), nullable=False, server_default=""),
        sa.Column("currency", sa.String(length=3), nullable=False, server_default="EUR"),
    ]


def _growth() -> sa.Column[int]:
    return sa.Column("growth_target", sa.BigInteger(), nullable=False, server_default=OURS)


def _create_revenue() -> None:
    op.create_table(
        "account_revenue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column("base", sa.BigInteger(), nullable=False),
        sa.Column("cross_sell", sa.BigInteger(), nullable=False),
        sa.Column("up_sell", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", database.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("base >= 0 AND cross_sell >= 0 AND up_sell >= 0", name=op.f("ck_account_revenue_amounts")),
        *_led("account_revenue", account_id="customer_account", entered_by_id="person"),
    )
    op.create_index("ix_account_revenue_month", "account_revenue", ["account_id", "period_on"], unique=True)


def _create_release() -> None:
    op.create_table(
        "account_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("released_by_id", sa.Integer(), nullable=True),
        sa.Column("released_at", database.UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", database.UtcDateTime(), nullable=True),
        *_led("account_release", account_id="customer_account", supplier_id="organisation", released_by_id="person"),
    )
    op.create_index("ix_account_release_once", "account_release", ["account_id", "supplier_id"], unique=True)


def _led(table: str, **columns: str) -> tuple[sa.Constraint, ...]:
    """What each column leads to, and the table's own key."""
    keys = (
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, target in columns.items()
    )
    return (*keys, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")))
