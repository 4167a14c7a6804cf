"""What somebody does who came by a link for one task: answer one action, or fill in one measurement sheet."""

from typing import Any

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock, config
from govtracker.access import LinkHolder
from govtracker.enums import ActionStatus, TaskKind
from govtracker.exports import action_answers as exported
from govtracker.models import Action, TaskLink
from govtracker.queries import find
from govtracker.rules import keys, periods
from govtracker.services import Refused
from govtracker.services.installation import task_links
from govtracker.services.issues import attachments
from govtracker.services.issues.attachments import Sent
from govtracker.web import action_answers, by_link, csrf, exporting, files, filled_sheets, month_sheets
from govtracker.web.access import public
from govtracker.web.answers import Page, page, see_other
from govtracker.web.by_link import by_link as needs_link
from govtracker.web.forms import answers as forms
from govtracker.web.forms import measurements as measuring_forms
from govtracker.web.forms.answers import Answers
from govtracker.web.forms.filled_in import SheetUpload
from govtracker.web.month_sheets import MonthSheet
from govtracker.web.signed_in import come_from

bp = Blueprint("tasks", __name__)
bp.after_request(by_link.keep_to_oneself)
csrf.exempt(bp)  # its forms check their token themselves: no address goes along with them that could be compared
ACTION, SHEET = TaskKind.ANSWER_ACTION, TaskKind.FILL_SHEET
OVER = "This link leads nowhere any more. What you wrote is still here: sign in to send it."
NOTHING = "Nothing has changed: say something first."


@bp.get("/task/<token>/action")
@needs_link(ACTION)
def action(link: TaskLink, holder: LinkHolder, token: str) -> Page | Response:
    """The action, and what its owner may say of it."""
    found = _action(link, holder)
    if exporting.wanted():
        return filled_sheets.sent(exported.sheet([found]), found.key)
    form = forms.answers([found], with_files=True)(formdata=None)
    form.begin([found])
    return _show_action(link, found, form, token)


@bp.post("/task/<token>/action")
@needs_link(ACTION, own_transaction=True)
def answer(link: TaskLink, holder: LinkHolder, token: str) -> Page | Response:
    """Take what was said, with its files."""
    found = _action(link, holder)
    form, sent = forms.answers([found], with_files=True)(), list[Sent]()
    outcome = form.create(holder, lambda: _answered(token, form, sent), within=lambda: files.kept(form.files, sent))
    return _after(outcome, "tasks.action", token) or _show_action(link, found, form, token, status=422)


@bp.post("/task/<token>/action/sheet")
@needs_link(ACTION)
def read_action(link: TaskLink, holder: LinkHolder, token: str) -> Page:
    """Show what a workbook says; nothing is taken yet."""
    found, upload = _action(link, holder), SheetUpload()
    sheet = upload.carry_out(lambda: action_answers.read(upload.file.data.read(), [found]))
    if sheet is None or not sheet.rows:
        form = forms.answers([found], with_files=True)(formdata=None)
        form.begin([found])
        refused = sheet.refused if sheet else ()
        return _show_action(link, found, form, token, upload=upload, sheet=sheet, refused=refused, status=422)
    form, _ = action_answers.looked_at([found], sheet, with_files=True)
    return _show_action(link, found, form, token, upload=upload, sheet=sheet, refused=sheet.refused)


@bp.get("/task/<token>/values")
@needs_link(SHEET)
def values(link: TaskLink, holder: LinkHolder, token: str) -> Page | Response:
    """The measurement sheet."""
    sheet = _sheet(link, holder)
    if exporting.wanted():
        return filled_sheets.sent(sheet.workbook(), f"{sheet.relationship.key}-{sheet.month.key}")
    return _show_sheet(link, sheet, sheet.blank(), token)


@bp.post("/task/<token>/values")
@needs_link(SHEET)
def enter(link: TaskLink, holder: LinkHolder, token: str) -> Page | Response:
    """Enter what was typed, all of it or nothing."""
    sheet = _sheet(link, holder)
    form = sheet.grid.form()
    outcome = form.carry_out(lambda: _entered(link, holder, sheet, form))
    return _after(outcome, "tasks.values", token) or _show_sheet(link, sheet, form, token, status=422)


@bp.post("/task/<token>/values/sheet")
@needs_link(SHEET)
def read_values(link: TaskLink, holder: LinkHolder, token: str) -> Page:
    """Show what a workbook says; nothing is entered yet."""
    sheet, upload = _sheet(link, holder), SheetUpload()
    form = upload.carry_out(lambda: sheet.received(upload.file.data.read()))
    if form is None:
        return _show_sheet(link, sheet, sheet.blank(), token, upload=upload, status=422)
    return _show_sheet(link, sheet, form, token, upload=upload, is_read=True)


@bp.get("/task/thanks")
@public()
def thanks() -> Page:
    """It is done."""
    return page("tasks/thanks.html")


def _action(link: TaskLink, holder: LinkHolder) -> Action:
    """The action as its owner sees it, by the rules of everybody."""
    assert link.action is not None  # such a link has one
    number = keys.number(link.action.number, link.action.audience)
    return find.action(holder, link.relationship.key, number)


def _sheet(link: TaskLink, holder: LinkHolder) -> MonthSheet:
    assert link.period_on is not None  # such a link has one
    relationship = find.relationship(holder, link.relationship.key)
    return month_sheets.of(relationship, holder, periods.containing(link.period_on))


def _answered(token: str, form: Answers, sent: list[Sent]) -> str:
    """What became of it: "done" or "said"; the address itself is kept nowhere."""
    again = by_link.opened_again(token, ACTION)
    if again is None:
        raise Refused(OVER)
    link, holder = again
    found, at = _action(link, holder), clock.now()
    taken = action_answers.take([found], form, by=holder, at=at)
    if sent:
        attachments.attach(found, sent, found.audience, by=holder, at=at)
    if not taken and not sent:
        raise Refused(NOTHING)
    is_done = any(one.step is ActionStatus.DONE for one in taken)
    task_links.use(link, network=come_from().address, is_done=is_done, by=holder, at=at)
    return "done" if is_done else "said"


def _entered(link: TaskLink, holder: LinkHolder, sheet: MonthSheet, form: measuring_forms.Grid) -> str:
    taken = sheet.take(form, by=holder)
    if not taken.new and not taken.corrected:
        raise Refused(NOTHING)
    is_done = _sheet(link, holder).is_filled
    task_links.use(link, network=come_from().address, is_done=is_done, by=holder, at=clock.now())
    return "done" if is_done else "said"


def _after(outcome: str | None, endpoint: str, token: str) -> Response | None:
    if outcome is None:
        return None
    if outcome == "done":
        return see_other(url_for("tasks.thanks"))
    flash("Saved. You can come back by the same link until it ends.", "good")
    return see_other(url_for(endpoint, token=token))


def _show_action(link: TaskLink, found: Action, form: Answers, token: str, *, status: int = 200, **beside: Any) -> Page:
    settings = config.current()
    return page(
        "tasks/action.html",
        status=status,
        link=link,
        action=found,
        form=form,
        fields={part: form[forms.field(found, part)] for part in ("step", "evidence", "comment")},
        token=token,
        most=settings.max_attachment,
        together=settings.max_upload,
        **{"upload": SheetUpload(formdata=None), "sheet": None, "refused": (), **beside},
    )


def _show_sheet(
    link: TaskLink, sheet: MonthSheet, form: measuring_forms.Grid, token: str, *, status: int = 200, **beside: Any
) -> Page:
    return page(
        "tasks/values.html",
        status=status,
        link=link,
        sheet=sheet,
        form=form,
        token=token,
        **{"upload": SheetUpload(formdata=None), "is_read": False, **beside},
    )
