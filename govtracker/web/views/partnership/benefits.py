"""Benefits of a programme: committed by both sides, measured month by month; and what is lost beside them."""

from typing import Any

from flask import Blueprint, abort, flash, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.charts import benefit_curve
from govtracker.enums import BenefitKind, Side
from govtracker.models import Benefit, Programme
from govtracker.queries import history
from govtracker.queries.partnership import benefits as asked
from govtracker.queries.partnership import capabilities, owning_seats, programmes
from govtracker.queries.performance import contracts
from govtracker.rules import money
from govtracker.services import Refused
from govtracker.services.partnership import benefits
from govtracker.web import benefit_pages, pictures
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import programmes as forms
from govtracker.web.forms.choices import chosen, options

bp = Blueprint("benefits", __name__)
OF_PROGRAMME = "/r/<key>/value/programmes/<int:programme_id>/benefits"
BENEFIT = "/r/<key>/value/benefits/<int:benefit_id>"


@bp.get(f"{OF_PROGRAMME}/new")
@requires(Permission.EDIT_VALUE, subject=programmes.one)
def new(programme: Programme, viewer: Viewer) -> Page:
    """A blank benefit of the kind the address names (?kind=dis_benefit), committed where it names none."""
    kind = _kind()
    return page("benefits/new.html", programme=programme, kind=kind, form=_form(programme, kind))


@bp.post(OF_PROGRAMME)
@requires(Permission.EDIT_VALUE, subject=programmes.one)
def create(programme: Programme, viewer: Viewer) -> Page | Response:
    """Note it."""
    kind = _kind()
    form = _form(programme, kind)
    url = form.create(viewer, lambda: _url(_noted(programme, kind, form, viewer)))
    return see_other(url) if url else page("benefits/new.html", programme=programme, kind=kind, form=form, status=422)


@bp.get(BENEFIT)
@requires(Permission.VIEW, subject=asked.one)
def show(benefit: Benefit, viewer: Viewer) -> Page:
    """What was committed, what was realised, and where that leads."""
    return _show(benefit, viewer)


@bp.get(f"{BENEFIT}/edit")
@requires(Permission.EDIT_VALUE, subject=asked.one)
def edit(benefit: Benefit, viewer: Viewer) -> Page:
    """The benefit as a form."""
    form = _form(benefit.programme, benefit.kind, editing=True)
    form.open(_stored(benefit))
    return page("benefits/edit.html", benefit=benefit, form=form)


@bp.post(BENEFIT)
@requires(Permission.EDIT_VALUE, subject=asked.one)
def update(benefit: Benefit, viewer: Viewer) -> Page | Response:
    """Store what was changed."""
    form, stored = _form(benefit.programme, benefit.kind, editing=True), _stored(benefit)
    values = form.merged(stored) if form.validate() else None
    if values is not None:
        facts = forms.benefit({**stored, **values})
        if form.did(lambda: benefits.edit(benefit, facts, by=viewer, at=clock.now())):
            return see_other(_url(benefit))
    return page("benefits/edit.html", benefit=benefit, form=form, status=422)


@bp.post(f"{BENEFIT}/proposal")
@requires(Permission.COMMIT_VALUE, subject=asked.one)
def propose(benefit: Benefit, viewer: Viewer) -> Page | Response:
    """Put it before the other side; what is missing is said beside its field."""
    try:
        benefits.propose(benefit, _seen(), by=viewer, at=clock.now())
    except Refused as refusal:
        form = _form(benefit.programme, benefit.kind, editing=True)
        form.open(_stored(benefit))
        form.refuse(refusal.text, refusal.field)
        return page("benefits/edit.html", benefit=benefit, form=form, status=422)
    flash("It waits for the other side’s agreement.", "good")
    return see_other(_url(benefit))


@bp.post(f"{BENEFIT}/withdrawal")
@requires(Permission.COMMIT_VALUE, subject=asked.one)
def take_back(benefit: Benefit, viewer: Viewer) -> Response:
    """A draft again."""
    benefits.take_back(benefit, _seen(), by=viewer, at=clock.now())
    return see_other(_url(benefit))


@bp.post(f"{BENEFIT}/agreement")
@requires(Permission.ANSWER_ACROSS, subject=asked.one)
def agree(benefit: Benefit, viewer: Viewer) -> Response:
    """Agree: from now on it binds both."""
    benefits.agree(benefit, _seen(), by=viewer, at=clock.now())
    return see_other(_url(benefit))


@bp.post(f"{BENEFIT}/end")
@requires(Permission.COMMIT_VALUE, subject=asked.one)
def end(benefit: Benefit, viewer: Viewer) -> Page | Response:
    """It is committed no more."""
    form = forms.Reason()
    if form.did(lambda: benefits.end(benefit, _seen(), form.reason.data or "", by=viewer, at=clock.now())):
        return see_other(_url(benefit))
    return _show(benefit, viewer, ending=form, status=422)


@bp.post(f"{BENEFIT}/months")
@requires(Permission.KEEP_VALUE, subject=asked.one)
def enter(benefit: Benefit, viewer: Viewer) -> Page | Response:
    """What it was in a month."""
    form = forms.Month()
    url = form.create(viewer, lambda: _entered(benefit, form, viewer))
    return see_other(url) if url else _show(benefit, viewer, month=form, status=422)


@bp.get(f"{BENEFIT}/curve")
@requires(Permission.VIEW, subject=asked.one)
def curve(benefit: Benefit, viewer: Viewer) -> Response:
    """Its curve as a picture."""
    found, _ = benefit_pages.one(benefit)
    digest = benefit_curve.digest(found.named, found.steps)
    return pictures.answer(
        digest, lambda look, size: benefit_curve.picture(found.named, found.steps, look=look, size=size)
    )


def _show(
    benefit: Benefit,
    viewer: Viewer,
    *,
    ending: forms.Reason | None = None,
    month: forms.Month | None = None,
    status: int = 200,
) -> Page:
    shown, losses = benefit_pages.one(benefit, asked.offset_by(viewer, benefit.id))
    return page(
        "benefits/show.html",
        status=status,
        benefit=benefit,
        shown=shown,
        losses=losses,
        notes=asked.notes(benefit.id),
        seats=dict(owning_seats.choices(benefit.relationship, today=clock.today("UTC"))),
        ending=ending or forms.Reason(formdata=None),
        month=month or forms.Month(formdata=None),
        events=history.of_subject(viewer, benefit),
    )


def _noted(programme: Programme, kind: BenefitKind, form: Any, viewer: Viewer) -> Benefit:
    return benefits.note(programme, kind, forms.benefit(form.typed), by=viewer, at=clock.now())


def _entered(benefit: Benefit, form: forms.Month, viewer: Viewer) -> str:
    assert form.value.data is not None
    benefits.enter(benefit, form.month, form.value.data, form.note.data or "", by=viewer, at=clock.now())
    return _url(benefit)


def _form(programme: Programme, kind: BenefitKind, *, editing: bool = False) -> Any:
    promised = kind is BenefitKind.COMMITTED
    made = FORMS[promised, editing]
    form, relationship = made(), programme.relationship
    form.side.choices = options([(side.value, relationship.company(side).name) for side in Side])
    form.owner_seat_id.choices = options(owning_seats.choices(relationship, today=clock.today("UTC")))
    form.offsets_id.choices = options([("", "nothing in particular"), *asked.may_offset(programme.id)])
    if promised:
        kpis = [(kpi_id, f"{code} · {name}") for kpi_id, code, name in contracts.kpis(relationship.id)]
        form.kpi_id.choices = options([("", "figures are typed in"), *kpis])
        form.check_id.choices = options([("", "–"), *capabilities.choices(relationship.id)])
    return form


def _stored(benefit: Benefit) -> dict[str, Any]:
    own = ("title", "unit_label", "measured_by", "starts_on", "owner_seat_id", "offsets_id")
    values = {name: getattr(benefit, name) for name in own}
    values |= {"side": benefit.side.value, "unit": benefit.unit.value, "currency": benefit.currency or "EUR"}
    if benefit.kind is not BenefitKind.COMMITTED:
        return values
    asked_too = ("kpi_id", "baseline_on", "due_on", "check_id", "check_reason")
    figures = {name: _typed(benefit, name) for name in ("baseline", "target")}
    return {**values, **{name: getattr(benefit, name) for name in asked_too}, **figures}


def _typed(benefit: Benefit, name: str) -> Any:
    """A figure as people type it: of money in major units."""
    value = getattr(benefit, name)
    return money.amount(int(value), benefit.currency) if benefit.currency and value is not None else value


def _seen() -> int:
    """The version of the benefit on the page whose button was pressed; 0 where it is not said."""
    return request.form.get("version", 0, int)


def _kind() -> BenefitKind:
    typed = request.args.get("kind")
    kind = chosen(BenefitKind, typed) if typed else BenefitKind.COMMITTED
    return kind or abort(404)


def _url(benefit: Benefit) -> str:
    return url_for("benefits.show", key=benefit.relationship.key, benefit_id=benefit.id)


FORMS = {
    (True, False): forms.NewPromise,
    (True, True): forms.EditPromise,
    (False, False): forms.NewBenefit,
    (False, True): forms.EditBenefit,
}
