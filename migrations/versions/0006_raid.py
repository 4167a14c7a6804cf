"""Risks, decisions, and actions that come again: the rest of a relationship's RAID log."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database
from govtracker.database import only

revision = "0006_raid"
down_revision = "0005_comments"
branch_labels = None
depends_on = None

ORIGINS = {"topic": "topic", "risk": "risk", "decision": "decision", "kpi": "kpi", "series": "action_series"}
INDEXES = ("board", "decision", "kpi", "list_opened", "risk")


def upgrade() -> None:
    op.create_table(
        "risk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "shared", "client", "supplier", name="audience", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("likelihood", sa.Integer(), nullable=False),
        sa.Column("impact", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column(
            "response",
            sa.Enum(
                "avoid",
                "reduce",
                "transfer",
                "accept",
                name="response",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column(
            "owner_side",
            sa.Enum("client", "supplier", name="owner_side", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("look_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("open", "happened", "closed", name="status", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("became_id", sa.Integer(), nullable=True),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("updated_at", database.UtcDateTime(), nullable=False),
        sa.Column("closed_at", database.UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("likelihood BETWEEN 1 AND 5 AND impact BETWEEN 1 AND 5", name=op.f("ck_risk_levels")),
        sa.ForeignKeyConstraint(["area_id"], ["functional_area.id"], name=op.f("fk_risk_area_id")),
        sa.ForeignKeyConstraint(["became_id"], ["issue.id"], name=op.f("fk_risk_became_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_risk_issue_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_risk_owner_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_risk_recorded_by_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_risk_relationship_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_risk_review_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_risk_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk")),
        sa.UniqueConstraint(
            "relationship_id", "audience", "number", name=op.f("uq_risk_relationship_id_audience_number")
        ),
    )
    op.create_index("ix_risk_became", "risk", ["became_id"], **only("became_id IS NOT NULL"))
    op.create_index("ix_risk_issue", "risk", ["issue_id"], **only("issue_id IS NOT NULL"))
    op.create_index("ix_risk_list_look", "risk", ["relationship_id", "is_open", "look_on", "id"])
    op.create_index("ix_risk_list_opened", "risk", ["relationship_id", "is_open", "created_at", "id"])
    op.create_index("ix_risk_list_score", "risk", ["relationship_id", "is_open", "score", "id"])
    op.create_index("ix_risk_owner", "risk", ["owner_id", "is_open", "look_on", "id"])
    op.create_index("ix_risk_review", "risk", ["review_id"], **only("review_id IS NOT NULL"))
    op.create_table(
        "action_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "shared", "client", "supplier", name="audience", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "containment",
                "correction",
                "corrective",
                "preventive",
                "improvement",
                name="type",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column(
            "owner_side",
            sa.Enum("client", "supplier", name="owner_side", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("consequence", sa.String(length=200), nullable=False),
        sa.Column(
            "repetition",
            sa.Enum(
                "fixed",
                "after_completion",
                "catch_up",
                name="repetition",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("skips_if_open", sa.Boolean(), nullable=False),
        sa.Column("rrule", sa.String(length=200), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("lead_days", sa.Integer(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("next_at", database.UtcDateTime(), nullable=True),
        sa.Column("ended_at", database.UtcDateTime(), nullable=True),
        sa.Column("risk_id", sa.Integer(), nullable=True),
        sa.Column("kpi_id", sa.Integer(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["functional_area.id"], name=op.f("fk_action_series_area_id")),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_action_series_kpi_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_action_series_made_by_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_action_series_owner_id")),
        sa.ForeignKeyConstraint(
            ["relationship_id"], ["relationship.id"], name=op.f("fk_action_series_relationship_id")
        ),
        sa.ForeignKeyConstraint(["risk_id"], ["risk.id"], name=op.f("fk_action_series_risk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_series")),
    )
    op.create_index("ix_action_series_list", "action_series", ["relationship_id", "title", "id"])
    op.create_index("ix_action_series_next", "action_series", ["next_at", "id"], **only("next_at IS NOT NULL"))
    op.create_index("ix_action_series_owner", "action_series", ["owner_id"])
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "shared", "client", "supplier", name="audience", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column(
            "owner_side",
            sa.Enum("client", "supplier", name="owner_side", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "proposed",
                "waiting",
                "decided",
                "rejected",
                "superseded",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("waits_at_id", sa.Integer(), nullable=True),
        sa.Column("goes_up_because", sa.Text(), nullable=False),
        sa.Column("decided_at", database.UtcDateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("ruling", sa.Text(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("risk_id", sa.Integer(), nullable=True),
        sa.Column("kpi_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("updated_at", database.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status IN ('proposed', 'waiting')) = (waits_at_id IS NOT NULL)", name=op.f("ck_decision_waits_somewhere")
        ),
        sa.CheckConstraint("amount IS NULL OR (amount >= 0 AND length(currency) = 3)", name=op.f("ck_decision_money")),
        sa.ForeignKeyConstraint(["area_id"], ["functional_area.id"], name=op.f("fk_decision_area_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_decision_decided_by_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_decision_issue_id")),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_decision_kpi_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_decision_owner_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_decision_recorded_by_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_decision_relationship_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["decision.id"], name=op.f("fk_decision_replaces_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_decision_review_id")),
        sa.ForeignKeyConstraint(["risk_id"], ["risk.id"], name=op.f("fk_decision_risk_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_decision_seat_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_decision_topic_id")),
        sa.ForeignKeyConstraint(["waits_at_id"], ["seat.id"], name=op.f("fk_decision_waits_at_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint(
            "relationship_id", "audience", "number", name=op.f("uq_decision_relationship_id_audience_number")
        ),
    )
    op.create_index("ix_decision_issue", "decision", ["issue_id"], **only("issue_id IS NOT NULL"))
    op.create_index("ix_decision_kpi", "decision", ["kpi_id", "id"], **only("kpi_id IS NOT NULL"))
    op.create_index("ix_decision_list_due", "decision", ["relationship_id", "is_open", "due_on", "id"])
    op.create_index("ix_decision_list_opened", "decision", ["relationship_id", "is_open", "created_at", "id"])
    op.create_index("ix_decision_log", "decision", ["relationship_id", "due_on", "id"])
    op.create_index("ix_decision_owner", "decision", ["owner_id", "is_open", "due_on", "id"])
    op.create_index("ix_decision_replaces", "decision", ["replaces_id"], **only("replaces_id IS NOT NULL"))
    op.create_index("ix_decision_review", "decision", ["review_id"], **only("review_id IS NOT NULL"))
    op.create_index("ix_decision_risk", "decision", ["risk_id"], **only("risk_id IS NOT NULL"))
    op.create_index("ix_decision_waits", "decision", ["waits_at_id", "due_on", "id"], **only("waits_at_id IS NOT NULL"))
    altering.add_columns("action", *added())
    op.create_index("ix_action_board", "action", ["relationship_id", "is_open", "status", "due_on", "id"])
    op.create_index("ix_action_decision", "action", ["decision_id"], **only("decision_id IS NOT NULL"))
    op.create_index("ix_action_kpi", "action", ["kpi_id", "is_open", "id"], **only("kpi_id IS NOT NULL"))
    op.create_index("ix_action_list_opened", "action", ["relationship_id", "is_open", "created_at", "id"])
    op.create_index("ix_action_risk", "action", ["risk_id"], **only("risk_id IS NOT NULL"))
    op.create_index(
        "uq_action_series", "action", ["series_id", "period_key"], unique=True, **only("series_id IS NOT NULL")
    )
    op.create_index("ix_audit_event_what", "audit_event", ["chain", "action", "at", "id"])


def downgrade() -> None:
    op.drop_index("ix_audit_event_what", "audit_event")
    op.drop_index("uq_action_series", "action")
    for name in INDEXES:
        op.drop_index(f"ix_action_{name}", "action")
    altering.drop_columns("action", *reversed(added()))
    for table in ("decision", "action_series", "risk"):
        op.drop_table(table)


def added() -> list[sa.Column[int] | sa.Column[str]]:
    """What an action comes from, and its turn in a series."""
    origins = [sa.Column(f"{name}_id", sa.Integer(), sa.ForeignKey(f"{table}.id")) for name, table in ORIGINS.items()]
    return [*origins, sa.Column("period_key", sa.String(16))]
