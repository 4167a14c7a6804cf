"""Exit readiness: how the relationship would end, and whether both sides are ready for it."""

from typing import Any

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import Side
from govtracker.models import ExitPlan, HandBack, Relationship
from govtracker.queries import find
from govtracker.queries.partnership import exits as asked
from govtracker.queries.partnership import owning_seats
from govtracker.queries.performance import contracts
from govtracker.rules.partnership import exits as rules
from govtracker.rules.performance import notice_dates
from govtracker.services.partnership import exits
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import readiness as forms
from govtracker.web.forms.choices import options

bp = Blueprint("exits", __name__)
EXIT = "/r/<key>/value/exit"
HAND_BACK = "/r/<key>/value/hand-backs/<int:hand_back_id>"


@bp.get(EXIT)
@requires(Permission.VIEW, subject=find.relationship)
def show(relationship: Relationship, viewer: Viewer) -> Page:
    """The plan, until when notice may be given, what is handed back, and the yearly reviews."""
    return _show(relationship, viewer)


@bp.get(f"{EXIT}/new")
@requires(Permission.EDIT_VALUE, subject=find.relationship)
def new(relationship: Relationship, viewer: Viewer) -> Page:
    """A blank plan."""
    return page("exits/new.html", relationship=relationship, form=forms.NewExit())


@bp.post(EXIT)
@requires(Permission.EDIT_VALUE, subject=find.relationship)
def create(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Write the plan."""
    form = forms.NewExit()

    def written() -> str:
        exits.write(relationship, form.text.data or "", by=viewer, at=clock.now())
        return _url(relationship)

    url = form.create(viewer, written)
    return see_other(url) if url else page("exits/new.html", relationship=relationship, form=form, status=422)


@bp.get(f"{EXIT}/edit")
@requires(Permission.EDIT_VALUE, subject=asked.one)
def edit(plan: ExitPlan, viewer: Viewer) -> Page:
    """The plan as a form."""
    form = forms.EditExit()
    form.open({"text": plan.text})
    return page("exits/edit.html", plan=plan, form=form)


@bp.post(f"{EXIT}/text")
@requires(Permission.EDIT_VALUE, subject=asked.one)
def update(plan: ExitPlan, viewer: Viewer) -> Page | Response:
    """Store what was changed."""
    form, stored = forms.EditExit(), {"text": plan.text}
    values = form.merged(stored) if form.validate() else None
    if values is not None:
        text = {**stored, **values}["text"]
        if form.did(lambda: exits.edit(plan, text, by=viewer, at=clock.now())):
            return see_other(_url(plan.relationship))
    return page("exits/edit.html", plan=plan, form=form, status=422)


@bp.post(f"{EXIT}/reviews")
@requires(Permission.COMMIT_VALUE, subject=asked.one)
def review(plan: ExitPlan, viewer: Viewer) -> Page | Response:
    """It was looked at."""
    form = forms.ExitReview()
    url = form.create(viewer, lambda: _reviewed(plan, form, viewer))
    if url is None:
        return _show(plan.relationship, viewer, review=form, status=422)
    flash(f"The next review is due on {plan.review_due_on:%Y-%m-%d}.", "good")
    return see_other(url)


@bp.post(f"{EXIT}/hand-backs")
@requires(Permission.EDIT_VALUE, subject=find.relationship)
def add(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Something more that is handed back."""
    form = _seats(forms.NewHandBack(), relationship)
    url = form.create(viewer, lambda: _added(relationship, form, viewer))
    return see_other(url) if url else _show(relationship, viewer, hand_back=form, status=422)


@bp.get(HAND_BACK)
@requires(Permission.KEEP_VALUE, subject=asked.hand_back)
def hand_back(hand_back: HandBack, viewer: Viewer) -> Page:
    """What is handed back, as a form."""
    form = _seats(forms.EditHandBack(), hand_back.relationship)
    form.open(_stored(hand_back))
    return page("exits/hand_back.html", hand_back=hand_back, form=form)


@bp.post(HAND_BACK)
@requires(Permission.KEEP_VALUE, subject=asked.hand_back)
def change(hand_back: HandBack, viewer: Viewer) -> Page | Response:
    """Whether it could be handed back today."""
    form, stored = _seats(forms.EditHandBack(), hand_back.relationship), _stored(hand_back)
    values = form.merged(stored) if form.validate() else None
    if values is not None:
        facts = forms.hand_back({**stored, **values})
        if form.did(lambda: exits.change(hand_back, facts, by=viewer, at=clock.now())):
            return see_other(_url(hand_back.relationship))
    return page("exits/hand_back.html", hand_back=hand_back, form=form, status=422)


def _show(
    relationship: Relationship,
    viewer: Viewer,
    *,
    review: forms.ExitReview | None = None,
    hand_back: forms.NewHandBack | None = None,
    status: int = 200,
) -> Page:
    today, plan = clock.today(relationship.client.zone), asked.plan(viewer, relationship.id)
    contract = contracts.in_force(relationship.id)
    last_days = {side: notice_dates.last_day(contract.duration, side, today) for side in Side} if contract else {}
    return page(
        "exits/show.html",
        status=status,
        relationship=relationship,
        plan=plan,
        late=rules.overdue_days(plan.review_due_on, today) if plan else 0,
        contract=contract,
        last_days=last_days,
        hand_backs=asked.handed_back(viewer, relationship.id, today=clock.today("UTC")),
        reviews=asked.reviews(viewer, relationship.id),
        review=review or forms.ExitReview(formdata=None, data={"reviewed_on": today}),
        form=hand_back or _seats(forms.NewHandBack(formdata=None), relationship),
    )


def _reviewed(plan: ExitPlan, form: forms.ExitReview, viewer: Viewer) -> str:
    assert form.reviewed_on.data is not None
    exits.review(plan, form.reviewed_on.data, form.outcome.data or "", by=viewer, at=clock.now())
    return _url(plan.relationship)


def _added(relationship: Relationship, form: forms.NewHandBack, viewer: Viewer) -> str:
    exits.add(relationship, forms.hand_back(form.typed), by=viewer, at=clock.now())
    return _url(relationship)


def _stored(found: HandBack) -> dict[str, Any]:
    own = {name: getattr(found, name) for name in ("title", "owner_seat_id", "note")}
    return {**own, "kind": found.kind.value, "state": found.state.value}


def _seats(form: Any, relationship: Relationship) -> Any:
    form.owner_seat_id.choices = options(owning_seats.choices(relationship, today=clock.today("UTC")))
    return form


def _url(relationship: Relationship) -> str:
    return url_for("exits.show", key=relationship.key)
