"""The client's obligations on both databases: agreed, due, met, confirmed or contested; and misses its side caused."""

from datetime import UTC, date, datetime

import pytest

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import OriginKind, Side
from govtracker.models import ClientMiss, Issue, IssueOrigin, Kpi, Notification, RootCause
from govtracker.queries import find
from govtracker.queries.issues import owed
from govtracker.queries.performance import miss_causes
from govtracker.queries.performance import obligations as asked
from govtracker.services import Refused
from govtracker.services.performance import client_misses, obligations
from tests.services import issue_steps
from tests.support import measured, obliged
from tests.support.measured import OCTOBER
from tests.support.obliged import AT

OCTOBER_1 = date(2026, 10, 1)


@pytest.fixture
def mer(in_app, world):
    return world


def told(world, who, kind="obligation_occurrence"):
    rows = db.session.query(Notification).filter_by(recipient_id=world.people[who]).order_by(Notification.id)
    return [row.facts["words"] for row in rows if row.dedupe_key.split(":")[1] == kind]


def test_nothing_is_due_before_the_other_side_has_agreed(mer):
    with database.transaction():
        made = obliged.proposed(mer)
        assert (made.next_on, made.stance.side) == (None, Side.CLIENT)
    obliged.appear(datetime(2026, 12, 1, tzinfo=UTC))
    assert obliged.days() == []
    assert told(mer, "client_spoc", "obligation") == [
        "“Volume forecast” is proposed as an obligation of the client and needs your agreement."
    ]


def test_each_due_day_appears_once_in_time_and_whoever_has_to_give_it_is_told(mer):
    obliged.agreed(mer)
    for _ in range(2):
        obliged.appear(datetime(2026, 11, 2, 8, tzinfo=UTC))
    assert [one.due_on for one in obliged.days()] == [date(2026, 10, 9), date(2026, 11, 9)]
    assert told(mer, "client_lead") == [
        "“Volume forecast” is due on 9 October 2026.",
        "“Volume forecast” is due on 9 November 2026.",
    ]


def test_after_an_outage_all_days_that_were_missed_appear(mer):
    obliged.agreed(mer)
    obliged.appear(datetime(2027, 3, 1, tzinfo=UTC))
    assert len(obliged.days()) == 5
    with database.transaction():
        client, supplier = mer.viewer("client_spoc"), mer.viewer("supplier_spoc")
        with pytest.raises(Refused, match="The supplier counts on it"):
            obligations.end(asked.one(client, "MER", 1), by=client, at=AT)
        obligations.end(asked.one(supplier, "MER", 1), by=supplier, at=AT)
    assert told(mer, "client_spoc", "obligation")[-1] == "“Volume forecast” is no obligation of the client any more."
    obliged.appear(datetime(2028, 1, 1, tzinfo=UTC))
    assert len(obliged.days()) == 5


def test_what_is_not_given_in_time_is_told_once_when_its_day_is_over_where_it_counts(mer):
    obliged.agreed(mer)
    late = "“Volume forecast” was due on 9 October 2026 and has not been given yet."
    for at in (datetime(2026, 10, 9, 21, 59, tzinfo=UTC), datetime(2026, 10, 9, 22, 1, tzinfo=UTC)):  # midnight: Berlin
        assert late not in told(mer, "client_lead")
        jobs.run(jobs.job_named("tell-late-obligations"), at=at)
    jobs.run(jobs.job_named("tell-late-obligations"), at=datetime(2026, 10, 12, 8, tzinfo=UTC))
    assert [told(mer, who).count(late) for who in ("client_lead", "client_spoc", "supplier_spoc")] == [1, 1, 1]


def test_what_came_in_time_or_was_due_long_ago_is_not_told(mer):
    obliged.agreed(mer)
    obliged.appear(datetime(2026, 11, 8, 8, tzinfo=UTC))
    obliged.meet(mer, 2, date(2026, 11, 8))
    jobs.run(jobs.job_named("tell-late-obligations"), at=datetime(2026, 11, 10, 8, tzinfo=UTC))
    assert not any("has not been given" in words for words in told(mer, "client_lead"))


def test_days_that_had_passed_before_it_was_agreed_are_not_due(mer):
    obliged.agreed(mer, starts_on=date(2024, 1, 5))
    assert [one.due_on for one in obliged.days()] == [date(2026, 10, 5)]
    with database.transaction():
        once = obliged.proposed(mer, rrule="", starts_on=date(2026, 10, 3))
        late = datetime(2026, 10, 4, 8, tzinfo=UTC)
        with pytest.raises(Refused, match="Its day has passed"):
            obligations.agree(once, by=mer.viewer("client_spoc"), at=late)


def test_what_came_late_says_why_and_no_day_to_come_counts_as_given(mer):
    obliged.agreed(mer)
    with pytest.raises(Refused, match="Say why it came late"):
        obliged.meet(mer, 1, date(2026, 10, 12))
    lead = mer.viewer("client_lead")
    with database.transaction(), pytest.raises(Refused, match="on a day to come"):
        obligations.meet(asked.occurrence(lead, "MER", 1), date(2026, 10, 3), "", "", by=lead, at=AT)
    obliged.meet(mer, 1, date(2026, 10, 12), "The planner was ill.")
    with pytest.raises(Refused, match="met already"):
        obliged.meet(mer, 1, date(2026, 10, 12), "again")
    [day] = obliged.days()
    assert (day.met_on, day.late_reason) == (date(2026, 10, 12), "The planner was ill.")


def test_what_the_supplier_contests_is_open_again_until_the_client_answers(mer):
    obliged.agreed(mer)
    supplier = mer.viewer("supplier_spoc")
    relationship = find.relationship(supplier, "MER")
    with database.transaction(), pytest.raises(Refused, match="not marked as met"):
        obligations.contest(asked.occurrence(supplier, "MER", 1), "nothing came", by=supplier, at=AT)
    obliged.meet(mer, 1, date(2026, 10, 9))
    assert owed.by_side(supplier, relationship)[Side.CLIENT].obligations == []
    with database.transaction():
        day = asked.occurrence(supplier, "MER", 1)
        obligations.confirm(day, by=supplier, at=AT)
        obligations.contest(day, "Two channels are missing", by=supplier, at=AT)
    [row] = owed.by_side(supplier, relationship)[Side.CLIENT].obligations
    assert (row.title, row.contest_reason) == ("Volume forecast", "Two channels are missing")
    assert asked.count_in_year(supplier, relationship.id, date(2026, 10, 20)) == (1, 0)
    obliged.meet(mer, 1, date(2026, 10, 14), "Channels added")
    [day] = obliged.days()
    assert (day.contested_at, day.confirmed_at, day.met_on) == (None, None, date(2026, 10, 14))


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"title": " "}, "title", "Say what the client gives"),
        ({"owner_seat_id": 999}, "owner_seat_id", "Choose a seat of the client"),
        ({"rrule": "FREQ=NEVER"}, "rrule", "how often"),
        ({"rrule": "", "starts_on": date(203, 1, 1)}, "starts_on", "The year 203"),
        ({"rrule": "", "starts_on": date(2026, 9, 30)}, "starts_on", "That day has passed"),
    ],
)
def test_what_nobody_could_keep_is_refused(mer, changed, field, words):
    with database.transaction(), pytest.raises(Refused, match=words) as refused:
        obliged.proposed(mer, **changed)
    assert refused.value.field == field


def test_a_seat_of_the_supplier_owes_nothing_here(mer):
    seat = obliged.seat_id(mer, "supplier_lead")
    with database.transaction(), pytest.raises(Refused, match="Choose a seat of the client"):
        obliged.proposed(mer, owner_seat_id=seat)


def red_october(world):
    measured.agree(world)
    measured.enter(world, "2026-10", OCTOBER)
    measured.share(world)
    return db.session.query(Kpi).filter_by(code="FCR").one()


def test_a_red_kpi_is_the_clients_when_the_other_side_agrees(mer):
    obliged.agreed(mer)
    fcr = red_october(mer)
    client, supplier = mer.viewer("client_spoc"), mer.viewer("supplier_spoc")
    relationship = find.relationship(supplier, "MER")
    red = (OCTOBER_1, fcr.id)

    def known():
        return miss_causes.of_reds(supplier, relationship.id, {red}).get(red, miss_causes.NOTHING)

    with database.transaction():
        amber = db.session.query(Kpi).filter_by(code="CSAT").one()
        with pytest.raises(Refused, match="CSAT is not red"):
            client_misses.claim(relationship, amber, OCTOBER_1, "late forecast", by=supplier, at=AT)
        with pytest.raises(Refused, match="how the client’s side caused it"):
            client_misses.claim(relationship, fcr, OCTOBER_1, " ", by=supplier, at=AT)
        miss = client_misses.claim(
            relationship, fcr, OCTOBER_1, "The forecast came late", by=supplier, at=AT, occurrence_id=1
        )
        assert not known().is_clients
        with pytest.raises(Refused, match="said of this already"):
            client_misses.claim(relationship, fcr, OCTOBER_1, "again", by=supplier, at=AT)
        with pytest.raises(Refused, match="Say why not"):
            client_misses.answer(miss, "", accepted=False, by=client, at=AT)
        client_misses.answer(miss, "", accepted=True, by=client, at=AT)
    assert known().is_clients
    assert known().claim.obligation == "Volume forecast"
    assert db.session.query(ClientMiss).one().is_accepted
    assert len(told(mer, "client_spoc", "client_miss")) == len(told(mer, "supplier_spoc", "client_miss")) == 1


def test_a_red_kpi_is_the_clients_too_when_its_issue_has_a_root_cause_on_that_side(mer):
    fcr = red_october(mer)
    viewer = mer.viewer("supplier_member")
    issue_id = issue_steps.raised(mer, "supplier_spoc", AT).id

    def known(day=OCTOBER_1):
        found = miss_causes.of_reds(viewer, mer.relationships["MER"], {(day, fcr.id)})
        return found.get((day, fcr.id), miss_causes.NOTHING)

    with database.transaction():
        origin = IssueOrigin(
            kind=OriginKind.RED_KPI,
            subject=f"kpi:{fcr.id}",
            period="2026-11",
            kpi_id=fcr.id,
            issue_id=issue_id,
            found_at=AT,
        )
        db.session.add(origin)
    assert (known().issue.cause, known().is_clients) == (None, False)
    with database.transaction():
        issue = db.session.query(Issue).filter_by(id=issue_id).one()
        issue.root_cause_id = db.session.query(RootCause.id).filter_by(is_client_side=True).scalar()
    assert known().is_clients
    assert known(date(2026, 12, 1)) == miss_causes.NOTHING  # it was raised for what was red before
