"""Files: seen as what their bytes are, whatever they are called, and shown by a name that harms nobody."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.issues import file_types
from govtracker.rules.issues.file_types import Nature

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
DRAWING = b'<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def packed() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writer:
        writer.writestr("[Content_Types].xml", "<Types/>")
    return archive.getvalue()


@pytest.mark.parametrize(
    ("head", "name", "nature", "media_type"),
    [
        (PNG, "chart.png", Nature.PNG, "image/png"),
        (b"\xff\xd8\xff\xe0abc", "photo.JPG", Nature.JPEG, "image/jpeg"),
        (b"GIF89a\x01\x00", "a.gif", Nature.GIF, "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a.webp", Nature.WEBP, "image/webp"),
        (b"%PDF-1.7\n", "report.pdf", Nature.PDF, "application/pdf"),
        (packed(), "sheet.xlsx", Nature.ZIP, file_types.OFFICE["xlsx"]),
        (packed(), "all.zip", Nature.ZIP, "application/zip"),
        (b"a;b\n1;2\n", "figures.csv", Nature.TEXT, "text/csv"),
        ("Grüße\n".encode(), "notes.txt", Nature.TEXT, "text/plain"),
        ("Grüße\n".encode("latin-1"), "notes.txt", Nature.TEXT, "text/plain"),
        ("a;b".encode("utf-16"), "figures.csv", Nature.TEXT, "text/csv"),
        (("ü" * 2048).encode()[:4095], "cut.txt", Nature.TEXT, "text/plain"),
        (PAGE, "page.html", Nature.HTML, "application/octet-stream"),
        (PAGE, "chart.png", Nature.HTML, "application/octet-stream"),
        (b"\xef\xbb\xbf \n <HTML >", "x", Nature.HTML, "application/octet-stream"),
        (b"<img src=x onerror=alert(1)>", "x.png", Nature.HTML, "application/octet-stream"),
        (PAGE, "page.txt", Nature.TEXT, "text/plain"),
        (DRAWING, "logo.svg", Nature.SVG, "application/octet-stream"),
        (b"<svg onload=alert(1)>", "logo.png", Nature.SVG, "application/octet-stream"),
        (b"<?xml version='1.0'?><a/>", "a.xml", Nature.XML, "application/octet-stream"),
        (b"MZ\x90\x00", "setup.pdf", Nature.PROGRAM, "application/octet-stream"),
        (b"\x00\x01\x02\x03", "what.dat", Nature.UNKNOWN, "application/octet-stream"),
        (b"", "nothing", Nature.TEXT, "text/plain"),
    ],
)
def test_a_file_is_what_its_bytes_are(head: bytes, name: str, nature: Nature, media_type: str) -> None:
    assert file_types.seen(head, name) == file_types.Seen(nature, media_type)


@pytest.mark.parametrize(
    ("head", "name", "says"),
    [
        (PAGE, "chart.png", "it is a web page (HTML)"),
        (DRAWING, "chart.png", "it is a drawing (SVG)"),
        (PNG, "report.pdf", "it is a PNG picture"),
        (b"plain words", "photo.jpeg", "it is text"),
        (packed(), "report.pdf", "it is a ZIP archive"),
        (PNG, "sheet.xlsx", "it is a PNG picture"),
        (b"\x00\x01", "notes.txt", "of a kind that is not known"),
        (b"MZ\x90\x00", "invoice.pdf", "is a program"),
        (b"\x7fELF\x02", "tool", "is a program"),
        (b"#!/bin/sh\nrm -rf /", "notes.txt", "is a program"),
        (b"alert(1)", "invoice.pdf.js", "is a program"),
        (b"anything", "setup.EXE", "is a program"),
        (b"", "empty.txt", "is empty"),
    ],
)
def test_what_is_not_what_it_says_or_would_run_is_refused(head: bytes, name: str, says: str) -> None:
    assert says in (file_types.objection(head, name) or "")


@pytest.mark.parametrize(
    ("head", "name"),
    [(PNG, "chart.PNG"), (PAGE, "page.html"), (DRAWING, "logo.svg"), (packed(), "deck.pptx"), (b"\x00", "dump.dat")],
)
def test_honest_files_are_taken(head: bytes, name: str) -> None:
    assert file_types.objection(head, name) is None


@given(st.binary(max_size=300), st.text(max_size=20))
def test_nothing_that_a_browser_would_show_as_a_page_is_kept_as_one(head: bytes, name: str) -> None:
    assert file_types.seen(head, name).media_type not in ("text/html", "image/svg+xml", "application/xhtml+xml")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../x", "x"),
        ("..\\..\\windows\\win.ini", "win.ini"),
        ("/etc/passwd", "passwd"),
        ("C:\\Users\\Eva\\report.pdf", "report.pdf"),
        ("..", "file"),
        ("", "file"),
        (" .htaccess ", "htaccess"),
        ("evil\u202egpj.exe", "evilgpj.exe"),
        ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie: x=1.txt"),
        ("Grüße  vom Team.pdf", "Grüße vom Team.pdf"),
        ("Gru\u0308ße.pdf", "Grüße.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("setup.exe. .", "setup.exe"),
        ("\ud800.txt", "txt"),
    ],
)
def test_names_are_shown_without_folders_and_tricks(name: str, shown: str) -> None:
    assert file_types.display_name(name) == shown


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_can_be_shown(name: str) -> None:
    shown = file_types.display_name(name)
    assert 0 < len(shown) <= file_types.LONGEST_NAME
    assert not {"/", "\\", "\n", "\r", "\x00"} & set(shown)
    assert file_types.display_name(shown) == shown
