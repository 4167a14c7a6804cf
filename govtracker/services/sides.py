"""The side somebody speaks for."""

from govtracker.access import Viewer
from govtracker.enums import Side
from govtracker.models import Relationship
from govtracker.queries import NotFound


def own(by: Viewer, relationship: Relationship) -> Side:
    """The viewer's side in a relationship; raises NotFound where they are on neither."""
    side = by.side_in(relationship.place())
    if side is None:
        raise NotFound
    return side
