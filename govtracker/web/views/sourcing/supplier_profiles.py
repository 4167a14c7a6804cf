"""Supplier profiles of one's own company: who should give which support, by which rule, and above which floor."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import CustomerSegment, SupportType
from govtracker.queries.performance import client_catalogues
from govtracker.queries.sourcing import judging as judged
from govtracker.queries.sourcing import profiles as asked
from govtracker.queries.sourcing.profiles import Profile
from govtracker.rules.sourcing.profiles import RULES
from govtracker.services.sourcing import profiles
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import supplier_profiles as forms
from govtracker.web.forms.base import EditingForm

bp = Blueprint("supplier_profiles", __name__)
ROOT = "/sourcing/profiles"
ONE = f"{ROOT}/<int:type_id>/<int:segment_id>"  # segment 0: whoever asks


@bp.get(ROOT)
@requires(Permission.READ_SOURCING)
def index(viewer: Viewer) -> Page:
    """Every profile, with the rule that decided."""
    return _index(viewer, forms.Serve(formdata=None))


@bp.post(ROOT)
@requires(Permission.EDIT_SOURCING)
def create(viewer: Viewer) -> Page | Response:
    """A support type is served for one more segment."""
    form = forms.Serve()
    _offer(viewer, form)

    def serve() -> str:
        profiles.serve(form.type_id.data, form.segment_id.data, by=viewer, at=clock.now())
        return url_for("supplier_profiles.show", type_id=form.type_id.data, segment_id=form.segment_id.data)

    url = form.create(viewer, serve)
    return see_other(url) if url else _index(viewer, form, status=422)


@bp.get(ONE)
@requires(Permission.READ_SOURCING)
def show(viewer: Viewer, type_id: int, segment_id: int) -> Page:
    """What is recommended and why, what was chosen, and the floor."""
    return _show(viewer, asked.one(viewer, type_id, segment_id or None))


@bp.post(f"{ONE}/floor")
@requires(Permission.EDIT_SOURCING)
def state_floor(viewer: Viewer, type_id: int, segment_id: int) -> Page | Response:
    """State the least acceptable experience."""
    profile, form = asked.one(viewer, type_id, segment_id or None), forms.StateFloor()

    def state(values: dict[str, Any]) -> None:
        profiles.state_floor(profile, forms.floor_of(values), by=viewer, at=clock.now())

    done = _saved(form, forms.stored_floor(profile), state)
    return see_other(_url(profile)) if done else _show(viewer, profile, floor=form, status=422)


@bp.post(f"{ONE}/overruling")
@requires(Permission.EDIT_SOURCING)
def overrule(viewer: Viewer, type_id: int, segment_id: int) -> Page | Response:
    """Choose otherwise than recommended."""
    profile, form = asked.one(viewer, type_id, segment_id or None), forms.Overrule()

    def choose(values: dict[str, Any]) -> None:
        profiles.overrule(profile, forms.choice_of(values), by=viewer, at=clock.now())

    done = _saved(form, forms.stored_choice(profile), choose)
    return see_other(_url(profile)) if done else _show(viewer, profile, choice=form, status=422)


@bp.post(f"{ONE}/overruling/end")
@requires(Permission.EDIT_SOURCING)
def take_back(viewer: Viewer, type_id: int, segment_id: int) -> Response:
    """Follow the recommendation again."""
    profile = asked.one(viewer, type_id, segment_id or None)
    if profile.chosen:
        profiles.take_back(profile, by=viewer, at=clock.now())
    return see_other(_url(profile))


@bp.post(f"{ONE}/end")
@requires(Permission.EDIT_SOURCING)
def leave(viewer: Viewer, type_id: int, segment_id: int) -> Response:
    """The segment is not served with it after all."""
    profile = asked.one(viewer, type_id, segment_id or None)
    if profile.may_be_left:
        profiles.leave(profile, by=viewer, at=clock.now())
    return see_other(url_for("supplier_profiles.index"))


def _saved(form: EditingForm, stored: dict[str, Any], deed: Callable[[dict[str, Any]], None]) -> bool:
    values = form.merged(stored) if form.validate() else None
    return values is not None and form.did(lambda: deed({**stored, **values}))


def _index(viewer: Viewer, form: forms.Serve, *, status: int = 200) -> Page:
    found = asked.of_company(viewer)
    _offer(viewer, form)
    stands = judged.of(viewer.organisation_id)
    return page("supplier_profiles/index.html", profiles=found, form=form, rules=RULES, judging=stands, status=status)


def _offer(viewer: Viewer, form: forms.Serve) -> None:
    own = viewer.organisation_id
    form.offer(client_catalogues.offered(SupportType, own), client_catalogues.offered(CustomerSegment, own))


def _show(
    viewer: Viewer,
    profile: Profile,
    *,
    floor: forms.StateFloor | None = None,
    choice: forms.Overrule | None = None,
    status: int = 200,
) -> Page:
    if floor is None:
        floor = forms.StateFloor(formdata=None)
        floor.open(forms.stored_floor(profile))
    if choice is None:
        choice = forms.Overrule(formdata=None)
        choice.open(forms.stored_choice(profile))
    shown = {"rules": RULES, "judging": judged.of(viewer.organisation_id)}
    return page("supplier_profiles/show.html", profile=profile, floor=floor, choice=choice, status=status, **shown)


def _url(profile: Profile) -> str:
    return url_for("supplier_profiles.show", type_id=profile.type_id, segment_id=profile.segment_id or 0)
