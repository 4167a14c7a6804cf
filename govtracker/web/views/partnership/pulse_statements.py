"""The statements of the pulse: chosen and worded by one side, agreed by the other."""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import PulseSetStatus
from govtracker.models import PulseSet, Relationship
from govtracker.queries import find
from govtracker.queries.partnership import pulse_sets as asked
from govtracker.rules.partnership import pulse_catalogue
from govtracker.services.partnership import pulse_sets
from govtracker.web import pulse_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import pulse as forms

bp = Blueprint("pulse_statements", __name__)
STATEMENTS = "/r/<key>/pulse/statements"
VERSION = f"{STATEMENTS}/<int:set_id>"


@bp.get(STATEMENTS)
@requires(Permission.VIEW, subject=find.relationship)
def show(relationship: Relationship, viewer: Viewer) -> Page:
    """What is in force, and what is proposed."""
    return _show(relationship, forms.Withdrawal(formdata=None))


@bp.get(f"{STATEMENTS}/new")
@requires(Permission.EDIT_PULSE, subject=find.relationship)
def new(relationship: Relationship, viewer: Viewer) -> Page:
    """The catalogue as a form, with what stands or is proposed."""
    table = asked.on_table(relationship.id)
    stands = table.get(PulseSetStatus.PROPOSED) or table.get(PulseSetStatus.AGREED)
    values = forms.worded(stands.statements if stands else (), pulse_pages.companies(relationship))
    return _form(relationship, forms.Statements(data=values))


@bp.post(STATEMENTS)
@requires(Permission.EDIT_PULSE, subject=find.relationship)
def propose(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Put a version before the other side."""
    form = forms.Statements()
    url = form.create(viewer, lambda: _proposed(relationship, form, viewer))
    return see_other(url) if url else _form(relationship, form, status=422)


@bp.post(f"{VERSION}/agreement")
@requires(Permission.ANSWER_ACROSS, subject=asked.one)
def agree(proposed: PulseSet, viewer: Viewer) -> Response:
    """Agree for one's side."""
    pulse_sets.agree(proposed, by=viewer, at=clock.now())
    flash("The statements are agreed: a round can be opened.", "good")
    return see_other(url_for("pulse.show", key=proposed.relationship.key))


@bp.post(f"{VERSION}/withdrawal")
@requires(Permission.EDIT_PULSE, subject=asked.one)
def withdraw(proposed: PulseSet, viewer: Viewer) -> Page | Response:
    """Take it back, or turn it down."""
    form = forms.Withdrawal()
    if form.did(lambda: pulse_sets.withdraw(proposed, form.reason.data or "", by=viewer, at=clock.now())):
        return see_other(url_for("pulse_statements.show", key=proposed.relationship.key))
    return _show(proposed.relationship, form, status=422)


def _show(relationship: Relationship, form: forms.Withdrawal, *, status: int = 200) -> Page:
    table = asked.on_table(relationship.id)
    return page(
        "pulse/statements.html",
        status=status,
        relationship=relationship,
        names=pulse_pages.companies(relationship),
        agreed=table.get(PulseSetStatus.AGREED),
        proposed=table.get(PulseSetStatus.PROPOSED),
        form=form,
    )


def _form(relationship: Relationship, form: forms.Statements, *, status: int = 200) -> Page:
    names, most = pulse_pages.companies(relationship), pulse_catalogue.MOST
    return page("pulse/new.html", status=status, relationship=relationship, names=names, form=form, most=most)


def _proposed(relationship: Relationship, form: forms.Statements, viewer: Viewer) -> str:
    pulse_sets.propose(relationship, form.chosen, by=viewer, at=clock.now())
    return url_for("pulse_statements.show", key=relationship.key)
