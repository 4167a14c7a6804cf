"""Catalogues an administrator edits, calendars with days of their own hours, paths that both sides agree on."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0003_catalogues"
down_revision = "0002_absences"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the catalogues; whatever stands as a path is in force since it was made."""
    op.create_table(
        "issue_category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", database.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_category")),
        sa.UniqueConstraint("name", name=op.f("uq_issue_category_name")),
    )
    op.create_table(
        "standing_band",
        sa.Column(
            "standing",
            sa.Enum(
                "preferred",
                "satisfactory",
                "watch",
                "improvement_plan",
                "under_review",
                "insufficient_data",
                name="standing",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("floor", database.Micro(), nullable=False),
        sa.PrimaryKeyConstraint("standing", name=op.f("pk_standing_band")),
    )
    for table, columns in added().items():
        altering.add_columns(table, *columns)
    op.execute("UPDATE escalation_path SET in_force_at = created_at")
    op.drop_index("ix_escalation_path_in_force", "escalation_path")
    _index("ix_escalation_path_in_force", SLOT, "in_force_at IS NOT NULL AND superseded_at IS NULL")
    _index("ix_escalation_path_remind", ["remind_at", "id"], "remind_at IS NOT NULL")


def downgrade() -> None:
    """Proposals that were never in force go: without the new columns they would be."""
    op.drop_index("ix_escalation_path_remind", "escalation_path")
    op.drop_index("ix_escalation_path_in_force", "escalation_path")
    never = "SELECT id FROM escalation_path WHERE in_force_at IS NULL"
    op.execute(f"DELETE FROM escalation_level WHERE path_id IN ({never})")
    op.execute("DELETE FROM escalation_path WHERE in_force_at IS NULL")
    op.execute("DELETE FROM calendar_day WHERE hours IS NOT NULL")
    for table, columns in added().items():
        altering.drop_columns(table, *columns)
    _index("ix_escalation_path_in_force", SLOT, "superseded_at IS NULL")
    op.drop_table("standing_band")
    op.drop_table("issue_category")


SLOT = ["relationship_id", "area_id", "severity"]


def added() -> dict[str, list[sa.Column[Any]]]:
    return {
        "functional_area": [_instant("retired_at")],
        "business_calendar": [
            sa.Column("subdivision", sa.String(length=20), server_default="", nullable=False),
            sa.Column("public_until", sa.Integer(), server_default=sa.text("0"), nullable=False),
        ],
        "calendar_day": [sa.Column("hours", sa.JSON(), nullable=True)],
        "escalation_path": [
            _person("proposed_by_id"),
            sa.Column("proposed_because", sa.Text(), server_default="", nullable=False),
            _instant("client_agreed_at"),
            _person("client_agreed_by_id"),
            _instant("supplier_agreed_at"),
            _person("supplier_agreed_by_id"),
            _instant("in_force_at"),
            _instant("laid_aside_at"),
            _person("laid_aside_by_id"),
            sa.Column("laid_aside_because", sa.Text(), server_default="", nullable=False),
            _instant("remind_at"),
            sa.Column("reminders", sa.Integer(), server_default=sa.text("0"), nullable=False),
        ],
    }


def _instant(name: str) -> sa.Column[Any]:
    return sa.Column(name, database.UtcDateTime(), nullable=True)


def _person(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey("person.id"), nullable=True)


def _index(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "escalation_path", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
