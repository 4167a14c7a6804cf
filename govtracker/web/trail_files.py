"""A chain as a file: written whole, a link at a time, before the first byte leaves."""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from os import SEEK_END
from typing import IO, Any
from zoneinfo import ZoneInfo

from flask import abort, request, send_file
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Viewer
from govtracker.documents import spreadsheets
from govtracker.documents.spreadsheets import Head, Sheet
from govtracker.exports import trail
from govtracker.models import Relationship
from govtracker.queries import history
from govtracker.web import addresses
from govtracker.web.exporting import MOST

Line = dict[str, Any]


def answer(relationship: Relationship, viewer: Viewer) -> Response:
    """The file the address asks for: "csv" or "jsonl", the first MOST links after its `after`."""
    kind = request.args.get("format", "")
    if kind not in WRITERS:
        abort(404)
    begin = request.args.get("after", "")
    after = int(begin) if addresses.an_id(begin) else 0
    links = islice(history.exported(viewer, relationship.id, after=after), MOST)
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile())
        WRITERS[kind](trail.lines(relationship.key, links), file)
        size = file.seek(0, SEEK_END)
        file.seek(0)
        stack.pop_all()  # it is closed with the answer
    name = f"{relationship.key}-trail-after-{after}-{clock.today(viewer.zone).isoformat()}.{kind}"
    response = send_file(file, mimetype=TYPES[kind], as_attachment=True, download_name=name)
    response.content_length = size
    return response


def _write_csv(lines: Iterable[Line], file: IO[bytes]) -> None:
    heads = [Head(name) for name in trail.HEADS]
    spreadsheets.write_csv(Sheet("Trail", heads, _cells(lines), ZoneInfo("UTC")), file)


def _cells(lines: Iterable[Line]) -> Iterator[list[str | int]]:
    for line in lines:
        words = {**line, "withheld": int(line["withheld"]), "text": line["text"] or ""}
        yield [*list(words.values())[:-1], json.dumps(line["personal"], sort_keys=True, ensure_ascii=False)]


def _write_jsonl(lines: Iterable[Line], file: IO[bytes]) -> None:
    for line in lines:
        file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


WRITERS: dict[str, Callable[[Iterable[Line], IO[bytes]], None]] = {"csv": _write_csv, "jsonl": _write_jsonl}
TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl"}
