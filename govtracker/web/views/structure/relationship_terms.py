"""What a relationship is for, where it stands, of which larger one it is part, what was agreed about its structure."""

from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import Stage, SupplierCategory
from govtracker.models import Relationship
from govtracker.queries import find
from govtracker.queries.structure import hierarchy
from govtracker.services.structure import relationships
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.choices import options
from govtracker.web.forms.relationships import EditRelationship

bp = Blueprint("relationship_terms", __name__)
VOCABULARIES: dict[str, Any] = {"stage": Stage, "category": SupplierCategory}
FIELDS = ("purpose", "stage", "category", "dormant_after_days", "spoc_share_limit", "answer_days", "fiscal_year_start")


@bp.get("/r/<key>/edit")
@requires(Permission.EDIT_STRUCTURE, subject=find.relationship)
def edit(relationship: Relationship, viewer: Viewer) -> Page:
    """The relationship as a form."""
    form, stored = _form(relationship, viewer)
    form.open(stored)
    return page("relationships/edit.html", relationship=relationship, form=form)


@bp.post("/r/<key>")
@requires(Permission.EDIT_STRUCTURE, subject=find.relationship)
def update(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Store what was changed."""
    form, stored = _form(relationship, viewer)
    values = form.merged(stored) if form.validate() else None
    if values is not None and form.did(lambda: relationships.edit(relationship, values, by=viewer, at=clock.now())):
        place = "paces.show" if relationship.category != stored["category"] else "relationships.show"
        return see_other(url_for(place, key=relationship.key))
    return page("relationships/edit.html", relationship=relationship, form=form, status=422)


def _form(relationship: Relationship, viewer: Viewer) -> tuple[EditRelationship, dict[str, Any]]:
    """The form, and what is stored; a whole the viewer does not see counts as none, and stays until they choose one."""
    form, wholes = EditRelationship(), hierarchy.wholes_for(viewer, relationship)
    form.parent_id.choices = options([(0, "nothing larger"), *wholes])
    seen = relationship.parent_id if relationship.parent_id in {id_ for id_, _ in wholes} else 0
    return form, {**{name: getattr(relationship, name) for name in FIELDS}, "parent_id": seen}


def _words(values: dict[str, Any]) -> dict[str, Any]:
    return {name: VOCABULARIES[name](value) if name in VOCABULARIES else value for name, value in values.items()}
