"""Many rows at once: collected by table, then inserted a few thousand at a time."""

from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import insert, text

from govtracker import database
from govtracker.cli import searching
from govtracker.database import Base, db

CHUNK = 5_000


class Bulk:
    """Rows on their way into an empty database; rows of one table name the same columns."""

    def __init__(self) -> None:
        self._rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        self._last: Counter[str] = Counter()

    def add(self, model: type[Base], **values: Any) -> int:
        """Keep a row for later; its id."""
        name = model.__tablename__
        self._last[name] += 1
        self._rows[name].append({"id": self._last[name], **values})
        return self._last[name]

    def put(self, model: type[Base], **values: Any) -> None:
        """Keep a row of a table that has a key of its own."""
        self._rows[model.__tablename__].append(values)

    @property
    def is_full(self) -> bool:
        """Whether it is time to write."""
        return sum(map(len, self._rows.values())) >= 10 * CHUNK

    def write(self) -> None:
        """Insert what was kept, the tables in the order they need one another, in one transaction."""
        with database.transaction():
            connection = db.session.connection()
            for table in Base.metadata.sorted_tables:
                rows = self._rows.pop(table.name, [])
                for start in range(0, len(rows), CHUNK):
                    connection.execute(insert(table), rows[start : start + CHUNK])

    def finish(self) -> None:
        """Leave the database as years of use would: searchable, counters moved on, PostgreSQL's statistics taken."""
        self.write()
        list(searching.mend())
        if db.engine.dialect.name != "postgresql":
            return
        with database.transaction():
            for name, last in self._last.items():
                db.session.execute(
                    text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)"), {"table": name, "last": last}
                )
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
