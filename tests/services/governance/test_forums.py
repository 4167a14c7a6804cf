"""Forums on both databases: set up, planned once a period, moved with their cadence."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import MailKind, ReviewStatus, SeatRole, Side, Tier
from govtracker.models import AuditEvent, Forum, Notification, Relationship, Review, Tenure
from govtracker.queries.governance import forums as asked
from govtracker.queries.reviews import reviews
from govtracker.rules.governance import cadence
from govtracker.rules.governance.cadence import Cadence
from govtracker.services import Refused
from govtracker.services.governance import forums
from govtracker.services.governance.forums import ForumFacts
from govtracker.services.reviews import review_course, review_planning
from tests.support.world import World

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
WEEKLY = Cadence("FREQ=WEEKLY;BYDAY=TH", time(9, 30), "Europe/Berlin", date(2026, 1, 1))
MONTHLY = Cadence("FREQ=MONTHLY;BYDAY=1TU", time(10), "Europe/Berlin", date(2026, 1, 1))


def facts(world: World, **changes: Any) -> ForumFacts:
    own = ForumFacts(
        name="Monthly business review",
        tier=Tier.TACTICAL,
        client_chair_id=world.seats["client_spoc"],
        supplier_chair_id=world.seats["supplier_spoc"],
        cadence=MONTHLY,
        charter="Look at last month together.",
        member_ids=(world.seats["client_lead"], world.seats["vacant_supplier"]),
        freeze_days=0,
    )
    return replace(own, **changes)


def set_up(world: World, **changes: Any) -> Forum:
    """A stored forum, committed."""
    with database.transaction():
        mer = db.session.scalars(select(Relationship).where(Relationship.key == "MER")).one()
        return forums.set_up(mer, facts(world, **changes), by=world.viewer("client_spoc"), at=AT)


def edit(world: World, forum: Forum, *, at: datetime = AT, **changes: Any) -> None:
    viewer = world.viewer("supplier_spoc")
    with database.transaction():
        forums.edit(db.session.merge(forum), facts(world, **changes), by=viewer, at=at)


def planned() -> list[tuple[str, str, ReviewStatus]]:
    rows = db.session.scalars(select(Review).order_by(Review.scheduled_at)).all()
    return [(row.period_key, row.scheduled_at.strftime("%d %b %H:%M"), row.status) for row in rows]


def run(name: str, at: datetime) -> jobs.Ran:
    ran = jobs.run(jobs.job_named(name), at=at)
    assert not ran.failed
    return ran


def test_a_new_forum_has_its_next_three_reviews_at_its_wall_time(in_app: Flask, world: World) -> None:
    forum = set_up(world, cadence=replace(MONTHLY, rrule="FREQ=MONTHLY;BYMONTHDAY=15", starts_on=date(2027, 2, 1)))
    assert planned() == [
        ("2027-02", "15 Feb 09:00", ReviewStatus.SCHEDULED),
        ("2027-03", "15 Mar 09:00", ReviewStatus.SCHEDULED),
        ("2027-04", "15 Apr 08:00", ReviewStatus.SCHEDULED),  # summer time: the wall still says ten
    ]
    assert forum.plan_at == datetime(2027, 2, 15, 9, tzinfo=UTC)
    told = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.seq)).all()
    assert told == ["forum_set_up", *["review_scheduled"] * 3]


def test_planning_twice_makes_one_review_a_period(in_app: Flask, world: World) -> None:
    forum = set_up(world)
    for at in (AT, AT, AT + timedelta(days=10)):
        with database.transaction():
            review_planning.plan(forum.id, at)
    assert [key for key, *_ in planned()] == ["2026-12", "2027-01", "2027-02", "2027-03"]


def test_the_worker_plans_on_when_a_review_has_passed_and_keeps_the_stored_instant_to_the_rule(
    in_app: Flask, world: World
) -> None:
    set_up(world)
    assert run("plan-reviews", AT).done == 0
    for at in (datetime(2026, 12, 1, 9, tzinfo=UTC), datetime(2027, 6, 20, tzinfo=UTC)):
        assert run("plan-reviews", at).done == 1
        assert run("plan-reviews", at).done == 0
        stored = db.session.scalars(select(Forum)).one()
        assert stored.plan_at == cadence.occurrences(stored.cadence, after=at, count=1)[0].at
    assert [key for key, *_ in planned()][-3:] == ["2027-07", "2027-08", "2027-09"]


def test_another_cadence_moves_what_is_not_in_preparation_and_leaves_the_rest(in_app: Flask, world: World) -> None:
    forum = set_up(world)
    run("reviews-due", datetime(2026, 11, 24, 9, tzinfo=UTC))
    before = db.session.scalars(select(Review.id).order_by(Review.scheduled_at)).all()
    edit(
        world, forum, at=datetime(2026, 11, 24, 9, tzinfo=UTC), cadence=replace(MONTHLY, rrule="FREQ=MONTHLY;BYDAY=2TH")
    )
    assert planned() == [
        ("2026-12", "01 Dec 09:00", ReviewStatus.IN_PREPARATION),
        ("2027-01", "14 Jan 09:00", ReviewStatus.SCHEDULED),
        ("2027-02", "11 Feb 09:00", ReviewStatus.SCHEDULED),
    ]
    assert db.session.scalars(select(Review.id).order_by(Review.scheduled_at)).all() == before


def test_another_period_moves_reviews_too_so_that_their_topics_stay(in_app: Flask, world: World) -> None:
    forum = set_up(world)
    before = db.session.scalars(select(Review.id).order_by(Review.scheduled_at)).all()
    edit(world, forum, cadence=WEEKLY)
    assert [key for key, *_ in planned()] == ["2026-W48", "2026-W49", "2026-W50"]
    assert db.session.scalars(select(Review.id).order_by(Review.scheduled_at)).all() == before


def test_reviews_a_shorter_cadence_has_no_place_for_are_cancelled(in_app: Flask, world: World) -> None:
    forum = set_up(world)
    edit(world, forum, cadence=replace(MONTHLY, rrule="FREQ=MONTHLY;BYDAY=1TU;UNTIL=20270131"))
    assert [(key, status) for key, _, status in planned()] == [
        ("2026-12", ReviewStatus.SCHEDULED),
        ("2027-01", ReviewStatus.SCHEDULED),
        ("2027-02", ReviewStatus.CANCELLED),
    ]


def test_an_edit_without_another_cadence_touches_no_review(in_app: Flask, world: World) -> None:
    forum = set_up(world)
    edit(world, forum, name="Business review", member_ids=(world.seats["supplier_lead"],))
    told = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.seq)).all()
    assert told[-2:] == ["forum_edited", "forum_members_changed"]
    assert [member.seat_id for member in db.session.scalars(select(Forum)).one().members] == [
        world.seats["supplier_lead"]
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "monthly BUSINESS review"}, "name"),
        ({"minutes": 0}, "minutes"),
        ({"cadence": replace(MONTHLY, zone="Mars/Olympus")}, "zone"),
        ({"cadence": replace(MONTHLY, rrule="FREQ=HOURLY")}, "rrule"),
        ({"cadence": replace(MONTHLY, rrule="FREQ=MONTHLY;BYDAY=1TU;UNTIL=20260401")}, "rrule"),
    ],
)
def test_a_forum_that_cannot_be_is_refused_beside_its_field(
    in_app: Flask, world: World, changes: dict[str, Any], field: str
) -> None:
    set_up(world)
    with pytest.raises(Refused) as refused:
        set_up(world, **{"name": "Another", **changes})
    assert refused.value.field == field
    assert len(db.session.scalars(select(Forum)).all()) == 1


@pytest.mark.parametrize(
    ("seat", "name"),
    [
        ("client_chair_id", "supplier_spoc"),
        ("supplier_chair_id", "client_spoc"),
        ("client_chair_id", "other_client_spoc"),
        ("member_ids", "other_supplier_spoc"),
    ],
)
def test_chairs_sit_on_their_own_side_and_members_in_the_relationship(
    in_app: Flask, world: World, seat: str, name: str
) -> None:
    value: Any = world.seats[name] if seat != "member_ids" else (world.seats[name],)
    with pytest.raises(Refused) as refused:
        set_up(world, **{seat: value})
    assert refused.value.field == seat


def test_people_of_a_forum_are_chairs_first_and_a_deputy_acts_for_a_vacant_spoc(in_app: Flask, world: World) -> None:
    forum = set_up(world)
    with database.transaction():
        tenure = db.session.scalars(select(Tenure).where(Tenure.seat_id == world.seats["supplier_spoc"])).one()
        tenure.to_on = date(2026, 11, 1)
    found = asked.people(forum, on=AT.date())
    names = {number: who for who, number in world.people.items()}
    assert [(row.side, row.role, names.get(row.person_id), row.is_chair) for row in found] == [
        (Side.CLIENT, SeatRole.SPOC, "client_spoc", True),
        (Side.SUPPLIER, SeatRole.SPOC, "supplier_deputy", True),
        (Side.CLIENT, SeatRole.FUNCTIONAL_LEAD, "client_lead", False),
        (Side.SUPPLIER, SeatRole.FUNCTIONAL_LEAD, None, False),
    ]


def test_people_are_told_two_weeks_before_and_again_when_it_moves(in_app: Flask, world: World) -> None:
    forum = set_up(world)
    run("reviews-due", AT)  # nine days before: at once
    told = sorted(world.people[who] for who in ("client_spoc", "supplier_spoc", "client_lead"))

    def notices() -> list[tuple[MailKind, int, str]]:
        rows = db.session.scalars(select(Notification).order_by(Notification.id)).all()
        return [(row.kind, row.recipient_id, row.facts.get("moved_from", "")) for row in rows]

    assert notices() == [(MailKind.REVIEW_INVITATION, person, "") for person in told]
    run("reviews-due", AT)
    edit(world, forum, cadence=replace(MONTHLY, local_time=time(11)))
    run("reviews-due", AT)
    before = "2026-12-01T09:00:00+00:00"
    assert notices()[3:] == [(MailKind.REVIEW_INVITATION, person, before) for person in told]


def test_preparation_begins_a_week_before_and_a_week_after_it_is_missed(in_app: Flask, world: World) -> None:
    set_up(world)
    seen = []
    for day in (
        AT,
        datetime(2026, 11, 24, 9, tzinfo=UTC),
        datetime(2026, 12, 8, 8, tzinfo=UTC),
        datetime(2026, 12, 8, 9, tzinfo=UTC),
    ):
        run("reviews-due", day)
        seen.append(planned()[0][2])
    assert seen == [
        ReviewStatus.SCHEDULED,
        ReviewStatus.IN_PREPARATION,
        ReviewStatus.IN_PREPARATION,
        ReviewStatus.MISSED,
    ]


def test_after_an_outage_nobody_is_asked_to_a_meeting_that_is_over(in_app: Flask, world: World) -> None:
    set_up(world)
    run("reviews-due", datetime(2026, 12, 20, tzinfo=UTC))
    subjects = {row.facts["scheduled_at"][:10] for row in db.session.scalars(select(Notification))}
    assert subjects == set()
    assert planned()[0][2] is ReviewStatus.MISSED


def test_a_cadence_that_is_shortened_and_lengthened_again_has_the_same_reviews(in_app: Flask, world: World) -> None:
    forum = set_up(world)
    ids, before = db.session.scalars(select(Review.id).order_by(Review.id)).all(), planned()
    edit(world, forum, cadence=replace(MONTHLY, rrule="FREQ=MONTHLY;BYDAY=1TU;UNTIL=20261231"))
    edit(world, forum)
    assert planned() == before
    assert db.session.scalars(select(Review.id).order_by(Review.id)).all() == ids
    with database.transaction():
        review_course.cancel(reviews.to_be_stepped(ids[1]), "Stocktaking", by=world.viewer("client_spoc"), at=AT)
    edit(world, forum, cadence=replace(MONTHLY, rrule="FREQ=MONTHLY;BYDAY=1TU;UNTIL=20261231"))
    edit(world, forum, cadence=WEEKLY)
    edit(world, forum)
    assert [(key, status) for key, _, status in planned()[:3]] == [
        ("2026-12", ReviewStatus.SCHEDULED),
        ("2027-01", ReviewStatus.CANCELLED),
        ("2027-02", ReviewStatus.SCHEDULED),
    ]
