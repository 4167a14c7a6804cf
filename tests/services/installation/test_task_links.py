"""Links for one task on both databases: what they open, for whom, and everything that ends them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import Audience, LinkEnding, MailKind, TaskKind
from govtracker.models import Action, AuditEvent, Notification, OutboxMail, Person, Relationship, TaskLink, Tenure
from govtracker.queries import find
from govtracker.queries.installation import task_links as asked
from govtracker.services import Refused
from govtracker.services.installation import task_links, tokens
from govtracker.services.issues import actions
from govtracker.services.structure import people
from tests.support import linked
from tests.support.linked import AT, Linked
from tests.support.world import World

SOON = AT + timedelta(hours=1)
NETWORK = "203.0.113.0/24"


@pytest.fixture(autouse=True)
def at_a_fixed_time(in_app: Flask, clock_at: Callable[[object], None]) -> None:
    clock_at(AT)


def leads(one: Linked, kind: TaskKind = TaskKind.ANSWER_ACTION, *, at: object = SOON) -> bool:
    db.session.rollback()
    return task_links.opened(one.token, kind, at) is not None  # type: ignore[arg-type]


def stored(one: Linked) -> TaskLink:
    db.session.rollback()
    return db.session.scalars(select(TaskLink).where(TaskLink.id == one.id)).one()


def test_only_the_hash_of_the_secret_is_kept_and_the_mail_alone_brings_it(world: World) -> None:
    one = linked.action_link(world)
    link = stored(one)
    assert link.token_hash == tokens.hashed(one.token)
    assert len(one.token) >= 43  # 256 bits
    assert one.token not in str(vars(link)) + str([row.facts for row in db.session.scalars(select(Notification))])
    jobs.run(jobs.job_named("render-notices"), at=SOON)
    mail = db.session.scalars(select(OutboxMail).where(OutboxMail.kind == MailKind.TASK_LINK)).one()
    assert (mail.recipient_id, mail.to_address) == (world.people["supplier_lead"], "priya.nair@meridian.example")
    assert one.token in mail.raw.decode()


def test_whoever_comes_by_a_link_passes_no_guard_and_sees_no_other_side(world: World) -> None:
    found = task_links.opened(linked.action_link(world).token, TaskKind.ANSWER_ACTION, SOON)
    assert found is not None
    link, holder = found
    assert {seat.relationship_id for seat in holder.seats} == {link.relationship_id}
    assert not holder.roles
    assert not holder.is_administrator
    assert link.audience is Audience.SUPPLIER


@pytest.mark.parametrize("token", ["", "x", "ü" * 500, "A" * 43])
def test_a_guessed_secret_leads_nowhere(world: World, token: str) -> None:
    linked.action_link(world)
    assert task_links.opened(token, TaskKind.ANSWER_ACTION, SOON) is None


def test_a_link_leads_to_no_other_kind_of_task(world: World) -> None:
    one = linked.action_link(world)
    assert leads(one)
    assert not leads(one, TaskKind.FILL_SHEET)


def test_a_link_ends_when_its_time_is_over(world: World) -> None:
    one = linked.action_link(world, days=3)
    assert leads(one, at=AT + timedelta(days=3, seconds=-1))
    assert not leads(one, at=AT + timedelta(days=3))


def deactivate(world: World) -> None:
    db.session.get_one(Person, world.people["supplier_lead"]).is_active = False


def unseat(world: World) -> None:
    tenure = db.session.scalars(select(Tenure).where(Tenure.person_id == world.people["supplier_lead"])).one()
    tenure.to_on = (AT - timedelta(days=1)).date()


def hand_over(world: World) -> None:
    viewer = world.viewer("supplier_spoc")
    action = find.action(viewer, "MER", "1")
    actions.edit(action, {"owner_id": world.people["supplier_member"]}, by=viewer, at=AT, today=AT.date())


def cancel(world: World) -> None:
    viewer = world.viewer("supplier_spoc")
    actions.cancel(find.action(viewer, "MER", "1"), "Not needed.", by=viewer, at=AT)


def verify(world: World) -> None:
    lead, spoc = world.viewer("supplier_lead"), world.viewer("client_spoc")
    actions.finish(find.action(lead, "MER", "1"), "Trained.", by=lead, at=AT)
    actions.verify(find.action(spoc, "MER", "1"), by=spoc, at=AT)


def move(world: World) -> None:
    person, by = db.session.get_one(Person, world.people["supplier_lead"]), world.viewer("supplier_spoc")
    facts = {"name": person.name, "job_title": "", "zone": person.zone}
    people.correct(person, **facts, email="priya@meridian.example", by=by, at=AT)


def archive(world: World) -> None:
    db.session.get_one(Relationship, world.relationships["MER"]).archived_at = AT


ENDS: dict[Callable[[World], None], LinkEnding] = {
    deactivate: LinkEnding.PERSON_LEFT,
    unseat: LinkEnding.PERSON_LEFT,
    hand_over: LinkEnding.NOT_THEIRS,
    cancel: LinkEnding.TASK_OVER,
    verify: LinkEnding.TASK_OVER,
    archive: LinkEnding.TASK_OVER,
    move: LinkEnding.REVOKED,
}


@pytest.mark.parametrize("happens", ENDS)
def test_what_ends_a_link_ends_it_at_once_and_for_good(world: World, happens: Callable[[World], None]) -> None:
    one = linked.action_link(world)
    with database.transaction():
        happens(world)
    assert not leads(one)
    jobs.run(jobs.job_named("end-task-links"), at=SOON)
    assert stored(one).ending is ENDS[happens]
    assert jobs.run(jobs.job_named("end-task-links"), at=SOON).done == 0


def test_what_was_handed_away_and_back_needs_a_new_link(world: World) -> None:
    one = linked.action_link(world)
    with database.transaction():
        hand_over(world)
    jobs.run(jobs.job_named("end-task-links"), at=SOON)
    with database.transaction():
        db.session.get_one(Action, one.action_id).owner_id = world.people["supplier_lead"]
    assert not leads(one)


def test_given_twice_only_the_second_leads_on(world: World) -> None:
    first = linked.action_link(world)
    second = linked.again(world, first)
    assert not leads(first)
    assert leads(second)
    assert stored(first).ending is LinkEnding.REPLACED


def test_revoked_it_leads_nowhere_and_revoking_twice_says_so_once(world: World) -> None:
    one = linked.action_link(world)
    for _ in range(2):
        with database.transaction():
            viewer = world.viewer("supplier_deputy")
            task_links.revoke(asked.of_side(viewer, "MER", one.id), by=viewer, at=SOON)
    assert not leads(one)
    actions_said = db.session.scalars(select(AuditEvent.action).where(AuditEvent.subject_type == "task_link")).all()
    assert actions_said.count("task_link_ended") == 1


def test_a_use_is_kept_for_the_side_that_gave_it_alone(world: World) -> None:
    one = linked.action_link(world, is_single_use=True)
    with database.transaction():
        found = task_links.opened(one.token, TaskKind.ANSWER_ACTION, SOON)
        assert found is not None
        task_links.use(found[0], network=NETWORK, is_done=False, by=found[1], at=SOON)
    link = stored(one)
    assert (link.uses, link.last_used_at, link.last_used_from, link.ending) == (1, SOON, NETWORK, None)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "task_link_used")).one()
    assert (event.actor_id, event.audience) == (world.people["supplier_lead"], Audience.SUPPLIER)
    assert event.for_person_id == world.people["supplier_spoc"]
    texts = db.session.scalars(select(AuditEvent.text).where(AuditEvent.subject_type == "task_link")).all()
    assert not [text for text in texts if "Nair" in text or "Alonso" in text]  # a name that is erased must go


def test_one_for_a_single_use_ends_when_its_task_is_done(world: World) -> None:
    one = linked.action_link(world, is_single_use=True)
    with database.transaction():
        found = task_links.opened(one.token, TaskKind.ANSWER_ACTION, SOON)
        assert found is not None
        task_links.use(found[0], network=NETWORK, is_done=True, by=found[1], at=SOON)
    assert stored(one).ending is LinkEnding.USED
    assert not leads(one)


def test_nobody_gives_a_link_to_themselves_or_for_what_is_done(world: World) -> None:
    one = linked.action_link(world)
    with pytest.raises(Refused, match="signed in"):
        linked.again(world, one, by="supplier_lead")
    with database.transaction():
        verify(world)
    with pytest.raises(Refused, match="open action"):
        linked.again(world, one)


@pytest.mark.parametrize("who", ["client_lead", "other_supplier_spoc", "nobody", "supplier_office"])
def test_a_sheet_goes_to_nobody_of_the_other_side_and_nobody_without_a_seat(world: World, who: str) -> None:
    with pytest.raises(Refused, match="your side"):
        linked.sheet_link(world, who=who)
