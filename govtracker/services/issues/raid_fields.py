"""What may stand in an action, a decision or a risk alike, with the refusal beside its field."""

from datetime import date

from govtracker.enums import Audience, Side
from govtracker.models import Relationship
from govtracker.queries import owners
from govtracker.services import Refused
from govtracker.services.issues.origins import Origin


def owner_side(relationship: Relationship, owner_id: int, audience: Audience, *, today: date) -> Side:
    """The side the owner stands on; refuses outsiders, and the other side for what is internal."""
    side = owners.side_of(relationship, owner_id, on=today)
    if side is None:
        raise Refused("Choose somebody with a seat in this relationship.", "owner_id")
    if audience is not Audience.SHARED and audience.value != side.value:
        raise Refused("The other company does not see this: choose somebody of your own side.", "owner_id")
    return side


def to_come(day: date, field: str, *, today: date) -> date:
    """The day; refuses one gone by."""
    if day < today:
        raise Refused("Choose a day that is not over yet.", field)
    return day


def within(audience: Audience, origin: Origin) -> Audience:
    """The audience; refuses one wider than what it comes from."""
    if origin.audience not in (Audience.SHARED, audience):
        raise Refused("It cannot be wider than the internal record it comes from.", "audience")
    return audience
