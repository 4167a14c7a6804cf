"""Capability checks: what must already work before a commitment to a customer is made."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import CapabilityState
from govtracker.models import Capability, CapabilityCheck, Relationship
from govtracker.queries import find
from govtracker.queries.partnership import capabilities as asked
from govtracker.services.partnership import capabilities
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import readiness as forms

bp = Blueprint("capability_checks", __name__)
CHECKS = "/r/<key>/value/capability-checks"
CHECK = f"{CHECKS}/<int:check_id>"
CAPABILITY = "/r/<key>/value/capabilities/<int:capability_id>"


@bp.get(f"{CHECKS}/new")
@requires(Permission.EDIT_VALUE, subject=find.relationship)
def new(relationship: Relationship, viewer: Viewer) -> Page:
    """A blank check."""
    return page("capability_checks/new.html", relationship=relationship, form=forms.NewCheck())


@bp.post(CHECKS)
@requires(Permission.EDIT_VALUE, subject=find.relationship)
def create(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Begin it."""
    form = forms.NewCheck()

    def begun() -> str:
        check = capabilities.begin(relationship, form.title.data or "", by=viewer, at=clock.now())
        return _url(check)

    url = form.create(viewer, begun)
    if url:
        return see_other(url)
    return page("capability_checks/new.html", relationship=relationship, form=form, status=422)


@bp.get(CHECK)
@requires(Permission.VIEW, subject=asked.one)
def show(check: CapabilityCheck, viewer: Viewer) -> Page:
    """What has to work, whether it does, and who says so."""
    return _show(check, viewer, forms.NewCapability(formdata=None))


@bp.post(f"{CHECK}/capabilities")
@requires(Permission.EDIT_VALUE, subject=asked.one)
def add(check: CapabilityCheck, viewer: Viewer) -> Page | Response:
    """Something more that has to work."""
    form = forms.NewCapability()

    def added() -> str:
        capabilities.add(check, form.title.data or "", by=viewer, at=clock.now())
        return _url(check)

    url = form.create(viewer, added)
    return see_other(url) if url else _show(check, viewer, form, status=422)


@bp.get(CAPABILITY)
@requires(Permission.EDIT_VALUE, subject=asked.capability)
def edit(capability: Capability, viewer: Viewer) -> Page:
    """Whether it works, as a form."""
    form = forms.Judgement(formdata=None, data={"state": capability.state.value, "evidence": capability.evidence})
    return page("capability_checks/capability.html", capability=capability, form=form)


@bp.post(CAPABILITY)
@requires(Permission.EDIT_VALUE, subject=asked.capability)
def judge(capability: Capability, viewer: Viewer) -> Page | Response:
    """Say whether it works."""
    form = forms.Judgement()
    if form.did(lambda: _judged(capability, form, viewer)):
        return see_other(_url(capability.check))
    return page("capability_checks/capability.html", capability=capability, form=form, status=422)


def _show(check: CapabilityCheck, viewer: Viewer, form: forms.NewCapability, *, status: int = 200) -> Page:
    rows = asked.of_check(viewer, check.id)
    works = sum(row.state is CapabilityState.WORKS for row in rows)
    return page("capability_checks/show.html", check=check, rows=rows, works=works, form=form, status=status)


def _judged(capability: Capability, form: forms.Judgement, viewer: Viewer) -> None:
    state = CapabilityState(form.state.data)
    capabilities.judge(capability, state, form.evidence.data or "", by=viewer, at=clock.now())


def _url(check: CapabilityCheck) -> str:
    return url_for("capability_checks.show", key=check.relationship.key, check_id=check.id)
