"""Forums: set up and changed by the SPOCs, their cadence among the rest."""

from dataclasses import dataclass, replace
from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Pace, Side, Tier
from govtracker.models import Forum, ForumMember, Relationship
from govtracker.queries.governance import forums
from govtracker.rules import wall_time
from govtracker.rules.governance import cadence
from govtracker.rules.governance.cadence import Cadence
from govtracker.rules.structure import supplier_categories
from govtracker.services import Refused, events
from govtracker.services.reviews import review_planning

SHORTEST, LONGEST = 5, 600  # minutes


@dataclass(frozen=True)
class ForumFacts:
    """What a SPOC fills in: chairs and members are seats of the relationship."""

    name: str
    tier: Tier
    client_chair_id: int
    supplier_chair_id: int
    cadence: Cadence
    charter: str = ""
    member_ids: tuple[int, ...] = ()
    minutes: int = 60


def set_up(relationship: Relationship, facts: ForumFacts, *, by: Viewer | None, at: datetime) -> Forum:
    """A new forum with its next reviews; refuses a taken name, foreign seats, an impossible cadence."""
    _check(relationship, facts, at=at, forum_id=None)
    forum = Forum(
        relationship_id=relationship.id,
        relationship=relationship,
        name=facts.name.strip(),
        tier=facts.tier,
        charter=facts.charter.strip(),
        client_chair_id=facts.client_chair_id,
        supplier_chair_id=facts.supplier_chair_id,
        rrule=facts.cadence.rrule,
        local_time=facts.cadence.local_time,
        zone=facts.cadence.zone,
        starts_on=facts.cadence.starts_on,
        minutes=facts.minutes,
        members=[ForumMember(seat_id=seat_id) for seat_id in facts.member_ids],
    )
    db.session.add(forum)
    events.record(forum, "forum_set_up", by=by, at=at, changes={"name": [None, forum.name]})
    review_planning.lay_out(forum, at=at)
    return forum


def edit(forum: Forum, facts: ForumFacts, *, by: Viewer, at: datetime) -> None:
    """Change a forum; with another cadence, reviews that are not yet in preparation move to their new days."""
    _check(forum.relationship, facts, at=at, forum_id=forum.id)
    before = forum.cadence
    events.change(
        forum,
        "forum_edited",
        by=by,
        at=at,
        name=facts.name.strip(),
        tier=facts.tier,
        charter=facts.charter.strip(),
        client_chair_id=facts.client_chair_id,
        supplier_chair_id=facts.supplier_chair_id,
        rrule=facts.cadence.rrule,
        local_time=facts.cadence.local_time,
        zone=facts.cadence.zone,
        starts_on=facts.cadence.starts_on,
        minutes=facts.minutes,
    )
    _seat(forum, facts.member_ids, by=by, at=at)
    if forum.cadence != before:
        review_planning.move(forum, by=by, at=at)


def meet_at(forum: Forum, pace: Pace, *, by: Viewer, at: datetime) -> None:
    """Let a forum meet at another pace, on the weekday and at the time it has; its coming reviews move."""
    rrule = supplier_categories.at_pace(forum.rrule, pace)
    _check_cadence(replace(forum.cadence, rrule=rrule), at=at)
    if events.change(forum, "forum_edited", by=by, at=at, rrule=rrule):
        review_planning.move(forum, by=by, at=at)


def _seat(forum: Forum, member_ids: tuple[int, ...], *, by: Viewer, at: datetime) -> None:
    before = sorted(member.seat_id for member in forum.members)
    if before == sorted(member_ids):
        return
    kept = [member for member in forum.members if member.seat_id in member_ids]
    forum.members = kept + [ForumMember(seat_id=seat_id) for seat_id in member_ids if seat_id not in before]
    events.record(forum, "forum_members_changed", by=by, at=at, changes={"seats": [before, sorted(member_ids)]})


def _check(relationship: Relationship, facts: ForumFacts, *, at: datetime, forum_id: int | None) -> None:
    if not facts.name.strip():
        raise Refused("Give the forum a name.", "name")
    if forums.is_taken(relationship.id, facts.name.strip(), except_id=forum_id):
        raise Refused("This relationship has a forum of that name.", "name")
    if not SHORTEST <= facts.minutes <= LONGEST:
        raise Refused(f"Between {SHORTEST} and {LONGEST} minutes.", "minutes")
    _check_seats(relationship, facts)
    _check_cadence(facts.cadence, at=at)


def _check_seats(relationship: Relationship, facts: ForumFacts) -> None:
    chairs = {Side.CLIENT: facts.client_chair_id, Side.SUPPLIER: facts.supplier_chair_id}
    sides = forums.sides_of(relationship.id, {*chairs.values(), *facts.member_ids})
    for side, seat_id in chairs.items():
        if sides.get(seat_id) is not side:
            raise Refused(f"Choose a seat of the {side.value}’s side.", f"{side.value}_chair_id")
    if not set(facts.member_ids) <= sides.keys():
        raise Refused("Members sit on seats of this relationship.", "member_ids")


def _check_cadence(wanted: Cadence, *, at: datetime) -> None:
    try:
        today = wall_time.local(at, wanted.zone).date()
    except ValueError as fault:
        raise Refused(str(fault), "zone") from None
    try:
        cadence.validate(wanted, today=today)
    except ValueError as fault:
        raise Refused(str(fault), "rrule") from None
