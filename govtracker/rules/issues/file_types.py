"""What a file is, by its first bytes and not by its name; what cannot be attached; and the name it is shown by."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

HEAD = 4096  # bytes that are looked at
LONGEST_NAME = 150
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


class Nature(StrEnum):
    """What the bytes of a file are."""

    PNG = "a PNG picture"
    JPEG = "a JPEG picture"
    GIF = "a GIF picture"
    WEBP = "a WebP picture"
    BMP = "a BMP picture"
    TIFF = "a TIFF picture"
    HEIF = "a HEIF picture"
    PDF = "a PDF document"
    ZIP = "a ZIP archive"
    ARCHIVE = "an archive"
    OLE = "an older Office document"
    RTF = "an RTF document"
    MEDIA = "a sound or a film"
    HTML = "a web page (HTML)"
    SVG = "a drawing (SVG)"
    XML = "an XML document"
    TEXT = "text"
    PROGRAM = "a program"
    UNKNOWN = "of a kind that is not known"


@dataclass(frozen=True)
class Seen:
    """What a file is, and the media type it is kept and served with."""

    nature: Nature
    media_type: str


def seen(head: bytes, name: str) -> Seen:
    """What a file is that begins with `head` (up to HEAD bytes) and is called `name`; only text goes by its name."""
    nature = _nature(head)
    ending = _ending(name)
    if nature is Nature.ZIP and ending in OFFICE:
        return Seen(nature, OFFICE[ending])
    if nature in READABLE and ending in TEXTS:
        return Seen(Nature.TEXT, TEXTS[ending])
    return Seen(nature, MEDIA_TYPES.get(nature, "application/octet-stream"))


def objection(head: bytes, name: str) -> str | None:
    """Why such a file cannot be attached, as a sentence; None where it can."""
    nature, ending = seen(head, name).nature, _ending(name)
    if not head:
        return f"“{name}” is empty."
    if nature is Nature.PROGRAM or ending in PROGRAMS:
        return f"“{name}” is a program. Programs cannot be attached."
    claimed = CLAIMS.get(ending)
    if claimed and nature not in claimed:
        return f"“{name}” is not what its name says: it is {nature.value}. Give it its right name."
    return None


def display_name(name: str) -> str:
    """The name a file is shown by: without folders, without what cannot be seen or turns the text, not too long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = " ".join(UNSEEN.sub("", last).split()).strip(". ")
    if len(plain) > LONGEST_NAME:
        stem, dot, ending = plain.rpartition(".")
        ending = f".{ending[:10]}" if dot and stem else ""
        plain = plain[: LONGEST_NAME - len(ending)].rstrip(". ") + ending
    return plain or "file"


def _ending(name: str) -> str:
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def _nature(head: bytes) -> Nature:
    for offset, signature, nature in SIGNATURES:
        if head.startswith(signature, offset):
            return nature
    if head.startswith(b"RIFF"):
        return {b"WEBP": Nature.WEBP, b"WAVE": Nature.MEDIA, b"AVI ": Nature.MEDIA}.get(head[8:12], Nature.UNKNOWN)
    if head[4:8] == b"ftyp":
        return Nature.HEIF if head[8:12] in (b"heic", b"heix", b"mif1", b"avif") else Nature.MEDIA
    return _written(head)


def _written(head: bytes) -> Nature:
    """Markup, other text, or neither (WHATWG MIME Sniffing: its tags and its binary bytes)."""
    text = _decoded(head)
    if text is None:
        return Nature.UNKNOWN
    begins = text.lstrip("\ufeff\t\n\x0c\r ").lower()
    markup = re.sub(r"^(?:<\?xml[^>]*>|<!doctype svg[^>]*>|<!--.*?-->|\s+)+", "", begins, flags=re.DOTALL)
    if markup.startswith("<svg") or (begins.startswith("<?xml") and "<svg" in begins):
        return Nature.SVG
    if MARKUP.match(begins) or (begins.startswith("<?xml") and "<html" in begins):
        return Nature.HTML
    return Nature.XML if begins.startswith("<?xml") else Nature.TEXT


def _decoded(head: bytes) -> str | None:
    """The text, None where it is none; a letter may be cut at the end."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    if BINARY.search(head):
        return None
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError as error:
        return head.decode("latin-1") if error.start < len(head) - 3 else head[: error.start].decode("utf-8")


def _each(natures: Iterable[Nature], endings: str) -> dict[str, frozenset[Nature]]:
    return dict.fromkeys(endings.split(), frozenset(natures))


BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
TAGS = "html head script iframe h1 div font table a style title b body br p img form meta link object embed base"
MARKUP = re.compile(rf"<(?:!doctype html|!--|(?:{TAGS.replace(' ', '|')})(?=[\s/>]))")
READABLE = (Nature.TEXT, Nature.HTML, Nature.XML, Nature.SVG)
SIGNATURES: tuple[tuple[int, bytes, Nature], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", Nature.PNG),
    (0, b"\xff\xd8\xff", Nature.JPEG),
    (0, b"GIF87a", Nature.GIF),
    (0, b"GIF89a", Nature.GIF),
    (0, b"II*\x00", Nature.TIFF),
    (0, b"MM\x00*", Nature.TIFF),
    (0, b"%PDF-", Nature.PDF),
    (0, b"PK\x03\x04", Nature.ZIP),
    (0, b"PK\x05\x06", Nature.ZIP),
    (0, b"\x1f\x8b", Nature.ARCHIVE),
    (0, b"BZh", Nature.ARCHIVE),
    (0, b"\xfd7zXZ\x00", Nature.ARCHIVE),
    (0, b"7z\xbc\xaf\x27\x1c", Nature.ARCHIVE),
    (0, b"Rar!\x1a\x07", Nature.ARCHIVE),
    (257, b"ustar", Nature.ARCHIVE),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Nature.OLE),
    (0, b"{\\rtf", Nature.RTF),
    (0, b"ID3", Nature.MEDIA),
    (0, b"\xff\xfb", Nature.MEDIA),
    (0, b"OggS", Nature.MEDIA),
    (0, b"fLaC", Nature.MEDIA),
    (0, b"\x1a\x45\xdf\xa3", Nature.MEDIA),
    (0, b"MZ", Nature.PROGRAM),
    (0, b"\x7fELF", Nature.PROGRAM),
    (0, b"\xfe\xed\xfa\xce", Nature.PROGRAM),
    (0, b"\xfe\xed\xfa\xcf", Nature.PROGRAM),
    (0, b"\xce\xfa\xed\xfe", Nature.PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", Nature.PROGRAM),
    (0, b"\xca\xfe\xba\xbe", Nature.PROGRAM),
    (0, b"#!", Nature.PROGRAM),
    (0, b"BM", Nature.BMP),
)
MEDIA_TYPES: Mapping[Nature, str] = {
    Nature.PNG: "image/png",
    Nature.JPEG: "image/jpeg",
    Nature.GIF: "image/gif",
    Nature.WEBP: "image/webp",
    Nature.PDF: "application/pdf",
    Nature.ZIP: "application/zip",
    Nature.RTF: "application/rtf",
    Nature.TEXT: "text/plain",
}
OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"
OFFICE: Mapping[str, str] = {
    "docx": f"{OOXML}.wordprocessingml.document",
    "xlsx": f"{OOXML}.spreadsheetml.sheet",
    "pptx": f"{OOXML}.presentationml.presentation",
    "odt": f"{ODF}.text",
    "ods": f"{ODF}.spreadsheet",
    "odp": f"{ODF}.presentation",
}
TEXTS: Mapping[str, str] = {
    **dict.fromkeys(("txt", "md", "log", "json", "yaml", "yml", "eml", "ini", "sql"), "text/plain"),
    "csv": "text/csv",
    "ics": "text/calendar",
}
CLAIMS: Mapping[str, frozenset[Nature]] = {
    **_each([Nature.PNG], "png"),
    **_each([Nature.JPEG], "jpg jpeg"),
    **_each([Nature.GIF], "gif"),
    **_each([Nature.WEBP], "webp"),
    **_each([Nature.BMP], "bmp"),
    **_each([Nature.TIFF], "tif tiff"),
    **_each([Nature.HEIF], "heic heif avif"),
    **_each([Nature.PDF], "pdf"),
    **_each([Nature.ZIP], f"zip {' '.join(OFFICE)}"),
    **_each([Nature.OLE], "doc xls ppt msg"),
    **_each([Nature.RTF], "rtf"),
    **_each([Nature.ARCHIVE], "gz tgz bz2 xz 7z rar tar"),
    **_each([Nature.MEDIA], "mp3 mp4 m4a mov wav ogg webm flac avi"),
    **_each([Nature.SVG], "svg"),
    **_each([Nature.HTML, Nature.XML, Nature.TEXT], "html htm xhtml"),
    **_each([Nature.TEXT], " ".join(TEXTS)),
}
RUNS = """
    apk app appimage bat bin cab cmd com command cpl deb dll dmg exe gadget hta inf ins iso jar js jse lnk mjs msc
    msi msix msp pif ps1 psm1 py pyc reg rpm run scf scr sh sys url vb vbe vbs vhd ws wsc wsf wsh xll
"""
PROGRAMS = frozenset(RUNS.split())
