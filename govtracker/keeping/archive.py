"""The file a backup is: a tar of the database, all content, and a manifest with the SHA-256 of each; a stream."""

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

MANIFEST, SEAL = "manifest.json", "manifest.sha256"
PIECE = 1024 * 1024
DATABASE = re.compile(r"database\.(sqlite3|dump)")
CONTENT = re.compile(r"attachments/[A-Za-z0-9_-]+(?:[./][A-Za-z0-9_-]+)*")
FORMAT = 1


class Damaged(Exception):
    """The file is not a whole backup; the text says what is wrong."""


class Writing:
    """An archive on its way: members first, then what is said of them all."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.members: dict[str, dict[str, Any]] = {}

    def add(self, name: str, file: IO[bytes]) -> str:
        """Append a file from its beginning; its SHA-256 in hex."""
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        reading = _Hashing(file)
        self._tar.addfile(_entry(name, size), reading)
        self.members[name] = {"size": size, "sha256": reading.digest.hexdigest()}
        return str(self.members[name]["sha256"])

    def seal(self, facts: dict[str, Any]) -> None:
        """Write the manifest, last: `facts` and the members."""
        text = json.dumps({"format": FORMAT, **facts, "members": self.members}, indent=1, sort_keys=True).encode()
        for name, words in ((MANIFEST, text), (SEAL, hashlib.sha256(text).hexdigest().encode())):
            self._tar.addfile(_entry(name, len(words)), io.BytesIO(words))


@contextmanager
def writing(target: Path) -> Iterator[Writing]:
    """A new archive, which has its name once it is whole and on the disk; FileExistsError where one is already."""
    if target.exists():
        raise FileExistsError(target)
    beside = target.with_name(f"{target.name}.part")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                yield Writing(tar)
            file.flush()
            os.fsync(file.fileno())
        beside.rename(target)
    finally:
        beside.unlink(missing_ok=True)
    handle = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def verify(source: Path) -> dict[str, Any]:
    """The manifest of a backup whose every byte is as it was written; raises Damaged."""
    return read(source, lambda name, content: _drain(content))


def read(source: Path, take: Callable[[str, IO[bytes]], None]) -> dict[str, Any]:
    """Hand every member to `take`, then compare them all with the manifest, which is returned; raises Damaged."""
    found: dict[str, dict[str, Any]] = {}
    kept: dict[str, bytes] = {}
    try:
        with tarfile.open(source, mode="r|") as tar:
            for entry in tar:
                content = tar.extractfile(entry) if entry.isreg() else None
                if content is None or entry.name in found or entry.name in kept:
                    raise Damaged(f"{entry.name!r} does not belong into a backup.")
                if entry.name in (MANIFEST, SEAL):
                    kept[entry.name] = content.read()
                    continue
                if not (DATABASE.fullmatch(entry.name) or CONTENT.fullmatch(entry.name)):
                    raise Damaged(f"{entry.name!r} does not belong into a backup.")
                reading = _Hashing(content)
                take(entry.name, reading)  # type: ignore[arg-type]  # it is for read() alone
                _drain(reading)
                found[entry.name] = {"size": entry.size, "sha256": reading.digest.hexdigest()}
    except (tarfile.TarError, OSError, EOFError) as error:
        raise Damaged(f"The file cannot be read as a backup: {error}") from error
    return _compared(kept, found)


def _compared(kept: dict[str, bytes], found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if set(kept) != {MANIFEST, SEAL}:
        raise Damaged("The file ends before its manifest: it is not whole.")
    if hashlib.sha256(kept[MANIFEST]).hexdigest().encode() != kept[SEAL]:
        raise Damaged("The manifest is not as it was written.")
    manifest: dict[str, Any] = json.loads(kept[MANIFEST])
    if manifest["format"] != FORMAT:
        raise Damaged("A newer version of the program made this backup: restore it with that one.")
    for name in sorted(found.keys() | manifest["members"].keys()):
        if found.get(name) != manifest["members"].get(name):
            raise Damaged(f"{name} is not as it was written.")
    return manifest


class _Hashing:
    """A file that is hashed as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        piece = self._file.read(size)
        self.digest.update(piece)
        return piece


def _drain(content: Any) -> None:
    while content.read(PIECE):
        pass


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry
