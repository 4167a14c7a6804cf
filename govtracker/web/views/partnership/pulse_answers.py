"""Answering the pulse: one sheet a person and round, changed as often as they like while it is open."""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import PulseRound
from govtracker.queries.partnership import pulse_rounds as asked
from govtracker.services import Refused
from govtracker.services.partnership import pulse_answers
from govtracker.web import pulse_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import pulse as forms

bp = Blueprint("pulse_answers", __name__)
ANSWER = "/r/<key>/pulse/<int:number>/answer"
CHANGED = "Your answers are changed: these count, the earlier ones are gone. Nobody sees who answered what."
GIVEN = "Thank you, your answers are in. You may change them until the round closes. Nobody sees who answered what."


@bp.get(ANSWER)
@requires(Permission.ANSWER_PULSE, subject=asked.one)
def show(found: PulseRound, viewer: Viewer) -> Page:
    """The sheet, with what the person has answered so far."""
    own = pulse_answers.own(found, by=viewer)
    kind = forms.sheet(pulse_pages.words_of(found, viewer))
    if own is None:
        return _page(found, kind(formdata=None), viewer)
    values = forms.filled(own.ratings, own.comments, is_named=own.named_person_id is not None)
    return _page(found, kind(formdata=None, data=values), viewer, has_answered=True)


@bp.post(ANSWER)
@requires(Permission.ANSWER_PULSE, subject=asked.one)
def answer(found: PulseRound, viewer: Viewer) -> Page | Response:
    """Keep the answers; given twice, the second ones count."""
    form = forms.sheet(pulse_pages.words_of(found, viewer))()
    is_change = form.carry_out(lambda: pulse_answers.answer(found, form.answers, by=viewer, at=clock.now()))
    if is_change is None:
        return _page(found, form, viewer, status=422)
    flash(CHANGED if is_change else GIVEN, "good")
    return see_other(url_for("pulse.round_", key=found.relationship.key, number=found.number))


def _page(
    found: PulseRound, form: forms.Sheet, viewer: Viewer, *, has_answered: bool = False, status: int = 200
) -> Page:
    try:
        row, why_not = pulse_answers.asked_in(found, by=viewer, at=clock.now()), ""
    except Refused as refusal:
        row, why_not = None, refusal.text
    return page(
        "pulse/answer.html",
        status=status,
        relationship=found.relationship,
        found=found,
        form=form,
        why_not=why_not,
        has_answered=has_answered,
        may_be_named=row is not None and asked.has_counterpart(row),
    )
