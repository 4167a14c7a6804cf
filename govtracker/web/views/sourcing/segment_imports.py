"""Importing customer segments of one's own company."""

from flask import url_for

from govtracker.access import Permission
from govtracker.imports.segments import SEGMENTS
from govtracker.web.import_pages import Part, blueprint

bp = blueprint(
    SEGMENTS,
    Part(
        name="segment_imports",
        path="/sourcing/segments/import",
        permission=Permission.EDIT_SOURCING,
        back=lambda _: ("Customer segments", url_for("segments.index")),
    ),
)
