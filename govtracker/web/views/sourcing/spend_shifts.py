"""Shifts of spend of one's own company: tried in the address, kept with a reason, side by side, adopted or dropped."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.queries.sourcing import judging as judged
from govtracker.queries.sourcing import spend_shifts as asked
from govtracker.queries.sourcing import support_types
from govtracker.rules.sourcing.judging import Judging
from govtracker.services import Refused
from govtracker.services.sourcing import spend_shifts
from govtracker.web import spend_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import spend as forms

bp = Blueprint("spend_shifts", __name__)
ROOT = "/sourcing/support-types/shifts"


@bp.get(ROOT)
@requires(Permission.READ_SOURCING)
def index(viewer: Viewer) -> Page:
    """A shift to try, before and after, and the proposals side by side."""
    types = support_types.costed(viewer.organisation_id)
    sent: dict[str, Any] = {"formdata": request.args} if "from_id" in request.args else {"formdata": None}
    form = forms.with_types(forms.TryShift, "to", types)(**sent)
    form.offer()
    return _index(viewer, form)


@bp.post(ROOT)
@requires(Permission.EDIT_SOURCING)
def create(viewer: Viewer) -> Page | Response:
    """Keep it with its reason."""
    form = forms.with_types(forms.KeepShift, "to", support_types.costed(viewer.organisation_id))()
    form.offer()

    def keep() -> str:
        currency = judged.of(viewer.organisation_id).currency
        spend_shifts.propose(form.shift(currency), form.reason.data or "", by=viewer, at=clock.now())
        return url_for("spend_shifts.index")

    url = form.create(viewer, keep)
    return see_other(url) if url else _index(viewer, form, status=422)


@bp.post(f"{ROOT}/<int:shift_id>/adoption")
@requires(Permission.EDIT_SOURCING)
def adopt(viewer: Viewer, shift_id: int) -> Page | Response:
    """Spend as proposed from now on."""
    return _settled(viewer, shift_id, spend_shifts.adopt, "Adopted: spend has moved as proposed.")


@bp.post(f"{ROOT}/<int:shift_id>/dropping")
@requires(Permission.EDIT_SOURCING)
def drop(viewer: Viewer, shift_id: int) -> Page | Response:
    """Spend stays as it is."""
    return _settled(viewer, shift_id, spend_shifts.drop, "Dropped: spend stays as it is.")


def _settled(viewer: Viewer, shift_id: int, deed: Callable[..., None], said: str) -> Page | Response:
    proposal, form = asked.one(viewer.organisation_id, shift_id), forms.Settle()
    if form.did(lambda: deed(proposal, form.outcome.data or "", by=viewer, at=clock.now())):
        flash(said, "good")
        return see_other(url_for("spend_shifts.index"))
    blank = forms.with_types(forms.TryShift, "to", support_types.costed(viewer.organisation_id))(formdata=None)
    blank.offer()
    return _index(viewer, blank, settling=(proposal.id, form), status=422)


def _index(
    viewer: Viewer, form: forms.Moving, *, settling: tuple[int, forms.Settle] | None = None, status: int = 200
) -> Page:
    judging = judged.of(viewer.organisation_id)
    proposals = asked.newest(viewer.organisation_id)
    before = spend_pages.check(form.types, judging)
    return page(
        "spend_shifts/index.html",
        status=status,
        form=form,
        judging=judging,
        before=before,
        tried=_tried(form, judging),
        proposals=proposals,
        beside=spend_pages.side_by_side(form.types, proposals, judging),
        settling=settling,
        settle=forms.Settle(formdata=None),
        keep=form if isinstance(form, forms.KeepShift) else forms.KeepShift(formdata=None),
    )


def _tried(form: forms.Moving, judging: Judging) -> spend_pages.Tried | None:
    """Before and after of what the form says; None where it says nothing, or nothing that can be."""
    if form.from_id.raw_data is None:
        return None
    if not isinstance(form, forms.KeepShift):
        form.validate()
    if form.from_id.errors or any(field.errors for _, field in form.parts()):
        return None
    try:
        return spend_pages.tried(form.types, form.shift(judging.currency), judging)
    except Refused as refusal:
        if not isinstance(form, forms.KeepShift):
            form.refuse(refusal.text, refusal.field)
        return None
