"""Who was asked what a customer segment needs, and what waits for somebody's answer."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import CustomerSegment, Person, SegmentNeeds
from govtracker.queries import find
from govtracker.rules.sourcing.segment_needs import Answer

SAID = tuple(Answer.__dataclass_fields__)
OPEN = (SegmentNeeds.answered_at.is_(None), SegmentNeeds.withdrawn_at.is_(None), CustomerSegment.retired_at.is_(None))


def mine(viewer: Viewer, segment_id: int) -> SegmentNeeds:
    """What the viewer was asked of a segment, answered or not; raises NotFound for whoever was not asked."""
    return find.one(_own(viewer).where(SegmentNeeds.segment_id == segment_id))


def open_one(viewer: Viewer, needs_id: int | None) -> SegmentNeeds | None:
    """What the viewer was asked and has still to answer, or None."""
    return db.session.scalar(_own(viewer).join(SegmentNeeds.segment).where(SegmentNeeds.id == needs_id, *OPEN))


def waiting(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    """What the viewer has still to answer: id of the segment, name, asked_at, asked_by."""
    asked = SegmentNeeds.asked_at, Person.name.label("asked_by")
    return (
        select(SegmentNeeds.segment_id.label("id"), CustomerSegment.name, *asked)
        .join(CustomerSegment, CustomerSegment.id == SegmentNeeds.segment_id)
        .join(Person, Person.id == SegmentNeeds.asked_by_id)
        .where(SegmentNeeds.person_id == viewer.person_id, *OPEN)
    )


def asked(segment: CustomerSegment) -> Sequence[Row[*tuple[Any, ...]]]:
    """Who was asked of a segment and is asked still: person_id, name, asked_at, answered_at; without their answers."""
    query = (
        select(SegmentNeeds.person_id, Person.name, SegmentNeeds.asked_at, SegmentNeeds.answered_at)
        .join(Person, Person.id == SegmentNeeds.person_id)
        .where(SegmentNeeds.segment_id == segment.id, SegmentNeeds.withdrawn_at.is_(None))
    )
    return db.session.execute(query.order_by(Person.name, Person.id)).all()


def answers_of(viewer: Viewer) -> dict[int, dict[str, Any]]:
    """What the viewer has answered, by segment: the fields of an Answer, words by value and "" for none."""
    columns: list[Any] = [SegmentNeeds.segment_id, *(getattr(SegmentNeeds, name) for name in SAID)]
    rows = db.session.execute(select(*columns).where(*_mine(viewer), SegmentNeeds.answered_at.is_not(None)))
    said = {row.segment_id: {name: getattr(row, name) for name in SAID} for row in rows}
    return {
        segment_id: {name: getattr(value, "value", value) or "" for name, value in answer.items()}
        for segment_id, answer in said.items()
    }


def of_person(segment: CustomerSegment, person_id: int) -> SegmentNeeds | None:
    """What a person was asked of a segment, taken back or not."""
    query = select(SegmentNeeds).where(SegmentNeeds.segment_id == segment.id, SegmentNeeds.person_id == person_id)
    return db.session.scalar(query)


def _own(viewer: Viewer) -> Select[SegmentNeeds]:
    return select(SegmentNeeds).where(*_mine(viewer))


def _mine(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    return SegmentNeeds.person_id == viewer.person_id, SegmentNeeds.withdrawn_at.is_(None)
