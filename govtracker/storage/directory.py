"""Files in a local folder: each appears whole, and stays after a loss of power."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from govtracker import clock

LEFT_AFTER = 24 * 60 * 60  # seconds


class Directory:
    """A folder of our own; what is on its way in waits inside it, so that moving it is one step."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def incoming(self) -> Path:
        """A folder on the same disk."""
        return swept(self.folder / "incoming")

    def put(self, place: str, content: Path) -> None:
        """Write it to the disk for good, then give it its name."""
        target = self._path(place)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sync(content)
        try:
            os.replace(content, target)
        except OSError:  # from another disk
            beside = target.with_suffix(".part")
            shutil.copyfile(content, beside)
            _sync(beside)
            os.replace(beside, target)
        _sync(target.parent)

    def open(self, place: str) -> BinaryIO:
        """The file."""
        return self._path(place).open("rb")

    def places(self) -> Iterator[str]:
        """Every file but those on their way in."""
        for path in self.folder.rglob("*"):
            place = path.relative_to(self.folder)
            if place.parts[0] != "incoming" and path.suffix != ".part" and path.is_file():
                yield place.as_posix()

    def delete(self, place: str) -> None:
        """Remove the file."""
        self._path(place).unlink(missing_ok=True)

    def _path(self, place: str) -> Path:
        path = (self.folder / place).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise ValueError(f"{place!r} leads out of the store")
        return path


def swept(folder: Path) -> Path:
    """A folder for what is on its way, without what processes that died left there a day ago."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    long_ago = clock.real_now().timestamp() - LEFT_AFTER
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < long_ago:
                path.unlink()
    return folder


def _sync(path: Path) -> None:
    """Let the disk hold what was written to a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
