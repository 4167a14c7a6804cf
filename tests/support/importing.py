"""Imports to test with: a file sent, looked at, carried out and taken back as one person."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from govtracker import database
from govtracker.database import db
from govtracker.imports import batches, undoing
from govtracker.imports.batches import Where
from govtracker.imports.kinds import Kind
from govtracker.models import ImportBatch
from govtracker.queries import find
from govtracker.queries.installation import batches as asked
from govtracker.queries.structure import people
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)
COUNTS = ("new", "changed", "unchanged", "refused")


@dataclass
class Importing:
    """Imports of a kind by one person, into relationship `key` or, without one, into their own company."""

    world: World
    kind: Kind
    who: str
    key: str | None = None
    at: datetime = AT

    def received(self, text: str | bytes, name: str = "file.csv") -> dict[str, Any]:
        """Send a file; what would become of it."""
        with database.transaction():
            data = text.encode() if isinstance(text, str) else text
            batch = batches.receive(self.kind, name, data, self._where())
            self.batch_id = batch.id
            return dict(batch.summary)

    def imported(self, text: str | bytes, *, all_or_nothing: bool = False, tell: bool = False) -> tuple[int, ...]:
        """Send a file and import it: how many rows are new, changed, unchanged, refused."""
        self.received(text)
        return self.carried_out(all_or_nothing=all_or_nothing, tell=tell)

    def carried_out(self, *, all_or_nothing: bool = False, tell: bool = False) -> tuple[int, ...]:
        """Import the file that was sent."""
        with database.transaction():
            batch = self._batch()
            batches.carry_out(self.kind, batch, self._where(), all_or_nothing=all_or_nothing, tell=tell)
            return tuple(batch.summary[name] for name in COUNTS)

    def chosen(self, columns: dict[str, str], **options: str) -> dict[str, Any]:
        """Say which column says what; what would become of the rows then."""
        with database.transaction():
            batch = self._batch()
            batches.choose(self.kind, batch, columns, options, self._where())
            return dict(batch.summary)

    def taken_back(self, *, after: timedelta = timedelta(hours=1)) -> tuple[int, int]:
        """Take the import back: how many rows went, how many stay."""
        self.at += after
        with database.transaction():
            batch = self._batch()
            undoing.take_back(self.kind, batch, self._where())
            return batch.summary["taken_back"], batch.summary["kept"]

    def outcomes(self) -> list[tuple[int, str, str]]:
        """Row, outcome and sentence of every row of the import."""
        db.session.expire_all()
        found = asked.rows(self.batch_id, size=500).rows
        return [(row.line, "taken back" if row.taken_back else row.outcome.value, row.sentence) for row in found]

    def _batch(self) -> ImportBatch:
        viewer = self.world.viewer(self.who)
        if self.key:
            return asked.of_relationship(viewer, self.key, self.batch_id, self.kind.name)
        return asked.of_company(viewer, self.batch_id, self.kind.name)

    def _where(self) -> Where:
        viewer = self.world.viewer(self.who)
        place = find.relationship(viewer, self.key) if self.key else people.own_company(viewer)
        return Where(place, viewer, self.at, self.at.date())
