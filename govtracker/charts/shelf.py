"""The shelf: pictures that were drawn already, as files beside the data; the oldest make room."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from govtracker import config


def kept(name: str, draw: Callable[[], str]) -> str:
    """The picture of this name from the shelf, else drawn and put there. A name says all that is drawn.

    A shelf that cannot be written costs nothing but drawing the same picture again.
    """
    path = _folder() / f"{name}.svg"
    with suppress(OSError):
        return path.read_text(encoding="utf-8")
    drawing = draw()
    with suppress(OSError):
        _put(path, drawing)
    return drawing


def _put(path: Path, drawing: str) -> None:
    """Whole or not at all, however many processes draw the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".draft")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(drawing)
    Path(draft).replace(path)
    _make_room(path.parent)


def _make_room(folder: Path) -> None:
    files = [(entry.stat().st_mtime, entry.path) for entry in os.scandir(folder)]
    for _, path in sorted(files)[: max(len(files) - MOST, 0)]:
        Path(path).unlink(missing_ok=True)


def _folder() -> Path:
    return config.current().data_dir / "charts"


MOST: Final = 1000  # of some 15 kB each
