"""A backup of the whole installation: one file, made while everybody works, and old ones taken away."""

import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from govtracker import config, storage
from govtracker.keeping import archive, copies
from govtracker.keeping.copies import Copied
from govtracker.queries.installation import backups
from govtracker.queries.installation.backups import LastBackup
from govtracker.storage import Store

NAME = "govtracker-%Y%m%dT%H%M%SZ.tar"
NAMES = "govtracker-????????T??????Z.tar"
PROJECT = Path(__file__).resolve().parents[3] / "pyproject.toml"
PIECE = 1024 * 1024


@dataclass(frozen=True)
class Made:
    """A backup, when it was begun, and what of its content was not there or not as it was kept (places)."""

    file: Path
    at: datetime
    copied: Copied
    faults: tuple[str, ...]


def make(target: Path, *, at: datetime) -> Made:
    """Write a backup as it is at one instant not before `at` (real time) to the file, or into the folder, `target`.

    The database is copied first and its content after: content is never changed, and only taken away long after
    nothing points at it. Raises Unable, FileExistsError.
    """
    settings = config.current()
    file = target / at.astimezone(UTC).strftime(NAME) if target.is_dir() else target
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as beside:
        copy = Path(beside, copies.name_of(settings.database_url))
        copied = copies.copy(settings.database_direct_url, copy, settings.postgresql_bin)
        with archive.writing(file) as tar:
            with copy.open("rb") as content:
                tar.add(copy.name, content)
            copy.unlink()
            faults = _add_content(tar, copied, storage.store(settings), Path(beside))
            tar.seal(
                {
                    "made_at": at.astimezone(UTC).isoformat(),
                    "program": program(),
                    "engine": copied.engine,
                    "engine_version": copied.version,
                    "schema": copied.schema,
                    "rows": copied.rows,
                    "faults": faults,
                }
            )
    return Made(file, at, copied, tuple(faults))


def note(made: Made) -> None:
    """Let the health page know of it."""
    backups.note(LastBackup(made.at, str(made.file), made.file.stat().st_size))


def rotate(folder: Path, keep: int) -> Sequence[Path]:
    """Take all but the newest `keep` backups of a folder away, by the instants in their names; which went."""
    old = sorted(folder.glob(NAMES))[: -keep or None] if keep else []
    for file in old:
        file.unlink()
    return old


def program() -> str:
    """The version of this program."""
    return str(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"])


def _add_content(tar: archive.Writing, copied: Copied, store: Store, beside: Path) -> list[str]:
    """Places of what somebody needs and is not there, or is not as it was kept; what there is is added all the same."""
    faults = []
    for content in copied.content:
        with tempfile.TemporaryFile(dir=beside) as waiting:
            try:
                with store.open(content.place) as source:
                    while piece := source.read(PIECE):
                        waiting.write(piece)
            except FileNotFoundError:
                if content.place in copied.needed:
                    faults.append(content.place)
                continue
            if tar.add(f"attachments/{content.place}", waiting) != content.digest:
                faults.append(content.place)
    return faults
