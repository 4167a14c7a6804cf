"""A folder as the way out: whoever looks into its `new` finds whole mails there, each exactly once.

A mail is written into `ready`, synced, and appears in `new` by one renaming. That it is gone from `ready` says that it
was handed over, whatever became of it since: so a second try of the same mail adds nothing. The folder has a mark of
its own, for another host's folder of the same path knows nothing of that.
"""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from govtracker.mail.doors import Later, Letter, NoConnection, Uncertain

PREFIX = "pickup "


@contextmanager
def opened(folder: Path) -> Iterator["Folder"]:
    """The folder, made where it is missing; raises NoConnection."""
    try:
        for name in ("ready", "new"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        mark = _mark(folder)
    except OSError as error:
        raise NoConnection(_said(error)) from error
    yield Folder(folder, mark)


class Folder:
    """The Door to a folder."""

    def __init__(self, folder: Path, mark: str) -> None:
        self._ready, self._new = folder / "ready", folder / "new"
        self.name = PREFIX + mark
        self.is_open = True

    def offer(self, letter: Letter) -> None:
        """Write it down, unless it may have been handed over already."""
        if letter.handed_to.startswith(PREFIX):
            return
        path = self._ready / letter.name
        try:
            with path.open("wb") as file:
                file.write(letter.raw)
                file.flush()
                os.fsync(file.fileno())
            _sync(self._ready)
        except OSError as error:
            raise Later(_said(error)) from error

    def hand_over(self, letter: Letter) -> str:
        """Let it appear; where it was handed over before, nothing more happens."""
        if letter.handed_to.startswith(PREFIX) and letter.handed_to != self.name:
            raise Uncertain("It was handed over into another folder.")
        ready, new = self._ready / letter.name, self._new / letter.name
        try:
            ready.rename(new)
            _sync(self._new)
            _sync(self._ready)
        except FileNotFoundError:
            return f"handed over before as {letter.name}"
        except OSError as error:
            raise Uncertain(_said(error)) from error
        return f"handed over as {letter.name}"

    def withdraw(self) -> None:
        """What is not handed over stays in `ready`, where nobody looks and the next try replaces it."""
        self.is_open = False


def _mark(folder: Path) -> str:
    """What tells this folder from every other; the first who asks writes it."""
    path = folder / "mark"
    if not path.exists():
        own = folder / f"mark.{uuid.uuid4().hex}"
        own.write_text(uuid.uuid4().hex, encoding="ascii")
        try:
            os.link(own, path)
        except FileExistsError:
            pass
        finally:
            own.unlink()
    return path.read_text(encoding="ascii")


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _said(error: OSError) -> str:
    return f"{type(error).__name__}: {error.strerror or error}"
