"""What customer segments need: colleagues are asked, and answer a short questionnaire."""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import CustomerSegment, SegmentNeeds
from govtracker.queries import NotFound
from govtracker.queries.sourcing import segment_needs as asked
from govtracker.queries.sourcing import segments
from govtracker.services.sourcing import segment_needs
from govtracker.web import segment_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import segment_needs as forms

bp = Blueprint("segment_needs", __name__)
ASKED = "/sourcing/segments/<int:segment_id>/asked"
MINE = "/sourcing/needs/<int:segment_id>"


@bp.post(ASKED)
@requires(Permission.EDIT_SOURCING, subject=segments.segment)
def ask(segment: CustomerSegment, viewer: Viewer) -> Page | Response:
    """Ask a colleague who knows it."""
    form = segment_pages.asking(viewer, set(), sent=True)
    if form is None:
        raise NotFound
    chosen = form
    if not chosen.did(lambda: segment_needs.ask(segment, [int(chosen.people.data)], by=viewer, at=clock.now())):
        return segment_pages.show(segment, viewer, chosen, status=422)
    return see_other(url_for("segments.show", segment_id=segment.id) + "#needs")


@bp.post(f"{ASKED}/<int:person_id>/withdrawal")
@requires(Permission.EDIT_SOURCING, subject=segments.segment)
def withdraw(segment: CustomerSegment, viewer: Viewer, person_id: int) -> Response:
    """Ask somebody no longer."""
    segment_needs.withdraw(segment, person_id, by=viewer, at=clock.now())
    return see_other(url_for("segments.show", segment_id=segment.id) + "#needs")


@bp.get(MINE)
@requires(Permission.OWN, subject=asked.mine)
def mine(needs: SegmentNeeds, viewer: Viewer) -> Page:
    """The questionnaire, with what one has said before."""
    return page("sourcing/segments/needs.html", needs=needs, form=forms.Needs(formdata=None, data=forms.facts(needs)))


@bp.post(MINE)
@requires(Permission.OWN, subject=asked.mine)
def answer(needs: SegmentNeeds, viewer: Viewer) -> Page | Response:
    """Keep what one says."""
    form = forms.Needs()
    if not form.did(
        lambda: segment_needs.answer(needs, form.answer(), form.note.data or "", by=viewer, at=clock.now())
    ):
        return page("sourcing/segments/needs.html", needs=needs, form=form, status=422)
    flash("Your answer is kept. You may change it as long as the segment is in use.")
    return see_other(url_for("segment_needs.mine", segment_id=needs.segment_id))
