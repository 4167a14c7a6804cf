"""A workbook's file, looked at before anything reads it: how large it is unpacked, and what its sheets span."""

import io
import shutil
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, Final
from xml.parsers import expat

from govtracker.imports import sheet_scan, workbook_parts
from govtracker.imports.decoding import SAVE_AGAIN, Unreadable
from govtracker.imports.sheet_scan import Scanned


@dataclass(frozen=True)
class Checked:
    """A workbook that can be read: its parts unpacked, and what every sheet holds, by the sheet's name in order."""

    file: IO[bytes]
    sheets: dict[str, Scanned]


def check(data: bytes) -> Checked:
    """Unpack what a reader needs and look at every sheet; raises Unreadable with what is wrong with the file.

    Parts are copied as far as the directory says they go: nothing longer than was counted ever reaches a reader.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = _entries(packed)
            percents = workbook_parts.percent_styles(_part(packed, "xl/styles.xml"))
            paths = workbook_parts.sheet_paths(
                _part(packed, "xl/workbook.xml"), _part(packed, "xl/_rels/workbook.xml.rels")
            )
            file, scanned = _unpacked(packed, entries, percents)
    except BROKEN as error:
        raise Unreadable(f"This workbook is damaged or protected ({error}). {SAVE_AGAIN}") from None
    return Checked(file, {name: scanned[path] for name, path in paths.items() if path in scanned})


def _entries(packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The parts of the workbook, after a look at what everything would take unpacked."""
    every = packed.infolist()
    size, packed_size = sum(one.file_size for one in every), sum(one.compress_size for one in every)
    if len(every) > MOST_ENTRIES or size > MOST_BYTES or size > FREE + MOST_TIMES * packed_size:
        raise Unreadable(
            f"Unpacked this file would be {len(every):,} parts and {size / MB:,.0f} MB, more than is read "
            f"({MOST_BYTES // MB} MB) or than its size speaks for. Send the table alone, or in parts."
        )
    entries = [one for one in every if one.filename.endswith(PARTS)]
    names = {one.filename for one in entries}
    if len(names) < len(entries):
        raise Unreadable(f"This file holds a part twice, which no spreadsheet program writes. {SAVE_AGAIN}")
    if "xl/workbook.xml" not in names:
        raise Unreadable(f"This is a packed file, but no Excel workbook. {SAVE_AGAIN}")
    return entries


def _part(packed: zipfile.ZipFile, name: str) -> bytes:
    return packed.read(name) if name in packed.namelist() else b""


def _unpacked(
    packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo], percents: frozenset[int]
) -> tuple[IO[bytes], dict[str, Scanned]]:
    """The parts in a file that is not packed, and what its sheets hold, by the names of their parts."""
    file, scanned = io.BytesIO(), {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as unpacked:
        for entry in entries:
            with packed.open(entry) as source, unpacked.open(entry.filename, "w") as target:
                if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                    scanned[entry.filename] = sheet_scan.scan(source, target, percents)
                else:
                    shutil.copyfileobj(source, target)
    file.seek(0)
    return file, scanned


MB: Final = 1024 * 1024
MOST_ENTRIES: Final = 2_000
MOST_BYTES: Final = 80 * MB  # unpacked
MOST_TIMES: Final = 150  # as large unpacked as packed, past the first few MB
FREE: Final = 4 * MB
PARTS: Final = (".xml", ".rels")
BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    expat.ExpatError,
)
