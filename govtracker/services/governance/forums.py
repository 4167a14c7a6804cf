"""Forums: set up and changed by the SPOCs, their cadence among the rest."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Pace, Side, Tier
from govtracker.models import Forum, ForumMember, Relationship
from govtracker.queries.governance import forums, joint_days
from govtracker.rules import money, wall_time
from govtracker.rules.governance import cadence
from govtracker.rules.governance.cadence import Cadence
from govtracker.rules.structure import supplier_categories
from govtracker.services import Refused, events
from govtracker.services.reviews import review_planning

SHORTEST, LONGEST = 5, 600  # minutes
MOST_FREEZE_DAYS = 20
MOST_PACK_DAYS = 30


@dataclass(frozen=True)
class ForumFacts:
    """What a SPOC fills in: chairs and members are seats of the relationship.

    `freeze_days` are business days before a review; `pack_days` before it its people are told that the pack is ready.
    They may decide together up to `money_limit`, in minor units.
    """

    name: str
    tier: Tier
    client_chair_id: int
    supplier_chair_id: int
    cadence: Cadence
    charter: str = ""
    member_ids: tuple[int, ...] = ()
    minutes: int = 60
    freeze_days: int = 5
    pack_days: int = 3
    money_limit: int | None = None
    currency: str = ""


def set_up(relationship: Relationship, facts: ForumFacts, *, by: Viewer | None, at: datetime) -> Forum:
    """A new forum with its next reviews; refuses a taken name, foreign seats, an impossible cadence."""
    _check(relationship, facts, at=at, forum_id=None)
    forum = Forum(
        relationship_id=relationship.id,
        relationship=relationship,
        **_values(facts),
        members=[ForumMember(seat_id=seat_id) for seat_id in facts.member_ids],
    )
    db.session.add(forum)
    events.record(forum, "forum_set_up", by=by, at=at, changes={"name": [None, forum.name]})
    review_planning.lay_out(forum, at=at)
    return forum


def edit(forum: Forum, facts: ForumFacts, *, by: Viewer, at: datetime) -> None:
    """Change a forum; with another cadence, reviews that are not yet in preparation move to their new days."""
    _check(forum.relationship, facts, at=at, forum_id=forum.id)
    before = (forum.cadence, forum.freeze_days)
    events.change(forum, "forum_edited", by=by, at=at, **_values(facts))
    _seat(forum, facts.member_ids, by=by, at=at)
    if (forum.cadence, forum.freeze_days) != before:
        review_planning.lay_anew(forum, by=by, at=at)


def meet_at(forum: Forum, pace: Pace, *, by: Viewer, at: datetime) -> None:
    """Let a forum meet at another pace, on the weekday and at the time it has; its coming reviews move."""
    rrule = supplier_categories.at_pace(forum.rrule, pace)
    check_cadence(forum.relationship, replace(forum.cadence, rrule=rrule), at=at)
    if events.change(forum, "forum_edited", by=by, at=at, rrule=rrule):
        review_planning.lay_anew(forum, by=by, at=at)


def _values(facts: ForumFacts) -> dict[str, Any]:
    return {
        "name": facts.name.strip(),
        "tier": facts.tier,
        "charter": facts.charter.strip(),
        "client_chair_id": facts.client_chair_id,
        "supplier_chair_id": facts.supplier_chair_id,
        "rrule": facts.cadence.rrule,
        "local_time": facts.cadence.local_time,
        "zone": facts.cadence.zone,
        "starts_on": facts.cadence.starts_on,
        "shift": facts.cadence.shift,
        "minutes": facts.minutes,
        "freeze_days": facts.freeze_days,
        "pack_days": facts.pack_days,
        "money_limit": facts.money_limit,
        "currency": facts.currency if facts.money_limit is not None else "",
    }


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
    if not 0 <= facts.freeze_days <= MOST_FREEZE_DAYS:
        raise Refused(f"Between 0 and {MOST_FREEZE_DAYS} business days.", "freeze_days")
    if not 1 <= facts.pack_days <= MOST_PACK_DAYS:
        raise Refused(f"Between 1 and {MOST_PACK_DAYS} days.", "pack_days")
    _check_money(facts)
    _check_seats(relationship, facts)
    check_cadence(relationship, facts.cadence, at=at)


def _check_money(facts: ForumFacts) -> None:
    if facts.money_limit is None:
        return
    if not 0 <= facts.money_limit <= money.LARGEST:
        raise Refused(f"A limit lies between 0 and {money.LARGEST // 100:,}.", "money_limit")
    if not money.is_known(facts.currency):
        raise Refused("Name the currency by its three letters, for example EUR.", "currency")


def _check_seats(relationship: Relationship, facts: ForumFacts) -> None:
    chairs = {Side.CLIENT: facts.client_chair_id, Side.SUPPLIER: facts.supplier_chair_id}
    sides = forums.sides_of(relationship.id, {*chairs.values(), *facts.member_ids})
    for side, seat_id in chairs.items():
        if sides.get(seat_id) is not side:
            raise Refused(f"Choose a seat of the {side.value}’s side.", f"{side.value}_chair_id")
    if not set(facts.member_ids) <= sides.keys():
        raise Refused("Members sit on seats of this relationship.", "member_ids")


def check_cadence(relationship: Relationship, wanted: Cadence, *, at: datetime) -> None:
    """Refuses, beside its field, a zone, rule or shift that no forum of the relationship can have."""
    try:
        today = wall_time.local(at, wanted.zone).date()
    except ValueError as fault:
        raise Refused(str(fault), "zone") from None
    try:
        cadence.validate(wanted, today=today)
    except ValueError as fault:
        raise Refused(str(fault), "rrule") from None
    try:
        cadence.validate_shift(wanted, today=today, closed=joint_days.closed(relationship))
    except ValueError as fault:
        raise Refused(str(fault), "shift") from None
