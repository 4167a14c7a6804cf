"""Files on their way in and out of the store; everything here opens its transactions itself, none while files move."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from govtracker import config, storage
from govtracker.database import transaction
from govtracker.rules.issues import file_types
from govtracker.services import Refused
from govtracker.services.issues import attachments
from govtracker.services.issues.attachments import Sent

PIECE = 64 * 1024
MEGABYTE = 1024 * 1024


def keep(content: BinaryIO, name: str, *, at: datetime) -> Sent:
    """Keep what somebody sends under `name`; refuses what is empty, too large, a program, or not what its name says.

    It is read piece by piece, never further than the largest size, and written before any row points at it.
    """
    settings = config.current()
    store = storage.store(settings)
    shown = file_types.display_name(name)
    with _incoming(store.incoming()) as path:
        digest, size, head = _received(content, path, settings.max_attachment, shown)
        objection = file_types.objection(head, shown)
        if objection:
            raise Refused(objection, "files")
        with transaction():
            expected = attachments.expect(digest, size, at=at)
            file_id, place, is_whole = expected.id, expected.place, expected.kept_at is not None
        if not is_whole:
            store.put(place, path)
            with transaction():
                attachments.arrived(file_id, at=at)
    return Sent(file_id, shown, file_types.seen(head, shown).media_type, size)


def clear_away(file_id: int, at: datetime) -> None:
    """Take content away that nothing has pointed at for long; done again where it broke off."""
    with transaction():
        stored = attachments.leave(file_id, at=at)
        place = stored.place if stored else None
    if place is None:
        return
    storage.store(config.current()).delete(place)
    with transaction():
        attachments.forget(file_id)


@contextmanager
def _incoming(folder: Path) -> Iterator[Path]:
    """A file that is gone afterwards, unless it was moved."""
    handle, name = tempfile.mkstemp(dir=folder)
    os.close(handle)
    path = Path(name)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _received(content: BinaryIO, path: Path, most: int, name: str) -> tuple[str, int, bytes]:
    """SHA-256 (hex), size and beginning of what was written to `path`."""
    digest, size, head = hashlib.sha256(), 0, b""
    with path.open("wb") as file:
        while piece := content.read(PIECE):
            size += len(piece)
            if size > most:
                raise Refused(f"“{name}” is larger than {most // MEGABYTE} MB, the most a file may have.", "files")
            head = head or piece[: file_types.HEAD]
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest(), size, head
