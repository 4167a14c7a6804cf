"""Taking along what the installation keeps of a person: by themselves, and by their company's administrator."""

from io import BytesIO

from flask import Blueprint, flash, request, send_file, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Person
from govtracker.queries import viewers
from govtracker.queries.structure import people
from govtracker.queries.structure import personal_data as asked
from govtracker.services.structure import personal_exports
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.files import POLICY
from govtracker.web.forms.base import Form

bp = Blueprint("personal_data", __name__)


@bp.get("/settings/data")
@requires(Permission.OWN)
def own(viewer: Viewer) -> Page:
    """One's own file: asked for, being made, or ready."""
    return _page(viewers.oneself(viewer), viewer, Form(formdata=None))


@bp.post("/settings/data")
@requires(Permission.OWN)
def ask_own(viewer: Viewer) -> Page | Response:
    """Let it be made."""
    return _asked(viewers.oneself(viewer), viewer)


@bp.post("/settings/data/file")
@requires(Permission.OWN, fresh=True)
def fetch_own(viewer: Viewer) -> Response:
    """Take it, this once."""
    return _file(viewer.person_id, viewer)


@bp.get("/organisation/people/<int:person_id>/data")
@requires(Permission.ADMINISTER_ORGANISATION, subject=people.colleague)
def show(person: Person, viewer: Viewer) -> Page:
    """The file about a colleague."""
    return _page(person, viewer, Form(formdata=None))


@bp.post("/organisation/people/<int:person_id>/data")
@requires(Permission.ADMINISTER_ORGANISATION, subject=people.colleague)
def ask(person: Person, viewer: Viewer) -> Page | Response:
    """Let it be made."""
    return _asked(person, viewer)


@bp.post("/organisation/people/<int:person_id>/data/file")
@requires(Permission.ADMINISTER_ORGANISATION, subject=people.colleague, fresh=True)
def fetch(person: Person, viewer: Viewer) -> Response:
    """Take it, this once."""
    return _file(person.id, viewer)


def _asked(person: Person, viewer: Viewer) -> Page | Response:
    form = Form()
    if not form.did(lambda: personal_exports.ask(person, by=viewer, at=clock.now())):
        return _page(person, viewer, form, status=422)
    flash("It is being made. You may leave this page meanwhile.", "good")
    return see_other(request.path)


def _file(person_id: int, viewer: Viewer) -> Response:
    content = personal_exports.fetch(person_id, by=viewer, at=clock.now())
    name = f"personal-data-{clock.today(viewer.zone).isoformat()}.zip"
    answer = send_file(BytesIO(content), mimetype="application/zip", as_attachment=True, download_name=name)
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _page(person: Person, viewer: Viewer, form: Form, *, status: int = 200) -> Page:
    is_own = person.id == viewer.person_id and request.path.startswith("/settings")
    start = url_for("personal_data.own") if is_own else url_for("personal_data.show", person_id=person.id)
    newest = asked.newest(viewer, person.id)
    return page(
        "people/personal_data.html",
        person=person,
        is_own=is_own,
        address=start,
        newest=newest,
        making=newest is not None and newest.stage in personal_exports.MAKING,
        is_ready=newest is not None and newest.is_ready(clock.now()),
        form=form,
        status=status,
    )
