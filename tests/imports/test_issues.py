"""Issue history from a real list: every row taken or refused with a reason, no clock started, no mail sent."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from govtracker import database
from govtracker.cli import searching
from govtracker.database import db
from govtracker.enums import ContactChannel, IssueStatus, Severity, Side
from govtracker.imports import issue_mapping, issues, reader
from govtracker.imports.decoding import Unreadable
from govtracker.imports.issues import Parsed
from govtracker.imports.reader import Sheet
from govtracker.models import AuditEvent, FunctionalArea, Issue, Notification, Relationship, Rung
from govtracker.queries import search
from govtracker.services import Refused
from govtracker.services.issues import issue_history
from tests.support.world import World

FILE = Path(__file__).parents[1] / "data" / "servicenow_incidents.csv"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
HEADER = "number,short_description,priority,incident_state,opened_at,resolved_at,closed_at"
GOOD = "INC1,Printer,1,7,2026-01-05 09:00:00,2026-01-06 09:00:00,2026-01-06 10:00:00"


def parsed(*rows: str, header: str = HEADER, **changes: object) -> Parsed:
    return read("\n".join((header, *rows)).encode(), **changes)


def table(data: bytes) -> Sheet:
    return reader.read(data, limit_rows=issues.LIMIT)


def read(data: bytes, **changes: object) -> Parsed:
    sheet = table(data)
    mapping = issue_mapping.guess(sheet.header, area="Customer care")
    return issues.parse(sheet, issue_mapping.IssueMapping(**{**vars(mapping), **changes}), now=NOW)


def take_in(world: World, rows: Sequence[issue_history.PastIssue]) -> issue_history.TakenIn:
    with database.transaction():
        relationship = db.session.scalars(select(Relationship).where(Relationship.key == "MER")).one()
        area = db.session.scalars(select(FunctionalArea).where(FunctionalArea.name == "Customer care")).one()
        return issue_history.take_in(relationship, rows, area, source="list.csv", by=None, at=NOW)


def test_imported_issues_are_found_by_their_words_and_references(in_app: Flask, world: World) -> None:
    take_in(world, parsed(GOOD).taken)
    viewer, place = world.viewer("client_spoc"), (world.relationships["MER"], Side.CLIENT)
    for words in ("printer", "inc1"):
        assert len(search.issues(viewer, [place], words).ids) == 1
    assert sum(looked.mended for looked in searching.mend()) == 0


def test_every_row_of_the_real_file_is_accounted_for() -> None:
    found = read(FILE.read_bytes())
    assert (len(found.taken), found.refused) == (67, [])
    by_status = {status: sum(row.status is status for row in found.taken) for status in IssueStatus}
    assert by_status[IssueStatus.CLOSED] == 27
    assert by_status[IssueStatus.OPEN] + by_status[IssueStatus.IN_PROGRESS] == 40
    assert all(row.resolved_at for row in found.taken if row.status is IssueStatus.CLOSED)
    assert {remark.row for remark in found.remarks} <= set(range(2, 69))


def test_what_the_file_contradicts_itself_in_is_remarked_and_not_chased() -> None:
    found = read(FILE.read_bytes())
    remarks = {remark.reference: remark.reason for remark in found.remarks}
    assert "closed before it was resolved" in remarks["INC0000009"]
    assert "still in progress" in remarks["INC0000015"]
    assert "INC0000060" not in remarks
    assert "INC0009003" not in remarks, "closed at the very moment of resolving"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",Printer,1,1,2026-01-05 09:00:00,,", "no reference"),
        ("INC2,,1,1,2026-01-05 09:00:00,,", "no title"),
        ("INC2,Printer,1,1,,,", "when it was opened"),
        ("INC2,Printer,1,1,05/01/26 9:00,,", "opened_at is “05/01/26 9:00”"),
        ("INC2,Printer,1,1,2030-01-05 09:00:00,,", "in the future"),
        ("INC2,Printer,1,1,0001-01-05 09:00:00,,", "lies before 1990"),
        ("INC2,Printer,9,1,2026-01-05 09:00:00,,", "severity “9” is not in the mapping"),
        ("INC2,Printer,1,7,2026-01-05 09:00:00,,", "does not say since when"),
        ("INC2,Printer,1,7,2026-01-05 09:00:00,2026-01-04 09:00:00,", "resolved before it was opened"),
        (GOOD, "stands in row 2 already"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_with_its_number_and_the_reason(row: str, reason: str) -> None:
    found = parsed(GOOD, row)
    assert [(refusal.row, reason in refusal.reason) for refusal in found.refused] == [(3, True)], found.refused
    assert [issue.reference for issue in found.taken] == ["INC1"]


def test_a_formula_in_a_cell_stays_the_text_it_is() -> None:
    assert parsed('INC1,=HYPERLINK("x"),1,1,2026-01-05 09:00:00,,').taken[0].title.startswith("=HYPERLINK")


def test_the_mapping_can_be_seen_changed_and_read_back() -> None:
    mapping = json.loads(issue_mapping.guess(HEADER.split(","), area="Quality").text())
    mapping["values"]["severity"]["1"] = "low"
    mapping["zone"] = "Europe/Berlin"
    data = f"{HEADER}\n{GOOD}".encode()
    row = issues.parse(table(data), issue_mapping.read(json.dumps(mapping)), now=NOW).taken[0]
    assert (row.severity, row.opened_at) == (Severity.LOW, datetime(2026, 1, 5, 8, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "cannot be read"),
        ('{"columns": {"colour": "x"}, "area": "IT"}', "colour"),
        ('{"columns": {"reference": "number"}, "area": "IT"}', "title, opened_at"),
        (
            '{"columns": {"reference": "number", "title": "nowhere", "opened_at": "opened_at"}, "area": "IT"}',
            "no column nowhere",
        ),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        issues.parse(table(f"{HEADER}\n{GOOD}".encode()), issue_mapping.read(text), now=NOW)


def test_history_starts_no_clock_sends_no_mail_and_is_one_event(in_app: Flask, world: World) -> None:
    found = read(FILE.read_bytes())
    assert take_in(world, found.taken) == issue_history.TakenIn(new=67, known=0)
    stored = db.session.scalars(select(Issue)).all()
    assert len(stored) == 67
    assert not any(issue.climb_at or issue.escalation_path_id or issue.level for issue in stored)
    assert sorted(issue.number for issue in stored) == list(range(1, 68))
    assert not db.session.scalar(select(func.count()).select_from(Notification))
    assert not db.session.scalar(select(func.count()).select_from(Rung))
    assert db.session.scalars(select(AuditEvent.action)).all() == ["issues_imported"]


def test_importing_the_same_file_again_changes_nothing(in_app: Flask, world: World) -> None:
    found = parsed(GOOD, GOOD.replace("INC1", "INC2"))
    take_in(world, found.taken[:1])
    assert take_in(world, found.taken) == issue_history.TakenIn(new=1, known=1)
    assert take_in(world, found.taken) == issue_history.TakenIn(new=0, known=2)
    assert db.session.scalars(select(Issue.source_ref).order_by(Issue.number)).all() == ["INC1", "INC2"]


def test_resolution_is_counted_in_the_suppliers_business_time(in_app: Flask, world: World) -> None:
    """Mon 5 Jan 2026 08:00 to Tue 6 Jan 12:00 in Manila: 8 h on Monday, 3 h on Tuesday; the target is 16 h."""
    row = "INC1,Printer,1,7,2026-01-05 00:00:00,2026-01-06 04:00:00,2026-01-06 04:00:00"
    late = "INC2,Printer,1,7,2026-01-05 00:00:00,2026-01-08 04:00:00,2026-01-08 04:00:00"
    take_in(world, parsed(row, late).taken)
    figures = db.session.execute(
        select(Issue.resolution_minutes, Issue.resolved_within_target).order_by(Issue.number)
    ).all()
    assert [tuple(figure) for figure in figures] == [(11 * 60, True), (27 * 60, False)]


def test_an_area_the_relationship_does_not_need_is_refused(in_app: Flask, world: World) -> None:
    relationship = db.session.scalars(select(Relationship).where(Relationship.key == "MER")).one()
    area = db.session.scalars(select(FunctionalArea).where(FunctionalArea.name == "Finance")).one()
    with pytest.raises(Refused, match="does not need the area Finance"):
        issue_history.take_in(relationship, parsed(GOOD).taken, area, source="x", by=None, at=NOW)


def test_the_command_says_how_it_read_compares_and_counts(app: Flask, world: World) -> None:
    run = app.test_cli_runner().invoke(
        args=["import", "issues", str(FILE), "--relationship", "mer", "--area", "Customer care", "--compare"]
    )
    assert run.exit_code == 0, run.output
    assert "severity ← priority" in run.output
    assert "67 rows taken, 0 were here already, 0 refused." in run.output
    assert "INC0000060" in run.output
    assert "the file's median" in run.output


def test_the_command_writes_nothing_on_a_dry_run_and_prints_the_mapping(app: Flask, world: World) -> None:
    arguments = ["import", "issues", str(FILE), "--relationship", "MER", "--area", "Customer care"]
    dry = app.test_cli_runner().invoke(args=[*arguments, "--dry-run"])
    assert "Nothing was written: 67 rows could be taken, 0 are refused." in dry.output
    shown = app.test_cli_runner().invoke(args=[*arguments, "--show-mapping"])
    assert json.loads(shown.output)["columns"]["title"] == "short_description"
    with app.app_context():
        assert not db.session.scalar(select(func.count()).select_from(Issue))


@pytest.mark.parametrize(
    ("changed", "says"), [("NIX", "There is no relationship NIX"), ("CAS", "CAS has no area 'Customer care'")]
)
def test_the_command_says_what_it_does_not_know(app: Flask, world: World, changed: str, says: str) -> None:
    run = app.test_cli_runner().invoke(
        args=["import", "issues", str(FILE), "--relationship", changed, "--area", "Customer care"]
    )
    assert run.exit_code == 1
    assert says in run.output


def test_channel_words_become_ours() -> None:
    header = HEADER + ",contact_type"
    rows = parsed(GOOD + ",walk-in", GOOD.replace("INC1", "INC2") + ",self-service", header=header).taken
    assert [row.channel for row in rows] == [ContactChannel.WALK_IN, ContactChannel.SELF_SERVICE]
    assert rows[0].stated_business_time is None
