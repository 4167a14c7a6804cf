"""Launches: what a new product or service needs before it goes to market, and whether it may."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import LaunchDecision, ReadinessState
from govtracker.models import Launch, LaunchItem, Relationship
from govtracker.queries import find, history
from govtracker.queries.partnership import capabilities, owning_seats
from govtracker.queries.partnership import launches as asked
from govtracker.rules.partnership import readiness
from govtracker.services.partnership import launches
from govtracker.services.partnership.launches import ItemFacts, LaunchFacts
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import readiness as forms
from govtracker.web.forms.choices import options

bp = Blueprint("launches", __name__)
LAUNCHES = "/r/<key>/value/launches"
LAUNCH = f"{LAUNCHES}/<int:launch_id>"
ITEM = "/r/<key>/value/launch-items/<int:item_id>"


@bp.get(f"{LAUNCHES}/new")
@requires(Permission.EDIT_VALUE, subject=find.relationship)
def new(relationship: Relationship, viewer: Viewer) -> Page:
    """A blank launch."""
    return page("launches/new.html", relationship=relationship, form=_offered(forms.NewLaunch(), relationship))


@bp.post(LAUNCHES)
@requires(Permission.EDIT_VALUE, subject=find.relationship)
def create(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Plan it."""
    form = _offered(forms.NewLaunch(), relationship)
    url = form.create(viewer, lambda: _url(launches.plan(relationship, _facts(form.typed), by=viewer, at=clock.now())))
    return see_other(url) if url else page("launches/new.html", relationship=relationship, form=form, status=422)


@bp.get(LAUNCH)
@requires(Permission.VIEW, subject=asked.one)
def show(launch: Launch, viewer: Viewer) -> Page:
    """Its checklist, what is not ready, and what was decided."""
    return _show(launch, viewer)


@bp.get(f"{LAUNCH}/edit")
@requires(Permission.EDIT_VALUE, subject=asked.one)
def edit(launch: Launch, viewer: Viewer) -> Page:
    """The launch as a form."""
    form = _offered(forms.EditLaunch(), launch.relationship)
    form.open(_stored(launch))
    return page("launches/edit.html", launch=launch, form=form)


@bp.post(LAUNCH)
@requires(Permission.EDIT_VALUE, subject=asked.one)
def update(launch: Launch, viewer: Viewer) -> Page | Response:
    """Store what was changed."""
    form, stored = _offered(forms.EditLaunch(), launch.relationship), _stored(launch)
    values = form.merged(stored) if form.validate() else None
    if values is not None:
        facts, decided = _facts({**stored, **values}), launch.decision
        if form.did(lambda: launches.edit(launch, facts, by=viewer, at=clock.now())):
            if decided and not launch.decision:
                flash("What was decided is laid aside, for it was about another day or check: decide again.", "warn")
            return see_other(_url(launch))
    return page("launches/edit.html", launch=launch, form=form, status=422)


@bp.post(f"{LAUNCH}/items")
@requires(Permission.EDIT_VALUE, subject=asked.one)
def add(launch: Launch, viewer: Viewer) -> Page | Response:
    """One thing more that has to be ready."""
    form = _seats(forms.NewItem(), launch.relationship)
    url = form.create(viewer, lambda: _added(launch, form, viewer))
    return see_other(url) if url else _show(launch, viewer, item=form, status=422)


@bp.post(f"{LAUNCH}/decision")
@requires(Permission.COMMIT_VALUE, subject=asked.one)
def decide(launch: Launch, viewer: Viewer) -> Page | Response:
    """Go or no-go."""
    form = forms.Decision()
    if form.did(lambda: _decided(launch, form, viewer)):
        return see_other(_url(launch))
    return _show(launch, viewer, decision=form, status=422)


@bp.get(ITEM)
@requires(Permission.KEEP_VALUE, subject=asked.item)
def item(item: LaunchItem, viewer: Viewer) -> Page:
    """An item as a form."""
    form = _seats(forms.EditItem(), item.relationship)
    form.open(_stored_item(item))
    return page("launches/item.html", item=item, form=form)


@bp.post(ITEM)
@requires(Permission.KEEP_VALUE, subject=asked.item)
def change(item: LaunchItem, viewer: Viewer) -> Page | Response:
    """Where an item stands."""
    form, stored = _seats(forms.EditItem(), item.relationship), _stored_item(item)
    values = form.merged(stored) if form.validate() else None
    if values is not None:
        found = {**stored, **values}
        facts = ItemFacts(**{**found, "state": ReadinessState(found["state"])})
        if form.did(lambda: launches.change(item, facts, by=viewer, at=clock.now())):
            return see_other(_url(item.launch))
    return page("launches/item.html", item=item, form=form, status=422)


def _show(
    launch: Launch,
    viewer: Viewer,
    *,
    item: forms.NewItem | None = None,
    decision: forms.Decision | None = None,
    status: int = 200,
) -> Page:
    today = clock.today(launch.relationship.client.zone)
    items = asked.items_of(viewer, launch.id, today=clock.today("UTC"))
    return page(
        "launches/show.html",
        status=status,
        launch=launch,
        items=items,
        ready=readiness.read(launch.launch_on, [(row.state, row.due_on) for row in items], today),
        form=item or _seats(forms.NewItem(formdata=None, data={"due_on": launch.launch_on}), launch.relationship),
        decision=decision or forms.Decision(formdata=None),
        seats=dict(owning_seats.choices(launch.relationship, today=clock.today("UTC"))),
        today=today,
        events=history.of_subject(viewer, launch),
    )


def _facts(values: Mapping[str, Any]) -> LaunchFacts:
    texts: dict[str, Any] = {name: values[name] or "" for name in ("title", "description")}
    return LaunchFacts(**texts, **{name: values[name] for name in ("launch_on", "owner_seat_id", "check_id")})


def _stored(launch: Launch) -> dict[str, Any]:
    return {name: getattr(launch, name) for name in ("title", "description", "launch_on", "owner_seat_id", "check_id")}


def _stored_item(item: LaunchItem) -> dict[str, Any]:
    own = ("title", "owner_seat_id", "due_on", "evidence")
    return {**{name: getattr(item, name) for name in own}, "state": item.state.value}


def _added(launch: Launch, form: forms.NewItem, viewer: Viewer) -> str:
    launches.add(launch, form.facts, by=viewer, at=clock.now())
    return _url(launch)


def _decided(launch: Launch, form: forms.Decision, viewer: Viewer) -> None:
    decision = LaunchDecision(form.decision.data)
    launches.decide(
        launch, request.form.get("version", 0, int), decision, form.reason.data or "", by=viewer, at=clock.now()
    )


def _seats(form: Any, relationship: Relationship) -> Any:
    form.owner_seat_id.choices = options(owning_seats.choices(relationship, today=clock.today("UTC")))
    return form


def _offered(form: Any, relationship: Relationship) -> Any:
    form.check_id.choices = options([("", "–"), *capabilities.choices(relationship.id)])
    return _seats(form, relationship)


def _url(launch: Launch) -> str:
    return url_for("launches.show", key=launch.relationship.key, launch_id=launch.id)
