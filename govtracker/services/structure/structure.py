"""The structure of a relationship: its functional areas, its seats and what each may decide."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import SeatRole, Side, Tier
from govtracker.models import FunctionalArea, Relationship, RelationshipArea, Seat
from govtracker.queries.installation import catalogues
from govtracker.queries.structure import areas, seats
from govtracker.services import Refused, events
from govtracker.services.installation import catalogues as entries

ONE_A_SIDE = (SeatRole.SPOC, SeatRole.DEPUTY_SPOC, SeatRole.SPONSOR)
LARGEST_LIMIT = 2_000_000_000  # minor units; what an integer column holds on both databases


@dataclass(frozen=True)
class Scope:
    """What the holder of a seat may decide alone and answers for; the limit is in minor units of the currency."""

    tier: Tier
    authority: str = ""
    responsibility: str = ""
    money_limit: int | None = None
    currency: str = ""


def add_area(
    relationship: Relationship, name: str, *, by: Viewer | None, at: datetime, lead: Scope | None = None
) -> FunctionalArea:
    """A functional area of the catalogue or of one's own, with a vacant seat for its lead on both sides."""
    area = area_named(name, by=by, at=at, offered=False)
    if area.retired_at is not None:
        raise Refused(f"{area.name} is not used for new relationships any more: choose another name.", "name")
    if areas.has(relationship.id, area.id):
        raise Refused(f"{area.name} belongs to this relationship already.", "name")
    position = areas.next_position(relationship.id)
    db.session.add(RelationshipArea(relationship_id=relationship.id, area_id=area.id, position=position))
    db.session.flush()
    events.record(relationship, "area_added", by=by, at=at, changes={"area": [None, area.name]})
    for side in Side:
        add_seat(relationship, side, SeatRole.FUNCTIONAL_LEAD, lead or Scope(Tier.OPERATIONAL), area=area, by=by, at=at)
    return area


def area_named(name: str, *, by: Viewer | None, at: datetime, offered: bool = True) -> FunctionalArea:
    """The area of that name, whatever its case; a new one joins the catalogue where it is `offered` to all."""
    found = catalogues.named(FunctionalArea, name)
    if found is None and not offered:
        found = FunctionalArea(name=entries.checked_name(name), is_offered=False)
        db.session.add(found)
        events.record(found, "area_named", by=by, at=at)
    if found is None or (offered and not found.is_offered):
        return entries.add(FunctionalArea, name, by=by, at=at)
    return found


def add_seat(
    relationship: Relationship,
    side: Side,
    role: SeatRole,
    scope: Scope,
    *,
    by: Viewer | None,
    at: datetime,
    area: FunctionalArea | None = None,
) -> Seat:
    """A vacant seat. Sponsor, SPOC and deputy exist once a side, a lead once a side and area."""
    if (role is SeatRole.FUNCTIONAL_LEAD) != (area is not None):
        raise Refused("A functional lead leads an area, and nobody else does.", "area_id")
    taken = role in ONE_A_SIDE or area is not None
    if taken and seats.same_seat(relationship.id, side, role, area.id if area else None):
        raise Refused(f"{relationship.company(side).name} has this seat already.", "role")
    seat = Seat(relationship_id=relationship.id, relationship=relationship, side=side, role=role, area=area)
    _describe(seat, scope)
    db.session.add(seat)
    events.record(seat, "seat_added", by=by, at=at)
    return seat


def edit_scope(seat: Seat, scope: Scope, *, by: Viewer | None, at: datetime) -> None:
    """Change the tier of a seat and what its holder may decide alone."""
    events.change(seat, "scope_changed", by=by, at=at, **checked(scope))


def remove_seat(seat: Seat, *, by: Viewer, at: datetime) -> None:
    """Take back a seat that was added by mistake, which nobody holds or held and nothing points at."""
    events.record(seat, "seat_removed", by=by, at=at)
    db.session.delete(seat)
    db.session.flush()


def _describe(seat: Seat, scope: Scope) -> None:
    for name, value in checked(scope).items():
        setattr(seat, name, value)


def checked(scope: Scope) -> dict[str, Any]:
    """A scope as a seat keeps it, by column; refuses a limit out of bounds or without its currency."""
    currency = scope.currency.strip().upper()
    if scope.money_limit is not None and not 0 <= scope.money_limit <= LARGEST_LIMIT:
        raise Refused(f"A limit lies between 0 and {LARGEST_LIMIT // 100:,}.", "money_limit")
    if scope.money_limit is not None and not (len(currency) == 3 and currency.isalpha() and currency.isascii()):
        raise Refused("Say which currency, in three letters such as EUR.", "currency")
    return {
        "tier": scope.tier,
        "scope_of_authority": scope.authority.strip(),
        "scope_of_responsibility": scope.responsibility.strip(),
        "money_limit": scope.money_limit,
        "currency": currency if scope.money_limit is not None else "",
    }
