"""Keeping the search index right: it follows every write by itself; this looks at all of it."""

from collections.abc import Iterator
from dataclasses import dataclass

import click
from flask.cli import with_appcontext

from govtracker import database
from govtracker.queries import search_documents
from govtracker.queries.search_sources import SOURCES


@dataclass(frozen=True)
class Looked:
    """How many records of a kind there are, and how many documents of it were missing, wrong or left over."""

    kind: str
    records: int
    mended: int


@click.command("reindex")
@with_appcontext
def reindex() -> None:
    """Compare the search index with what is stored and mend what differs; work goes on meanwhile."""
    for looked in mend():
        click.echo(f"{looked.kind}: {looked.records:,} looked at, {looked.mended:,} mended.")


def mend() -> Iterator[Looked]:
    """Mend kind by kind, some records a transaction."""
    for kind in SOURCES:
        records = mended = 0
        after: int | None = 0
        while after is not None:
            with database.transaction():
                checked = search_documents.check(kind, after=after)
            records, mended, after = records + checked.records, mended + checked.mended, checked.last_id
        yield Looked(kind, records, mended)
