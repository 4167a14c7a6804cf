"""Bytes of a file someone sends, as text: which encoding it is in, and what is no text at all."""

import codecs
import re
from dataclasses import dataclass
from typing import Final


class Unreadable(Exception):
    """A file nothing can be taken from; `sentence` tells the person what it is and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Decoded:
    """The text without its byte order mark, and the encoding in words: “UTF-8 with BOM”."""

    text: str
    said: str


def decoded(data: bytes) -> Decoded:
    """The text of `data`: UTF-8 or UTF-16, with or without a byte order mark, else Windows-1252.

    Raises Unreadable for an empty file, another kind of file, a broken encoding and control characters.
    """
    if not data.strip():
        raise Unreadable("The file is empty.")
    _refuse_what_is_no_text(data)
    found = _decode(data)
    damaged = CONTROLS.search(found.text)
    if damaged:
        row = found.text.count("\n", 0, damaged.start()) + 1
        raise Unreadable(f"Line {row} holds a control character that no text has ({damaged[0]!r}). {SAVE_AGAIN}")
    if not found.text.strip():
        raise Unreadable("The file is empty.")
    return found


def _decode(data: bytes) -> Decoded:
    for mark, encoding, said in MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, f"{said} with BOM")
    if b"\0" in data[:SAMPLE]:
        return _without_mark(data)
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as error:
        return _older(data, error)


def _strictly(data: bytes, encoding: str, said: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), said)
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"The file says it is {said.removesuffix(' with BOM')}, but byte {error.start} is not. {SAVE_AGAIN}"
        ) from None


def _without_mark(data: bytes) -> Decoded:
    """UTF-16 shows by its zero bytes: in Latin script they are every second byte."""
    sample = data[:SAMPLE]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if sample[start::2].count(0) > len(sample) // 4 and not sample[1 - start :: 2].count(0):
            return _strictly(data, encoding, "UTF-16")
    raise Unreadable(f"The file holds zero bytes: it is not a text file. {SAVE_AGAIN}")


def _older(data: bytes, error: UnicodeDecodeError) -> Decoded:
    """Windows-1252, unless most of the file is UTF-8 and a few characters of it are broken."""
    if len(UTF8_CHARACTER.findall(data)) > len(BROKEN_CHARACTER.findall(data.decode("utf-8", "replace"))):
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"The file is UTF-8, but a character in line {line} is broken. {SAVE_AGAIN}")
    try:
        return Decoded(data.decode("cp1252"), "Windows-1252")
    except UnicodeDecodeError:
        raise Unreadable(f"The encoding of the file is neither UTF-8 nor Windows-1252. {SAVE_AGAIN}") from None


def _refuse_what_is_no_text(data: bytes) -> None:
    for beginning, what in OTHER_FILES:
        if data.startswith(beginning):
            raise Unreadable(f"This is {what}, not a table. {SAVE_AGAIN}")
    if re.match(rb"\s*<(!doctype|html|\?xml)", data, re.IGNORECASE):
        raise Unreadable(f"This is a web page or XML, not a table. {SAVE_AGAIN}")


SAMPLE: Final = 4096
SAVE_AGAIN: Final = "Save the sheet as an Excel workbook (.xlsx) or as “CSV UTF-8”, and send that file."
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
OTHER_FILES: Final = (
    (b"PK", "a packed file"),
    (b"\xd0\xcf\x11\xe0", "an older Excel workbook, or one with a password"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a packed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
UTF8_CHARACTER: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
BROKEN_CHARACTER: Final = re.compile("\ufffd")
