"""Support types of one's own company: spend against impact, and what is known of each."""

from typing import Any

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import SupportType
from govtracker.queries.sourcing import judging as judged
from govtracker.queries.sourcing import support_types as asked
from govtracker.rules.sourcing import judging as judging_rules
from govtracker.services.sourcing import judging, support_types
from govtracker.web import spend_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import support_types as forms

bp = Blueprint("support_types", __name__)
ROOT = "/sourcing/support-types"
ONE = f"{ROOT}/<int:type_id>"


@bp.get(ROOT)
@requires(Permission.READ_SOURCING)
def index(viewer: Viewer) -> Page:
    """The portfolio check with its picture, and all support types."""
    return _index(viewer, forms.NewType(formdata=None))


@bp.post(ROOT)
@requires(Permission.EDIT_SOURCING)
def create(viewer: Viewer) -> Page | Response:
    """One more."""
    form = forms.NewType()

    def add() -> str:
        one = support_types.add(form.name.data or "", by=viewer, at=clock.now())
        return url_for("support_types.edit", type_id=one.id)

    url = form.create(viewer, add)
    return see_other(url) if url else _index(viewer, form, status=422)


@bp.get(ONE)
@requires(Permission.EDIT_SOURCING)
def edit(viewer: Viewer, type_id: int) -> Page:
    """One as a form."""
    one, form = asked.one(viewer.organisation_id, type_id), forms.EditType(formdata=None)
    form.open(forms.stored(one, judged.of(viewer.organisation_id).currency))
    return _edit(viewer, one, form)


@bp.post(ONE)
@requires(Permission.EDIT_SOURCING)
def update(viewer: Viewer, type_id: int) -> Page | Response:
    """Store what was changed."""
    one, form = asked.one(viewer.organisation_id, type_id), forms.EditType()
    currency = judged.of(viewer.organisation_id).currency
    form.offer(asked.suppliers(viewer.organisation_id))
    values = form.merged(forms.stored(one, currency)) if form.validate() else None
    if values is not None and form.did(lambda: _edited(one, values, currency, viewer)):
        return see_other(url_for("support_types.index"))
    return _edit(viewer, one, form, status=422)


@bp.post(f"{ONE}/retirement")
@requires(Permission.EDIT_SOURCING)
def retire(viewer: Viewer, type_id: int) -> Response:
    """Offer it no more, or again."""
    one = asked.one(viewer.organisation_id, type_id)
    deed = support_types.restore if one.retired_at else support_types.retire
    deed(one, by=viewer, at=clock.now())
    return see_other(url_for("support_types.index"))


@bp.get(f"{ROOT}/judging")
@requires(Permission.EDIT_SOURCING)
def edit_judging(viewer: Viewer) -> Page:
    """By what they are judged, as a form."""
    form = forms.JudgedBy(formdata=None)
    form.open(forms.of_judging(judged.of(viewer.organisation_id)))
    return page("support_types/judging.html", form=form, ours=judging_rules.OURS)


@bp.post(f"{ROOT}/judging")
@requires(Permission.EDIT_SOURCING)
def update_judging(viewer: Viewer) -> Page | Response:
    """Judge by it from now on."""
    form, stands = forms.JudgedBy(), judging.held(viewer)
    stored = forms.of_judging(stands)
    values = form.merged(stored) if form.validate() else None
    if values is not None and form.did(lambda: _judged({**stored, **values}, stands.currency, viewer)):
        flash("Saved: the check and the profiles are judged by this now.", "good")
        return see_other(url_for("support_types.index"))
    return page("support_types/judging.html", form=form, ours=judging_rules.OURS, status=422)


def _judged(values: dict[str, Any], currency: str, viewer: Viewer) -> None:
    judging.settle(forms.judging_of(values, currency), by=viewer, at=clock.now())


def _edited(one: SupportType, values: dict[str, Any], currency: str, viewer: Viewer) -> None:
    support_types.edit(one, forms.read(values, currency), by=viewer, at=clock.now())


def _index(viewer: Viewer, form: forms.NewType, *, status: int = 200) -> Page:
    stands = judged.of(viewer.organisation_id)
    rows = asked.listed(viewer.organisation_id)
    check = spend_pages.checked(rows, stands)
    shown = {"check": check, "chart": spend_pages.chart(check), "judging": stands}
    return page("support_types/index.html", types=rows, form=form, status=status, **shown)


def _edit(viewer: Viewer, one: SupportType, form: forms.EditType, *, status: int = 200) -> Page:
    form.offer(asked.suppliers(viewer.organisation_id))
    stands = judged.of(viewer.organisation_id)
    return page("support_types/edit.html", one=one, form=form, judging=stands, status=status)
