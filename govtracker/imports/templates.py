"""Tables to begin with: the columns of a kind of import, and rows of example."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from govtracker.documents.spreadsheets import Head, Sheet
from govtracker.imports.kinds import Kind


def template(kind: Kind, zone: str) -> Sheet:
    """A table with the columns of a kind and its examples; its second sheet says what may stand where."""
    rows: Iterable[Any] = zip(*(one.examples for one in kind.fields), strict=True)
    about = [(f"{one.title}{' (needed)' if one.is_needed else ''}", one.says) for one in kind.fields]
    return Sheet(kind.title, [Head(one.title, width=24) for one in kind.fields], rows, ZoneInfo(zone), lambda: about)
