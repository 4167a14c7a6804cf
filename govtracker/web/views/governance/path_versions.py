"""Escalation paths of a relationship, which issue goes by which, and changes that wait for the other side."""

from typing import Any

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import ProposalState, Severity
from govtracker.models import EscalationPath, Relationship
from govtracker.queries import find
from govtracker.queries.governance import escalation_paths
from govtracker.queries.structure import areas, seats, spocs
from govtracker.rules.governance import versions
from govtracker.services.governance import path_proposals, proposals
from govtracker.web import path_ladders
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.criteria import Reason
from govtracker.web.forms.escalation_paths import Agreement

bp = Blueprint("path_versions", __name__)


@bp.get("/r/<key>/escalation-paths")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page:
    """The paths in force as ladders, what applies where, and what is proposed."""
    seated = seats.structure_of(relationship.id, clock.today("UTC"))
    paths = escalation_paths.of_relationship(viewer, relationship.id)
    return page(
        "path_versions/index.html",
        relationship=relationship,
        paths=[path_ladders.drawn(path, seated) for path in paths],
        proposals=escalation_paths.proposals(viewer, relationship.id),
        choices=path_ladders.choices(paths, areas.of_relationship(relationship.id)),
        severities=list(Severity),
    )


@bp.get("/r/<key>/escalation-paths/<int:path_id>")
@requires(Permission.VIEW, subject=escalation_paths.path)
def show(path: EscalationPath, viewer: Viewer) -> Page:
    """One version: its levels, what it changes, who has agreed."""
    return _page(path, viewer)


@bp.post("/r/<key>/escalation-paths/<int:path_id>/agreement")
@requires(Permission.AGREE_PATH, subject=escalation_paths.path)
def agree(path: EscalationPath, viewer: Viewer) -> Page | Response:
    """Agree for one's side, and say what becomes of running escalations."""
    form = Agreement()
    if not form.did(lambda: path_proposals.agree(path, running=form.decided, by=viewer, at=clock.now())):
        return _page(path, viewer, agreement=form, status=422)
    flash("In force: new issues go by it." if path.is_in_force else "Agreed for your side.", "good")
    return see_other(_url(path))


@bp.post("/r/<key>/escalation-paths/<int:path_id>/return")
@requires(Permission.AGREE_PATH, subject=escalation_paths.path)
def send_back(path: EscalationPath, viewer: Viewer) -> Page | Response:
    """Say no for one's side, because…"""
    form = Reason()
    if not form.did(lambda: proposals.send_back(path, form.reason.data or "", by=viewer, at=clock.now())):
        return _page(path, viewer, reason=form, status=422)
    return see_other(_url(path))


@bp.post("/r/<key>/escalation-paths/<int:path_id>/withdrawal")
@requires(Permission.EDIT_STRUCTURE, subject=escalation_paths.path)
def withdraw(path: EscalationPath, viewer: Viewer) -> Response:
    """Take back what one's side proposed."""
    proposals.withdraw(path, by=viewer, at=clock.now())
    flash("Taken back: the path in force stays.", "good")
    return see_other(_url(path))


def _page(
    path: EscalationPath,
    viewer: Viewer,
    *,
    agreement: Agreement | None = None,
    reason: Reason | None = None,
    status: int = 200,
) -> Page:
    """One version; a form that is given was refused."""
    today = clock.today("UTC")
    seated = seats.structure_of(path.relationship_id, today)
    before = escalation_paths.before(path)
    silent = path.silent_sides if path.is_proposed else []
    return page(
        "path_versions/show.html",
        status=status,
        relationship=path.relationship,
        path=path,
        drawn=path_ladders.drawn(path, seated),
        before=before,
        drawn_before=path_ladders.drawn(before, seated) if before else None,
        changes=path_ladders.changes(before, path, seated),
        silent=silent,
        unheard=[side for side in silent if spocs.of_side(path.relationship_id, side, today=today) is None],
        proposing_side=path.proposing_side if path.proposed_by_id else None,
        versions=[(row, _state(row)) for row in escalation_paths.versions(path)],
        running=path_proposals.concerned(path, viewer),
        agreement=agreement or Agreement(formdata=None),
        reason=reason or Reason(formdata=None),
    )


def _state(row: Any) -> ProposalState:
    return versions.state(row.in_force_at, row.superseded_at, row.laid_aside_at)


def _url(path: EscalationPath) -> str:
    return url_for("path_versions.show", key=path.relationship.key, path_id=path.id)
