"""An action log from a file: by its own references, with owners of here, told only when asked, back within a day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from govtracker import database
from govtracker.cli import searching
from govtracker.database import db
from govtracker.enums import ActionStatus, ActionType, Audience, Side
from govtracker.imports.action_import import ACTIONS
from govtracker.models import Action, AuditEvent, Issue, Notification, Watch
from govtracker.queries import find, search
from govtracker.rules import search_text
from govtracker.services.issues import actions, comments
from tests.support.importing import AT, Importing
from tests.support.statements import counted
from tests.support.world import World

HEAD = "ID;Action item;Owner;Due date;State;Created;Done;Evidence;Visibility\n"
OPEN = "A-1;Send the forecast;priya.nair@meridian.example;05.12.2026;ongoing;02.10.2026;;;\n"
LATE = "A-2;Check the rota;Rafael Ortega;01.11.2026;open;;;;\n"
DONE = "A-3;Train the team;ben cruz;30.10.2026;Closed;14.09.2026;28.10.2026;List of names;\n"
OURS = "A-4;Ask the lawyer;Mia Sommer;24.12.2026;;;;;only us\n"
FILE = HEAD + OPEN + LATE + DONE + OURS


@pytest.fixture
def importing(in_app: Flask, world: World) -> Importing:
    return Importing(world, ACTIONS, "client_spoc", "MER")


def action(reference: str) -> Action:
    db.session.expire_all()
    return db.session.scalars(select(Action).where(Action.source_ref == reference)).unique().one()


def counts(*models: Any) -> list[int]:
    return [db.session.scalar(select(func.count()).select_from(model)) or 0 for model in models]


def test_a_look_says_how_it_is_read_and_writes_nothing(importing: Importing) -> None:
    found = importing.received(FILE)
    assert found["read_as"] == [
        "reference = column 1",
        "what = column 2",
        "who = column 3",
        "due = column 4, dd.mm.yyyy",
        "status = column 5",
        "added = column 6, dd.mm.yyyy",
        "done on = column 7, dd.mm.yyyy",
        "evidence = column 8",
        "seen by = column 9",
    ]
    assert [found[name] for name in ("new", "changed", "unchanged", "refused")] == [4, 0, 0, 0], found["problems"]
    assert counts(Action, Notification) == [0, 0]


def test_history_keeps_its_times_and_source(importing: Importing) -> None:
    assert importing.imported(FILE) == (4, 0, 0, 0)
    done = action("A-3")
    assert (done.status, done.is_open, done.owner_side) == (ActionStatus.DONE, False, Side.SUPPLIER)
    assert (done.created_at, done.done_at) == (
        datetime(2026, 9, 14, 10, tzinfo=UTC),
        datetime(2026, 10, 28, 11, tzinfo=UTC),
    )
    assert (done.source, done.evidence, done.slips) == ("file.csv", "List of names", 0)
    running = action("A-1")
    assert (running.status, running.due_on, running.first_due_on) == (
        ActionStatus.IN_PROGRESS,
        date(2026, 12, 5),
        date(2026, 12, 5),
    )
    assert (running.type, running.version) == (ActionType.IMPROVEMENT, 1)
    ours = action("A-4")
    assert (ours.audience, ours.key) == (Audience.CLIENT, "MER-AC1")
    assert sorted(action(f"A-{number}").number for number in (1, 2, 3)) == [1, 2, 3]


def test_an_import_is_one_event_and_nobody_is_told(importing: Importing) -> None:
    importing.imported(FILE)
    assert db.session.scalars(select(AuditEvent.action)).all() == ["actions_imported"]
    assert counts(Notification) == [0]
    assert {watch.person_id for watch in db.session.scalars(select(Watch))} == {
        importing.world.people[who] for who in ("supplier_lead", "client_lead", "client_member")
    }


def test_owners_of_open_actions_are_told_when_somebody_says_so(importing: Importing) -> None:
    importing.imported(FILE, tell=True)
    told = {row.recipient.name for row in db.session.scalars(select(Notification))}
    assert told == {"Priya Nair", "Rafael Ortega", "Mia Sommer"}


def test_what_was_late_before_it_came_is_not_raised_by_the_system(importing: Importing) -> None:
    from govtracker import jobs

    importing.imported(FILE)
    assert action("A-2").raised_for_on == date(2026, 11, 1)
    assert action("A-1").raised_for_on is None
    for job in jobs.JOBS:
        if "overdue" in job.name or "raise" in job.name:
            jobs.run(job, at=AT)
    assert counts(Issue) == [0]


def test_the_same_file_again_changes_nothing(importing: Importing) -> None:
    importing.imported(FILE)
    before = [(row.version, row.updated_at) for row in db.session.scalars(select(Action).order_by(Action.id)).unique()]
    assert importing.imported(FILE) == (0, 0, 4, 0)
    after = [(row.version, row.updated_at) for row in db.session.scalars(select(Action).order_by(Action.id)).unique()]
    assert after == before
    assert sum(looked.mended for looked in searching.mend()) == 0


def test_what_its_list_says_now_is_taken_over(importing: Importing) -> None:
    importing.imported(FILE)
    changed = FILE.replace("05.12.2026;ongoing", "19.12.2026;completed").replace(
        "Send the forecast", "Send two forecasts"
    )
    assert importing.imported(changed) == (0, 1, 3, 0)
    done = action("A-1")
    assert (done.title, done.status, done.is_open, done.done_at) == ("Send two forecasts", ActionStatus.DONE, False, AT)
    assert importing.imported(changed) == (0, 0, 4, 0)
    viewer = importing.world.viewer("client_spoc")
    places = [(importing.world.relationships["MER"], Side.CLIENT)]
    for words in ('"two forecasts"', "a 1"):
        assert search.found(viewer, places, search_text.wanted(words), kinds=["action"]).rows


def test_what_people_changed_here_is_not_overwritten(importing: Importing) -> None:
    importing.imported(FILE)
    spoc = importing.world.viewer("supplier_spoc")
    with database.transaction():
        actions.edit(find.action(spoc, "MER", "1"), {"title": "Send it all"}, by=spoc, at=AT, today=AT.date())
    importing.imported(FILE)
    assert action("A-1").title == "Send it all"
    assert importing.outcomes()[0][1:] == (
        "refused",
        "MER-A1 was changed here since: a file does not overwrite what people wrote.",
    )


def test_each_side_has_references_of_its_own(importing: Importing) -> None:
    """What one side keeps to itself must not show by a reference that is taken."""
    importing.imported(HEAD + OURS)
    supplier = Importing(importing.world, ACTIONS, "supplier_spoc", "MER")
    assert supplier.imported(HEAD + OURS.replace("Mia Sommer", "Ben Cruz")) == (1, 0, 0, 0)
    audiences = db.session.scalars(select(Action.audience).where(Action.source_ref == "A-4").order_by(Action.id)).all()
    assert audiences == [Audience.CLIENT, Audience.SUPPLIER]


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (";Do;Eva Varga;05.12.2026;;;;;", "ID", "It has no reference, so a second import would double it."),
        ("A" * 81 + ";Do;Eva Varga;05.12.2026;;;;;", "ID", "Use at most 80 characters; these are 81."),
        ("A-9;;Eva Varga;05.12.2026;;;;;", "Action item", "Say what is to be done"),
        ("A-9;" + "x" * 201 + ";Eva Varga;05.12.2026;;;;;", "Action item", "Use at most 200 characters"),
        ("A-9;Do;;05.12.2026;;;;;", "Owner", "Say who does it"),
        (
            "A-9;Do;Prya Nair;05.12.2026;;;;;",
            "Owner",
            "“Prya Nair” holds no seat in which they could own something here. Did you mean “Priya Nair”?",
        ),
        ("A-9;Do;Noah Berg;05.12.2026;;;;;", "Owner", "“Noah Berg” holds no seat"),
        ("A-9;Do;Jonas Wolf;05.12.2026;;;;;", "Owner", "“Jonas Wolf” holds no seat"),
        ("A-9;Do;Priya Nair;05.12.2026;;;;;only us", "Owner", "Priya Nair does not see what only Northgate sees."),
        ("A-9;Do;Eva Varga;;;;;;", "Due date", "The date is missing."),
        ("A-9;Do;Eva Varga;31.02.2026;;;;;", "Due date", "There is no day “31.02.2026”."),
        ("A-9;Do;Eva Varga;05.12.3026;;;;;", "Due date", "3026-12-05 is too far away"),
        ("A-9;Do;Eva Varga;=TODAY();;;;;", "Due date", "“=TODAY()” is not a date."),
        ("A-9;Do;Eva Varga;05.12.2026;someday;;;;", "State", "“someday” is none of these: Open, In progress, Done,"),
        ("A-9;Do;Eva Varga;05.12.2026;;20.11.2026;;;", "Created", "2026-11-20 lies in the future."),
        ("A-9;Do;Eva Varga;05.12.2026;done;03.11.2026;02.11.2026;;", "Done", "It was done before it was added."),
        (
            "A-9;Do;Eva Varga;05.12.2026;;;;;Meridian",
            "Visibility",
            "“Meridian” is none of these: both companies, only us.",
        ),
        ("A-1;Do;Eva Varga;05.12.2026;;;;;", "ID", "Row 2 says A-1 already."),
    ],
)
def test_what_does_not_fit_is_refused_with_row_column_and_reason(
    importing: Importing, row: str, column: str, says: str
) -> None:
    found = importing.received(HEAD + OPEN + row + "\n")
    assert (found["new"], found["refused"]) == (1, 1), found["problems"]
    (number, concerns, sentence) = found["problems"][0]
    assert (number, concerns) == (3, column)
    assert sentence.startswith(says)


def test_an_import_is_taken_back_where_nothing_was_touched_since(importing: Importing) -> None:
    importing.imported(FILE, tell=True)
    spoc = importing.world.viewer("client_spoc")
    with database.transaction():
        comments.write(find.action(spoc, "MER", "2"), "Well?", Audience.SHARED, by=spoc, at=AT)
    assert importing.taken_back() == (3, 1)
    assert db.session.scalars(select(Action.source_ref)).all() == ["A-2"]
    assert {row.recipient.name for row in db.session.scalars(select(Notification))} == {"Rafael Ortega"}
    assert sum(looked.mended for looked in searching.mend()) == 0
    assert importing.imported(FILE) == (3, 0, 1, 0)


def test_what_a_second_file_changed_is_given_back(importing: Importing) -> None:
    importing.imported(FILE)
    importing.imported(FILE.replace("ongoing", "done").replace("priya.nair@meridian.example", "Ben Cruz"))
    assert action("A-1").owner.name == "Ben Cruz"
    assert importing.taken_back(after=timedelta(minutes=1)) == (1, 0)
    back = action("A-1")
    assert (back.owner.name, back.status, back.done_at) == ("Priya Nair", ActionStatus.IN_PROGRESS, None)
    assert counts(Action) == [4]


def test_many_rows_cost_statements_by_the_thousand(importing: Importing) -> None:
    rows = "".join(f"B-{number};Do {number};Priya Nair;05.12.2026;;;;;\n" for number in range(3_000))
    with counted() as looked:
        assert importing.received(HEAD + rows)["new"] == 3_000
    assert len(looked) <= 25
    with counted() as made:
        assert importing.carried_out() == (3_000, 0, 0, 0)
    assert len(made) <= 120
