"""The relationship pulse: do both sides see the relationship alike, and is it getting better?"""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import PulseSetStatus
from govtracker.models import PulseRound, PulseStatement, Relationship
from govtracker.queries import find
from govtracker.queries.issues import actions
from govtracker.queries.partnership import pulse, pulse_sets
from govtracker.queries.partnership import pulse_rounds as asked
from govtracker.services.partnership import pulse_rounds
from govtracker.web import adding_actions, addresses, pulse_pages, sources
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.base import CreatingForm

bp = Blueprint("pulse", __name__)
PULSE = "/r/<key>/pulse"
STATEMENT = f"{PULSE}/statements/<int:statement_id>"


@bp.get(PULSE)
@requires(Permission.VIEW, subject=find.relationship)
def show(relationship: Relationship, viewer: Viewer) -> Page:
    """The newest result, the rounds over time beside the structure, and what runs now."""
    return _show(relationship, viewer, CreatingForm())


@bp.post(f"{PULSE}/rounds")
@requires(Permission.EDIT_PULSE, subject=find.relationship)
def open_round(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Ask those whose turn it is."""
    form = CreatingForm()
    url = form.create(viewer, lambda: _opened(relationship, viewer))
    if url is None:
        return _show(relationship, viewer, form, status=422)
    flash("The round is open; those who are asked have been told.", "good")
    return see_other(url)


@bp.get(f"{PULSE}/<int:number>")
@requires(Permission.VIEW, subject=asked.one)
def round_(found: PulseRound, viewer: Viewer) -> Page:
    """One round: how it goes while it is open, what came of it when it is closed."""
    if found.is_open:
        return _running(found, viewer)
    names, outcome = pulse_pages.companies(found.relationship), pulse.outcomes([found.id])[found.id]
    return page(
        "pulse/round.html",
        relationship=found.relationship,
        found=found,
        names=names,
        drawn=pulse_pages.drawn(outcome, names),
        rates=pulse_pages.closed_rates(found),
        tiers=pulse_pages.tiers,
        comments=pulse.comments(found.id),
        actions=actions.of_statements(viewer, [line.statement_id for line in outcome.lines]),
        pairs=pulse.pairs(found.id),
        today=clock.today(viewer.zone),
    )


@bp.get(f"{STATEMENT}/actions/new")
@requires(Permission.ADD_ACTION, subject=pulse_sets.statement)
def new_action(statement: PulseStatement, viewer: Viewer) -> Page:
    """A blank action from what came of a statement."""
    return adding_actions.new(sources.statement(statement), viewer)


@bp.post(f"{STATEMENT}/actions")
@requires(Permission.ADD_ACTION, subject=pulse_sets.statement)
def add_action(statement: PulseStatement, viewer: Viewer) -> Page | Response:
    """Somebody will do something about it."""
    return adding_actions.create(sources.statement(statement), viewer)


def _running(opened: PulseRound, viewer: Viewer) -> Page:
    return page(
        "pulse/running.html",
        relationship=opened.relationship,
        names=pulse_pages.companies(opened.relationship),
        running=pulse_pages.running(opened, viewer),
    )


def _show(relationship: Relationship, viewer: Viewer, form: CreatingForm, *, status: int = 200) -> Page:
    found = asked.listed(viewer, relationship.id, **addresses.cursors())
    past, line = pulse_pages.over_time(found.rows)
    table, names = pulse_sets.on_table(relationship.id), pulse_pages.companies(relationship)
    is_newest = bool(past) and found.before is None
    return page(
        "pulse/show.html",
        status=status,
        relationship=relationship,
        names=names,
        form=form,
        agreed=table.get(PulseSetStatus.AGREED),
        proposed=table.get(PulseSetStatus.PROPOSED),
        running=pulse_pages.running(asked.open_one(relationship.id), viewer),
        past=past,
        line=line,
        movement=pulse_pages.movement(past),
        drawn=pulse_pages.drawn(past[0].outcome, names) if is_newest else None,
        around=addresses.around(found),
    )


def _opened(relationship: Relationship, viewer: Viewer) -> str:
    opened = pulse_rounds.open_round(relationship, by=viewer, at=clock.now())
    return url_for("pulse.round_", key=relationship.key, number=opened.number)
