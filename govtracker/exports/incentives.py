"""The incentive ledger as a list: what its columns are called and hold."""

from govtracker.exports.columns import Column, Kind
from govtracker.rules import money
from govtracker.rules.performance import incentive_words
from govtracker.rules.words import label

COLUMNS = (
    Column("month", "Month", lambda row: f"{row.period_on:%Y-%m}", width=10),
    Column("entry", "Entry", lambda row: row.id, Kind.NUMBER, width=8),
    Column("kind", "Kind", lambda row: label(row.kind)),
    Column("kpi", "KPI", lambda row: row.code or "", width=12),
    Column("name", "Name of the KPI", lambda row: row.kpi or "", width=30),
    Column("amount", "In the client’s favour", lambda row: money.amount(row.amount, row.currency), Kind.NUMBER),
    Column("currency", "Currency", lambda row: row.currency, width=10),
    Column("measured", "Because", lambda row: incentive_words.because(row.basis), width=40),
    Column(
        "arithmetic",
        "Arithmetic",
        lambda row: incentive_words.arithmetic(row.kind, row.amount, row.currency, row.basis, row.source_on),
        width=70,
    ),
    Column("counters", "Takes back entry", lambda row: row.counters_id, Kind.NUMBER),
    Column("reason", "Reason", lambda row: row.reason, width=40),
    Column("entered", "Entered", lambda row: row.entered_at, Kind.INSTANT, width=18),
)
