"""Making a relationship part of a larger one."""

from govtracker.access import Viewer
from govtracker.models import Relationship
from govtracker.queries.structure import hierarchy as asked
from govtracker.rules.structure import hierarchy
from govtracker.services import Refused


def checked_whole(part: Relationship, whole_id: int | None, *, by: Viewer) -> int | None:
    """The relationship that `part` may be a part of; refuses one that is none of `wholes_for`, and a circle."""
    if whole_id is None or whole_id == part.parent_id:
        return whole_id
    if hierarchy.makes_a_circle(part.id, whole_id, asked.above(Relationship, whole_id)):
        raise Refused("It would be a part of itself: choose another relationship.", "parent_id")
    if whole_id not in {id_ for id_, _ in asked.wholes_for(by, part)}:
        raise Refused("Choose a relationship of the same two companies.", "parent_id")
    return whole_id
