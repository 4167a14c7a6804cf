"""What one's own company spends on its support types, stated altogether: as amounts, or as shares of a total."""

from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.queries.sourcing import judging as judged
from govtracker.queries.sourcing import support_types as asked
from govtracker.services.sourcing import support_types
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import spend as forms

bp = Blueprint("spend", __name__)
ADDRESS = "/sourcing/support-types/spend"


@bp.get(ADDRESS)
@requires(Permission.EDIT_SOURCING)
def edit(viewer: Viewer) -> Page:
    """All amounts as one form; with ?by=shares, the total and the shares of it."""
    form = _sheet(viewer, is_blank=True)
    form.open(form.stored(judged.of(viewer.organisation_id).currency))
    return _shown(form)


@bp.post(ADDRESS)
@requires(Permission.EDIT_SOURCING)
def update(viewer: Viewer) -> Page | Response:
    """Spend is this; shares that do not add up stay as typed, or as they were mended on the page."""
    form = _sheet(viewer)
    if isinstance(form, forms.Shares) and request.form.get("mend") in MENDS:
        if form.validate():
            MENDS[request.form["mend"]](form)
        return _shown(form, mended=True, status=422)
    stored = form.stored(judged.of(viewer.organisation_id).currency)
    values = form.merged(stored) if form.validate() else None
    if values is not None and form.did(lambda: _stated(form, {**stored, **values}, viewer)):
        flash("Saved: this is what you spend a year.", "good")
        return see_other(url_for("support_types.index"))
    return _shown(form, status=422)


def _stated(form: forms.Amounts | forms.Shares, values: dict[str, object], viewer: Viewer) -> None:
    spend, currency = form.spend(values)
    support_types.state_spend(spend, currency, by=viewer, at=clock.now())


def _sheet(viewer: Viewer, *, is_blank: bool = False) -> forms.Amounts | forms.Shares:
    types = asked.costed(viewer.organisation_id)
    sent = {"formdata": None} if is_blank else {}
    if request.args.get("by") != "shares":
        return forms.with_types(forms.Amounts, "spend", types)(**sent)
    form = forms.with_types(forms.Shares, "spend", types)(**sent)
    form.offer()
    return form


def _shown(form: forms.Amounts | forms.Shares, *, mended: bool = False, status: int = 200) -> Page:
    by_share = isinstance(form, forms.Shares)
    return page("support_types/spend.html", form=form, by_share=by_share, mended=mended, status=status)


MENDS = {"rescale": forms.Shares.rescale, "rest": forms.Shares.take_rest}
