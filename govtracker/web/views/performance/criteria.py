"""Success criteria: what both sides call success, and the versions in which they agreed on it."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.charts import weight_bar
from govtracker.enums import Pillar
from govtracker.models import CriteriaSet, Relationship
from govtracker.queries import NotFound, find
from govtracker.queries.performance import criteria as versions
from govtracker.queries.performance import previews
from govtracker.rules.performance import anchors, criteria_changes, what_if
from govtracker.rules.performance import criteria as rules
from govtracker.rules.performance.criteria import Criteria
from govtracker.rules.words import label
from govtracker.services.performance import criteria
from govtracker.web import addresses
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import criteria as forms
from govtracker.web.forms import kpis as kpi_forms
from govtracker.web.measurement_grid import local_today

bp = Blueprint("criteria", __name__)
PILLARS = {pillar: rules.pillar_name(pillar) for pillar in Pillar}


@bp.get("/r/<key>/criteria")
@requires(Permission.VIEW, subject=find.relationship)
def show(relationship: Relationship, viewer: Viewer) -> Page:
    """The version in force, or the one the address asks for (?version=3)."""
    return _show(relationship, viewer, forms.Reason(formdata=None))


@bp.post("/r/<key>/criteria/drafts")
@requires(Permission.EDIT_CRITERIA, subject=find.relationship)
def create(relationship: Relationship, viewer: Viewer) -> Response:
    """Start a new version from the one in force."""
    draft = criteria.start_draft(relationship, by=viewer, at=clock.now())
    return see_other(_url(relationship, draft.version) if draft.is_proposed else _draft_url(relationship))


@bp.post("/r/<key>/criteria/<int:version>/proposal")
@requires(Permission.AGREE_CRITERIA, subject=versions.version)
def propose(draft: CriteriaSet, viewer: Viewer) -> Response:
    """Put a draft before the other side."""
    criteria.propose(draft, by=viewer, at=clock.now())
    return see_other(_url(draft.relationship, draft.version))


@bp.post("/r/<key>/criteria/<int:version>/return")
@requires(Permission.AGREE_CRITERIA, subject=versions.version)
def send_back(proposed: CriteriaSet, viewer: Viewer) -> Page | Response:
    """Turn a proposal into a draft again, with a reason."""
    form = forms.Reason()
    if form.did(lambda: criteria.send_back(proposed, form.reason.data or "", by=viewer, at=clock.now())):
        return see_other(_draft_url(proposed.relationship))
    return _show(proposed.relationship, viewer, form, version=proposed.version, status=422)


@bp.post("/r/<key>/criteria/<int:version>/agreement")
@requires(Permission.AGREE_CRITERIA, subject=versions.version, fresh=True)
def agree(proposed: CriteriaSet, viewer: Viewer) -> Response:
    """Agree for one's side to what stood on the page."""
    criteria.agree(proposed, request.form.get("digest", ""), by=viewer, at=clock.now())
    return see_other(_url(proposed.relationship, proposed.version))


@bp.post("/r/<key>/criteria/<int:version>/discarding")
@requires(Permission.EDIT_CRITERIA, subject=versions.version)
def discard(draft: CriteriaSet, viewer: Viewer) -> Response:
    """Throw a draft away."""
    relationship = draft.relationship
    criteria.discard(draft, by=viewer, at=clock.now())
    return see_other(url_for("criteria.show", key=relationship.key))


@bp.get("/r/<key>/criteria/differences")
@requires(Permission.VIEW, subject=find.relationship)
def compare(relationship: Relationship, viewer: Viewer) -> Page:
    """Two versions side by side (?from=1&to=3), by default the newest and the one before it."""
    listed = versions.versions(viewer, relationship.id)
    if not listed:
        raise NotFound
    after = _numbered(listed, request.args.get("to", listed[0].version, type=addresses.number))
    before = _numbered(
        listed, request.args.get("from", max(after.version - 1, listed[-1].version), type=addresses.number)
    )
    content = versions.contents([before, after])
    return page(
        "criteria/compare.html",
        relationship=relationship,
        before=before,
        after=after,
        changes=criteria_changes.changes(content[before.id], content[after.id]),
        choices=[(one.version, f"Version {one.version}, {label(one.status).lower()}") for one in listed],
    )


@bp.get("/r/<key>/criteria/examples")
@requires(Permission.VIEW, subject=find.relationship)
def examples(relationship: Relationship, viewer: Viewer) -> Page:
    """What anchors mean, while they are typed: three worked examples, or what is wrong with them."""
    worked = kpi_forms.worked(kpi_forms.TypedAnchors(request.args))
    return page("criteria/_examples.html", worked=worked, name=request.args.get("name", ""), unit=_unit(request.args))


def _show(
    relationship: Relationship, viewer: Viewer, form: forms.Reason, *, version: int | None = None, status: int = 200
) -> Page:
    listed = versions.versions(viewer, relationship.id)
    chosen = _chosen(listed, version or request.args.get("version", type=addresses.number))
    if chosen is None:
        return page("criteria/none.html", relationship=relationship)
    in_force = next((one for one in listed if one.status == "agreed"), None)
    content = versions.contents([one for one in (chosen, in_force) if one])
    return page(
        "criteria/show.html",
        relationship=relationship,
        versions=listed,
        chosen=chosen,
        in_force=in_force,
        in_work=next((one for one in listed if one.status in versions.IN_WORK), None),
        changes=_changes(content, in_force, chosen),
        what_if=_what_if(relationship, viewer, content, in_force, chosen),
        reason=form,
        status=status,
        **facts(content[chosen.id]),
    )


def facts(content: Criteria) -> dict[str, Any]:
    """What a page shows of a version."""
    return {
        "content": content,
        "digest": criteria_changes.digest(content),
        "bar": weight_bar.parts(content.pillar_weights),
        "pillars": PILLARS,
        "effective": rules.effective_weights(content),
        "directions": {terms.code: anchors.direction(terms.anchors) for terms in content.terms},
        "warnings": rules.warnings(content),
        "gaps": rules.gaps(content),
    }


def _chosen(listed: Any, version: int | None) -> Any:
    """The version asked for, else the one in force, else the newest; NotFound for one that is not there."""
    if version is not None:
        return _numbered(listed, version)
    return next((one for one in listed if one.status == "agreed"), listed[0] if listed else None)


def _numbered(listed: Any, version: int) -> Any:
    found = [one for one in listed if one.version == version]
    if not found:
        raise NotFound
    return found[0]


def what_if_words(relationship: Relationship, viewer: Viewer, current: Criteria, proposed: Criteria) -> list[str]:
    """What a version that is not in force yet would have made of the last month, as sentences."""
    what = previews.of_version(viewer, relationship, current, proposed, today=local_today(relationship))
    return what_if.words(what) if what else []


def _what_if(
    relationship: Relationship, viewer: Viewer, content: dict[int, Criteria], in_force: Any, chosen: Any
) -> list[str]:
    if in_force is None or chosen.status not in versions.IN_WORK:
        return []
    return what_if_words(relationship, viewer, content[in_force.id], content[chosen.id])


def _changes(content: dict[int, Criteria], in_force: Any, chosen: Any) -> list[str]:
    if in_force is None or chosen.status not in versions.IN_WORK:
        return []
    return criteria_changes.between(content[in_force.id], content[chosen.id])


def _unit(typed: Mapping[str, str]) -> str:
    return typed.get("unit_label") or label(typed.get("unit")).lower()


def _url(relationship: Relationship, version: int) -> str:
    return url_for("criteria.show", key=relationship.key, version=version)


def _draft_url(relationship: Relationship) -> str:
    return url_for("drafts.show", key=relationship.key)
