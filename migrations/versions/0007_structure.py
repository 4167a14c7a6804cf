"""Decision rights, handovers, what was found of the structure, and who added an action."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0007_structure"
down_revision = "0006_raid"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; who added an action is taken from the audit trail."""
    _decision_rights()
    _handovers()
    op.create_table(
        "structure_check",
        sa.Column("relationship_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("dormant", sa.Integer(), nullable=False),
        sa.Column("spoc_share", sa.Integer(), nullable=True),
        sa.Column("is_collapsed", sa.Boolean(), nullable=False),
        sa.Column("key_persons", sa.Integer(), nullable=False),
        _reference("structure_check", "relationship_id", "relationship"),
        sa.PrimaryKeyConstraint("relationship_id", name=op.f("pk_structure_check")),
    )
    for table, columns in added().items():
        altering.add_columns(table, *columns)
    op.execute(
        "UPDATE action SET added_by_id = (SELECT min(actor_id) FROM audit_event WHERE subject_type = 'action' "
        "AND subject_id = action.id AND audit_event.action = 'action_added')"
    )
    _index("ix_rung_acknowledged", "rung", ["acknowledged_by_id", "acknowledged_at"], "acknowledged_by_id IS NOT NULL")


def downgrade() -> None:
    """Take it all away."""
    op.drop_index("ix_rung_acknowledged", "rung")
    for table, columns in added().items():
        altering.drop_columns(table, *columns)
    for table in ("structure_check", "handover_item", "handover", "decision_seat", "decision_right"):
        op.drop_table(table)


def added() -> dict[str, list[sa.Column[Any]]]:
    return {
        "relationship": [_count("dormant_after_days", 30), _count("spoc_share_limit", 50), _count("version", 1)],
        "action": [sa.Column("added_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=True)],
    }


def _decision_rights() -> None:
    op.create_table(
        "decision_right",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _reference("decision_right", "forum_id", "forum"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_right")),
        sa.UniqueConstraint("forum_id", "decision", name=op.f("uq_decision_right_forum_id_decision")),
    )
    parts = ("responsible", "accountable", "consulted", "informed")
    op.create_table(
        "decision_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_right_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("part", _choice("part", *parts), nullable=False),
        _reference("decision_seat", "decision_right_id", "decision_right"),
        _reference("decision_seat", "seat_id", "seat"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_seat")),
        sa.UniqueConstraint("decision_right_id", "seat_id", name=op.f("uq_decision_seat_decision_right_id_seat_id")),
    )
    op.create_index("ix_decision_seat_seat_id", "decision_seat", ["seat_id"])


def _handovers() -> None:
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("planned_by_id", sa.Integer(), nullable=True),
        sa.Column("planned_at", database.UtcDateTime(), nullable=False),
        sa.Column("done_at", database.UtcDateTime(), nullable=True),
        _reference("handover", "person_id", "person"),
        _reference("handover", "planned_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    _index("ix_handover_due", "handover", ["effective_on", "id"], "done_at IS NULL")
    op.create_index("ix_handover_person", "handover", ["person_id", "effective_on", "id"])
    holdings = ("seat", "issue", "action", "action_series", "risk", "decision", "role")
    op.create_table(
        "handover_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("holding", _choice("holding", *holdings), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(length=240), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("moved_at", database.UtcDateTime(), nullable=True),
        sa.Column("held_back", sa.Text(), nullable=False),
        _reference("handover_item", "handover_id", "handover"),
        _reference("handover_item", "relationship_id", "relationship"),
        _reference("handover_item", "successor_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_item")),
        sa.UniqueConstraint(
            "handover_id", "holding", "record_id", name=op.f("uq_handover_item_handover_id_holding_record_id")
        ),
    )
    op.create_index("ix_handover_item_record", "handover_item", ["holding", "record_id"])


def _choice(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def _count(name: str, default: int) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), server_default=sa.text(str(default)), nullable=False)


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def _index(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
