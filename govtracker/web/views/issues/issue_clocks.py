"""The clocks of an issue: handed over to the other side, paused and resumed, stepped down to a lower level."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import Side
from govtracker.models import Issue
from govtracker.queries import find
from govtracker.queries.governance import escalation as ladders
from govtracker.rules.words import label
from govtracker.services.governance import escalation, handing_over, holding
from govtracker.web import addresses
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.filters import record_number
from govtracker.web.forms import issue_clocks as forms
from govtracker.web.forms.choices import chosen, options

bp = Blueprint("issue_clocks", __name__)


@bp.get("/r/<key>/issues/<number>/handover")
@requires(Permission.HAND_OVER, subject=find.issue)
def handing(issue: Issue, viewer: Viewer) -> Page:
    """What is asked of the side that does not have to move now."""
    return page("issues/handover.html", issue=issue, form=forms.HandOver(data={"to": issue.waiting_on.other.value}))


@bp.post("/r/<key>/issues/<number>/handover")
@requires(Permission.HAND_OVER, subject=find.issue)
def hand_over(issue: Issue, viewer: Viewer) -> Page | Response:
    """The other side has to move now."""
    form = forms.HandOver()
    to = chosen(Side, form.to.data) or issue.waiting_on.other
    done = form.did(lambda: handing_over.hand_over(issue, to, form.asked.data or "", by=viewer, at=clock.now()))
    return (
        see_other(addresses.back(_url(issue)))
        if done
        else page("issues/handover.html", issue=issue, form=form, status=422)
    )


@bp.get("/r/<key>/issues/<number>/pause")
@requires(Permission.PAUSE, subject=find.issue)
def pausing(issue: Issue, viewer: Viewer) -> Page:
    """Until when the side that has to move is given time, and why."""
    return page("issues/pause.html", issue=issue, form=forms.Pause())


@bp.post("/r/<key>/issues/<number>/pause")
@requires(Permission.PAUSE, subject=find.issue)
def pause(issue: Issue, viewer: Viewer) -> Page | Response:
    """Its clock stands still until that day."""
    form = forms.Pause()

    def pause_it() -> None:
        assert form.until_on.data is not None  # the form asks for it
        holding.pause(issue, form.reason.data or "", form.until_on.data, by=viewer, at=clock.now())

    done = form.did(pause_it)
    return see_other(_url(issue)) if done else page("issues/pause.html", issue=issue, form=form, status=422)


@bp.post("/r/<key>/issues/<number>/resumption")
@requires(Permission.PAUSE, subject=find.issue)
def resume(issue: Issue, viewer: Viewer) -> Response:
    """The clock goes on now."""
    holding.resume(issue, by=viewer, at=clock.now())
    return see_other(_url(issue))


@bp.get("/r/<key>/issues/<number>/step-down")
@requires(Permission.STEP_DOWN, subject=find.issue)
def stepping_down(issue: Issue, viewer: Viewer) -> Page:
    """Which level takes over again, and why."""
    return page("issues/step_down.html", issue=issue, form=_levels(issue, forms.StepDown()))


@bp.post("/r/<key>/issues/<number>/step-down")
@requires(Permission.STEP_DOWN, subject=find.issue)
def step_down(issue: Issue, viewer: Viewer) -> Page | Response:
    """A new round at that level."""
    form = _levels(issue, forms.StepDown())
    done = form.did(
        lambda: escalation.step_down(issue, form.level.data, form.reason.data or "", by=viewer, at=clock.now())
    )
    return see_other(_url(issue)) if done else page("issues/step_down.html", issue=issue, form=form, status=422)


def _levels(issue: Issue, form: forms.StepDown) -> forms.StepDown:
    """Offer the levels below the one it stands at, the nearest first."""
    rows = ladders.levels(issue.escalation_path_id) if issue.escalation_path_id else []
    below = [row for row in reversed(rows) if row.position < issue.level]
    form.level.choices = options([(row.position, f"{row.position}, {label(row.tier).lower()}") for row in below])
    return form


def _url(issue: Issue) -> str:
    return url_for("issues.show", key=issue.relationship.key, number=record_number(issue))
