"""Full-text search over issues: one question, answered by SQLite's FTS5 or by PostgreSQL's tsvector.

Both look for the newest matches and stop when they have enough, so that a search costs what it finds. SQLite walks its
full-text index, which names relationship and audience of each issue, so that what others have is never walked through;
PostgreSQL chooses by its statistics between that walk and its inverted index.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Integer, Select, column, select, table, text

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, Side
from govtracker.models import Issue
from govtracker.queries import visible
from govtracker.rules import search_text

Place = tuple[int, Side]  # a relationship, and the side it is seen from

MOST = 250
MOST_PLACES = 100  # more relationships than that are narrowed by the visible condition alone


@dataclass(frozen=True)
class Found:
    """Ids of matching issues, the newest first; `more` when there are others that were not looked at."""

    ids: list[int]
    more: bool


def issues(
    viewer: Viewer,
    sides: Sequence[Place],
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
    port = _by_fts5 if db.engine.dialect.name == "sqlite" else _by_tsvector
    ids = list(db.session.scalars(port(query, sides, words, any_word=any_word).limit(most + 1)))
    return Found(ids[:most], more=len(ids) > most)


def _by_fts5(query: Select[int], sides: Sequence[Place], words: Sequence[str], *, any_word: bool) -> Select[int]:
    match = "words : (" + (" OR " if any_word else " AND ").join(f'"{word}"' for word in words) + "*)"
    if len(sides) <= MOST_PLACES:
        places = [f'"{place}{audience}"' for place, side in sides for audience in (Audience.SHARED.value, side.value)]
        match = f"place : ({' OR '.join(places)}) AND {match}"
    matching = text("issue_search MATCH :match").bindparams(match=match)
    return query.join(SEARCHED, SEARCHED.c.rowid == Issue.id).where(matching).order_by(SEARCHED.c.rowid.desc())


def _by_tsvector(query: Select[int], sides: Sequence[Place], words: Sequence[str], *, any_word: bool) -> Select[int]:
    match = (" | " if any_word else " & ").join(f"'{word}'" for word in words) + ":*"
    matching = text("issue.issue_search @@ to_tsquery('simple', :match)").bindparams(match=match)
    return query.where(matching).order_by(Issue.id.desc())


SEARCHED = table("issue_search", column("rowid", Integer))
