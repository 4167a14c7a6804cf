"""Customer segments as a file: one row each, with the columns an import reads."""

from collections.abc import Callable
from decimal import Decimal

from govtracker.documents.spreadsheets import Kind
from govtracker.enums import ValueInput
from govtracker.exports.columns import Column
from govtracker.queries.sourcing.segments import Input, Standing
from govtracker.rules.words import label


def _input(kind: ValueInput) -> Callable[[Standing], int | None]:
    def level(row: Standing) -> int | None:
        found: Input = next(one for one in row.inputs if one.kind is kind)
        return found.level

    return level


def _needs(row: Standing) -> str:
    return label(row.facts.needs.level) if row.facts.needs else "not known"


def _index(row: Standing) -> Decimal | None:
    return row.facts.needs.index if row.facts.needs else None


def _channel(row: Standing) -> str:
    word = row.facts.needs.channel.word if row.facts.needs else None
    return label(word) if word else ""


COLUMNS = (
    Column("name", "Segment", lambda row: row.name, width=28),
    Column("description", "Who belongs to it", lambda row: row.description, width=50),
    Column("basis", "Basis", lambda row: ", ".join(label(one) for one in row.facts.basis), width=24),
    Column("customers", "Share of customers (%)", lambda row: row.customer_share, Kind.NUMBER),
    Column("revenue", "Share of revenue (%)", lambda row: row.revenue_share, Kind.NUMBER),
    *(Column(kind.value, label(kind), _input(kind), Kind.NUMBER) for kind in ValueInput),
    Column("value", "Value", lambda row: row.facts.value.words, width=16),
    Column("need", "Need", _needs, width=16),
    Column("index", "Need (1 to 5)", _index, Kind.NUMBER),
    Column("channel", "Preferred channel", _channel, width=18),
    Column("answers", "Answers", lambda row: row.facts.needs.answers if row.facts.needs else 0, Kind.NUMBER),
    Column("plan", "Service plan", lambda row: row.facts.plan.words if row.facts.plan else "", width=60),
    Column("found", "Found", lambda row: ", ".join(label(one.kind) for one in row.findings), width=30),
    Column("state", "State", lambda row: "retired" if row.retired_at else "in use", width=10),
)
