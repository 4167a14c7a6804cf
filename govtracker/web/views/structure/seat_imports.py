"""Importing the seats of one's own side."""

from flask import url_for

from govtracker.access import Permission
from govtracker.imports.kinds import Place
from govtracker.imports.seat_import import SEATS
from govtracker.models import Relationship
from govtracker.web.import_pages import Part, blueprint


def _back(place: Place) -> tuple[str, str]:
    assert isinstance(place, Relationship)
    return "Structure", url_for("structure.show", key=place.key)


bp = blueprint(
    SEATS,
    Part(name="seat_imports", path="/r/<key>/structure/import", permission=Permission.EDIT_STRUCTURE, back=_back),
)
