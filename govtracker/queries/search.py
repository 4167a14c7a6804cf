"""Full-text search over issues: one question, answered by SQLite's FTS5 or by PostgreSQL's tsvector.

The index holds the words of `Issue.search_text` after a word that names the issue's relationship and audience: so it
narrows by itself to what a person may see, and a search costs what it finds there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Integer, Select, column, select, table, text

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, Side
from govtracker.models import Issue
from govtracker.queries import visible
from govtracker.rules import search_text

MOST = 500
MOST_SCOPES = 100  # more relationships than that are narrowed by the visible condition alone


@dataclass(frozen=True)
class Found:
    """Ids of matching issues, the newest first; `more` when there are others that were not looked at."""

    ids: list[int]
    more: bool


def issues(
    viewer: Viewer,
    sides: Sequence[tuple[int, Side]],
    wanted: str,
    *,
    any_word: bool = False,
    only_open: bool = False,
    most: int = MOST,
) -> Found:
    """The newest issues that hold all words of `wanted` (or any of them), the last one as the beginning of a word.

    `sides` are the relationships to look in, with the side the viewer stands on. Nothing is found without a word.
    """
    words = search_text.query(wanted)
    if not words or not sides:
        return Found([], more=False)
    query = select(Issue.id).where(visible.issues(viewer), Issue.relationship_id.in_({place for place, _ in sides}))
    if only_open:
        query = query.where(Issue.is_open)
    scopes = [_scope(place, audience) for place, side in sides for audience in (Audience.SHARED, Audience(side.value))]
    port = FTS5 if db.engine.dialect.name == "sqlite" else TSVECTOR
    match = port.expression(scopes if len(sides) <= MOST_SCOPES else [], words, any_word=any_word)
    ids = list(db.session.scalars(port.narrowed(query, match).limit(most + 1)))
    return Found(ids[:most], more=len(ids) > most)


@dataclass(frozen=True)
class Port:
    """How a database writes and answers a full-text question."""

    both: str
    either: str
    begins: str
    quote: str
    narrowed: Callable[[Select[int], str], Select[int]]

    def expression(self, scopes: Sequence[str], words: Sequence[str], *, any_word: bool) -> str:
        """The question: one of the scopes, and all of the words (any of them)."""
        quoted = [f"{self.quote}{word}{self.quote}" for word in words]
        asked = (self.either if any_word else self.both).join(quoted) + self.begins
        return f"({self.either.join(scopes)}){self.both}({asked})" if scopes else asked


def _by_fts5(query: Select[int], match: str) -> Select[int]:
    matching = text("issue_search MATCH :match").bindparams(match=match)
    return query.join(SEARCHED, SEARCHED.c.rowid == Issue.id).where(matching).order_by(SEARCHED.c.rowid.desc())


def _by_tsvector(query: Select[int], match: str) -> Select[int]:
    matching = text(f"{INDEXED} @@ to_tsquery('simple', :match)").bindparams(match=match)
    return query.where(matching).order_by(Issue.id.desc())


def _scope(relationship_id: int, audience: Audience) -> str:
    return f"in{relationship_id}{audience.value}"


INDEXED = "to_tsvector('simple', 'in' || issue.relationship_id::text || issue.audience || ' ' || issue.search_text)"
SEARCHED = table("issue_search", column("rowid", Integer))
FTS5 = Port(both=" AND ", either=" OR ", begins="*", quote='"', narrowed=_by_fts5)
TSVECTOR = Port(both=" & ", either=" | ", begins=":*", quote="'", narrowed=_by_tsvector)
