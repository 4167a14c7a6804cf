"""Importing people of one's own company."""

from flask import url_for

from govtracker.access import Permission
from govtracker.imports.people import PEOPLE
from govtracker.web.import_pages import Part, blueprint

bp = blueprint(
    PEOPLE,
    Part(
        name="people_imports",
        path="/organisation/people/import",
        permission=Permission.ADD_PERSON,
        back=lambda _: ("People of your company", url_for("people.index")),
    ),
)
