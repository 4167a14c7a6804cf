"""Adding an action, wherever it comes from: one form, one page, one way back."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Viewer
from govtracker.enums import ActionType, Audience
from govtracker.models import Action, Issue, Kpi, Problem, Relationship, Review, Topic
from govtracker.queries import owners
from govtracker.rules import keys
from govtracker.services.issues import action_series, actions
from govtracker.services.issues.action_origins import ALONE, Origin
from govtracker.web.answers import Page, page, see_other
from govtracker.web.filters import record_number
from govtracker.web.forms import action_series as series_forms
from govtracker.web.forms import actions as forms
from govtracker.web.forms.choices import areas, audiences, offer, options

NO_AREA = ("", "–")


@dataclass(frozen=True)
class Source:
    """Where an action comes from: its records, what people call it, its page, and where the form is sent."""

    relationship: Relationship
    name: str
    back: str
    post_to: str
    lead: str | None = None
    origin: Origin = ALONE
    type: ActionType = ActionType.CORRECTION
    may_repeat: bool = False


def alone(relationship: Relationship) -> Source:
    """From nothing: it stands alone."""
    index = url_for("actions.index", key=relationship.key)
    return Source(relationship, "Actions", index, url_for("actions.create", key=relationship.key), may_repeat=True)


def issue(found: Issue) -> Source:
    """From an issue, whose area it takes."""
    at: dict[str, Any] = {"key": found.relationship.key, "number": record_number(found)}
    back = url_for("issues.show", **at) + "#actions"
    post_to = url_for("actions.create_of_issue", **at)
    return Source(found.relationship, found.key, back, post_to, found.title, Origin(issue=found))


def problem(found: Problem) -> Source:
    """From a problem, whose area it takes."""
    at: dict[str, Any] = {"key": found.relationship.key, "number": record_number(found)}
    back, post_to = url_for("problems.show", **at) + "#actions", url_for("action_origins.create_of_problem", **at)
    origin = Origin(problem=found)
    return Source(found.relationship, found.key, back, post_to, found.title, origin, ActionType.CORRECTIVE)


def review(found: Review) -> Source:
    """From a review."""
    at: dict[str, Any] = {"key": found.relationship.key, "review_id": found.id}
    back, post_to = url_for("reviews.show", **at) + "#actions", url_for("reviews.add_action", **at)
    origin = Origin(review=found)
    return Source(found.relationship, found.title, back, post_to, None, origin, ActionType.IMPROVEMENT)


def topic(found: Topic) -> Source:
    """From a topic of a review."""
    at: dict[str, Any] = {"key": found.review.relationship.key, "review_id": found.review_id}
    back = url_for("reviews.show", **at) + f"#topic-{found.id}"
    post_to = url_for("action_origins.create_of_topic", topic_id=found.id, **at)
    origin = Origin(review=found.review, topic=found)
    relationship, name = found.review.relationship, found.review.title
    return Source(relationship, name, back, post_to, found.title, origin, ActionType.IMPROVEMENT)


def kpi(found: Kpi) -> Source:
    """From a KPI that is red."""
    relationship = found.relationship
    back = url_for("scorecards.index", key=relationship.key)
    post_to = url_for("action_origins.create_of_kpi", key=relationship.key, kpi_id=found.id)
    origin = Origin(kpi=found)
    return Source(relationship, "Scorecards", back, post_to, found.name, origin, ActionType.CORRECTIVE, True)


def new(source: Source, viewer: Viewer) -> Page:
    """A blank action from there."""
    return _page(source, _form(source, viewer))


def create(source: Source, viewer: Viewer) -> Page | Response:
    """Add it, and go back to where it comes from."""
    form = _form(source, viewer)
    url = form.create(viewer, lambda: _added(source, form, viewer))
    return see_other(url) if url else _page(source, form, status=422)


def url_of(action: Action) -> str:
    """The address of an action."""
    return url_for("actions.show", key=action.relationship.key, number=keys.number(action.number, action.audience))


def _added(source: Source, form: forms.NewAction, viewer: Viewer) -> str:
    moment: dict[str, Any] = {"by": viewer, "at": clock.now(), "today": clock.today(viewer.zone)}
    action = actions.add(source.relationship, _asked(form), origin=source.origin, **moment)
    again = series_forms.again(form.data) if source.may_repeat else None
    if again:
        action_series.begin(action, again, **moment)
    return url_of(action) if source.origin in (ALONE, Origin(kpi=source.origin.kpi)) else source.back


def _page(source: Source, form: forms.NewAction, *, status: int = 200) -> Page:
    return page("actions/new.html", source=source, relationship=source.relationship, form=form, status=status)


def _form(source: Source, viewer: Viewer) -> forms.NewAction:
    kind = forms.RepeatingAction if source.may_repeat else forms.NewAction
    form = kind(data={"owner_id": viewer.person_id, "type": source.type.value})
    relationship = source.relationship
    offer(form.audience, audiences(relationship, viewer, within=source.origin.audience))
    form.owner_id.choices = options(owners.choices(relationship, on=clock.today("UTC")))
    form.area_id.choices = options([NO_AREA, *areas(relationship)])
    return form


def _asked(form: forms.NewAction) -> actions.NewAction:
    assert form.due_on.data is not None  # the form has been validated
    return actions.NewAction(
        title=form.title.data or "",
        type=ActionType(form.type.data),
        owner_id=form.owner_id.data,
        due_on=form.due_on.data,
        consequence=form.consequence.data or "",
        audience=Audience(form.audience.data),
        area_id=form.area_id.data,
    )
