"""Customer accounts, who supervises them, opportunities and value statements, and the customers issues name."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0055_supervision"
down_revision = "0054_former_address"
branch_labels = None
depends_on = None

CUSTOMERS = ("customer_segment", "customer_account")


def upgrade() -> None:
    """There are no accounts yet; issues that name a segment of the client's catalogue lead to it."""
    _create_account()
    _create_supervision()
    _create_opportunity()
    _create_statement()
    altering.add_columns("issue", *_columns())
    for customer in CUSTOMERS:
        op.create_index(
            f"ix_issue_{customer}",
            "issue",
            [f"{customer}_id", "is_open", "opened_at", "id"],
            sqlite_where=sa.text(f"{customer}_id IS NOT NULL"),
            postgresql_where=sa.text(f"{customer}_id IS NOT NULL"),
        )
    op.execute(
        sa.text(
            "UPDATE issue SET customer_segment_id = (SELECT customer_segment.id FROM customer_segment "
            "JOIN relationship ON relationship.client_id = customer_segment.organisation_id "
            "WHERE relationship.id = issue.relationship_id AND lower(customer_segment.name) = lower(issue.segment) "
            "ORDER BY customer_segment.id LIMIT 1) WHERE segment <> ''"
        )
    )


def downgrade() -> None:
    """Take them away; the issues keep what was typed."""
    for customer in CUSTOMERS:
        op.drop_index(f"ix_issue_{customer}", "issue")
    altering.drop_columns("issue", *_columns())
    for table in ("value_statement", "opportunity", "supervision", "customer_account"):
        op.drop_table(table)


def _columns() -> tuple[sa.Column[int], ...]:
    return tuple(
        sa.Column(f"{customer}_id", sa.Integer(), sa.ForeignKey(f"{customer}.id"), nullable=True)
        for customer in CUSTOMERS
    )


def _create_account() -> None:
    op.create_table(
        "customer_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("retired_at", database.UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *_led(
            "customer_account",
            organisation_id="organisation",
            segment_id="customer_segment",
            owner_id="person",
        ),
        sa.UniqueConstraint("organisation_id", "name", name=op.f("uq_customer_account_organisation_id_name")),
    )
    op.create_index(
        "ix_customer_account_owner_id",
        "customer_account",
        ["owner_id"],
        sqlite_where=sa.text("owner_id IS NOT NULL"),
        postgresql_where=sa.text("owner_id IS NOT NULL"),
    )


def _create_supervision() -> None:
    op.create_table(
        "supervision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("given_at", database.UtcDateTime(), nullable=False),
        sa.Column("ended_at", database.UtcDateTime(), nullable=True),
        sa.CheckConstraint("(segment_id IS NULL) <> (account_id IS NULL)", name=op.f("ck_supervision_one_subject")),
        *_led(
            "supervision",
            organisation_id="organisation",
            person_id="person",
            segment_id="customer_segment",
            account_id="customer_account",
            given_by_id="person",
        ),
    )
    op.create_index("ix_supervision_person_id", "supervision", ["person_id"])
    op.create_index("ix_supervision_organisation_id", "supervision", ["organisation_id"])


def _create_opportunity() -> None:
    op.create_table(
        "opportunity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", _one_of("kind", ("add_on", "upgrade", "improvement")), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("won", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("status", _one_of("status", ("passed_on", "taken_up", "won", "not_pursued")), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("raised_by_id", sa.Integer(), nullable=True),
        sa.Column("raised_at", database.UtcDateTime(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", database.UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *_led(
            "opportunity",
            organisation_id="organisation",
            account_id="customer_account",
            raised_by_id="person",
            answered_by_id="person",
        ),
    )
    op.create_index("ix_opportunity_organisation_id", "opportunity", ["organisation_id"])
    op.create_index("ix_opportunity_account", "opportunity", ["account_id", "status", "id"])


def _create_statement() -> None:
    op.create_table(
        "value_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("drafted_by_id", sa.Integer(), nullable=True),
        sa.Column("drafted_at", database.UtcDateTime(), nullable=False),
        sa.Column("released_by_id", sa.Integer(), nullable=True),
        sa.Column("released_at", database.UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(segment_id IS NULL) <> (account_id IS NULL)", name=op.f("ck_value_statement_one_subject")),
        *_led(
            "value_statement",
            organisation_id="organisation",
            segment_id="customer_segment",
            account_id="customer_account",
            drafted_by_id="person",
            released_by_id="person",
        ),
    )
    op.create_index("ix_value_statement_list", "value_statement", ["organisation_id", "id"])


def _led(table: str, **columns: str) -> tuple[sa.Constraint, ...]:
    """What each column leads to, and the table's own key."""
    keys = (
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, target in columns.items()
    )
    return (*keys, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")))


def _one_of(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=32, create_constraint=True)
