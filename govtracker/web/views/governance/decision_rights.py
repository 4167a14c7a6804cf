"""The decisions of a forum: who is responsible, accountable, consulted, informed."""

from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import Side
from govtracker.models import DecisionRight, Forum
from govtracker.queries import find
from govtracker.queries.governance import decision_rights as asked
from govtracker.queries.structure import seats
from govtracker.queries.structure.seats import SeatRow
from govtracker.services.governance import decision_rights
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import decision_rights as forms

bp = Blueprint("decision_rights", __name__)


@bp.get("/r/<key>/forums/<int:forum_id>/decisions/new")
@requires(Permission.EDIT_FORUM, subject=find.forum)
def new(forum: Forum, viewer: Viewer) -> Page:
    """A blank decision."""
    sitting = _sitting(forum)
    return _page(forum, sitting, forms.adding(sitting))


@bp.post("/r/<key>/forums/<int:forum_id>/decisions")
@requires(Permission.EDIT_FORUM, subject=find.forum)
def create(forum: Forum, viewer: Viewer) -> Page | Response:
    """Write it down."""
    sitting = _sitting(forum)
    form = forms.adding(sitting)

    def add() -> str:
        decision_rights.add(
            forum, form.decision.data or "", forms.parts(form.typed), today=clock.today("UTC"), **_now(viewer)
        )
        return _url(forum)

    url = form.create(viewer, add)
    return see_other(url) if url else _page(forum, sitting, form, status=422)


@bp.get("/r/<key>/forums/<int:forum_id>/decisions/<int:right_id>/edit")
@requires(Permission.EDIT_FORUM, subject=asked.one)
def edit(right: DecisionRight, viewer: Viewer) -> Page:
    """The decision as a form."""
    sitting = _sitting(right.forum)
    form = forms.changing(sitting)
    form.open(_stored(right, sitting))
    return _page(right.forum, sitting, form, right=right)


@bp.post("/r/<key>/forums/<int:forum_id>/decisions/<int:right_id>")
@requires(Permission.EDIT_FORUM, subject=asked.one)
def update(right: DecisionRight, viewer: Viewer) -> Page | Response:
    """Store what was changed."""
    sitting = _sitting(right.forum)
    form = forms.changing(sitting)
    before = _stored(right, sitting)
    values = form.merged(before) if form.validate() else None
    if values is not None and form.did(lambda: _edited(right, {**before, **values}, viewer)):
        return see_other(_url(right.forum))
    return _page(right.forum, sitting, form, right=right, status=422)


@bp.post("/r/<key>/forums/<int:forum_id>/decisions/<int:right_id>/removal")
@requires(Permission.EDIT_FORUM, subject=asked.one)
def remove(right: DecisionRight, viewer: Viewer) -> Response:
    """The forum does not take it any more."""
    url = _url(right.forum)
    decision_rights.remove(right, **_now(viewer))
    return see_other(url)


def _edited(right: DecisionRight, values: dict[str, Any], viewer: Viewer) -> None:
    decision_rights.edit(right, values["decision"] or "", forms.parts(values), today=clock.today("UTC"), **_now(viewer))


def _sitting(forum: Forum) -> list[SeatRow]:
    return seats.structure_of(forum.relationship_id, clock.today("UTC"))


def _stored(right: DecisionRight, sitting: list[SeatRow]) -> dict[str, Any]:
    return forms.stored(right.decision, {one.seat_id: one.part for one in right.seats}, sitting)


def _page(
    forum: Forum, sitting: list[SeatRow], form: Any, *, right: DecisionRight | None = None, status: int = 200
) -> Page:
    return page(
        "decision_rights/edit.html",
        status=status,
        forum=forum,
        right=right,
        form=form,
        sides={side: [(seat, form[f"seat_{seat.seat_id}"]) for seat in sitting if seat.side is side] for side in Side},
    )


def _now(viewer: Viewer) -> dict[str, Any]:
    return {"by": viewer, "at": clock.now()}


def _url(forum: Forum) -> str:
    return url_for("forums.show", key=forum.relationship.key, forum_id=forum.id)
