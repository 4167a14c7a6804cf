"""When the last backup was made, and whether this database came from one."""

import json
from dataclasses import dataclass
from datetime import datetime

from govtracker.database import db
from govtracker.models import Setting

MADE, RESTORED = "last_backup", "restored_from"


@dataclass(frozen=True)
class LastBackup:
    """When the last backup began (real time, UTC), its file and size in bytes."""

    at: datetime
    file: str
    size: int


def last() -> LastBackup | None:
    """The last backup this database knows of; one made from a backup knows of those before."""
    kept = db.session.get(Setting, MADE)
    if kept is None:
        return None
    facts = json.loads(kept.value)
    return LastBackup(datetime.fromisoformat(facts["at"]), facts["file"], facts["size"])


def note(made: LastBackup) -> None:
    """Keep word of a backup."""
    text = json.dumps({"at": made.at.isoformat(), "file": made.file, "size": made.size})
    db.session.merge(Setting(name=MADE, value=text))
