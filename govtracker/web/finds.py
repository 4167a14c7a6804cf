"""What a search found, ready to be shown: what it is, where it leads, the words marked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from govtracker.enums import Audience
from govtracker.models import subject
from govtracker.queries import search
from govtracker.queries.issues.issues import Standpoint
from govtracker.queries.search_sources import text_of
from govtracker.rules import keys, search_text
from govtracker.rules.search_text import Wanted
from govtracker.rules.words import label

Pieces = list[tuple[str, bool]]  # of a text, each with whether it is a hit


@dataclass(frozen=True)
class Find:
    """One result. `company` is the one that keeps it to itself; None where it is shared."""

    kind: str
    key: str
    title: Pieces
    belongs_to: str
    excerpt: Pieces
    url: str
    at: datetime
    company: str | None


@dataclass(frozen=True)
class Kind:
    """How many records of a kind are called, and where a result of it leads."""

    many: str
    address: Callable[[Any], str]


def of(row: Any, wanted: Wanted, places: Mapping[int, Standpoint]) -> Find:
    """A row of queries.search, for somebody who looks for `wanted`; `places` are theirs by relationship id."""
    audience, place = Audience(row.audience), places.get(row.relationship_id)
    internal = place is not None and audience is not Audience.SHARED
    return Find(
        kind=label(row.kind),
        key=search.key_of(row),
        title=search_text.marked(row.title, wanted) if row.title else [(row.heading, False)],
        belongs_to=_belongs_to(row, place),
        excerpt=search_text.excerpt(text_of(row), wanted),
        url=KINDS[row.kind].address(row),
        at=row.at,
        company=place.company(place.side) if internal and place else None,
    )


def _belongs_to(row: Any, place: Standpoint | None) -> str:
    """What stands beneath the title: the company of a person, the forum of a topic, else the two companies."""
    companies = f"{place.client} and {place.supplier}" if place and row.kind != "relationship" else ""
    heading = row.heading if row.title and row.heading else ""
    return " · ".join(part for part in (heading, companies) if part)


def _record(row: Any) -> str:
    return _path(row.relationship_key, row.kind, row.number, row.audience)


def _comment(row: Any) -> str:
    under = _path(row.relationship_key, row.parent_kind, row.parent_number, row.parent_audience)
    return f"{under}#comment-{row.subject_id}"


def _path(key: str, kind: str, count: int, audience: str) -> str:
    return f"/r/{key}/{PATHS[kind]}/{keys.number(count, Audience(audience))}"


PATHS = {kind.name: kind.path for kind in subject.KINDS}
KINDS = {
    "issue": Kind("Issues", _record),
    "action": Kind("Actions", _record),
    "decision": Kind("Decisions", _record),
    "risk": Kind("Risks", _record),
    "problem": Kind("Problems", _record),
    "comment": Kind("Comments", _comment),
    "topic": Kind(
        "Topics and minutes of reviews",
        lambda row: url_for("reviews.show", key=row.relationship_key, review_id=row.parent_id),
    ),
    "contract": Kind("Contracts", lambda row: url_for("contracts.show", key=row.relationship_key)),
    "obligation": Kind(
        "Obligations of the client",
        lambda row: url_for("obligations.show", key=row.relationship_key, obligation_id=row.subject_id),
    ),
    "programme": Kind(
        "Programmes of value assurance",
        lambda row: url_for("programmes.show", key=row.relationship_key, programme_id=row.subject_id),
    ),
    "benefit": Kind(
        "Benefits", lambda row: url_for("benefits.show", key=row.relationship_key, benefit_id=row.subject_id)
    ),
    "launch": Kind(
        "Launches", lambda row: url_for("launches.show", key=row.relationship_key, launch_id=row.subject_id)
    ),
    "person": Kind("People", lambda row: url_for("people.show", person_id=row.subject_id)),
    "relationship": Kind("Relationships", lambda row: url_for("relationships.show", key=row.relationship_key)),
}
