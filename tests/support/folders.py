"""Temporary folders that are removed even when their process was killed: by the next one that makes such a folder."""

import fcntl
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

YOUNG = 60  # seconds in which a folder may not be locked yet


@contextmanager
def held(prefix: str, parent: Path | None = None) -> Iterator[Path]:
    """A folder for the time of the block. Its file `alive` is locked meanwhile; the system drops the lock."""
    place = parent or Path(tempfile.gettempdir())
    for left in place.glob(f"{prefix}*"):
        _remove_if_abandoned(left)
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=place))
    alive = (folder / "alive").open("w")
    fcntl.flock(alive, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        alive.close()
        shutil.rmtree(folder, ignore_errors=True)


def _remove_if_abandoned(folder: Path) -> None:
    try:
        if time.time() - folder.stat().st_mtime < YOUNG:
            return
        with (folder / "alive").open("r") as alive:
            fcntl.flock(alive, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    except OSError:  # somebody lives there, it is another's, or it is gone already
        return
