"""The portfolio as a list: what its columns are called and hold."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from govtracker.enums import Side
from govtracker.exports.columns import Column, Columns, Kind
from govtracker.rules.words import label


def _of_score(name: str) -> Callable[[Any], Any]:
    """A figure of the newest scorecard; nothing where there is none."""
    return lambda row: getattr(row["score"], name) if row["score"] else None


def _next_review(row: Any) -> Any:
    return row["review"].scheduled_at if row["review"] else None


def _overdue(side: Side) -> Callable[[Any], Any]:
    return lambda row: row["overdue"][side]


SCORE = Column("score", "Score", _of_score("overall"), Kind.NUMBER, sort="score")
MOVEMENT = Column("movement", "Movement", lambda row: row["movement"], Kind.NUMBER)
EQUITY = Column("equity", "Equity", lambda row: row["around"].equity, Kind.NUMBER)
EQUITY_MOVED = Column("equity_movement", "Equity movement", lambda row: row["around"].movement, Kind.NUMBER, width=18)
ALERTS = Column("alerts", "Collateral alerts", lambda row: row["around"].alerts, Kind.NUMBER, width=18)
EXIT = Column("exit", "Exit review overdue since", lambda row: row["around"].exit_due_on, Kind.DAY, width=24)
CLIMBED = Column("escalations", "Escalations", lambda row: row["escalations"].number, Kind.NUMBER, sort="escalations")
LEVEL = Column("level", "Highest level", lambda row: row["escalations"].level or None, Kind.NUMBER)
OF_CLIENT = Column("overdue_client", "Overdue, client", _overdue(Side.CLIENT), Kind.NUMBER, width=16)
OF_SUPPLIER = Column("overdue_supplier", "Overdue, supplier", _overdue(Side.SUPPLIER), Kind.NUMBER, width=18)
OVERDUE = Column("overdue", "Overdue ours / theirs", _overdue(Side.CLIENT), Kind.NUMBER, sort="overdue")
COLUMNS = Columns(
    head=(
        Column("key", "Relationship", lambda row: row["key"], width=12),
        Column("client", "Client", lambda row: row["client"], width=24),
        Column("supplier", "Supplier", lambda row: row["supplier"], width=24),
    ),
    others=(
        Column("standing", "Standing", lambda row: label(row["score"].standing) if row["score"] else None, width=18),
        replace(SCORE, spread=(SCORE, MOVEMENT)),
        Column("months", "12 months", lambda row: None, spread=()),
        Column("experience", "Experience", _of_score("experience"), Kind.NUMBER),
        Column("cost", "Cost", _of_score("cost"), Kind.NUMBER),
        Column("revenue", "Revenue", _of_score("revenue"), Kind.NUMBER),
        replace(CLIMBED, spread=(CLIMBED, LEVEL)),
        replace(OVERDUE, spread=(OF_CLIENT, OF_SUPPLIER)),
        replace(EQUITY, key="around", title="Equity, alerts", spread=(EQUITY, EQUITY_MOVED, ALERTS, EXIT)),
        Column("structure", "Structure", lambda row: row["structure"], width=20),
        Column("review", "Next review", _next_review, Kind.INSTANT, width=18, sort="review"),
        Column("category", "Category", lambda row: label(row["category"]) if row["category"] else None),
        Column("stage", "Stage", lambda row: label(row["stage"]) if row["stage"] else None, width=20),
    ),
    usual=(
        "standing",
        "score",
        "months",
        "experience",
        "cost",
        "revenue",
        "escalations",
        "overdue",
        "around",
        "structure",
        "review",
    ),
)
