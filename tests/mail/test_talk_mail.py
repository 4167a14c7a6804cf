"""What people are told of comments: those called within minutes, watchers in their next digest, nobody of their own."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import Audience, IssueStatus, MailKind, Severity
from govtracker.models import Issue, Notification, OutboxMail, Person, Tenure
from govtracker.queries import find
from govtracker.services.issues import comments, issues, mentions, watching
from govtracker.services.issues.issues import NewIssue
from govtracker.services.reviews import mail_preferences
from tests.mail.steps import MINUTE, MONDAY, mails, opened, outcomes, rendered
from tests.services import issue_steps
from tests.support.world import World

TUESDAY_MORNING = datetime(2026, 3, 3, 6, 30, tzinfo=UTC)  # 07:30 in Berlin
SOON = MONDAY + timedelta(minutes=6)
SECRET = "Wombat: hold the bonus back."


@pytest.fixture(autouse=True)
def at_monday(in_app: Flask, clock_at: Callable[[datetime], None]) -> None:
    clock_at(MONDAY)


@pytest.fixture
def issue(world: World) -> Issue:
    """MER-1, raised by the client's SPOC; word of its opening is out of the way."""
    made = issue_steps.raised(world, "client_spoc", MONDAY)
    with database.transaction():
        db.session.execute(delete(Notification))
    return made


def say(world: World, who: str, body: str, audience: Audience = Audience.SHARED, at: datetime = MONDAY) -> int:
    viewer = world.viewer(who)
    with database.transaction():
        written = comments.write(find.issue(viewer, "MER", "1"), body, audience, by=viewer, at=at)
        db.session.flush()
        return written.comment.id


def give(world: World, owner: str, by: str) -> None:
    viewer = world.viewer(by)
    with database.transaction():
        issues.edit(find.issue(viewer, "MER", "1"), {"owner_id": world.people[owner]}, by=viewer, at=MONDAY)


def to(name: str, kind: MailKind = MailKind.ASSIGNMENT) -> list[OutboxMail]:
    return [mail for mail in mails() if mail.recipient.name == name and mail.kind is kind]


def test_who_is_called_gets_a_mail_after_the_minutes_of_gathering(world: World, issue: Issue) -> None:
    comment_id = say(world, "client_lead", "@Priya Nair, can you\nlook at **this**?")
    rendered(MONDAY + 4 * MINUTE)
    assert mails() == []
    rendered(SOON)
    [mail] = mails()
    text = opened(mail).text
    assert mail.recipient.name == "Priya Nair"
    assert mail.subject == "[MER-1] Billing outage"
    assert "* MER-1: “@Priya Nair, can you look at **this**?”" in text
    assert f"/r/MER/issues/1#comment-{comment_id}" in text
    assert "You get this because Rafael Ortega called you by name in a comment on MER-1." in text
    assert mail.quotes == [[world.relationships["MER"], "shared"]]


def test_all_of_one_issue_goes_into_one_mail(world: World, issue: Issue) -> None:
    say(world, "client_lead", "@Priya Nair, look.")
    give(world, "supplier_lead", by="client_spoc")
    say(world, "client_spoc", "@Priya Nair, please.", at=MONDAY + MINUTE)
    rendered(SOON)
    [mail] = to("Priya Nair")
    text = opened(mail).text
    assert [part in text for part in ("look.", "You own this issue now.", "please.")] == [True] * 3


def test_a_comment_on_an_action_goes_into_the_mail_of_its_issue(world: World, issue: Issue) -> None:
    issue_steps.done_actions(world, issue, MONDAY)
    viewer = world.viewer("client_lead")
    with database.transaction():
        action = find.action(viewer, "MER", "1")
        comments.write(action, "@Priya Nair, is it?", Audience.SHARED, by=viewer, at=MONDAY)
    say(world, "client_lead", "@Priya Nair, look.")
    rendered(SOON)
    [mail] = to("Priya Nair")
    assert "* MER-A1: “@Priya Nair, is it?”" in opened(mail).text


def test_an_internal_comment_is_quoted_as_internal_and_to_its_side_alone(world: World, issue: Issue) -> None:
    say(world, "client_lead", f"@Mia Sommer @Priya Nair {SECRET}", Audience.CLIENT)
    rendered(SOON)
    [mail] = mails()
    assert mail.recipient.name == "Mia Sommer"
    assert mail.quotes == [[world.relationships["MER"], "client"]]


@pytest.mark.parametrize("what", ["removed", "edited out", "seen", "no seat any more"])
def test_a_mail_says_only_what_still_holds(world: World, issue: Issue, what: str) -> None:
    comment_id = say(world, "client_lead", f"@Mia Sommer {SECRET}", Audience.CLIENT)
    author, mia = world.viewer("client_lead"), world.viewer("client_member")
    with database.transaction():
        comment = find.comment(author, "MER", comment_id)
        if what == "removed":
            comments.remove(comment, by=author, at=MONDAY + MINUTE)
        elif what == "edited out":
            comments.edit(comment, "Nothing to see.", by=author, at=MONDAY + MINUTE)
        elif what == "seen":
            mentions.see(find.issue(mia, "MER", "1"), by=mia, at=MONDAY + MINUTE)
        else:
            db.session.execute(delete(Tenure).where(Tenure.person_id == mia.person_id))
    rendered(SOON)
    assert mails() == []
    assert outcomes()["Mia Sommer"] == ["nothing_left"]


def test_an_edited_comment_is_quoted_as_it_reads_now(world: World, issue: Issue) -> None:
    comment_id = say(world, "client_lead", "@Priya Nair: a typpo")
    author = world.viewer("client_lead")
    with database.transaction():
        comments.edit(find.comment(author, "MER", comment_id), "@Priya Nair: a typo", by=author, at=MONDAY + MINUTE)
    rendered(SOON)
    [mail] = mails()
    assert "a typo" in opened(mail).text
    assert "typpo" not in opened(mail).text


# --- watchers --------------------------------------------------------------------------------------------------------


@pytest.fixture
def digest(world: World) -> Callable[[], str]:
    """The text of the digest the client's member gets on Tuesday; "" for none."""
    with database.transaction():
        mia = db.session.get_one(Person, world.people["client_member"])
        mail_preferences.begin_digests([mia], at=MONDAY)

    def written() -> str:
        jobs.run(jobs.job_named("pass-over-digests"), at=TUESDAY_MORNING)
        jobs.run(jobs.job_named("digest"), at=TUESDAY_MORNING)
        rendered(TUESDAY_MORNING + 2 * MINUTE)
        return "".join(opened(mail).text for mail in to("Mia Sommer", MailKind.DIGEST))

    return written


def watch(world: World, who: str) -> None:
    viewer = world.viewer(who)
    with database.transaction():
        watching.watch(find.issue(viewer, "MER", "1"), by=viewer, at=MONDAY)


def move(world: World, who: str, status: IssueStatus) -> None:
    """The way an issue moves by somebody's hand."""
    viewer = world.viewer(who)
    with database.transaction():
        issue = find.issue(viewer, "MER", "1")
        issue.status = IssueStatus.ACKNOWLEDGED
        assert status is IssueStatus.IN_PROGRESS
        issues.start_work(issue, by=viewer, at=MONDAY)


def test_a_watcher_s_digest_tells_what_was_said_and_how_it_moved(
    world: World, issue: Issue, digest: Callable[[], str]
) -> None:
    watch(world, "client_member")
    say(world, "supplier_lead", "We look at it.")
    say(world, "supplier_spoc", "It is a cable.")
    move(world, "supplier_lead", IssueStatus.IN_PROGRESS)
    rendered(SOON)
    assert to("Mia Sommer") == []
    text = digest()
    assert "What you watch" in text
    assert "* MER-1 Billing outage\n  2 comments by Diego Alonso and Priya Nair; now in progress\n" in text
    assert "It is a cable." not in text
    assert digest() == text, "told once"


def test_nobody_is_told_of_their_own_deeds(world: World, issue: Issue, digest: Callable[[], str]) -> None:
    watch(world, "client_member")
    say(world, "client_member", "I said this myself.")
    assert digest() == ""


def test_who_stopped_watching_is_told_nothing(world: World, issue: Issue, digest: Callable[[], str]) -> None:
    watch(world, "client_member")
    mia = world.viewer("client_member")
    with database.transaction():
        watching.stop(find.issue(mia, "MER", "1"), by=mia, at=MONDAY)
    say(world, "supplier_lead", "We look at it.")
    assert digest() == ""


def test_watchers_never_hear_of_the_other_side_s_internal_comments(
    world: World, issue: Issue, digest: Callable[[], str]
) -> None:
    watch(world, "client_member")
    say(world, "supplier_lead", SECRET, Audience.SUPPLIER)
    assert digest() == ""
    db.session.rollback()
    assert db.session.scalars(select(Notification).where(Notification.audience == Audience.SUPPLIER)).all() == []


def test_a_digest_of_internal_news_is_quoted_as_internal(world: World, issue: Issue, digest: Callable[[], str]) -> None:
    watch(world, "client_member")
    say(world, "client_lead", SECRET, Audience.CLIENT)
    assert "1 comment by Rafael Ortega" in digest()
    [mail] = to("Mia Sommer", MailKind.DIGEST)
    assert mail.quotes == [[world.relationships["MER"], "client"]]


def test_news_is_gone_with_the_comment(world: World, issue: Issue, digest: Callable[[], str]) -> None:
    watch(world, "client_member")
    comment_id = say(world, "supplier_lead", "Sorry.")
    priya = world.viewer("supplier_lead")
    with database.transaction():
        comments.remove(find.comment(priya, "MER", comment_id), by=priya, at=MONDAY)
    assert digest() == ""


def test_without_a_digest_news_is_settled_in_the_end(world: World, issue: Issue) -> None:
    watch(world, "client_member")
    say(world, "supplier_lead", "We look at it.")
    rendered(MONDAY + timedelta(days=9))
    assert mails() == []
    assert set(outcomes()["Mia Sommer"]) == {"nothing_left"}


def test_a_new_issue_is_watched_by_who_raised_and_who_owns_it(world: World, digest: Callable[[], str]) -> None:
    eva = world.viewer("client_spoc")
    new = NewIssue(
        title="Headsets",
        description="",
        area_id=world.areas["Customer care"],
        severity=Severity.LOW,
        audience=Audience.SHARED,
        owner_id=world.people["client_member"],
    )
    with database.transaction():
        issues.raise_issue(find.relationship(eva, "MER"), new, by=eva, at=MONDAY)
    say(world, "supplier_lead", "Ordered.")
    assert "1 comment by Priya Nair" in digest()
