"""Actions that come from a problem, a review's topic or a red KPI."""

from flask import Blueprint
from werkzeug.wrappers import Response

from govtracker.access import Permission, Viewer
from govtracker.models import Kpi, Problem, Topic
from govtracker.queries import find
from govtracker.web import action_sources
from govtracker.web.access import requires
from govtracker.web.answers import Page

bp = Blueprint("action_origins", __name__)


@bp.get("/r/<key>/reviews/<int:review_id>/topics/<int:topic_id>/actions/new")
@requires(Permission.WRITE_MINUTES, subject=find.topic)
def new_of_topic(topic: Topic, viewer: Viewer) -> Page:
    """A blank action of a topic."""
    return action_sources.new(action_sources.topic(topic), viewer)


@bp.post("/r/<key>/reviews/<int:review_id>/topics/<int:topic_id>/actions")
@requires(Permission.WRITE_MINUTES, subject=find.topic)
def create_of_topic(topic: Topic, viewer: Viewer) -> Page | Response:
    """Somebody will do something about a topic."""
    return action_sources.create(action_sources.topic(topic), viewer)


@bp.get("/r/<key>/problems/<number>/actions/new")
@requires(Permission.ADD_ACTION, subject=find.problem)
def new_of_problem(problem: Problem, viewer: Viewer) -> Page:
    """A blank action of a problem."""
    return action_sources.new(action_sources.problem(problem), viewer)


@bp.post("/r/<key>/problems/<number>/actions")
@requires(Permission.ADD_ACTION, subject=find.problem)
def create_of_problem(problem: Problem, viewer: Viewer) -> Page | Response:
    """Somebody does something about the cause."""
    return action_sources.create(action_sources.problem(problem), viewer)


@bp.get("/r/<key>/kpis/<int:kpi_id>/actions/new")
@requires(Permission.ADD_ACTION, subject=find.kpi)
def new_of_kpi(kpi: Kpi, viewer: Viewer) -> Page:
    """A blank action for a KPI."""
    return action_sources.new(action_sources.kpi(kpi), viewer)


@bp.post("/r/<key>/kpis/<int:kpi_id>/actions")
@requires(Permission.ADD_ACTION, subject=find.kpi)
def create_of_kpi(kpi: Kpi, viewer: Viewer) -> Page | Response:
    """Somebody brings it back to green."""
    return action_sources.create(action_sources.kpi(kpi), viewer)
