"""Giving people of one's side links for one task, seeing which were given, and revoking them."""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Action, Relationship, TaskLink
from govtracker.queries import find
from govtracker.queries.installation import task_links as asked
from govtracker.rules.periods import Period
from govtracker.services.installation import task_links
from govtracker.web import addresses, measurement_grid
from govtracker.web.access import requires
from govtracker.web.adding_actions import url_of
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import task_links as forms
from govtracker.web.forms.choices import options

bp = Blueprint("task_links", __name__)


@bp.get("/r/<key>/links")
@requires(Permission.GIVE_LINK, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page:
    """The links one's own side has given here."""
    found = asked.given(viewer, relationship, **addresses.cursors())
    return page("task_links/index.html", relationship=relationship, rows=found.rows, around=addresses.around(found))


@bp.post("/r/<key>/links/<int:link_id>/revocation")
@requires(Permission.GIVE_LINK, subject=asked.of_side)
def revoke(link: TaskLink, viewer: Viewer) -> Response:
    """The link leads nowhere from now on."""
    task_links.revoke(link, by=viewer, at=clock.now())
    flash("The link leads nowhere any more.", "good")
    return see_other(url_for("task_links.index", key=link.relationship.key))


@bp.get("/r/<key>/actions/<number>/link")
@requires(Permission.GIVE_LINK, subject=find.action)
def new_for_action(action: Action, viewer: Viewer) -> Page:
    """For how long the owner of an action gets a link."""
    return _for_action(action, viewer, forms.NewLink())


@bp.post("/r/<key>/actions/<number>/link")
@requires(Permission.GIVE_LINK, subject=find.action)
def give_for_action(action: Action, viewer: Viewer) -> Page | Response:
    """Send it to them."""
    form = forms.NewLink()
    url = form.create(viewer, lambda: _given(action, form, viewer))
    return see_other(url) if url else _for_action(action, viewer, form, status=422)


@bp.get("/r/<key>/measurement-sheets/<period>/link")
@requires(Permission.GIVE_LINK, subject=find.relationship)
def new_for_sheet(relationship: Relationship, viewer: Viewer, period: str) -> Page:
    """Who fills in the values of a month, and for how long they get a link."""
    return _for_sheet(relationship, viewer, period, _sheet_form(relationship, viewer))


@bp.post("/r/<key>/measurement-sheets/<period>/link")
@requires(Permission.GIVE_LINK, subject=find.relationship)
def give_for_sheet(relationship: Relationship, viewer: Viewer, period: str) -> Page | Response:
    """Send it to them."""
    form, month = _sheet_form(relationship, viewer), measurement_grid.month_of(period)
    url = form.create(viewer, lambda: _given_sheet(relationship, month, form, viewer))
    return see_other(url) if url else _for_sheet(relationship, viewer, period, form, status=422)


def _given(action: Action, form: forms.NewLink, viewer: Viewer) -> str:
    task_links.give_action(
        action, days=form.days.data, is_single_use=form.is_single_use.data, by=viewer, at=clock.now()
    )
    flash(f"The link is on its way to {action.owner.email}.", "good")
    return url_of(action)


def _given_sheet(relationship: Relationship, month: Period, form: forms.NewSheetLink, viewer: Viewer) -> str:
    lasts = {"days": form.days.data, "is_single_use": form.is_single_use.data}
    link = task_links.give_sheet(relationship, month, form.person_id.data, **lasts, by=viewer, at=clock.now())
    flash(f"The link is on its way to {link.person.email}.", "good")
    return url_for("task_links.index", key=relationship.key)


def _for_action(action: Action, viewer: Viewer, form: forms.NewLink, *, status: int = 200) -> Page:
    links = asked.given_for(viewer, action)
    return page("task_links/action.html", action=action, form=form, links=links, status=status)


def _for_sheet(
    relationship: Relationship, viewer: Viewer, period: str, form: forms.NewSheetLink, *, status: int = 200
) -> Page:
    month = measurement_grid.month_of(period)
    return page("task_links/sheet.html", relationship=relationship, month=month, form=form, status=status)


def _sheet_form(relationship: Relationship, viewer: Viewer) -> forms.NewSheetLink:
    form = forms.NewSheetLink()
    people = asked.colleagues(viewer, relationship, on=clock.today("UTC"))
    form.person_id.choices = options([(0, "Choose…"), *people])
    return form
