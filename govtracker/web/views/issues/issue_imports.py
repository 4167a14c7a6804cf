"""Importing an existing issue log."""

from flask import url_for

from govtracker.access import Permission
from govtracker.imports.issue_log import ISSUES
from govtracker.imports.kinds import Place
from govtracker.models import Relationship
from govtracker.web.import_pages import Part, blueprint


def _back(place: Place) -> tuple[str, str]:
    assert isinstance(place, Relationship)
    return "Issues", url_for("issues.index", key=place.key)


bp = blueprint(
    ISSUES,
    Part(name="issue_imports", path="/r/<key>/issues/import", permission=Permission.IMPORT_RECORDS, back=_back),
)
