"""Forums: who meets, about what, how often."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import SeatRole, Side
from govtracker.models import Forum, Relationship
from govtracker.queries import find, history
from govtracker.queries.governance import decision_rights, joint_days
from govtracker.queries.governance import forums as asked
from govtracker.queries.reviews import reviews, topics
from govtracker.queries.structure import seats
from govtracker.queries.structure.seats import SeatRow
from govtracker.rules import wall_time
from govtracker.rules.governance import cadence_preview
from govtracker.rules.governance.cadence_preview import Foreseen
from govtracker.rules.words import label
from govtracker.services.governance import forums
from govtracker.services.governance.forums import ForumFacts
from govtracker.web import decision_tables
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import forums as forms
from govtracker.web.forms.choices import options
from govtracker.web.forms.forums import EditForum, NewForum

bp = Blueprint("forums", __name__)


@bp.get("/r/<key>/forums/new")
@requires(Permission.EDIT_FORUM, subject=find.relationship)
def new(relationship: Relationship, viewer: Viewer) -> Page:
    """A blank forum, the SPOCs in its chairs."""
    form = NewForum()
    sitting = _offer_seats(form, relationship)
    form.zone.data, form.starts_on.data, form.weekdays.data = relationship.client.zone, clock.today(viewer.zone), [1]
    for field, side in ((form.client_chair_id, Side.CLIENT), (form.supplier_chair_id, Side.SUPPLIER)):
        field.data = next((seat.seat_id for seat in sitting if (seat.side, seat.role) == (side, SeatRole.SPOC)), None)
    return _new(relationship, form)


@bp.post("/r/<key>/forums")
@requires(Permission.EDIT_FORUM, subject=find.relationship)
def create(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Set it up and lay out its next reviews."""
    form = NewForum()
    _offer_seats(form, relationship)
    url = form.create(
        viewer, lambda: _url(forums.set_up(relationship, forms.facts(form.typed), by=viewer, at=clock.now()))
    )
    return see_other(url) if url else _new(relationship, form, status=422)


@bp.post("/r/<key>/forums/preview")
@requires(Permission.EDIT_FORUM, subject=find.relationship)
def preview_new(relationship: Relationship, viewer: Viewer) -> Page:
    """When a forum to be would meet; nothing is stored."""
    form = NewForum()
    _offer_seats(form, relationship)
    foreseen = form.carry_out(lambda: _foreseen(relationship, forms.facts(form.typed)))
    return _new(relationship, form, foreseen=foreseen, status=422 if foreseen is None else 200)


@bp.post("/r/<key>/forums/<int:forum_id>/preview")
@requires(Permission.EDIT_FORUM, subject=find.forum)
def preview(forum: Forum, viewer: Viewer) -> Page:
    """When it would meet with what was typed; nothing is stored."""
    form = EditForum()
    _offer_seats(form, forum.relationship)
    foreseen = form.carry_out(lambda: _foreseen(forum.relationship, forms.facts(form.typed)))
    return _edit(forum, form, foreseen=foreseen, status=422 if foreseen is None else 200)


@bp.get("/r/<key>/forums/<int:forum_id>")
@requires(Permission.VIEW, subject=find.forum)
def show(forum: Forum, viewer: Viewer) -> Page:
    """One forum: its charter, its people, when it meets."""
    coming = reviews.coming(viewer, forum.relationship_id, forum_id=forum.id)
    return page(
        "forums/show.html",
        forum=forum,
        people=asked.people(forum, on=clock.today("UTC")),
        decisions=decision_tables.table(
            decision_rights.of_relationship(forum.relationship_id, forum_id=forum.id),
            seats.structure_of(forum.relationship_id, clock.today("UTC")),
        ),
        coming=coming,
        foreseen=_after(forum, coming),
        standing=topics.standing(forum.id),
        today=wall_time.local(clock.now(), forum.zone).date(),
        events=history.of_subject(viewer, forum),
    )


@bp.get("/r/<key>/forums/<int:forum_id>/edit")
@requires(Permission.EDIT_FORUM, subject=find.forum)
def edit(forum: Forum, viewer: Viewer) -> Page:
    """The forum as a form."""
    form = EditForum()
    _offer_seats(form, forum.relationship)
    form.open(forms.stored(forum))
    return _edit(forum, form)


@bp.post("/r/<key>/forums/<int:forum_id>")
@requires(Permission.EDIT_FORUM, subject=find.forum)
def update(forum: Forum, viewer: Viewer) -> Page | Response:
    """Store what was changed; with another cadence its reviews move."""
    form = EditForum()
    _offer_seats(form, forum.relationship)
    before = forms.stored(forum)
    values = form.merged(before) if form.validate() else None
    if values is not None and form.did(
        lambda: forums.edit(forum, forms.facts({**before, **values}), by=viewer, at=clock.now())
    ):
        return see_other(_url(forum))
    return _edit(forum, form, status=422)


def _foreseen(relationship: Relationship, facts: ForumFacts) -> list[Foreseen]:
    """The next meetings; refuses a cadence that a forum cannot have."""
    now = clock.now()
    forums.check_cadence(relationship, facts.cadence, at=now)
    return cadence_preview.foreseen(facts.cadence, after=now, closed=joint_days.closed(relationship))


def _after(forum: Forum, coming: Sequence[Any]) -> list[Foreseen]:
    """What its rule foresees beyond the reviews that are planned already."""
    if forum.ended_at is not None or not coming:
        return []
    last = max(row.scheduled_at for row in coming)
    return cadence_preview.foreseen(forum.cadence, after=last, closed=joint_days.closed(forum.relationship))


def _new(
    relationship: Relationship, form: NewForum, *, foreseen: list[Foreseen] | None = None, status: int = 200
) -> Page:
    return page("forums/new.html", relationship=relationship, form=form, foreseen=foreseen, status=status)


def _edit(forum: Forum, form: EditForum, *, foreseen: list[Foreseen] | None = None, status: int = 200) -> Page:
    return page(
        "forums/edit.html",
        forum=forum,
        relationship=forum.relationship,
        form=form,
        foreseen=foreseen,
        status=status,
    )


def _offer_seats(form: NewForum | EditForum, relationship: Relationship) -> Sequence[SeatRow]:
    sitting = seats.structure_of(relationship.id, clock.today("UTC"))
    form.client_chair_id.choices = options(_named(seat) for seat in sitting if seat.side is Side.CLIENT)
    form.supplier_chair_id.choices = options(_named(seat) for seat in sitting if seat.side is Side.SUPPLIER)
    form.member_ids.choices = options(
        (seat.seat_id, f"{_named(seat)[1]} · {relationship.company(seat.side).name}") for seat in sitting
    )
    return sitting


def _named(seat: SeatRow) -> tuple[int, str]:
    """ "SPOC · Eva Varga", "Functional lead, Quality · vacant"."""
    place = f"{label(seat.role)}, {seat.area}" if seat.area else label(seat.role)
    return seat.seat_id, f"{place} · {seat.person or 'vacant'}"


def _url(forum: Forum) -> str:
    return url_for("forums.show", key=forum.relationship.key, forum_id=forum.id)
