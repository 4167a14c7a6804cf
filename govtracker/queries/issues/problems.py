"""Problems: lists, and those an issue may belong to."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, not_, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import FunctionalArea, Person, Problem, ProblemIssue, Relationship, RootCause
from govtracker.queries import paging, visible
from govtracker.queries.issues.issues import Standpoint
from govtracker.queries.paging import Slice
from govtracker.rules import likeness, search_text

MOST_COUNTED = 100
MOST_OFFERED = 100
STATUSES = ("open", "closed", "all")


@dataclass(frozen=True)
class Filter:
    """What an address asks of the list; None and "" ask nothing."""

    status: str = "open"
    area_id: int | None = None


def listed(
    viewer: Viewer, place: Standpoint, wanted: Filter, *, after: str | None = None, before: str | None = None
) -> Slice:
    """A page of the problems of a relationship, the last changed first; `issues` counts no further than 101."""
    values = {"relationship": place.relationship_id, "audiences": place.audiences, "area": wanted.area_id}
    pages = _list(wanted.status, one_area=wanted.area_id is not None)
    return pages.page(visible.problems(viewer), values=values, after=after, before=before)


def offered(viewer: Viewer, relationship_id: int) -> Sequence[Row[Any]]:
    """The open problems of a relationship that the person sees, the last changed first: what an issue may belong to."""
    names = ("id", "number", "audience", "title", "area_id", "category")
    query: Select[Any] = select(*(getattr(Problem, name) for name in names))
    return db.session.execute(
        query.where(visible.problems(viewer), Problem.relationship_id == relationship_id, Problem.is_open)
        .order_by(Problem.updated_at.desc(), Problem.id.desc())
        .limit(MOST_OFFERED)
    ).all()


def alike(viewer: Viewer, relationship_id: int, typed: str, *, most: int = 3) -> list[Any]:
    """Open problems of a relationship whose titles share words with what is being typed, the most alike first."""
    words = likeness.telling(search_text.query(typed))
    scored = [(likeness.score(words, search_text.words(row.title)), row) for row in offered(viewer, relationship_id)]
    enough = min(2, len(words)) or 1
    kept = [(score, row) for score, row in scored if score >= enough]
    return [row for _, row in sorted(kept, key=lambda one: (-one[0], -one[1].id))[:most]]


@lru_cache(maxsize=16)
def _list(status: str, *, one_area: bool) -> paging.List:
    halves: dict[str, tuple[ColumnElement[bool], ...]] = {
        "open": (Problem.is_open.expression,),
        "closed": (not_(Problem.is_open),),
        "all": (Problem.is_open.expression, not_(Problem.is_open)),
    }
    parts = [
        select(Problem.id).where(
            Problem.relationship_id == bindparam("relationship"),
            half,
            Problem.audience.in_(bindparam("audiences", expanding=True)),
            *([Problem.area_id == bindparam("area")] if one_area else []),
        )
        for half in halves[status]
    ]
    by = (Problem.updated_at.expression, Problem.id.expression)
    return paging.List(_rows(), by, descending=True, parts=parts)


def _rows() -> Select[*tuple[Any, ...]]:
    some = select(ProblemIssue.id).where(ProblemIssue.problem_id == Problem.id).limit(MOST_COUNTED + 1)
    linked = select(func.count()).select_from(some.correlate(Problem).subquery()).scalar_subquery()
    return (
        select(
            Problem.id,
            Problem.number,
            Problem.audience,
            Problem.title,
            Problem.status,
            Problem.is_open,
            Problem.category,
            Problem.opened_at,
            Problem.updated_at,
            FunctionalArea.name.label("area"),
            Person.name.label("owner"),
            RootCause.name.label("root_cause"),
            RootCause.is_client_side,
            Relationship.key.label("relationship_key"),
            linked.label("issues"),
        )
        .join(FunctionalArea, FunctionalArea.id == Problem.area_id)
        .join(Relationship, Relationship.id == Problem.relationship_id)
        .outerjoin(Person, Person.id == Problem.owner_id)
        .outerjoin(RootCause, RootCause.id == Problem.root_cause_id)
    )
