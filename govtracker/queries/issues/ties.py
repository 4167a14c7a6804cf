"""All that an issue has to do with other records, as one person may know it, asked in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select, union_all

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience
from govtracker.models import Issue
from govtracker.queries.issues import tie_parts
from govtracker.rules.issues import recurrence
from govtracker.rules.issues.links import Word

Tied = Row[Any]  # with the columns of tie_parts.EMPTY


@dataclass(frozen=True)
class Ties:
    """What an issue is tied to, each end visible to who asks.

    `problems` are linked, `open_problems` could be; `dismissed` tells by problem (None: any) who did not want it, and
    when. `links` are issues with the word that leads from this one to them; `origins` what made the system raise it;
    `seen` those of its area and category that opened within the recurrence window before it, MOST_SEEN at most; `held`
    one of these that had been judged solved for good before, with a corrective action.
    """

    problems: Sequence[Tied]
    open_problems: Sequence[Tied]
    dismissed: dict[int | None, Tied]
    links: Sequence[tuple[Word, Tied]]
    published_as: Tied | None
    published_from: Tied | None
    origins: Sequence[Tied]
    seen: Sequence[Tied]
    held: Tied | None


def of_issue(viewer: Viewer, issue: Issue) -> Ties:
    """The ties of an issue the person sees."""
    side = viewer.side_in(issue.place)
    assert side is not None
    values = {
        "issue": issue.id,
        "relationship": issue.relationship_id,
        "audiences": [Audience.SHARED.value, side.value],
        "counted": [Audience.SHARED.value, issue.audience.value],
        "area": issue.area_id,
        "category": issue.category,
        "opened_at": issue.opened_at,
        "since": issue.opened_at - recurrence.WINDOW,
        "published_as": issue.published_as_id,
    }
    found: dict[str, list[Tied]] = {}
    for row in db.session.execute(STATEMENT, values):
        found.setdefault(row.tie, []).append(row)
    return Ties(
        problems=found.get("problem", []),
        open_problems=found.get("open_problem", []),
        dismissed={row.id: row for row in found.get("dismissed", [])},
        links=[(word, row) for word in Word for row in found.get(word, [])],
        published_as=next(iter(found.get("published_as", [])), None),
        published_from=next(iter(found.get("published_from", [])), None),
        origins=found.get("origin", []),
        seen=found.get("seen", []),
        held=next(iter(found.get("held", [])), None),
    )


STATEMENT = union_all(*(select(part.subquery()) for part in tie_parts.all_parts()))
