"""How a question is put to the search index: as FTS5 understands it, or as PostgreSQL's tsquery."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, cast, column, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from govtracker.database import db
from govtracker.enums import Audience, Side
from govtracker.models import SearchDocument
from govtracker.rules.search_text import Wanted


class Within(StrEnum):
    """Where everything has to stand: in the title; in title and text, but not in the title alone; in either way."""

    TITLE = "title"
    TEXT = "text"
    ANYWHERE = "anywhere"


@dataclass(frozen=True)
class Asked:
    """What to look for (or any of its phrases, or the record whose key it is), in which places and kinds.

    A place is a relationship with the side it is seen from; None are all that the visible condition lets through.
    """

    wanted: Wanted
    places: tuple[tuple[int, Side], ...] | None = None
    kinds: tuple[str, ...] = ()
    any_phrase: bool = False
    key: str = ""

    @property
    def audiences(self) -> list[str]:
        """The tokens of whom documents exist for, as search_documents writes them; none where all are asked."""
        return [f"{place}{one}" for place, side in self.places or () for one in (Audience.SHARED.value, side.value)]


def matching(asked: Asked, within: Within) -> Select[*tuple[Any, ...]]:
    """Documents that match, as (id, kind, subject_id)."""
    query: Select[*tuple[Any, ...]] = select(SearchDocument.id, SearchDocument.kind, SearchDocument.subject_id)
    if _on_sqlite():
        query = query.join(INDEX, INDEX.c.rowid == SearchDocument.id)
        return query.where(literal_column("search_index").bool_op("MATCH")(fts5(asked, within)))
    indexed: ColumnElement[Any] = literal_column("search_document.search_index")
    return query.where(indexed.bool_op("@@")(cast(tsquery(asked, within), TSQUERY)))


def walked() -> ColumnElement[int]:
    """The column that documents are walked by, from the newest to the oldest."""
    return INDEX.c.rowid if _on_sqlite() else SearchDocument.id.expression


def fts5(asked: Asked, within: Within) -> str:
    """The expression of a MATCH."""
    phrases = [f'"{" ".join(phrase)}"' for phrase in asked.wanted.phrases]
    if asked.wanted.begins:
        phrases[-1] += "*"
    words = f"({(' OR ' if asked.any_phrase else ' AND ').join(phrases)})"
    sought = {
        Within.TITLE: f"title : {words}",
        Within.TEXT: f"(({{title words}} : {words}) NOT (title : {words}))",
        Within.ANYWHERE: f"{{title words}} : {words}",
    }[within]
    if asked.key:
        sought = f'(({sought}) OR (places : "{asked.key}"))'
    narrowed = ["places : (" + " OR ".join(f'"{token}"' for token in tokens) + ")" for tokens in _narrowing(asked)]
    return " AND ".join([*narrowed, sought])


def tsquery(asked: Asked, within: Within) -> str:
    """The text of a tsquery: lexemes of the title have the weight A, those of places begin with @."""
    anywhere, in_title = _lexemes(asked, ""), _lexemes(asked, "A")
    sought = {
        Within.TITLE: in_title,
        Within.TEXT: f"({anywhere} & !{in_title})",
        Within.ANYWHERE: anywhere,
    }[within]
    if asked.key:
        sought = f"({sought} | '@{asked.key}')"
    narrowed = ["(" + " | ".join(f"'@{token}'" for token in tokens) + ")" for tokens in _narrowing(asked)]
    return " & ".join([*narrowed, sought])


def _lexemes(asked: Asked, weight: str) -> str:
    last = len(asked.wanted.phrases) - 1
    phrases = []
    for place, phrase in enumerate(asked.wanted.phrases):
        label = ("*" if asked.wanted.begins and place == last else "") + weight
        words = [f"'{word}'{':' + label if label else ''}" for word in phrase]
        phrases.append(f"({' <-> '.join(words)})")
    return f"({(' | ' if asked.any_phrase else ' & ').join(phrases)})"


def _narrowing(asked: Asked) -> list[list[str]]:
    """Tokens of which a document has to have one each: whom it exists for, what it is."""
    return [tokens for tokens in (asked.audiences, list(asked.kinds)) if tokens]


def _on_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


INDEX = table("search_index", column("rowid", Integer))
