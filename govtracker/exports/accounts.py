"""Customer accounts as a file: a row each, or one for each month of its revenue, with the columns an import reads."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from govtracker.documents.spreadsheets import Kind
from govtracker.exports.columns import Column
from govtracker.rules import money


def _amount(name: str) -> Callable[[Any], Decimal | None]:
    def amount(row: Any) -> Decimal | None:
        minor = getattr(row, name)
        return None if minor is None else money.amount(minor, row.currency)

    return amount


COLUMNS = (
    Column("name", "Account", lambda row: row.name, width=28),
    Column("segment", "Customer segment", lambda row: row.segment or "", width=22),
    Column("owner", "Owner", lambda row: row.owner or "", width=28),
    Column("currency", "Currency", lambda row: row.currency, width=10),
    Column("label", "Suppliers read", lambda row: row.label, width=22),
    Column("month", "Month", lambda row: f"{row.period_on:%Y-%m}" if row.period_on else "", width=10),
    Column("base", "Base", _amount("base"), Kind.NUMBER),
    Column("cross_sell", "Cross-sell", _amount("cross_sell"), Kind.NUMBER),
    Column("up_sell", "Up-sell", _amount("up_sell"), Kind.NUMBER),
    Column("source", "Source", lambda row: row.source or "", width=24),
    Column("state", "State", lambda row: "retired" if row.retired_at else "offered", width=10),
)
