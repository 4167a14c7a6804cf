"""Taking an import back within a day, row by row where nothing was touched since."""

from datetime import datetime, timedelta
from typing import Final

from govtracker.database import db
from govtracker.imports import batches as carrying
from govtracker.imports.batches import Where
from govtracker.imports.kinds import Kind
from govtracker.models import ImportBatch
from govtracker.queries.installation import batches
from govtracker.services import Refused, events

WITHIN: Final = timedelta(hours=24)
LAST_LINE: Final = 2**31 - 1


def is_possible(batch: ImportBatch, at: datetime) -> bool:
    """Whether an import was carried out within the last day, wrote something and was not taken back yet."""
    if batch.imported_at is None or batch.undone_at is not None or at >= batch.imported_at + WITHIN:
        return False
    return bool(batch.summary["new"] or batch.summary["changed"])


def take_back(kind: Kind, batch: ImportBatch, where: Where) -> None:
    """Undo what an import wrote, the last row first; what was touched since stays as it is, and its row says so."""
    if not is_possible(batch, where.at):
        raise Refused("An import can be taken back once, within 24 hours.")
    ground = carrying.ground(kind, batch, where)
    back, kept, before = 0, 0, LAST_LINE
    while rows := batches.to_take_back(batch.id, before=before, size=kind.chunk):
        left = kind.take_back(rows, ground)
        for row in rows:
            row.taken_back = row.line not in left
            row.sentence = "touched since, so it stays" if row.line in left else ""
        back, kept, before = back + len(rows) - len(left), kept + len(left), rows[-1].line
        db.session.flush()
    batch.undone_at = where.at
    batch.summary = {**batch.summary, "taken_back": back, "kept": kept}
    changes = {"taken_back": [None, back], "kept": [None, kept]}
    events.record(batch, f"{kind.name}_import_taken_back", by=where.by, at=where.at, changes=changes)
