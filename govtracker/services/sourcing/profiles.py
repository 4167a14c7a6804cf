"""Supplier profiles: a segment named as served, a floor of its own, a recommendation overruled and taken up again."""

from datetime import datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import SupplierProfile
from govtracker.queries import claims
from govtracker.queries.sourcing import profiles as asked
from govtracker.queries.sourcing.profiles import Profile
from govtracker.rules.sourcing import floors, profile_choices
from govtracker.rules.sourcing.floors import Floor
from govtracker.rules.sourcing.profile_choices import BadChoice, Choice
from govtracker.services import Refused, events

LONGEST = 4000
OVERRULING = ("geography", "skill", "culture", "language", "expected", "overruled_at", "overruled_by_id")


def serve(type_id: int, segment_id: int, *, by: Viewer, at: datetime) -> None:
    """Say that a support type is served for a segment; raises NotFound for another company's, Refused for what is."""
    profile = asked.one(by, type_id, segment_id)
    if profile.is_kept or profile.is_measured:
        raise Refused(f"{profile.support_type} for {profile.segment} has its profile already.", "segment_id")
    _row(profile, by=by, at=at)


def state_floor(profile: Profile, floor: Floor | None, *, by: Viewer, at: datetime) -> None:
    """The least acceptable experience of this profile; None: what holds for all."""
    if floor is not None and floors.fault(floor.value):
        raise Refused(floors.fault(floor.value), "floor")
    values: dict[str, Any] = {
        "floor_measure": floor.measure if floor else None,
        "floor": floor.value if floor else None,
    }
    events.change(_row(profile, by=by, at=at), "profile_floor_stated", by=by, at=at, **values)


def overrule(profile: Profile, choice: Choice, *, by: Viewer, at: datetime) -> None:
    """Choose otherwise than the rules recommend; refused without a reason, and for what breaks the floor."""
    try:
        profile_choices.check(choice, profile.recommended, profile.floor)
    except BadChoice as refusal:
        raise Refused(refusal.sentence, refusal.field) from None
    reason = choice.reason.strip()
    if len(reason) > LONGEST:
        raise Refused(f"Use at most {LONGEST:,} characters; these are {len(reason):,}.", "reason")
    row, whose = _row(profile, by=by, at=at), {"overruled_at": at, "overruled_by_id": by.person_id}
    chosen: dict[str, Any] = {**vars(choice.requirement), "expected": choice.expected, **whose}
    row.reason = reason
    events.change(row, "profile_overruled", by=by, at=at, reason=reason, **chosen)


def take_back(profile: Profile, *, by: Viewer, at: datetime) -> None:
    """Follow the recommendation again; what was chosen and why stays in the events."""
    if profile.chosen is None:
        raise Refused("Nothing overrules the recommendation.")
    nothing = dict.fromkeys(
        ("geography", "skill", "culture", "language", "expected", "overruled_at", "overruled_by_id")
    )
    row = _row(profile, by=by, at=at)
    events.change(row, "profile_overruling_taken_back", by=by, at=at, **nothing, reason="")


def leave(profile: Profile, *, by: Viewer, at: datetime) -> None:
    """The segment is not served with it after all: what people said of the profile goes."""
    row = asked.stored(by, profile.type_id, profile.segment_id)
    if row is None or not profile.may_be_left:
        raise Refused("A profile stays as long as its support is measured by itself.")
    events.record(row, "profile_removed", by=by, at=at, reason=row.reason)
    db.session.delete(row)


def _row(profile: Profile, *, by: Viewer, at: datetime) -> SupplierProfile:
    """What is kept of a profile, made where nothing was: by one at a time."""
    claims.hold_installation(f"profiles:{by.organisation_id}")
    stored = asked.stored(by, profile.type_id, profile.segment_id)
    if stored is not None:
        return stored
    row = SupplierProfile(
        organisation_id=by.organisation_id,
        support_type_id=profile.type_id,
        segment_id=profile.segment_id,
        reason="",
    )
    db.session.add(row)
    pair = {"support_type_id": [None, profile.type_id], "segment_id": [None, profile.segment_id]}
    events.record(row, "profile_kept", by=by, at=at, changes=pair)
    return row
