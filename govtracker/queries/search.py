"""Full-text search: one question, answered in the same order by SQLite's FTS5 and by PostgreSQL's tsvector.

First what holds everything in its title, then what holds it in title and text; the newest first in both. Documents are
walked from the newest backwards until a page is full, so that a search costs what it shows: SQLite walks its full-text
index, which names who each document exists for, so that what others have is never walked through; PostgreSQL chooses by
its statistics between that walk and its inverted index.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, literal, select, union_all

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, Side
from govtracker.models import Issue, SearchDocument
from govtracker.queries import visible
from govtracker.queries.paging import LARGEST, Slice
from govtracker.queries.search_documents import key_token
from govtracker.queries.search_match import Asked, Within, matching, walked
from govtracker.queries.search_sources import SOURCES
from govtracker.rules import keys, search_text
from govtracker.rules.search_text import Wanted

Place = tuple[int, Side]  # a relationship, and the side it is seen from
Rank = tuple[int, int]  # 1 where the title is hit, else 0; then the id of the document

SIZE = 25
MOST = 250
MOST_PLACES = 100  # more relationships than that are narrowed by the visible condition alone
PARTS = ((1, Within.TITLE), (0, Within.TEXT))
CURSOR = re.compile(r"([01])\.([0-9]{1,19})")


@dataclass(frozen=True)
class Matches:
    """Ids of matching issues, the newest first; `more` when there are others that were not looked at."""

    ids: list[int]
    more: bool


def found(
    viewer: Viewer,
    places: Sequence[Place],
    wanted: Wanted,
    *,
    kinds: Collection[str] = (),
    after: str | None = None,
    before: str | None = None,
    size: int = SIZE,
) -> Slice:
    """A page of what holds everything that is wanted, of these kinds of record (none named: all), as rows of
    search_sources.COLUMNS.

    `places` are the relationships to look in, with the side the viewer stands on. Nothing is found without a word.
    """
    if not wanted.phrases or not places:
        return Slice([], None, None)
    mark, backwards = _mark(before or after), before is not None
    backwards = backwards and mark is not None
    ranks = _ranks(viewer, Asked(wanted, _named(places), tuple(kinds)), mark, size + 1, backwards=backwards)
    more, ranks = len(ranks) > size, ranks[:size]
    if backwards:
        ranks.reverse()
    has_before = more if backwards else mark is not None
    has_after = True if backwards else more
    return Slice(
        _shown(viewer, [(row.kind, row.subject_id) for row in ranks]),
        _cursor(ranks[0]) if ranks and has_before else None,
        _cursor(ranks[-1]) if ranks and has_after else None,
    )


def issues(
    viewer: Viewer,
    sides: Sequence[Place],
    typed: str,
    *,
    any_word: bool = False,
    only_open: bool = False,
    most: int = MOST,
) -> Matches:
    """The newest issues that hold everything that was typed (or any part of it), or whose key it is.

    `sides` are the relationships to look in, with the side the viewer stands on. Nothing is found without a word.
    """
    wanted = search_text.wanted(typed)
    if not wanted.phrases or not sides:
        return Matches([], more=False)
    asked = Asked(wanted, _named(sides), ("issue",), any_phrase=any_word, key=_issue_key(typed))
    query = matching(asked, Within.ANYWHERE).where(visible.documents(viewer))
    if only_open:
        query = query.join(Issue, Issue.id == SearchDocument.subject_id).where(Issue.is_open)
    newest = query.with_only_columns(SearchDocument.subject_id).order_by(walked().desc()).limit(most + 1)
    ids = list(db.session.scalars(newest))
    return Matches(ids[:most], more=len(ids) > most)


def key_of(row: Any) -> str:
    """What people call what was found; of a comment what it stands under, "" of what has no key."""
    if row.kind == "comment":
        return keys.KEY_OF[row.parent_kind](row.relationship_key, row.parent_number, Audience(row.parent_audience))
    if row.kind in keys.KEY_OF:
        return keys.KEY_OF[row.kind](row.relationship_key, row.number, Audience(row.audience))
    return ""


def _ranks(viewer: Viewer, asked: Asked, mark: Rank | None, size: int, *, backwards: bool) -> list[Row[Any]]:
    """The first documents after a mark (before it: `backwards`), the nearest first: hit, id, kind and subject_id."""
    parts = [
        select(_part(viewer, asked, hit, within, mark, backwards=backwards).limit(size).subquery())
        for hit, within in PARTS
        if mark is None or (hit >= mark[0] if backwards else hit <= mark[0])
    ]
    best = union_all(*parts).subquery()
    order = [best.c.hit, best.c.id]
    nearest = select(best).order_by(*(column.asc() if backwards else column.desc() for column in order))
    return list(db.session.execute(nearest.limit(size)))


def _part(
    viewer: Viewer, asked: Asked, hit: int, within: Within, mark: Rank | None, *, backwards: bool
) -> Select[*tuple[Any, ...]]:
    query = matching(asked, within).add_columns(literal(hit).label("hit")).where(visible.documents(viewer))
    if mark and hit == mark[0]:
        query = query.where(walked() > mark[1] if backwards else walked() < mark[1])
    return query.order_by(walked().asc() if backwards else walked().desc())


def _shown(viewer: Viewer, subjects: Sequence[tuple[str, int]]) -> list[Row[Any]]:
    """What was found, as it is now and in its order: rights are asked once more, of the records themselves."""
    ids = {kind: [subject_id for one, subject_id in subjects if one == kind] for kind, _ in subjects}
    parts = [SOURCES[kind].rows.where(SOURCES[kind].id.in_(ids[kind]), SOURCES[kind].visible(viewer)) for kind in ids]
    rows = {(row.kind, row.subject_id): row for row in db.session.execute(union_all(*parts))} if parts else {}
    return [rows[subject] for subject in subjects if subject in rows]


def _named(places: Sequence[Place]) -> tuple[Place, ...] | None:
    return tuple(places) if len(places) <= MOST_PLACES else None


def _issue_key(typed: str) -> str:
    key = keys.parse(typed)
    if key is None or key.kind:
        return ""
    return key_token(keys.issue_key(key.relationship, key.count, key.audience))


def _mark(cursor: str | None) -> Rank | None:
    read = CURSOR.fullmatch(cursor or "")
    return (int(read[1]), min(int(read[2]), LARGEST)) if read else None


def _cursor(row: Row[Any]) -> str:
    return f"{row.hit}.{row.id}"
