"""What a customer segment needs: colleagues who know it are asked, and answer once; they may change their answer."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.mail import segment_messages
from govtracker.models import CustomerSegment, SegmentNeeds
from govtracker.queries.sourcing import segment_needs as asked_of
from govtracker.queries.structure import people
from govtracker.rules.sourcing import segment_needs
from govtracker.rules.sourcing.segment_needs import Answer
from govtracker.services import Refused, events

LONGEST = 2000


def ask(segment: CustomerSegment, person_ids: Sequence[int], *, by: Viewer, at: datetime) -> None:
    """Ask colleagues of the own company; who was asked already keeps what they said and is not asked again."""
    known = people.colleagues_by_id(by, person_ids)
    if not person_ids or len(known) != len(set(person_ids)):
        raise Refused("Choose at least one colleague of your company.", "people")
    if segment.retired_at:
        raise Refused(f"{segment.name} is retired. Offer it again before you ask for its needs.", "people")
    for person in known.values():
        if not person.is_active:
            raise Refused(f"{person.name} cannot sign in any more.", "people")
        _ask(segment, person.id, by=by, at=at)


def withdraw(segment: CustomerSegment, person_id: int, *, by: Viewer, at: datetime) -> None:
    """Ask somebody no longer; what was answered stays and counts."""
    one = asked_of.of_person(segment, person_id)
    if one is not None and one.answered_at is None and one.withdrawn_at is None:
        events.change(one, "needs_withdrawn", by=by, at=at, withdrawn_at=at)


def answer(needs: SegmentNeeds, said: Answer, note: str, *, by: Viewer, at: datetime) -> None:
    """Say what a segment needs, or say it anew; refuses ratings that are not 1–5 and a priority named twice."""
    for name in segment_needs.RATINGS:
        if not segment_needs.LOWEST <= getattr(said, name) <= segment_needs.HIGHEST:
            raise Refused("Choose from 1 to 5.", name)
    if said.second_priority is said.first_priority:
        raise Refused("Choose another one than the first, or none.", "second_priority")
    if len(note) > LONGEST:
        raise Refused(f"Use at most {LONGEST:,} characters.", "note")
    action = "needs_changed" if needs.answered_at else "needs_answered"
    if events.change(needs, action, by=by, at=at, **asdict(said), note=note.strip()):
        needs.answered_at = at


def _ask(segment: CustomerSegment, person_id: int, *, by: Viewer, at: datetime) -> None:
    one = asked_of.of_person(segment, person_id)
    if one is not None and one.withdrawn_at is None:
        return
    if one is None:
        one = SegmentNeeds(segment=segment, person_id=person_id, note="")
        db.session.add(one)
    events.change(one, "needs_asked", by=by, at=at, asked_by_id=by.person_id, asked_at=at, withdrawn_at=None)
    segment_messages.asked(one, by=by, at=at)
