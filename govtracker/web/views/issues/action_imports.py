"""Importing an existing action log."""

from flask import url_for

from govtracker.access import Permission
from govtracker.imports.action_import import ACTIONS
from govtracker.imports.kinds import Place
from govtracker.models import Relationship
from govtracker.web.import_pages import Part, blueprint


def _back(place: Place) -> tuple[str, str]:
    assert isinstance(place, Relationship)
    return "Actions", url_for("actions.index", key=place.key)


bp = blueprint(
    ACTIONS,
    Part(name="action_imports", path="/r/<key>/actions/import", permission=Permission.IMPORT_RECORDS, back=_back),
)
