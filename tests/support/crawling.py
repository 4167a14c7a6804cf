"""A visitor who follows every link of every page, and reads whatever comes: pages, tables, PDF, calendars, errors."""

import html
import io
import re
import zipfile
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

import pypdfium2
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support import filling_in
from tests.support.filling_in import Form

LINK = re.compile(r'(?:href|src|hx-get|data-[a-z-]+)="(/[^"#]*)')
STEP = re.compile(r"((?:issues|actions|decisions|risks|problems)/[A-Z]?)\d+(/.+)")  # of MER-C12, its edit page
LEFT_OUT = ("/static/", "/sign-out", "/demo/")


@dataclass
class Visit:
    """What one visitor reached: address → status, and what they read there that interests us."""

    client: FlaskClient
    pattern: re.Pattern[str]
    reached: dict[str, int] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)  # what the pattern found → the first address with it
    forms: dict[str, Form] = field(default_factory=dict)  # those that write, by where they lead

    def crawl(self, start: Iterable[str]) -> None:
        """Go everywhere that is linked from there."""
        seen: set[object] = set()
        waiting = deque(start)
        while waiting:
            address = waiting.popleft()
            known = identity(address)
            if known in seen or address.startswith(LEFT_OUT):
                continue
            seen.add(known)
            waiting.extend(_links(self.read(address)))

    def read(self, address: str) -> str:
        """Ask for an address; all that its answer says, headers included."""
        answer = self.client.get(address, buffered=True)
        said = text_of(answer)
        self.reached[address] = answer.status_code
        for hit in self.pattern.finditer(said):
            self.found.setdefault(hit[0], address)
        if answer.mimetype == "text/html":
            self.forms |= {form.action: form for form in filling_in.forms(said, known=self.forms)}
        return said


def text_of(answer: TestResponse) -> str:
    """Headers and body of an answer, as text, whatever it is made of."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    reader = READERS.get(answer.mimetype or "", _plain)
    return f"{head}\n\n{reader(answer.get_data())}"


def _plain(data: bytes) -> str:
    return re.sub(r"</?mark[^>]*>|\r?\n[ \t]", "", data.decode("utf-8", "replace"))  # as found, and as lines unfold


def _pdf(data: bytes) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def _zip(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


READERS: dict[str, Callable[[bytes], str]] = {
    "application/pdf": _pdf,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _zip,
}


def _links(said: str) -> list[str]:
    moved = re.findall(r"^Location: (/\S*)", said, re.MULTILINE)
    return moved + [html.unescape(link) for link in LINK.findall(said)]


def identity(address: str) -> object:
    """The same for addresses of one page that differ in what is sorted or chosen there, and for the steps of records
    of one sort: one of them is enough.
    """
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    return STEP.sub(r"\1#\2", parts.path), asked.get("format")
