"""Decision rights: written down by the SPOCs, for every forum."""

from collections.abc import Mapping
from datetime import date, datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import DecisionPart
from govtracker.models import DecisionRight, DecisionSeat, Forum
from govtracker.queries.governance import decision_rights as asked
from govtracker.queries.structure import seats
from govtracker.queries.structure.seats import SeatRow
from govtracker.rules.governance import decision_rights
from govtracker.rules.governance.decision_rights import Part
from govtracker.rules.words import label
from govtracker.services import Refused, events

Parts = Mapping[int, DecisionPart]  # by the id of the seat
LONGEST = 200


def add(forum: Forum, decision: str, parts: Parts, *, by: Viewer | None, at: datetime, today: date) -> DecisionRight:
    """A decision the forum's people take; refuses what `rules.governance.decision_rights.gap` finds."""
    text = _checked(forum, decision, except_id=None)
    named = _named(forum, parts, today)
    right = DecisionRight(forum=forum, forum_id=forum.id, decision=text, position=asked.next_position(forum.id))
    right.seats = [DecisionSeat(seat_id=seat_id, part=part) for seat_id, part in parts.items()]
    db.session.add(right)
    events.record(right, "decision_right_added", by=by, at=at, changes={"parts": [None, named]})
    return right


def edit(right: DecisionRight, decision: str, parts: Parts, *, by: Viewer, at: datetime, today: date) -> None:
    """Change its words, and who has which part in it."""
    text = _checked(right.forum, decision, except_id=right.id)
    before = _named(right.forum, {one.seat_id: one.part for one in right.seats}, today)
    after = _named(right.forum, parts, today)
    words = {"decision": [right.decision, text]} if text != right.decision else {}
    seated = {"parts": [before, after]} if before != after else {}
    if words or seated:
        right.decision = text
        _settle(right, parts)
        events.record(right, "decision_right_changed", by=by, at=at, changes={**words, **seated})


def remove(right: DecisionRight, *, by: Viewer, at: datetime) -> None:
    """The forum does not take this decision any more."""
    events.record(right.forum, "decision_right_removed", by=by, at=at, changes={"decision": [right.decision, None]})
    db.session.delete(right)


def _settle(right: DecisionRight, parts: Parts) -> None:
    """Rows that stay are changed in place, for a seat has one row."""
    there = {one.seat_id: one for one in right.seats}
    for seat_id, part in parts.items():
        if seat_id in there:
            there[seat_id].part = part
        else:
            right.seats.append(DecisionSeat(seat_id=seat_id, part=part))
    for seat_id, one in there.items():
        if seat_id not in parts:
            right.seats.remove(one)


def _checked(forum: Forum, decision: str, *, except_id: int | None) -> str:
    text = " ".join(decision.split())
    if not text:
        raise Refused("Say what is decided.", "decision")
    if len(text) > LONGEST:
        raise Refused(f"Use at most {LONGEST} characters.", "decision")
    if asked.is_taken(forum.id, text, except_id=except_id):
        raise Refused("This forum has this decision already.", "decision")
    return text


def _named(forum: Forum, parts: Parts, today: date) -> dict[str, str]:
    """The parts by the names of seats; refuses seats from elsewhere, and what makes no sense."""
    sitting = {seat.seat_id: seat for seat in seats.structure_of(forum.relationship_id, today)}
    if not parts.keys() <= sitting.keys():
        raise Refused("Choose seats of this relationship.")
    gap = decision_rights.gap(Part(sitting[id_].side, sitting[id_].role, part) for id_, part in parts.items())
    if gap:
        raise Refused(gap)
    return {_name(sitting[seat_id]): part.value for seat_id, part in sorted(parts.items())}


def _name(seat: SeatRow) -> str:
    return f"{label(seat.role)}{f', {seat.area}' if seat.area else ''}, {seat.side.value} (seat {seat.seat_id})"
