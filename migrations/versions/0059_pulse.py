"""The relationship pulse: statements both sides agree to, rounds in which people rate them, and what came of these."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0059_pulse"
down_revision = "0058_sourcing_portfolio"
branch_labels = None
depends_on = None

SIDES, TIERS = ("client", "supplier"), ("strategic", "tactical", "operational")
STATES = ("proposed", "agreed", "superseded", "withdrawn")
THEMES = (
    "trust",
    "openness",
    "foresight",
    "roles",
    "responsiveness",
    "decisions",
    "fairness",
    "adaptation",
    "own_adaptation",
    "understanding",
    "appreciation",
    "improvement",
    "escalation",
    "value",
)
BOUNDS = "every_months BETWEEN 1 AND 12 AND window_days BETWEEN 3 AND 60 AND asked_every BETWEEN 1 AND 4"
# each: name, table, columns, where, whether no two rows may say the same
ONLY = (
    ("ix_pulse_plan_next", "pulse_plan", ["next_on"], "next_on IS NOT NULL", False),
    ("uq_pulse_set_agreed", "pulse_set", ["relationship_id"], "status = 'agreed'", True),
    ("uq_pulse_set_proposed", "pulse_set", ["relationship_id"], "status = 'proposed'", True),
    ("uq_pulse_round_open", "pulse_round", ["relationship_id"], "closed_at IS NULL", True),
    ("ix_pulse_round_due", "pulse_round", ["closes_at", "id"], "closed_at IS NULL", False),
    ("ix_action_pulse", "action", ["pulse_statement_id", "id"], "pulse_statement_id IS NOT NULL", False),
)


def upgrade() -> None:
    """Its tables, and what an action may come from."""
    _agreed_to()
    _round()
    _kept()
    altering.add_columns("action", _origin())
    for name, table, indexed, where, unique in ONLY:
        op.create_index(name, table, indexed, unique=unique, **database.only(where))
    waiting = database.only("NOT has_answered", sqlite="has_answered = 0")
    op.create_index("ix_pulse_asked_waiting", "pulse_asked", ["person_id", "round_id"], **waiting)
    for table in ("pulse_comment", "pulse_result"):
        op.create_index(f"ix_{table}_round", table, ["round_id", "statement_id"])
    op.create_index("ix_pulse_sheet_round_id", "pulse_sheet", ["round_id"])


def downgrade() -> None:
    """Take it all away."""
    op.drop_index("ix_action_pulse", "action")
    altering.drop_columns("action", _origin())
    for table in (
        "pulse_pair_answer",
        "pulse_comment",
        "pulse_result",
        "pulse_sheet",
        "pulse_asked",
        "pulse_round",
        "pulse_plan",
        "pulse_statement",
        "pulse_set",
    ):
        op.drop_table(table)


def _agreed_to() -> None:
    op.create_table(
        "pulse_set",
        *_whole("id", "relationship_id", "number"),
        _choice("status", STATES),
        _choice("proposed_side", SIDES),
        sa.Column("proposed_at", database.UtcDateTime(), nullable=False),
        *_whole("proposed_by_id"),
        sa.Column("agreed_at", database.UtcDateTime(), nullable=True),
        *_whole("agreed_by_id", empty=True),
        *_keys("pulse_set", relationship_id="relationship", proposed_by_id="person", agreed_by_id="person"),
        _unique("pulse_set", "relationship_id", "number"),
    )
    op.create_table(
        "pulse_statement",
        *_whole("id", "set_id", "position"),
        _choice("theme", THEMES),
        sa.Column("client_words", sa.String(200), nullable=False),
        sa.Column("supplier_words", sa.String(200), nullable=False),
        *_keys("pulse_statement", set_id="pulse_set"),
        _unique("pulse_statement", "set_id", "theme"),
        _unique("pulse_statement", "set_id", "position"),
    )
    op.create_table(
        "pulse_plan",
        *_whole("id", "relationship_id", "every_months", "window_days", "asked_every"),
        *(sa.Column(f"asks_{tier}", sa.Boolean(), nullable=False) for tier in TIERS),
        sa.Column("next_on", sa.Date(), nullable=True),
        *_whole("version"),
        sa.CheckConstraint(BOUNDS, name=op.f("ck_pulse_plan_bounds")),
        sa.CheckConstraint(
            "asks_strategic OR asks_tactical OR asks_operational", name=op.f("ck_pulse_plan_asks_somebody")
        ),
        *_keys("pulse_plan", relationship_id="relationship"),
        _unique("pulse_plan", "relationship_id"),
    )


def _round() -> None:
    op.create_table(
        "pulse_round",
        *_whole("id", "relationship_id", "number", "set_id"),
        sa.Column("opened_at", database.UtcDateTime(), nullable=False),
        *_whole("opened_by_id", empty=True),
        sa.Column("closes_at", database.UtcDateTime(), nullable=False),
        sa.Column("remind_at", database.UtcDateTime(), nullable=True),
        sa.Column("closed_at", database.UtcDateTime(), nullable=True),
        sa.Column("seed", sa.String(64), nullable=False),
        *_whole(*(f"{side}_{what}" for side in SIDES for what in ("asked", "answered"))),
        *_whole("pairs", "healthy_pairs", empty=True),
        sa.Column("spoc_share", database.Micro(), nullable=True),
        sa.CheckConstraint("closes_at > opened_at", name=op.f("ck_pulse_round_times")),
        *_keys("pulse_round", relationship_id="relationship", set_id="pulse_set", opened_by_id="person"),
        _unique("pulse_round", "relationship_id", "number"),
    )
    op.create_table(
        "pulse_asked",
        *_whole("id", "round_id", "person_id"),
        _choice("side", SIDES),
        _choice("tier", TIERS),
        *_whole("area_id", empty=True),
        sa.Column("has_answered", sa.Boolean(), nullable=False),
        *_keys("pulse_asked", round_id="pulse_round", person_id="person", area_id="functional_area"),
        _unique("pulse_asked", "round_id", "person_id"),
    )
    op.create_table(
        "pulse_sheet",
        sa.Column("id", sa.String(64), nullable=False),
        *_whole("round_id"),
        _choice("side", SIDES),
        _choice("tier", TIERS),
        sa.Column("ratings", sa.JSON(), nullable=False),
        sa.Column("comments", sa.JSON(), nullable=False),
        *_whole("named_person_id", "named_area_id", empty=True),
        *_keys("pulse_sheet", round_id="pulse_round", named_person_id="person", named_area_id="functional_area"),
        sqlite_with_rowid=False,
    )


def _kept() -> None:
    op.create_table(
        "pulse_result",
        *_whole("id", "round_id", "statement_id"),
        _choice("side", SIDES),
        _choice("tier", TIERS, empty=True),
        *_whole("answers", "points"),
        sa.CheckConstraint(
            "answers >= 3 AND points BETWEEN answers AND 5 * answers", name=op.f("ck_pulse_result_many")
        ),
        *_keys("pulse_result", round_id="pulse_round", statement_id="pulse_statement"),
    )
    op.create_table(
        "pulse_comment",
        *_whole("id", "round_id", "statement_id"),
        _choice("side", SIDES),
        sa.Column("text", sa.Text(), nullable=False),
        *_keys("pulse_comment", round_id="pulse_round", statement_id="pulse_statement"),
    )
    op.create_table(
        "pulse_pair_answer",
        *_whole("id", "round_id", "area_id"),
        _choice("side", SIDES),
        *_whole("person_id"),
        sa.Column("ratings", sa.JSON(), nullable=False),
        *_keys("pulse_pair_answer", round_id="pulse_round", area_id="functional_area", person_id="person"),
        _unique("pulse_pair_answer", "round_id", "area_id", "side"),
    )


def _origin() -> sa.Column[Any]:
    key = sa.ForeignKey("pulse_statement.id")
    return sa.Column("pulse_statement_id", sa.Integer(), key, nullable=True)


def _whole(*names: str, empty: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), nullable=empty) for name in names]


def _choice(name: str, words: tuple[str, ...], *, empty: bool = False) -> sa.Column[Any]:
    kind = sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(name, kind, nullable=empty)


def _keys(table: str, **targets: str) -> list[Any]:
    return [
        *(
            sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))
            for column, target in targets.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))
