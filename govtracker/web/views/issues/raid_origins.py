"""Actions, decisions and risks that come from another record: a topic, an issue, a problem, a risk, a KPI…"""

from flask import Blueprint
from werkzeug.wrappers import Response

from govtracker.access import Permission, Viewer
from govtracker.models import Decision, Issue, Kpi, Problem, Risk, Topic
from govtracker.queries import find
from govtracker.web import adding_actions, adding_decisions, adding_issues, adding_risks, sources
from govtracker.web.access import requires
from govtracker.web.answers import Page

bp = Blueprint("raid_origins", __name__)

TOPIC = "/r/<key>/reviews/<int:review_id>/topics/<int:topic_id>"
ISSUE = "/r/<key>/issues/<number>"
PROBLEM = "/r/<key>/problems/<number>"
RISK = "/r/<key>/risks/<number>"
DECISION = "/r/<key>/decisions/<number>"
KPI = "/r/<key>/kpis/<int:kpi_id>"


@bp.get(f"{TOPIC}/actions/new")
@requires(Permission.WRITE_MINUTES, subject=find.topic)
def new_action_of_topic(topic: Topic, viewer: Viewer) -> Page:
    """A blank action of a topic."""
    return adding_actions.new(sources.topic(topic), viewer)


@bp.post(f"{TOPIC}/actions")
@requires(Permission.WRITE_MINUTES, subject=find.topic)
def add_action_of_topic(topic: Topic, viewer: Viewer) -> Page | Response:
    """Somebody will do something about a topic."""
    return adding_actions.create(sources.topic(topic), viewer)


@bp.get(f"{TOPIC}/decisions/new")
@requires(Permission.WRITE_MINUTES, subject=find.topic)
def new_decision_of_topic(topic: Topic, viewer: Viewer) -> Page:
    """A blank decision of a topic."""
    return adding_decisions.new(sources.topic(topic), viewer)


@bp.post(f"{TOPIC}/decisions")
@requires(Permission.WRITE_MINUTES, subject=find.topic)
def add_decision_of_topic(topic: Topic, viewer: Viewer) -> Page | Response:
    """Something was decided in a review."""
    return adding_decisions.create(sources.topic(topic), viewer)


@bp.get(f"{TOPIC}/issues/new")
@requires(Permission.WRITE_MINUTES, subject=find.topic)
def new_issue_of_topic(topic: Topic, viewer: Viewer) -> Page:
    """A blank issue of a topic."""
    return adding_issues.new(sources.topic(topic), viewer)


@bp.post(f"{TOPIC}/issues")
@requires(Permission.WRITE_MINUTES, subject=find.topic)
def add_issue_of_topic(topic: Topic, viewer: Viewer) -> Page | Response:
    """Something turned out to be wrong in a review."""
    return adding_issues.create(sources.topic(topic), viewer)


@bp.get(f"{TOPIC}/risks/new")
@requires(Permission.WRITE_MINUTES, subject=find.topic)
def new_risk_of_topic(topic: Topic, viewer: Viewer) -> Page:
    """A blank risk of a topic."""
    return adding_risks.new(sources.topic(topic), viewer)


@bp.post(f"{TOPIC}/risks")
@requires(Permission.WRITE_MINUTES, subject=find.topic)
def add_risk_of_topic(topic: Topic, viewer: Viewer) -> Page | Response:
    """A risk was seen in a review."""
    return adding_risks.create(sources.topic(topic), viewer)


@bp.get(f"{ISSUE}/decisions/new")
@requires(Permission.RECORD_DECISION, subject=find.issue)
def new_decision_of_issue(issue: Issue, viewer: Viewer) -> Page:
    """A blank decision about an issue."""
    return adding_decisions.new(sources.issue(issue), viewer)


@bp.post(f"{ISSUE}/decisions")
@requires(Permission.RECORD_DECISION, subject=find.issue)
def add_decision_of_issue(issue: Issue, viewer: Viewer) -> Page | Response:
    """Something is decided about an issue."""
    return adding_decisions.create(sources.issue(issue), viewer)


@bp.get(f"{ISSUE}/risks/new")
@requires(Permission.RECORD_RISK, subject=find.issue)
def new_risk_of_issue(issue: Issue, viewer: Viewer) -> Page:
    """A blank risk of an issue."""
    return adding_risks.new(sources.issue(issue), viewer)


@bp.post(f"{ISSUE}/risks")
@requires(Permission.RECORD_RISK, subject=find.issue)
def add_risk_of_issue(issue: Issue, viewer: Viewer) -> Page | Response:
    """An issue has shown what else may go wrong."""
    return adding_risks.create(sources.issue(issue), viewer)


@bp.get(f"{PROBLEM}/actions/new")
@requires(Permission.ADD_ACTION, subject=find.problem)
def new_action_of_problem(problem: Problem, viewer: Viewer) -> Page:
    """A blank action of a problem."""
    return adding_actions.new(sources.problem(problem), viewer)


@bp.post(f"{PROBLEM}/actions")
@requires(Permission.ADD_ACTION, subject=find.problem)
def add_action_of_problem(problem: Problem, viewer: Viewer) -> Page | Response:
    """Somebody does something about the cause."""
    return adding_actions.create(sources.problem(problem), viewer)


@bp.get(f"{RISK}/actions/new")
@requires(Permission.ADD_ACTION, subject=find.risk)
def new_action_of_risk(risk: Risk, viewer: Viewer) -> Page:
    """A blank action of a risk."""
    return adding_actions.new(sources.risk(risk), viewer)


@bp.post(f"{RISK}/actions")
@requires(Permission.ADD_ACTION, subject=find.risk)
def add_action_of_risk(risk: Risk, viewer: Viewer) -> Page | Response:
    """Somebody keeps it from happening."""
    return adding_actions.create(sources.risk(risk), viewer)


@bp.get(f"{RISK}/decisions/new")
@requires(Permission.RECORD_DECISION, subject=find.risk)
def new_decision_of_risk(risk: Risk, viewer: Viewer) -> Page:
    """A blank decision about a risk."""
    return adding_decisions.new(sources.risk(risk), viewer)


@bp.post(f"{RISK}/decisions")
@requires(Permission.RECORD_DECISION, subject=find.risk)
def add_decision_of_risk(risk: Risk, viewer: Viewer) -> Page | Response:
    """What is done about a risk is decided."""
    return adding_decisions.create(sources.risk(risk), viewer)


@bp.get(f"{DECISION}/actions/new")
@requires(Permission.ADD_ACTION, subject=find.decision)
def new_action_of_decision(decision: Decision, viewer: Viewer) -> Page:
    """A blank action of a decision."""
    return adding_actions.new(sources.decision(decision), viewer)


@bp.post(f"{DECISION}/actions")
@requires(Permission.ADD_ACTION, subject=find.decision)
def add_action_of_decision(decision: Decision, viewer: Viewer) -> Page | Response:
    """Somebody carries it out."""
    return adding_actions.create(sources.decision(decision), viewer)


@bp.get(f"{DECISION}/decisions/new")
@requires(Permission.RECORD_DECISION, subject=find.decision)
def new_decision_of_decision(decision: Decision, viewer: Viewer) -> Page:
    """A blank decision that replaces one."""
    return adding_decisions.new(sources.decision(decision), viewer)


@bp.post(f"{DECISION}/decisions")
@requires(Permission.RECORD_DECISION, subject=find.decision)
def add_decision_of_decision(decision: Decision, viewer: Viewer) -> Page | Response:
    """It is decided otherwise now."""
    return adding_decisions.create(sources.decision(decision), viewer)


@bp.get(f"{KPI}/actions/new")
@requires(Permission.ADD_ACTION, subject=find.kpi)
def new_action_of_kpi(kpi: Kpi, viewer: Viewer) -> Page:
    """A blank action for a KPI."""
    return adding_actions.new(sources.kpi(kpi), viewer)


@bp.post(f"{KPI}/actions")
@requires(Permission.ADD_ACTION, subject=find.kpi)
def add_action_of_kpi(kpi: Kpi, viewer: Viewer) -> Page | Response:
    """Somebody brings it back to green."""
    return adding_actions.create(sources.kpi(kpi), viewer)


@bp.get(f"{KPI}/decisions/new")
@requires(Permission.RECORD_DECISION, subject=find.kpi)
def new_decision_of_kpi(kpi: Kpi, viewer: Viewer) -> Page:
    """A blank decision about a KPI: that it is accepted as it is, for example."""
    return adding_decisions.new(sources.kpi(kpi), viewer)


@bp.post(f"{KPI}/decisions")
@requires(Permission.RECORD_DECISION, subject=find.kpi)
def add_decision_of_kpi(kpi: Kpi, viewer: Viewer) -> Page | Response:
    """What is done about a red KPI is decided."""
    return adding_decisions.create(sources.kpi(kpi), viewer)
