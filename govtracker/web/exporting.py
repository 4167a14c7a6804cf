"""A list as a file: the page's own rows, all of them, in the page's order and columns."""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from os import SEEK_END
from typing import IO, Any
from zoneinfo import ZoneInfo

from flask import Flask, request, send_file
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Viewer
from govtracker.documents import spreadsheets
from govtracker.documents.spreadsheets import Sheet
from govtracker.exports import columns
from govtracker.exports.columns import Column, Rows
from govtracker.models import Relationship
from govtracker.web.addresses import here
from govtracker.web.moments import local_time, zone_name

MOST = 100_000
PAGE = 1_000  # rows asked for at a time
CSV, XLSX = "csv", "xlsx"
TYPES = {CSV: "text/csv; charset=utf-8", XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
BESIDE = frozenset({"format", "after", "before", "view"})


@dataclass(frozen=True)
class Listing:
    """A list as it goes into a file: `name` for the file ("MER-issues"), rows as its query gives them, one by one."""

    title: str
    name: str
    columns: Sequence[Column]
    rows: Iterable[Any]

    @classmethod
    def of(
        cls, title: str, columns: Sequence[Column], rows: Iterable[Any], *, relationship: Relationship | None = None
    ) -> "Listing":
        """The list called `title` ("Issues"), of one relationship or of all one sees."""
        name = title.lower().replace(" ", "-")
        if relationship is None:
            return cls(title, name, columns, rows)
        return cls(f"{title} of {relationship.key}", f"{relationship.key}-{name}", columns, rows)


def init_app(app: Flask) -> None:
    """Give templates `file_of(format)`, the address of the list one looks at as a file."""
    app.jinja_env.globals.update(file_of=file_of)


def file_of(kind: str) -> str:
    """The address of this very list as a file: "csv" or "xlsx"."""
    return here(format=kind, after=None, before=None)


def wanted() -> bool:
    """Whether the address asks for the list as a file."""
    return request.args.get("format") in TYPES


def answer(listing: Listing, viewer: Viewer) -> Response:
    """The file, written whole before the first byte leaves: what fails is an error page, never half a list."""
    now = clock.now()
    rows = Rows(listing.rows, listing.columns, most=MOST)

    def about() -> list[tuple[str, str]]:
        count = f"{rows.count:,}" + (f", the first of more: a file holds at most {MOST:,}" if rows.more else "")
        asked = ", ".join(f"{name}: {value}" for name, value in request.args.items() if name not in BESIDE)
        return [
            ("List", listing.title),
            ("Rows", count),
            ("Asked for", asked or "everything the page shows unasked"),
            ("Taken by", viewer.name),
            ("Taken at", f"{local_time(now)} {zone_name(now)}"),
        ]

    sheet = Sheet(listing.title, columns.heads(listing.columns), rows, ZoneInfo(viewer.zone), about)

    def name() -> str:
        cut = f"-first-{MOST}" if rows.more else ""
        return f"{listing.name}{cut}-{clock.today(viewer.zone).isoformat()}"

    return sent(sheet, name)


def sent(sheet: Sheet, name: Callable[[], str]) -> Response:
    """A table as the file the address asks for; `name` says, once it is written, how to call it."""
    kind = request.args["format"]
    file, size = _written(sheet, kind, clock.now())
    response = send_file(file, mimetype=TYPES[kind], as_attachment=True, download_name=f"{name()}.{kind}")
    response.content_length = size
    return response


def _written(sheet: Sheet, kind: str, now: datetime) -> tuple[IO[bytes], int]:
    """The file, to be read from its beginning, and its size in bytes."""
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile())
        if kind == CSV:
            spreadsheets.write_csv(sheet, file)
        else:
            spreadsheets.write_xlsx(sheet, file, at=now)
        size = file.seek(0, SEEK_END)
        file.seek(0)
        stack.pop_all()  # it is closed with the answer
    return file, size
