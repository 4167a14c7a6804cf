"""Customer segments of one's own company: added, described, valued, retired."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import ValueInput
from govtracker.exports import segments as columns
from govtracker.models import CustomerSegment
from govtracker.queries import NotFound
from govtracker.queries.sourcing import segments as asked
from govtracker.queries.structure import people
from govtracker.rules.sourcing import segment_value
from govtracker.services.performance import client_catalogues
from govtracker.services.sourcing import segments
from govtracker.web import exporting, segment_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.exporting import Listing
from govtracker.web.forms import segments as forms
from govtracker.web.forms.choices import options

bp = Blueprint("segments", __name__)
ONE = "/sourcing/segments/<int:segment_id>"
INPUT = f"{ONE}/value/<kind>"


@bp.get("/sourcing/segments")
@requires(Permission.READ_SOURCING)
def index(viewer: Viewer) -> Page | Response:
    """What each is worth and needs, on a map and as a list; as a file where the address asks for one."""
    if exporting.wanted():
        rows = asked.of_company(viewer)
        return exporting.answer(Listing.of("Customer segments", columns.COLUMNS, rows), viewer)
    return segment_pages.index(viewer, forms.NewSegment(formdata=None))


@bp.post("/sourcing/segments")
@requires(Permission.EDIT_SOURCING)
def create(viewer: Viewer) -> Page | Response:
    """One segment more."""
    form = forms.NewSegment()

    def add() -> str:
        said = forms.described(form.typed)
        one = segments.add(viewer.organisation_id, said, by=viewer, at=clock.now())
        return url_for("segments.show", segment_id=one.id)

    url = form.create(viewer, add)
    return see_other(url) if url else segment_pages.index(viewer, form, status=422)


@bp.get(ONE)
@requires(Permission.READ_SOURCING, subject=asked.segment)
def show(segment: CustomerSegment, viewer: Viewer) -> Page:
    """What stands of one."""
    return segment_pages.show(segment, viewer)


@bp.get(f"{ONE}/edit")
@requires(Permission.EDIT_SOURCING, subject=asked.segment)
def edit(segment: CustomerSegment, viewer: Viewer) -> Page:
    """What it is, as a form."""
    form = forms.EditSegment(formdata=None)
    form.open(forms.facts(segment))
    return page("sourcing/segments/edit.html", segment=segment, form=form)


@bp.post(f"{ONE}/edit")
@requires(Permission.EDIT_SOURCING, subject=asked.segment)
def update(segment: CustomerSegment, viewer: Viewer) -> Page | Response:
    """Say anew what it is."""
    form, stored = forms.EditSegment(), forms.facts(segment)
    values = form.merged(stored) if form.validate() else None
    if values is None or not form.did(
        lambda: segments.describe(segment, forms.described({**stored, **values}), by=viewer, at=clock.now())
    ):
        return page("sourcing/segments/edit.html", segment=segment, form=form, status=422)
    return see_other(url_for("segments.show", segment_id=segment.id))


@bp.post(f"{ONE}/retirement")
@requires(Permission.EDIT_SOURCING, subject=asked.segment)
def retire(segment: CustomerSegment, viewer: Viewer) -> Response:
    """Offer it no more, or again."""
    deed = client_catalogues.restore if segment.retired_at else client_catalogues.retire
    deed(segment, by=viewer, at=clock.now())
    return see_other(url_for("segments.show", segment_id=segment.id))


@bp.get(INPUT)
@requires(Permission.EDIT_SOURCING, subject=asked.segment)
def edit_value(segment: CustomerSegment, viewer: Viewer, kind: str) -> Page:
    """One input of its value, as a form."""
    form = _value_form(viewer, sent=False)
    form.open(_value_facts(segment, _kind(kind), viewer))
    if not form.level.data:
        form.given_by_id.data, form.given_on.data = str(viewer.person_id), clock.today(viewer.zone)
    return _value_page(segment, _kind(kind), form)


@bp.post(INPUT)
@requires(Permission.EDIT_SOURCING, subject=asked.segment)
def give_value(segment: CustomerSegment, viewer: Viewer, kind: str) -> Page | Response:
    """Keep what its function gave."""
    form, stored = _value_form(viewer, sent=True), _value_facts(segment, _kind(kind), viewer)
    values = form.merged(stored) if form.validate() else None
    if values is None or not form.did(
        lambda: segments.give(
            segment, _kind(kind), forms.given({**stored, **values}), by=viewer, at=clock.now(),
            today=clock.today(viewer.zone),
        )
    ):  # fmt: skip
        return _value_page(segment, _kind(kind), form, status=422)
    return see_other(url_for("segments.show", segment_id=segment.id) + "#value")


def _kind(text: str) -> ValueInput:
    """The input an address names; raises NotFound."""
    found = next((kind for kind in ValueInput if kind.value == text), None)
    if found is None:
        raise NotFound
    return found


def _value_form(viewer: Viewer, *, sent: bool) -> forms.ValueOf:
    form = forms.ValueOf() if sent else forms.ValueOf(formdata=None)
    form.given_by_id.choices = options([("", "–"), *((str(one), name) for one, name in people.to_seat(viewer))])
    return form


def _value_facts(segment: CustomerSegment, kind: ValueInput, viewer: Viewer) -> dict[str, object]:
    return forms.value_facts(asked.value_input(viewer, segment.id, kind), kind)


def _value_page(segment: CustomerSegment, kind: ValueInput, form: forms.ValueOf, *, status: int = 200) -> Page:
    scale = segment_value.SCALES[kind]
    return page("sourcing/segments/value.html", segment=segment, kind=kind, scale=scale, form=form, status=status)
