"""An issue log from a file on its page: times kept, no clock, no mail, nothing doubled, and back within a day."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from govtracker import database
from govtracker.cli import searching
from govtracker.database import db
from govtracker.enums import Audience, ContactChannel, IssueStatus, Severity
from govtracker.imports.issue_log import ISSUES
from govtracker.models import AuditEvent, Issue, Notification, Rung
from govtracker.queries import find
from govtracker.services.governance import escalation
from govtracker.services.issues import comments
from tests.support.importing import AT, Importing
from tests.support.world import World

HEAD = "Number,Title,Created,Priority,State,Resolved,Area,Contact type\n"
CLOSED = "INC-1,Invoices late,14.09.2026 08:30,2 ,Closed,16.09.2026,Quality,phone\n"
OPEN = "INC-2,Portal slow,02.11.2026,,,,customer care,\n"
FILE = HEAD + CLOSED + OPEN


@pytest.fixture
def importing(in_app: Flask, world: World) -> Importing:
    return Importing(world, ISSUES, "client_spoc", "MER")


def issue(reference: str) -> Issue:
    db.session.expire_all()
    return db.session.scalars(select(Issue).where(Issue.source_ref == reference)).unique().one()


def test_history_keeps_its_times_starts_no_clock_and_tells_nobody(importing: Importing) -> None:
    found = importing.received(FILE)
    assert found["read_as"][2] == "opened = column 3, dd.mm.yyyy"
    assert (found["new"], found["problems"]) == (2, [])
    assert db.session.scalar(select(func.count()).select_from(Issue)) == 0
    assert importing.carried_out() == (2, 0, 0, 0)
    closed, running = issue("INC-1"), issue("INC-2")
    assert closed.opened_at == datetime(2026, 9, 14, 6, 30, tzinfo=UTC), "in the zone of who imports"
    assert (closed.status, closed.severity, closed.channel) == (IssueStatus.CLOSED, Severity.HIGH, ContactChannel.PHONE)
    assert (closed.area.name, running.area.name, running.severity) == ("Quality", "Customer care", Severity.MEDIUM)
    assert (running.is_open, running.climb_at, running.next_at) == (True, None, None)
    for model in (Rung, Notification):
        assert db.session.scalar(select(func.count()).select_from(model)) == 0
    assert db.session.scalars(select(AuditEvent.action)).all() == ["issues_imported"]
    assert sum(looked.mended for looked in searching.mend()) == 0


def test_the_same_file_again_changes_nothing(importing: Importing) -> None:
    importing.imported(FILE)
    assert importing.imported(FILE) == (0, 0, 2, 0)


def test_rows_without_an_area_belong_where_somebody_says(importing: Importing) -> None:
    text = "Number,Title,Created\nINC-9,Late,2026-11-02\n"
    found = importing.received(text)
    assert found["problems"][0][2] == "Say which area it is of. It has: Customer care, Quality."
    columns = {"reference": "Number", "title": "Title", "opened_at": "Created"}
    assert importing.chosen(columns, usual_area="Quality")["refused"] == 0
    importing.carried_out()
    assert issue("INC-9").area.name == "Quality"


def test_an_imported_issue_climbs_once_a_person_says_so(importing: Importing) -> None:
    importing.imported(FILE)
    spoc = importing.world.viewer("client_spoc")
    number = str(issue("INC-2").number)
    with database.transaction():
        escalation.escalate(find.issue(spoc, "MER", number), "It has to move now.", by=spoc, at=AT)
    assert issue("INC-2").level == 1
    assert db.session.scalar(select(func.count()).select_from(Notification))
    assert importing.taken_back() == (1, 1), "what was put on its path stays"


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (",Late,2026-11-02,,,,Quality,", "Number", "It has no reference, so a second import would double it."),
        ("INC-3,,2026-11-02,,,,Quality,", "Title", "It has no title."),
        ("INC-3,Late,,,,,Quality,", "Created", "It does not say when it was opened."),
        ("INC-3,Late,soon,,,,Quality,", "Created", "“soon” is not a date."),
        ("INC-3,Late,2026-12-02,,,,Quality,", "Created", "Opened_at lies in the future"),
        (
            "INC-3,Late,2026-11-02,urgent,,,Quality,",
            "Priority",
            "“urgent” is none of these: Critical, High, Medium, Low.",
        ),
        ("INC-3,Late,2026-11-02,,closed,,Quality,", "Resolved", "It is closed but does not say since when."),
        ("INC-3,Late,2026-11-02,,closed,2026-11-01,Quality,", "Resolved", "It was resolved before it was opened."),
        ("INC-3,Late,2026-11-02,,,,Qualty,", "Area", "“Qualty” is no functional area of this relationship."),
        ("INC-3,Late,2026-11-02,,,,Quality,pigeon", "Contact type", "“pigeon” is none of these: Phone,"),
        ("INC-1,Late,2026-11-02,,,,Quality,", "Number", "Row 2 says INC-1 already."),
    ],
)
def test_what_does_not_fit_is_refused_with_row_column_and_reason(
    importing: Importing, row: str, column: str, says: str
) -> None:
    found = importing.received(HEAD + CLOSED + row + "\n")
    assert (found["new"], found["refused"]) == (1, 1), found["problems"]
    (number, concerns, sentence) = found["problems"][0]
    assert (number, concerns) == (3, column)
    assert sentence.startswith(says)


def test_an_import_is_taken_back_where_nothing_was_touched_since(importing: Importing) -> None:
    importing.imported(FILE)
    spoc = importing.world.viewer("client_spoc")
    with database.transaction():
        comments.write(find.issue(spoc, "MER", str(issue("INC-1").number)), "Well?", Audience.SHARED, by=spoc, at=AT)
    assert importing.taken_back() == (1, 1)
    assert db.session.scalars(select(Issue.source_ref)).all() == ["INC-1"]
    assert sum(looked.mended for looked in searching.mend()) == 0
