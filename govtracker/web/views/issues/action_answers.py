"""One's own open actions as a sheet: taken away, filled in, sent back, looked at, and taken."""

from typing import Any

from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.exports import action_answers as exported
from govtracker.models import Action
from govtracker.queries.issues import actions as asked
from govtracker.services import Refused
from govtracker.web import action_answers, exporting, filled_sheets
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import answers as forms
from govtracker.web.forms.answers import Answers
from govtracker.web.forms.filled_in import SheetUpload

bp = Blueprint("action_answers", __name__)
CLOSED = "is no open action of yours any more, so nothing was saved. You wrote:"


@bp.get("/actions/sheet")
@requires(Permission.OWN)
def show(viewer: Viewer) -> Page | Response:
    """Take one's open actions away as a workbook, or send one back."""
    own = asked.to_answer(viewer)
    if exporting.wanted():
        return filled_sheets.sent(exported.sheet(own), f"actions-{clock.today(viewer.zone).isoformat()}")
    return _begin(own, SheetUpload(formdata=None))


@bp.post("/actions/sheet")
@requires(Permission.OWN)
def read(viewer: Viewer) -> Page:
    """Show what a workbook says; nothing is taken yet."""
    own, upload = asked.to_answer(viewer), SheetUpload()
    sheet = upload.carry_out(lambda: action_answers.read(upload.file.data.read(), own))
    if sheet is None:
        return _begin(own, upload, status=422)
    form, meant = action_answers.looked_at(own, sheet)
    return _look(meant, form, refused=sheet.refused, unchanged=sheet.unchanged)


@bp.post("/actions/sheet/answers")
@requires(Permission.OWN)
def take(viewer: Viewer) -> Page | Response:
    """Take what was said, all of it or nothing."""
    named = {name.rpartition(":")[0] for name in request.form if ":" in name}
    own = [action for action in asked.to_answer(viewer) if action.key in named]
    form = forms.answers(own)()
    url = form.create(viewer, lambda: _taken(own, form, named, viewer))
    return see_other(url) if url else _look(own, form, status=422)


def _taken(own: list[Action], form: Answers, named: set[str], viewer: Viewer) -> str:
    lost = sorted(named - {action.key for action in own})
    if lost:
        typed = "; ".join(text for name, text in request.form.items() if name.startswith(f"{lost[0]}:") and text)
        raise Refused(f"{lost[0]} {CLOSED} {typed}")
    count = len(action_answers.take(own, form, by=viewer, at=clock.now()))
    flash(f"{count} {'action' if count == 1 else 'actions'} answered." if count else "Nothing had changed.")
    return url_for("action_answers.show")


def _begin(own: list[Action], upload: SheetUpload, *, status: int = 200) -> Page:
    return page("action_answers/show.html", status=status, own=own, upload=upload, most=asked.MOST_TO_ANSWER)


def _look(meant: list[Action], form: Answers, *, status: int = 200, **beside: Any) -> Page:
    rows = [(one, {part: form[forms.field(one, part)] for part in ("step", "evidence", "comment")}) for one in meant]
    found = {"refused": (), "unchanged": 0, **beside}
    return page("action_answers/look.html", status=status, form=form, rows=rows, **found)
