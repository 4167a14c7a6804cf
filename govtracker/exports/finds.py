"""What a search found as a list: what its columns are called and hold."""

from collections.abc import Mapping
from typing import Any

from govtracker.enums import Audience
from govtracker.exports.columns import Column, Kind
from govtracker.queries import search
from govtracker.queries.issues.issues import Standpoint
from govtracker.queries.search_sources import text_of
from govtracker.rules import search_text
from govtracker.rules.search_text import Wanted
from govtracker.rules.words import label


def columns(places: Mapping[int, Standpoint], wanted: Wanted) -> list[Column]:
    """The columns of rows of queries.search, found for `wanted`; `places` are standpoints by relationship id."""

    def seen_by(row: Any) -> str:
        if row.audience == Audience.SHARED.value:
            return "both companies"
        place = places[row.relationship_id]
        return f"only {place.company(place.side)}"

    def excerpt(row: Any) -> str:
        return "".join(piece for piece, _ in search_text.excerpt(text_of(row), wanted))

    return [
        Column("kind", "What", lambda row: label(row.kind), width=12),
        Column("key", "Key", search.key_of, width=10),
        Column("title", "Title", lambda row: row.title or row.heading, width=50),
        Column("text", "Where it says so", excerpt, width=60),
        Column("seen_by", "Seen by", seen_by, width=18),
        Column("at", "Since", lambda row: row.at, Kind.INSTANT, width=18),
    ]
