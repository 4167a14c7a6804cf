"""Issues whose titles are like another: found by an index over the letters of titles, judged by their trigrams.

A candidate holds the beginning of one of the words; SQLite finds it in its trigram index, PostgreSQL in that of
pg_trgm or, where that extension is missing, by reading titles. Both look at the newest candidates of one relationship
and stop when they have enough, and both show the same.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Row, Select, column, or_, select, table, text

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Issue
from govtracker.queries import visible
from govtracker.queries.issues.issues import Standpoint
from govtracker.rules import likeness
from govtracker.rules.issues import recurrence

MOST_COMPARED = 200
MOST = 5


@dataclass(frozen=True)
class Alike:
    """An issue (id, number, audience, title, status, opened_at) and how like it is, in percent."""

    issue: Row[Any]
    percent: int


def issues(viewer: Viewer, place: Standpoint, title: str, *, leave_out: Collection[int] = ()) -> list[Alike]:
    """Issues of a relationship with titles like `title`, open or not, the likest first."""
    stems = likeness.stems(title)
    if not stems:
        return []
    names = ("id", "number", "audience", "title", "status", "opened_at")
    query: Select[Any] = select(*(getattr(Issue, name) for name in names))
    query = query.where(visible.issues(viewer), Issue.relationship_id == place.relationship_id)
    port = _by_fts5 if db.engine.dialect.name == "sqlite" else _by_titles
    rows = db.session.execute(port(query, place, stems).limit(MOST_COMPARED))
    found = [Alike(row, likeness.percent(title, row.title)) for row in rows if row.id not in leave_out]
    kept = [one for one in found if one.percent >= recurrence.ALIKE]
    return sorted(kept, key=lambda one: (-one.percent, -one.issue.id))[:MOST]


def _by_fts5(query: Select[Any], place: Standpoint, stems: Sequence[str]) -> Select[Any]:
    places = " OR ".join(f'"|{place.relationship_id}{audience.value}|"' for audience in place.audiences)
    words = " OR ".join(f'"{stem}"' for stem in stems)
    matching = text("search_index_titles MATCH :match").bindparams(match=f"place : ({places}) AND title : ({words})")
    return query.join(TITLES, TITLES.c.rowid == Issue.id).where(matching).order_by(TITLES.c.rowid.desc())


def _by_titles(query: Select[Any], _place: Standpoint, stems: Sequence[str]) -> Select[Any]:
    return query.where(or_(*(Issue.title.ilike(f"%{stem}%") for stem in stems))).order_by(Issue.id.desc())


TITLES = table("search_index_titles", column("rowid", Integer))
