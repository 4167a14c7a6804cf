"""Calling people by name: only those who may read a comment are told, and its author learns who was not."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from govtracker import database
from govtracker.access import Stance, Viewer, sees
from govtracker.database import db
from govtracker.enums import Audience, MailKind
from govtracker.models import Issue, Notification, Person, Watch
from govtracker.queries import find
from govtracker.queries.issues import mentions as waiting
from govtracker.queries.issues import readers, watches
from govtracker.services.issues import comments, mentions, watching
from tests.services.issue_steps import raised
from tests.support.world import PEOPLE, World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)
LATER = AT + timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("in_app")


@pytest.fixture
def issue(world: World) -> Issue:
    return raised(world, "client_spoc", AT)


def say(world: World, who: str, body: str, audience: Audience = Audience.SHARED, number: str = "1") -> tuple[str, ...]:
    """Whom the author is told of as not told."""
    viewer = world.viewer(who)
    with database.transaction():
        return comments.write(find.issue(viewer, "MER", number), body, audience, by=viewer, at=LATER).strangers


def edit(world: World, who: str, body: str) -> tuple[str, ...]:
    viewer = world.viewer(who)
    with database.transaction():
        return comments.edit(find.comment(viewer, "MER", 1), body, by=viewer, at=LATER + timedelta(minutes=1)).strangers


def called(world: World) -> set[str]:
    """Who got word of being called."""
    db.session.rollback()
    rows = db.session.execute(
        select(Person.name)
        .join(Notification, Notification.recipient_id == Person.id)
        .where(Notification.kind == MailKind.ASSIGNMENT, Notification.subject_type == "comment")
    )
    return {row.name for row in rows}


def waits(world: World, who: str) -> list[str]:
    db.session.rollback()
    return [row.body for row in waiting.of(world.viewer(who))]


def test_who_is_called_is_told_and_finds_it_waiting(world: World, issue: Issue) -> None:
    strangers = say(world, "client_lead", "@Priya Nair, and @diego.alonso@meridian.example: who looks at it?")
    assert strangers == ()
    assert called(world) == {"Priya Nair", "Diego Alonso"}
    [row] = waiting.of(world.viewer("supplier_lead"))
    assert (row.author, row.relationship_key, row.kind, row.number, row.title) == (
        "Rafael Ortega",
        "MER",
        "issues",
        1,
        "Billing outage",
    )
    assert (row.audience, row.comment_audience) == (Audience.SHARED, Audience.SHARED)


@pytest.mark.parametrize(
    ("who", "audience", "name"),
    [
        ("client_lead", Audience.CLIENT, "Priya Nair"),
        ("supplier_lead", Audience.SUPPLIER, "Eva Varga"),
        ("client_lead", Audience.SHARED, "Petra Stein"),
        ("client_lead", Audience.SHARED, "Noah Berg"),
        ("client_lead", Audience.SHARED, "Nils Frei"),
        ("client_lead", Audience.SHARED, "Ada Root"),
        ("client_lead", Audience.SHARED, "Rumpel Stilz"),
    ],
    ids=[
        "the other side in an internal comment",
        "the client in the supplier's",
        "a person of the same company without a seat here",
        "another supplier",
        "nobody's seat",
        "who runs the installation",
        "nobody at all",
    ],
)
def test_who_may_not_read_it_is_not_told_and_the_author_is_told_so(
    world: World, issue: Issue, who: str, audience: Audience, name: str
) -> None:
    assert say(world, who, f"@{name} should know.", audience) == (name,)
    assert called(world) == set()
    for other in PEOPLE:
        assert waits(world, other) == []


def test_readers_are_exactly_those_who_see_it(world: World, issue: Issue) -> None:
    """The list people are picked from agrees with the guards, person by person."""
    relationship = find.relationship(world.viewer("client_spoc"), "MER")
    for audience in Audience:
        listed = {row.person_id for row in readers.of(relationship, audience, on=AT.date())}
        stance = Stance(relationship.place(audience))
        seen_by = {world.people[who] for who in PEOPLE if sees(world.viewer(who), stance)}
        assert listed == seen_by


def test_an_edit_tells_only_those_it_adds_and_lets_go_of_those_it_takes_out(world: World, issue: Issue) -> None:
    say(world, "client_lead", "@Priya Nair, look.")
    edit(world, "client_lead", "@Diego Alonso, look; @Nobody Here too.")
    assert called(world) == {"Priya Nair", "Diego Alonso"}
    assert waits(world, "supplier_lead") == []
    assert len(waits(world, "supplier_spoc")) == 1
    edit(world, "client_lead", "@Diego Alonso and @Priya Nair, look.")
    notices = db.session.scalars(select(Notification).where(Notification.subject_type == "comment")).all()
    assert len([one for one in notices if one.kind is MailKind.ASSIGNMENT]) == 2
    assert len(waits(world, "supplier_lead")) == 1


def test_nobody_is_told_of_calling_themselves(world: World, issue: Issue) -> None:
    assert say(world, "client_lead", "@Rafael Ortega will look.") == ()
    assert called(world) == set()


def test_what_was_seen_waits_no_more(world: World, issue: Issue) -> None:
    say(world, "client_lead", "@Priya Nair, look.")
    priya = world.viewer("supplier_lead")
    with database.transaction():
        mentions.see(find.issue(priya, "MER", "1"), by=priya, at=LATER)
    assert waits(world, "supplier_lead") == []


def test_an_answer_shows_that_it_was_seen(world: World, issue: Issue) -> None:
    say(world, "client_lead", "@Priya Nair, look.")
    say(world, "supplier_lead", "We do.")
    assert waits(world, "supplier_lead") == []


def test_what_waits_goes_with_the_right_to_read_it(world: World, issue: Issue) -> None:
    say(world, "client_lead", "@Mia Sommer, between us.", Audience.CLIENT)
    assert len(waits(world, "client_member")) == 1
    mia = world.viewer("client_member")
    assert waiting.of(Viewer(mia.person_id, mia.organisation_id, mia.name)) == []


def test_authors_owners_and_those_called_watch_and_who_stopped_is_left_alone(world: World, issue: Issue) -> None:
    say(world, "client_lead", "@Priya Nair, look.")
    eva, priya = world.viewer("client_spoc"), world.viewer("supplier_lead")
    assert watching_now(world, issue) == {"Eva Varga", "Rafael Ortega", "Priya Nair"}
    with database.transaction():
        watching.stop(find.issue(priya, "MER", "1"), by=priya, at=LATER)
        watching.stop(find.issue(eva, "MER", "1"), by=eva, at=LATER)
    say(world, "client_lead", "@Priya Nair, still?")
    assert watching_now(world, issue) == {"Rafael Ortega"}
    with database.transaction():
        watching.watch(find.issue(eva, "MER", "1"), by=eva, at=LATER)
    assert watching_now(world, issue) == {"Eva Varga", "Rafael Ortega"}


def watching_now(world: World, issue: Issue) -> set[str]:
    db.session.rollback()
    ids = watches.watchers([issue]).get(("issue", issue.id), [])
    return {name for who, (_, name, _) in PEOPLE.items() if world.people[who] in ids}


def test_everybody_has_one_watch_however_often_they_are_named(world: World, issue: Issue) -> None:
    for _ in range(3):
        say(world, "client_lead", "@Priya Nair, look.")
    assert len(db.session.scalars(select(Watch)).all()) == 3
