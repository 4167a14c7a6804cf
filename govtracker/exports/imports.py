"""What an import does to the rows of a file, as a list."""

from govtracker.exports.columns import Column, Kind
from govtracker.rules.words import label

REFUSED = (
    Column("row", "Row", lambda row: row.row, Kind.NUMBER, width=8),
    Column("column", "Column", lambda row: row.column, width=24),
    Column("why", "Why it is refused", lambda row: row.sentence, width=80),
)
RESULTS = (
    Column("row", "Row", lambda row: row.line, Kind.NUMBER, width=8),
    Column(
        "outcome", "What became of it", lambda row: label("taken_back" if row.taken_back else row.outcome), width=18
    ),
    Column("label", "Record", lambda row: row.label, width=40),
    Column("column", "Column", lambda row: row.concerns, width=24),
    Column("why", "Why", lambda row: row.sentence, width=80),
)
