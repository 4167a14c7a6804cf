"""Sourcing evaluations: candidates, criteria, the evaluators' sheets, and what was decided."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0056_evaluation"
down_revision = "0055_supervision"
branch_labels = None
depends_on = None

HOLDINGS = ("seat", "issue", "problem", "action", "action_series", "risk", "decision", "role")
STATUSES = ("draft", "rating", "closed", "decided", "cancelled")
GROUPS = ("alignment", "capability", "price", "location")
TURNS = (
    "rating_began",
    "ratings_opened",
    "ratings_reopened",
    "started_over",
    "knock_out_changed",
    "decided",
    "cancelled",
    "led_to_relationship",
)
TABLES = (
    "evaluation_decision",
    "evaluation_rating",
    "evaluation_sheet",
    "evaluation_turn",
    "evaluation_criterion",
    "evaluation_candidate",
    "sourcing_evaluation",
)


def upgrade() -> None:
    """Nothing is evaluated yet; a sheet can be handed over."""
    _create_evaluations()
    _create_parts()
    _create_sheets()
    _create_decisions()
    altering.allow("handover_item", "holding", [*HOLDINGS, "evaluation_sheet"])


def downgrade() -> None:
    """Take them away, with what was said of handing sheets over."""
    op.execute("DELETE FROM handover_item WHERE holding = 'evaluation_sheet'")
    altering.allow("handover_item", "holding", HOLDINGS)
    for table in TABLES:
        op.drop_table(table)


def _create_evaluations() -> None:
    table = "sourcing_evaluation"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("support_type_id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=True),
        sa.Column("sought", sa.Text(), nullable=False),
        sa.Column("experience_floor", database.Micro(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("status", _words("status", STATUSES), nullable=False),
        sa.Column("why_none_in_house", sa.Text(), nullable=False),
        sa.Column("why_alignment_lighter", sa.Text(), nullable=False),
        sa.Column("why_one_evaluator", sa.Text(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *_keys(
            table,
            organisation_id="organisation",
            support_type_id="support_type",
            segment_id="customer_segment",
            created_by_id="person",
        ),
    )
    op.create_index("ix_sourcing_evaluation_list", table, ["organisation_id", "id"])


def _create_parts() -> None:
    op.create_table(
        "evaluation_candidate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("is_in_house", sa.Boolean(), nullable=False),
        sa.Column("location", sa.String(length=120), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.CheckConstraint("price IS NULL OR currency <> ''", name=op.f("ck_evaluation_candidate_currency")),
        *_keys("evaluation_candidate", evaluation_id="sourcing_evaluation", organisation_id="organisation"),
        sa.UniqueConstraint("evaluation_id", "name", name=op.f("uq_evaluation_candidate_evaluation_id_name")),
    )
    op.create_table(
        "evaluation_criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("criterion_group", _words("criterion_group", GROUPS), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("weight", database.Micro(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=True),
        sa.Column("is_experience", sa.Boolean(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("area_ids", sa.JSON(), nullable=False),
        sa.CheckConstraint("minimum IS NULL OR minimum BETWEEN 2 AND 5", name=op.f("ck_evaluation_criterion_minimum")),
        *_keys("evaluation_criterion", evaluation_id="sourcing_evaluation"),
        sa.UniqueConstraint("evaluation_id", "name", name=op.f("uq_evaluation_criterion_evaluation_id_name")),
    )
    op.create_table(
        "evaluation_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("kind", _words("kind", TURNS), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", database.UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        *_keys("evaluation_turn", evaluation_id="sourcing_evaluation", by_id="person"),
    )
    op.create_index("ix_evaluation_turn_list", "evaluation_turn", ["evaluation_id", "id"])


def _create_sheets() -> None:
    op.create_table(
        "evaluation_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", database.UtcDateTime(), nullable=True),
        sa.Column("handed_in_at", database.UtcDateTime(), nullable=True),
        sa.Column("remind_at", database.UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *_keys("evaluation_sheet", evaluation_id="sourcing_evaluation", person_id="person", area_id="functional_area"),
        sa.UniqueConstraint("evaluation_id", "person_id", name=op.f("uq_evaluation_sheet_evaluation_id_person_id")),
    )
    op.create_index("ix_evaluation_sheet_person", "evaluation_sheet", ["person_id"])
    op.create_index(
        "ix_evaluation_sheet_remind",
        "evaluation_sheet",
        ["remind_at", "id"],
        **database.only("remind_at IS NOT NULL"),
    )
    op.create_table(
        "evaluation_rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.CheckConstraint("level IS NULL OR level BETWEEN 1 AND 5", name=op.f("ck_evaluation_rating_level")),
        *_keys(
            "evaluation_rating",
            sheet_id="evaluation_sheet",
            criterion_id="evaluation_criterion",
            candidate_id="evaluation_candidate",
        ),
        sa.UniqueConstraint(
            "sheet_id",
            "criterion_id",
            "candidate_id",
            name=op.f("uq_evaluation_rating_sheet_id_criterion_id_candidate_id"),
        ),
    )
    for column in ("criterion_id", "candidate_id"):
        op.create_index(op.f(f"ix_evaluation_rating_{column}"), "evaluation_rating", [column])


def _create_decisions() -> None:
    table = "evaluation_decision"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("why_not_first", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("decided_at", database.UtcDateTime(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("relationship_id", sa.Integer(), nullable=True),
        *_keys(
            table,
            evaluation_id="sourcing_evaluation",
            candidate_id="evaluation_candidate",
            decided_by_id="person",
            relationship_id="relationship",
        ),
        sa.UniqueConstraint("evaluation_id", name=op.f("uq_evaluation_decision_evaluation_id")),
    )
    op.create_index(op.f("ix_evaluation_decision_relationship_id"), table, ["relationship_id"])


def _keys(table: str, **leads_to: str) -> list[Any]:
    """The primary key of a table, and a foreign key for each column that leads to the id of another."""
    foreign = (
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, other in leads_to.items()
    )
    return [sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")), *foreign]


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)
