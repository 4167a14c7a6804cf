"""One deed on many issues or actions: each row stands for itself, all of them in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from govtracker import database
from govtracker.access import Permission, Viewer, allowed
from govtracker.enums import ActionDeed, IssueDeed, Severity
from govtracker.mail import notices
from govtracker.models import Action, Issue
from govtracker.queries import find
from govtracker.queries.governance import escalation as ladders
from govtracker.rules.issues import workflow
from govtracker.services import Refused
from govtracker.services.governance import escalation
from govtracker.services.issues import actions, issues, watching

MOST = 200
GONE = "no longer here"
MEANWHILE = "changed meanwhile"
NO_PERMISSION = "no permission"


@dataclass(frozen=True)
class Chosen:
    """A row somebody ticked: its key, and the version they saw."""

    key: str
    version: int


@dataclass(frozen=True)
class Said:
    """What is said with a deed; each deed takes its own part of it.

    `owner_id` 0 is nobody, `text` a reason or the evidence.
    """

    owner_id: int | None = None
    due_on: date | None = None
    severity: Severity | None = None
    area_id: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Moment:
    """Who does it, when (UTC), and which day it is for them."""

    by: Viewer
    at: datetime
    today: date


@dataclass(frozen=True)
class Result:
    """What became of a row: refused with a reason, or done; `same` when it was so already."""

    key: str
    refusal: str = ""
    same: bool = False


Do = Callable[[Any, Said, Moment], None]


@dataclass(frozen=True)
class Deed:
    """How a deed is done to one row, what it asks of whom, and the part of what is said it cannot do without."""

    permission: Permission
    do: Do
    needs: str = ""
    subject: Callable[[Any], Any] = lambda record: record


def on_issues(chosen: Sequence[Chosen], deed: IssueDeed, said: Said, now: Moment) -> list[Result]:
    """The deed on each of these issues, in the order they are given; Refused where something is missing for all."""
    return _carry_out(chosen, find.issues(now.by, [row.key for row in chosen]), ISSUE_DEEDS[deed], said, now)


def on_actions(chosen: Sequence[Chosen], deed: ActionDeed, said: Said, now: Moment) -> list[Result]:
    """The deed on each of these actions, as on_issues."""
    return _carry_out(chosen, find.actions(now.by, [row.key for row in chosen]), ACTION_DEEDS[deed], said, now)


def _carry_out(
    chosen: Sequence[Chosen], records: Mapping[str, Any], deed: Deed, said: Said, now: Moment
) -> list[Result]:
    if not chosen:
        raise Refused("Choose at least one row.")
    if len(chosen) > MOST:
        raise Refused(f"Choose at most {MOST} rows at once.")
    if deed.needs and getattr(said, deed.needs) in (None, ""):
        raise Refused(MISSING[deed.needs], deed.needs)
    with notices.gathered(f"{now.by.person_id}:{now.at.isoformat()}"):
        return [_one(row, records.get(row.key), deed, said, now) for row in dict.fromkeys(chosen)]


def _one(row: Chosen, record: Any, deed: Deed, said: Said, now: Moment) -> Result:
    """One row; a refusal takes back what it wrote, and nothing else."""
    if record is None:
        return Result(row.key, GONE)
    if record.version != row.version:
        return Result(row.key, MEANWHILE)
    subject = deed.subject(record)
    if subject is None or not allowed(now.by, deed.permission, subject):
        return Result(row.key, NO_PERMISSION)
    try:
        with database.attempt():
            deed.do(subject, said, now)
    except Refused as refusal:
        return Result(row.key, refusal.text)
    return Result(row.key, same=deed.permission is not Permission.VIEW and record.version == row.version)


def _give_issue(issue: Issue, said: Said, now: Moment) -> None:
    issues.edit(issue, {"owner_id": said.owner_id or None}, reason=said.text, by=now.by, at=now.at)


def _edit_issue(field: str) -> Do:
    def do(issue: Issue, said: Said, now: Moment) -> None:
        issues.edit(issue, {field: getattr(said, field)}, reason=said.text, by=now.by, at=now.at)

    return do


def _move_issue(issue: Issue, said: Said, now: Moment) -> None:
    assert said.due_on is not None  # the deed needs it
    gap = workflow.due_date_gap(issue.due_on, said.due_on, said.text)
    if gap:
        raise Refused(gap, "text")
    _edit_issue("due_on")(issue, said, now)


def _give_action(action: Action, said: Said, now: Moment) -> None:
    actions.edit(action, {"owner_id": said.owner_id}, by=now.by, at=now.at, today=now.today)


def _move_action(action: Action, said: Said, now: Moment) -> None:
    assert said.due_on is not None  # the deed needs it
    actions.move_due_date(action, said.due_on, said.text, by=now.by, at=now.at, today=now.today)


def _start_issue(issue: Issue, _said: Said, now: Moment) -> None:
    issues.start_work(issue, by=now.by, at=now.at)


def _watch(record: Issue | Action, _said: Said, now: Moment) -> None:
    watching.watch(record, by=now.by, at=now.at)


def _stop_watching(record: Issue | Action, _said: Said, now: Moment) -> None:
    watching.stop(record, by=now.by, at=now.at)


MISSING = {
    "owner_id": "Choose who gets them.",
    "due_on": "Choose a day, for example 2026-12-01.",
    "severity": "Choose how bad they are.",
    "area_id": "Choose their functional area.",
    "text": "Say why, or what shows that it is done.",
}
ISSUE_DEEDS: Mapping[IssueDeed, Deed] = {
    IssueDeed.OWNER: Deed(Permission.EDIT_ISSUE, _give_issue, needs="owner_id"),
    IssueDeed.DUE: Deed(Permission.EDIT_ISSUE, _move_issue, needs="due_on"),
    IssueDeed.SEVERITY: Deed(Permission.EDIT_ISSUE, _edit_issue("severity"), needs="severity"),
    IssueDeed.AREA: Deed(Permission.EDIT_ISSUE, _edit_issue("area_id"), needs="area_id"),
    IssueDeed.ACKNOWLEDGE: Deed(
        Permission.ACKNOWLEDGE,
        lambda rung, said, now: escalation.acknowledge(rung, by=now.by, at=now.at),
        subject=ladders.current,
    ),
    IssueDeed.START: Deed(Permission.EDIT_ISSUE, _start_issue),
    IssueDeed.WATCH: Deed(Permission.VIEW, _watch),
    IssueDeed.STOP_WATCHING: Deed(Permission.VIEW, _stop_watching),
}
ACTION_DEEDS: Mapping[ActionDeed, Deed] = {
    ActionDeed.OWNER: Deed(Permission.EDIT_ACTION, _give_action, needs="owner_id"),
    ActionDeed.DUE: Deed(Permission.EDIT_ACTION, _move_action, needs="due_on"),
    ActionDeed.START: Deed(
        Permission.EDIT_ACTION, lambda action, said, now: actions.start(action, by=now.by, at=now.at)
    ),
    ActionDeed.DONE: Deed(
        Permission.EDIT_ACTION,
        lambda action, said, now: actions.finish(action, said.text, by=now.by, at=now.at),
        needs="text",
    ),
    ActionDeed.VERIFY: Deed(
        Permission.VERIFY_ACTION, lambda action, said, now: actions.verify(action, by=now.by, at=now.at)
    ),
    ActionDeed.CANCEL: Deed(
        Permission.EDIT_ACTION,
        lambda action, said, now: actions.cancel(action, said.text, by=now.by, at=now.at),
        needs="text",
    ),
    ActionDeed.WATCH: Deed(Permission.VIEW, _watch),
    ActionDeed.STOP_WATCHING: Deed(Permission.VIEW, _stop_watching),
}
