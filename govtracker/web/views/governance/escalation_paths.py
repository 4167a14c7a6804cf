"""Changing an escalation path: what is saved is a proposal to the other side."""

from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import Severity, Side
from govtracker.models import EscalationPath, Relationship
from govtracker.queries import find
from govtracker.queries.governance import escalation_paths
from govtracker.queries.issues import issues
from govtracker.queries.structure import areas, seats
from govtracker.rules.words import label
from govtracker.services.governance import path_proposals
from govtracker.services.governance.escalation_paths import Slot
from govtracker.web import addresses
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.choices import chosen
from govtracker.web.forms.escalation_paths import Path, stored

bp = Blueprint("escalation_paths", __name__)


@bp.get("/r/<key>/escalation-path")
@requires(Permission.EDIT_STRUCTURE, subject=find.relationship)
def edit(relationship: Relationship, viewer: Viewer) -> Page:
    """The path in force for ?area= and ?severity= as a form, or the version ?from= names."""
    slot, known = _whose(relationship), request.args.get("from", type=addresses.number)
    beginning = (
        escalation_paths.path(viewer, relationship.key, known)
        if known
        else escalation_paths.in_force(relationship.id, slot.area_id, slot.severity)
    )
    return _page(relationship, Path(formdata=None, data=stored(beginning)))


@bp.post("/r/<key>/escalation-path")
@requires(Permission.EDIT_STRUCTURE, subject=find.relationship)
def update(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Propose a new version of the path to the other side."""
    slot, form = _whose(relationship), _offered(relationship, Path())

    def propose() -> EscalationPath:
        because = form.because.data or ""
        return path_proposals.propose(relationship, form.facts, because, slot=slot, by=viewer, at=clock.now())

    path = form.carry_out(propose)
    if path is None:
        return _page(relationship, form, status=422)
    flash("Proposed: until both sides have agreed, the path in force stays.", "good")
    return see_other(url_for("path_versions.show", key=relationship.key, path_id=path.id))


def _whose(relationship: Relationship) -> Slot:
    """The area and severity the address names; what it does not name, or names wrongly, is all."""
    area_id = request.args.get("area", type=addresses.number)
    known = area_id is not None and issues.area(relationship.id, area_id) is not None
    return Slot(area_id if known else None, chosen(Severity, request.args.get("severity")))


def _page(relationship: Relationship, form: Path, *, status: int = 200) -> Page:
    slot = _whose(relationship)
    return page(
        "escalation_paths/edit.html",
        status=status,
        relationship=relationship,
        form=_offered(relationship, form),
        area=issues.area(relationship.id, slot.area_id) if slot.area_id else None,
        severity=slot.severity,
        areas=areas.of_relationship(relationship.id),
        severities=list(Severity),
        waiting=escalation_paths.proposed(relationship.id, slot.area_id, slot.severity),
    )


def _offered(relationship: Relationship, form: Path) -> Path:
    seated = seats.structure_of(relationship.id, clock.today("UTC"))
    offered = {
        side: [
            (seat.seat_id, f"{label(seat.role)}{f' {seat.area}' if seat.area else ''} · {seat.person or 'vacant'}")
            for seat in seated
            if seat.side is side
        ]
        for side in Side
    }
    form.offer(offered[Side.CLIENT], offered[Side.SUPPLIER])
    return form
