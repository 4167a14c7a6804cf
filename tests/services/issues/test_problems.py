"""Problems: opened over issues, closed like grave ones, and never wider than what they link."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import ActionStatus, ActionType, Audience, ProblemStatus, Side
from govtracker.models import Action, AuditEvent, Issue, Notification, Problem, ProblemIssue, RecurrenceDismissal
from govtracker.queries import NotFound, find, search
from govtracker.rules import search_text
from govtracker.services import Refused
from govtracker.services.issues import context, problem_links, problems
from govtracker.services.issues.problems import NewProblem
from tests.services.issue_steps import CONTEXT, raised
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("in_app")


def opened(world: World, who: str = "client_spoc", of: tuple[str, ...] = (), **values: Any) -> str:
    """The number of a problem opened by `who`: shared, in Customer care, unless `values` say otherwise."""
    viewer = world.viewer(who)
    facts = {
        "title": "Invoices break with every release",
        "description": "",
        "area_id": world.areas["Customer care"],
        "audience": Audience.SHARED,
    }
    with database.transaction():
        relationship = find.relationship(viewer, "MER")
        issues = [find.issue(viewer, "MER", number) for number in of]
        new = NewProblem(**{**facts, **values})
        problem = problems.open_problem(relationship, new, of=issues, by=viewer, at=AT)
        return problem.key.removeprefix("MER-P")


def do(world: World, who: str, deed: Any, number: str, *args: Any) -> None:
    viewer = world.viewer(who)
    with database.transaction():
        deed(find.problem(viewer, "MER", number), *args, by=viewer, at=AT)


def link(world: World, who: str, problem: str, issue: str) -> None:
    viewer = world.viewer(who)
    with database.transaction():
        problem_links.link(find.problem(viewer, "MER", problem), find.issue(viewer, "MER", issue), by=viewer, at=AT)


def stored() -> Problem:
    db.session.expire_all()
    return db.session.scalars(select(Problem)).one()


def done(world: World, *kinds: ActionType) -> None:
    """Actions of these kinds on the only problem, all done."""
    with database.transaction():
        for number, kind in enumerate(kinds, 1):
            db.session.add(
                Action(
                    relationship_id=world.relationships["MER"],
                    number=number,
                    audience=Audience.SHARED,
                    title="Do it",
                    type=kind,
                    owner_id=world.people["supplier_lead"],
                    owner_side=Side.SUPPLIER,
                    due_on=AT.date(),
                    first_due_on=AT.date(),
                    status=ActionStatus.DONE,
                    is_open=False,
                    problem_id=stored().id,
                    created_at=AT,
                    updated_at=AT,
                )
            )


def test_each_audience_counts_by_itself(world: World) -> None:
    numbers = [
        opened(world),
        opened(world, audience=Audience.CLIENT),
        opened(world, "supplier_spoc", audience=Audience.SUPPLIER),
        opened(world, "supplier_lead"),
    ]
    assert numbers == ["1", "C1", "S1", "2"]
    with pytest.raises(Refused, match="only yours"):
        opened(world, audience=Audience.SUPPLIER)
    with pytest.raises(NotFound):
        find.problem(world.viewer("supplier_spoc"), "MER", "C1")
    with pytest.raises(NotFound):
        find.problem(world.viewer("other_client_spoc"), "MER", "1")


def test_a_new_owner_is_told_once_and_nobody_of_their_own_deed(world: World) -> None:
    opened(world, owner_id=world.people["client_spoc"])
    assert db.session.scalars(select(Notification)).all() == []
    do(world, "client_spoc", problems.edit, "1", {"owner_id": world.people["supplier_lead"]})
    notice = db.session.scalars(select(Notification)).one()
    assert (notice.recipient_id, notice.subject_type) == (world.people["supplier_lead"], "problem")


def test_a_shared_problem_links_shared_issues_alone(world: World) -> None:
    raised(world, "client_spoc", AT)
    raised(world, "client_spoc", AT, audience=Audience.CLIENT)
    opened(world, of=("1",))
    opened(world, of=("1", "C1"), audience=Audience.CLIENT)
    with pytest.raises(Refused, match="MER-C1 is internal"):
        opened(world, of=("1", "C1"))
    with pytest.raises(Refused) as refusal:
        link(world, "client_spoc", "1", "C1")
    assert refusal.value.field == "issue"
    assert len(db.session.scalars(select(ProblemIssue)).all()) == 3


def test_linked_twice_it_is_linked_once_and_taken_off_it_is_gone(world: World) -> None:
    raised(world, "client_spoc", AT)
    opened(world)
    link(world, "client_spoc", "1", "1")
    link(world, "supplier_spoc", "1", "1")
    assert len(db.session.scalars(select(ProblemIssue)).all()) == 1
    viewer = world.viewer("client_spoc")
    for _ in range(2):
        with database.transaction():
            problem, issue = find.problem(viewer, "MER", "1"), find.issue(viewer, "MER", "1")
            problem_links.unlink(problem, issue, by=viewer, at=AT)
    assert db.session.scalars(select(ProblemIssue)).all() == []
    told = list(db.session.scalars(select(AuditEvent.action).where(AuditEvent.action.like("%linked%"))))
    assert sorted(told) == ["linked_to_problem"] * 2 + ["unlinked_from_problem"] * 2


def test_an_internal_problem_leaves_no_trace_on_the_shared_issue(world: World) -> None:
    issue = raised(world, "client_spoc", AT)
    later = AT.replace(hour=12)
    opened(world, audience=Audience.CLIENT)
    viewer = world.viewer("client_spoc")
    with database.transaction():
        problem_links.link(find.problem(viewer, "MER", "C1"), find.issue(viewer, "MER", "1"), by=viewer, at=later)
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "linked_to_problem")).all()
    assert {event.audience for event in events} == {Audience.CLIENT}
    db.session.expire_all()
    assert db.session.scalars(select(Issue.updated_at)).one() == issue.updated_at


def test_issues_of_another_relationship_are_refused(world: World) -> None:
    opened(world)
    raised(world, "client_spoc", AT)
    with database.transaction():
        issue = db.session.scalars(select(Issue)).one()
        issue.relationship_id = world.relationships["CAS"]
    viewer = world.viewer("client_spoc")
    with pytest.raises(Refused, match="its own relationship"), database.transaction():
        problem_links.link(find.problem(viewer, "MER", "1"), db.session.scalars(select(Issue)).one(), by=viewer, at=AT)


def test_a_problem_closes_only_with_the_full_context_of_a_grave_issue(world: World) -> None:
    opened(world)
    for kinds in ((), (ActionType.CORRECTIVE,)):
        done(world, *kinds)
        with pytest.raises(Refused, match="A problem needs"):
            do(world, "client_spoc", problems.close, "1", CONTEXT)
    with database.transaction():
        db.session.scalars(select(Action)).one().type = ActionType.PREVENTIVE
        db.session.scalars(select(Action)).one().number = 9
    done(world, ActionType.CORRECTIVE)
    do(world, "client_spoc", problems.close, "1", CONTEXT)
    problem = stored()
    assert (problem.status, problem.is_open, problem.closed_at) == (ProblemStatus.CLOSED, False, AT)
    assert context.of(problem) == CONTEXT
    with pytest.raises(Refused, match="somebody was faster"):
        do(world, "client_lead", problems.close, "1", CONTEXT)


def test_a_closed_problem_takes_no_issue_until_it_is_reopened(world: World) -> None:
    raised(world, "client_spoc", AT)
    opened(world)
    done(world, ActionType.CORRECTIVE, ActionType.PREVENTIVE)
    do(world, "client_spoc", problems.close, "1", CONTEXT)
    with pytest.raises(Refused, match="MER-P1 is closed: reopen it first"):
        link(world, "client_spoc", "1", "1")
    with pytest.raises(Refused) as refusal:
        do(world, "client_spoc", problems.reopen, "1", " ")
    assert refusal.value.field == "reason"
    do(world, "client_spoc", problems.reopen, "1", "It broke again.")
    link(world, "client_spoc", "1", "1")
    assert (stored().status, stored().closed_at) == (ProblemStatus.OPEN, None)
    assert stored().why_it_occurred == CONTEXT.why_it_occurred


def test_what_was_dismissed_is_kept_once_until_somebody_links_it(world: World) -> None:
    raised(world, "client_spoc", AT)
    opened(world)
    for who in ("client_spoc", "supplier_spoc"):
        viewer = world.viewer(who)
        with database.transaction():
            issue = find.issue(viewer, "MER", "1")
            problem_links.dismiss(issue, find.problem(viewer, "MER", "1"), by=viewer, at=AT)
            problem_links.dismiss(issue, None, by=viewer, at=AT)
    kept = db.session.scalars(select(RecurrenceDismissal).order_by(RecurrenceDismissal.id)).all()
    assert [(row.problem_id is None, row.dismissed_by.name) for row in kept] == [
        (False, "Eva Varga"),
        (True, "Eva Varga"),
    ]
    link(world, "client_spoc", "1", "1")
    assert db.session.scalars(select(RecurrenceDismissal)).all() == []


def test_problems_are_found_by_what_is_known_of_their_cause(world: World) -> None:
    opened(world)
    do(world, "supplier_lead", problems.write_context, "1", CONTEXT)
    viewer, place = world.viewer("client_member"), (world.relationships["MER"], Side.CLIENT)
    for words in ('"nobody saw a need"', "invoices break"):
        found = search.found(viewer, [place], search_text.wanted(words), kinds=["problem"])
        assert [row.subject_id for row in found.rows] == [stored().id]
