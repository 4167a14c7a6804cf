"""The demonstration: it loads into an empty database alone, tells the same story again, and keeps every rule."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from govtracker import config, demonstration, storage
from govtracker.cli import searching
from govtracker.database import db
from govtracker.demonstration.texts import talk
from govtracker.enums import (
    Audience,
    Bearing,
    ComputedKpi,
    ContractStatus,
    CriteriaStatus,
    DecisionStatus,
    EntryKind,
    Incentive,
    IssueStatus,
    MeasurementState,
    PairFinding,
    PauseReason,
    PortfolioRole,
    ReviewStatus,
    RiskResponse,
    ScorecardStatus,
    SeatRole,
    Severity,
    Side,
    Standing,
    Tier,
    Trigger,
    Zone,
)
from govtracker.models import (
    Action,
    ActionSeries,
    Attachment,
    AuditEvent,
    AuditHead,
    BusinessCalendar,
    ClientMiss,
    ClockPause,
    Comment,
    CommentRevision,
    Contract,
    Correction,
    CriteriaSet,
    Criterion,
    Decision,
    DecisionRight,
    Handover,
    IncentiveEntry,
    Issue,
    IssueOrigin,
    Kpi,
    Measurement,
    Notification,
    ObligationOccurrence,
    Organisation,
    Person,
    Problem,
    ProblemIssue,
    Rating,
    Relationship,
    Review,
    Risk,
    RoleHeld,
    Rung,
    Scorecard,
    Seat,
    StructureCheck,
    Tenure,
    TrendBaseline,
    TrendSignal,
)
from govtracker.queries import claims, viewers
from govtracker.queries.governance import calendars, forums
from govtracker.queries.governance import escalation as ladders
from govtracker.queries.installation import demo
from govtracker.queries.issues import mentions, origins
from govtracker.queries.performance import scorecard_months
from govtracker.queries.performance.scorecard_rows import Slot
from govtracker.queries.reviews import minutes, reviews
from govtracker.queries.sourcing import segments
from govtracker.queries.structure import health, holdings
from govtracker.rules import audit_chain, periods
from govtracker.rules.governance import business_calendar
from govtracker.rules.issues import recurrence
from govtracker.rules.performance import notice_dates, ratings, snapshot
from govtracker.rules.structure.structure import PairFacts, findings
from govtracker.services import Refused
from govtracker.services.installation import passwords
from govtracker.services.reviews import mail_preferences, review_mail
from tests.conftest import KINDS
from tests.support import applications
from tests.support.databases import Ground

pytestmark = pytest.mark.timeout(300)
FRIDAY = datetime(2026, 11, 20, 13, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def told(ground: Ground) -> Iterator[Callable[[str], Flask]]:
    """One application per kind of database with the demonstration loaded; tests only read."""
    loaded: dict[str, Flask] = {}

    def application(kind: str) -> Flask:
        if kind not in loaded:
            store = ground.database(kind, "told")
            app = applications.build(applications.environment(store.url, ground.data_dir(kind, "told")))
            applications.migrate(app, store)
            with app.app_context(), time_machine.travel(FRIDAY, tick=False):
                demonstration.fill_if_empty()
            applications.let_go(app)
            loaded[kind] = app
        return loaded[kind]

    yield application
    for app in loaded.values():
        applications.let_go(app)


@pytest.fixture
def in_story(database_kind: str, told: Callable[[str], Flask]) -> Iterator[Flask]:
    """Inside the application that holds the demonstration."""
    app = told(database_kind)
    with app.app_context():
        yield app
    applications.let_go(app)


def relationships() -> dict[str, Relationship]:
    return {row.key: row for row in db.session.scalars(select(Relationship))}


def holders(relationship: Relationship) -> dict[tuple[Side, SeatRole, str], int | None]:
    rows = db.session.scalars(select(Seat).where(Seat.relationship_id == relationship.id)).unique()
    return {
        (seat.side, seat.role, seat.area.name if seat.area else ""): next(
            (tenure.person_id for tenure in seat.tenures if tenure.to_on is None), None
        )
        for seat in rows
    }


def test_a_second_time_it_leaves_everything_as_it_is(in_story):
    before = db.session.scalar(select(func.count()).select_from(AuditEvent))
    demonstration.fill_if_empty()
    assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == before
    with pytest.raises(Refused, match="empty database"):
        demonstration.load()


def test_the_people_can_sign_in_with_the_password_that_is_shown(in_story):
    person = db.session.scalars(select(Person).where(Person.name == "Eva Varga")).one()
    assert passwords.matches(demo.password(), person.password_hash)


def test_every_seat_role_has_somebody_on_each_side(in_story):
    held = {(side, role) for (side, role, _), who in holders(relationships()["MER"]).items() if who}
    assert held == {(side, role) for side in Side for role in SeatRole}


def test_every_portfolio_role_is_held_at_the_client(in_story):
    held = db.session.scalars(
        select(RoleHeld.role).join(Person, Person.id == RoleHeld.person_id).where(Person.email.contains("northgate"))
    )
    assert set(held) == set(PortfolioRole)


def test_nobody_sits_on_a_side_of_another_company(in_story):
    rows = db.session.execute(
        select(Seat.side, Person.organisation_id, Relationship.client_id, Relationship.supplier_id)
        .join(Tenure, Tenure.seat_id == Seat.id)
        .join(Person, Person.id == Tenure.person_id)
        .join(Relationship, Relationship.id == Seat.relationship_id)
    ).all()
    assert rows
    assert all(company == (client if side is Side.CLIENT else supplier) for side, company, client, supplier in rows)


def test_structure_shows_a_vacant_seat_and_a_doubled_person_at_meridian_alone(in_story):
    found = {}
    for key, relationship in relationships().items():
        held = holders(relationship)
        facts = [
            PairFacts(
                row.area.id,
                row.area.name,
                held[Side.CLIENT, SeatRole.FUNCTIONAL_LEAD, row.area.name],
                held[Side.SUPPLIER, SeatRole.FUNCTIONAL_LEAD, row.area.name],
            )
            for row in relationship.areas
        ]
        names = {row.area.id: row.area.name for row in relationship.areas}
        found[key] = {names[area]: finding.kind for area, finding in findings(facts).items()}
    assert found["MER"] == {
        "Customer care": PairFinding.HEALTHY,
        "Quality": PairFinding.HEALTHY,
        "Information technology": PairFinding.DOUBLED,
        "Workforce management": PairFinding.DOUBLED,
        "Security": PairFinding.VACANT,
        "Finance": PairFinding.HEALTHY,
    }
    assert set(found["CFS"].values()) == set(found["INH"].values()) == {PairFinding.HEALTHY}


def test_the_insourced_supplier_is_a_unit_of_the_client(in_story):
    unit = relationships()["INH"]
    assert unit.supplier.parent_id == unit.client_id


def test_every_company_in_a_relationship_has_a_sound_calendar_with_holidays(in_story):
    for company in db.session.scalars(select(Organisation).join(BusinessCalendar)):
        calendar = calendars.of_organisation(company.id)
        business_calendar.validate(calendar)
        assert calendar.closed_days
    assert db.session.scalar(select(func.count()).select_from(BusinessCalendar)) == 4


def test_everything_told_can_be_searched(in_story):
    looked = list(searching.mend())
    assert [one for one in looked if one.mended] == []
    assert {one.kind for one in looked if one.records} >= {"issue", "action", "comment", "topic", "person"}


def test_nobody_is_told_by_mail_of_what_is_past(in_story):
    assert db.session.scalar(select(func.count()).select_from(Notification)) == 0


def test_no_escalation_is_overdue_when_it_is_loaded(in_story):
    assert ladders.due(FRIDAY) == []


def test_everybody_who_may_own_something_has_something_to_do(in_story):
    wanted = set(
        db.session.scalars(
            select(Person.name)
            .join(Tenure, Tenure.person_id == Person.id)
            .join(Seat, Seat.id == Tenure.seat_id)
            .where(Tenure.to_on.is_(None), Seat.role != SeatRole.OBSERVER)
        )
    )
    owners = set(
        db.session.scalars(select(Person.name).join(Action, Action.owner_id == Person.id).where(Action.is_open))
    )
    assert wanted - owners == set()


def test_nothing_open_stays_with_somebody_who_left(in_story):
    left = select(Person.id).where(~Person.is_active)
    assert db.session.scalars(left).all()
    assert not db.session.scalars(select(Action.id).where(Action.owner_id.in_(left), Action.is_open)).all()
    assert not db.session.scalars(select(Issue.id).where(Issue.owner_id.in_(left), Issue.is_open)).all()


def test_meridian_has_a_critical_issue_at_level_two_that_is_the_third_of_its_kind(in_story):
    worst = db.session.scalars(select(Issue).where(Issue.severity == Severity.CRITICAL, Issue.is_open)).one()
    assert (worst.relationship.key, worst.level, worst.status) == ("MER", 2, IssueStatus.OPEN)
    assert worst.climb_at is not None
    assert worst.climb_at > FRIDAY
    same = select(Issue.opened_at).where(
        Issue.relationship_id == worst.relationship_id, Issue.area_id == worst.area_id, Issue.category == worst.category
    )
    seen = [at for at in db.session.scalars(same) if worst.opened_at - recurrence.WINDOW <= at < worst.opened_at]
    assert recurrence.comes_again(len(seen))


def test_the_outages_have_a_problem_and_a_measure_that_failed(in_story):
    problem = db.session.scalars(select(Problem)).unique().one()
    linked = db.session.scalars(select(ProblemIssue.issue_id).where(ProblemIssue.problem_id == problem.id)).all()
    assert len(linked) >= 3
    assert len(problem.five_whys) == 3
    failed = db.session.scalars(select(Action).where(Action.failures > 0)).unique().all()
    assert [action.is_open for action in failed] == [True]


def test_what_is_overdue_or_red_once_more_has_been_raised(in_story):
    assert not origins.reds_due(FRIDAY)
    assert not origins.recurring(FRIDAY)
    raised = db.session.scalars(select(Issue).join(IssueOrigin, IssueOrigin.issue_id == Issue.id)).unique().all()
    assert raised
    assert {issue.raised_by_id for issue in raised} == {None}


@pytest.mark.parametrize("name", ["Maja Lindqvist", "Priya Nair", "Nadia Haddad", "Erik Solberg", "Carla Dizon"])
def test_a_fresh_issue_waits_for_the_acknowledgement_of(name, in_story):
    person = db.session.scalars(select(Person).where(Person.name == name)).one()
    viewer = viewers.viewer(person.id, today=FRIDAY.date())
    assert viewer is not None
    due = [row.response_due_at for row in ladders.awaiting(viewer, today=FRIDAY.date())]
    assert [at for at in due if at and at > FRIDAY]


def test_each_relationship_has_the_issues_of_two_years_with_their_context(in_story):
    for key, relationship in relationships().items():
        rows = db.session.scalars(select(Issue).where(Issue.relationship_id == relationship.id)).all()
        assert 50 <= len(rows) <= 110, key
        closed = [issue for issue in rows if issue.status is IssueStatus.CLOSED]
        assert len(closed) > 45, key
        assert all(issue.why_it_occurred and issue.what_was_done and issue.why_not_again for issue in closed)
        assert not any("{" in issue.title + issue.description for issue in rows)


def test_what_is_internal_to_a_side_was_written_by_that_side(in_story):
    comments = db.session.scalars(select(Comment).where(Comment.audience != Audience.SHARED)).all()
    assert {comment.audience for comment in comments} == {Audience.CLIENT, Audience.SUPPLIER}
    assert all(comment.audience.value == comment.side.value for comment in comments)
    issues = db.session.scalars(select(Issue).where(Issue.audience != Audience.SHARED)).all()
    assert {issue.audience for issue in issues} == {Audience.CLIENT, Audience.SUPPLIER}
    assert all(issue.audience.value == issue.raised_side.value for issue in issues)
    owned = db.session.scalars(select(Action).where(Action.audience != Audience.SHARED)).all()
    assert all(action.audience.value == action.owner_side.value for action in owned)


def scorecards(key: str) -> list[Scorecard]:
    rows = select(Scorecard).join(Scorecard.relationship).where(Relationship.key == key).order_by(Scorecard.period_on)
    return list(db.session.scalars(rows))


@pytest.mark.parametrize(("key", "months"), [("MER", 24), ("CFS", 23), ("INH", 24)])
def test_scorecards_of_two_years_are_there_and_are_what_was_signed(key, months, in_story):
    rows = scorecards(key)
    assert len(rows) == months
    for row in rows:
        assert snapshot.digest(row.snapshot) == row.digest
        assert snapshot.read(row.snapshot).standing is row.standing
        assert row.coverage == 100


def test_meridian_fails_slowly_and_saves_at_the_customers_expense(in_story):
    rows = scorecards("MER")
    assert (rows[0].standing, rows[-1].standing) == (Standing.PREFERRED, Standing.WATCH)
    assert year_on_year(rows) < -15
    assert snapshot.read(rows[-1].snapshot).zone is Zone.UNDER_SERVE
    assert rows[-1].red_count >= 2


def test_cascade_improves(in_story):
    rows = scorecards("CFS")
    assert rows[-1].standing is Standing.SATISFACTORY
    assert rows[0].overall is not None
    assert rows[0].overall < 50
    assert year_on_year(rows) > 10


def test_the_in_house_unit_stays_in_the_sweet_spot(in_story):
    rows = scorecards("INH")
    assert {row.standing for row in rows} == {Standing.PREFERRED}
    assert {snapshot.read(row.snapshot).zone for row in rows} == {Zone.SWEET_SPOT}


def year_on_year(rows: list[Scorecard]) -> Decimal:
    """How much the overall score of the last three months lies above that of the same months a year before."""
    scores = [row.overall for row in rows if row.overall is not None]
    return (sum(scores[-3:], Decimal()) - sum(scores[-15:-12], Decimal())) / 3


def test_the_newest_scorecard_of_meridian_waits_for_the_client_and_the_others_are_agreed(in_story):
    newest = scorecards("MER")[-1]
    assert newest.status is ScorecardStatus.SHARED
    assert newest.supplier_agreed_at is not None
    assert newest.client_agreed_at is None
    before = [*scorecards("MER")[:-1], *scorecards("CFS"), *scorecards("INH")]
    assert {row.status for row in before} == {ScorecardStatus.AGREED}
    assert len([row for row in before if row.disputed_at]) == 2


def test_the_newest_month_of_cascade_lacks_two_figures_and_can_be_shared_with_them(in_story):
    relationship = scorecards("CFS")[-1].relationship
    current = scorecard_months.current(Slot(relationship, periods.containing(scorecards("MER")[-1].period_on)))
    assert current is not None
    assert current.result.coverage < 100


def test_criteria_have_versions_and_one_waits_for_the_client(in_story):
    rows = db.session.execute(
        select(Relationship.key, CriteriaSet.version, CriteriaSet.status)
        .join(CriteriaSet.relationship)
        .order_by(Relationship.key, CriteriaSet.version)
    ).all()
    assert [tuple(row) for row in rows] == [
        ("CFS", 1, CriteriaStatus.SUPERSEDED),
        ("CFS", 2, CriteriaStatus.SUPERSEDED),
        ("CFS", 3, CriteriaStatus.AGREED),
        ("INH", 1, CriteriaStatus.AGREED),
        ("INH", 2, CriteriaStatus.PROPOSED),
        ("MER", 1, CriteriaStatus.SUPERSEDED),
        ("MER", 2, CriteriaStatus.AGREED),
    ]


def test_both_sides_of_cascade_rate_initiative_and_differ_once(in_story):
    rated = db.session.execute(select(Rating.period_on, Rating.side, Rating.level).order_by(Rating.period_on)).all()
    months = {row.period_on for row in rated}
    assert len(rated) == 2 * len(months) == 14
    newest = {row.side: row.level for row in rated if row.period_on == max(months)}
    assert ratings.are_far_apart(newest)
    last = snapshot.read(scorecards("CFS")[-1].snapshot)
    found = next(one for one in last.result.criteria if one.criterion.rated)
    assert (found.criterion.code, found.score) == ("INIT", Decimal(90))  # (80 + 100) ÷ 2


def test_figures_are_typed_computed_corrected_and_provisional(in_story):
    computed = select(Measurement).join(Measurement.kpi).where(Kpi.computed.is_not(None))
    assert {row.kpi.computed for row in db.session.scalars(computed)} >= {
        ComputedKpi.RESOLVED_WITHIN_TARGET,
        ComputedKpi.MEAN_TIME_TO_RESOLVE,
    }
    states = set(db.session.scalars(select(Measurement.state)))
    assert states == {MeasurementState.MEASURED, MeasurementState.PROVISIONAL}
    assert len(db.session.scalars(select(Correction.reason)).all()) == 3
    assert db.session.scalar(select(Criterion.high_worst).where(Criterion.high_worst.is_not(None)).limit(1))


def reviews_of(key: str) -> list[Review]:
    rows = select(Review).join(Review.relationship).where(Relationship.key == key).order_by(Review.scheduled_at)
    return list(db.session.scalars(rows))


@pytest.mark.parametrize("key", ["MER", "CFS", "INH"])
def test_forums_have_met_for_two_years_and_meet_again(key, in_story):
    rows = reviews_of(key)
    assert {review.forum.tier for review in rows} == set(Tier)
    held = [review for review in rows if review.held_at]
    assert all(review.topics for review in held)
    assert all(minutes.attendees(review.id) for review in held)
    assert len([review for review in held if review.forum.tier is Tier.TACTICAL]) >= 24
    assert {review.status for review in rows if review.scheduled_at > FRIDAY} == {
        ReviewStatus.IN_PREPARATION,
        ReviewStatus.SCHEDULED,
    }
    assert not [review for review in rows if review.scheduled_at < FRIDAY and not review.held_at]
    assert any(topic.decision for review in held for topic in review.topics)


def test_the_newest_minutes_of_meridian_wait_for_the_client(in_story):
    monthly = [review for review in reviews_of("MER") if review.forum.tier is Tier.TACTICAL and review.held_at]
    assert [review.status for review in monthly[-2:]] == [ReviewStatus.MINUTES_AGREED, ReviewStatus.HELD]
    assert monthly[-1].client_agreed_at is None
    assert monthly[-1].supplier_agreed_at is not None


def test_actions_were_born_in_reviews(in_story):
    born = db.session.scalars(select(Action.is_open).where(Action.review_id.is_not(None))).all()
    assert len(born) > 30
    assert set(born) == {True, False}


def test_signals_were_found_as_meridian_slipped_and_a_baseline_of_cascade_begins_anew(in_story):
    concerns = select(TrendSignal).join(Kpi, Kpi.id == TrendSignal.kpi_id).where(Kpi.code == "FCR")
    found = db.session.scalars(concerns.where(TrendSignal.bearing == Bearing.CONCERN)).all()
    assert len({signal.found_at for signal in found}) > 1
    baseline = db.session.scalars(select(TrendBaseline)).one()
    assert "tablets" in baseline.reason
    assert db.session.scalars(select(Kpi).where(Kpi.trend_due_at.is_not(None))).all() == []


def test_customer_segments_are_over_and_under_served_as_their_needs_say(in_story):
    office = db.session.scalars(select(Person).where(Person.name == "Greta Falk")).one()
    viewer = viewers.viewer(office.id, today=FRIDAY.date())
    assert viewer
    found = {one.name: [finding.kind.value for finding in one.findings] for one in segments.of_company(viewer)}
    assert found == {
        "Households": [],
        "Business customers": ["under_served"],
        "Multi-site enterprises": ["over_served"],
        "Housing associations": ["visible_traits_only"],
    }


def test_nothing_a_job_does_is_overdue_when_it_is_loaded(in_story):
    assert reviews.to_step(FRIDAY) == forums.to_plan(FRIDAY) == []
    assert mail_preferences.digests_due(FRIDAY) == review_mail.due(FRIDAY) == []
    assert review_mail.sponsors_due(FRIDAY) == []


def test_history_was_written_in_the_order_in_which_it_happened(in_story):
    last: dict[int, datetime] = {}
    for chain, at in db.session.execute(select(AuditEvent.chain, AuditEvent.at).order_by(AuditEvent.id)):
        assert at >= last.get(chain, at)
        last[chain] = at
    assert max(last.values()) <= FRIDAY


@pytest.mark.database("sqlite")
def test_it_loads_in_the_night_in_which_the_clocks_go_back(in_app):
    night = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    with time_machine.travel(night, tick=False):
        demonstration.fill_if_empty()
    assert ladders.due(night) == reviews.to_step(night) == []
    assert [row.status for row in scorecards("MER")[-2:]] == [ScorecardStatus.AGREED, ScorecardStatus.SHARED]


def without_id(text: str) -> dict[str, Any]:
    """An event without the numbers of its database and without salted hashes; whose they are, stays."""
    told: dict[str, Any] = json.loads(text)
    return told | {"subject": told["subject"][0], "sealed": sorted(told["sealed"] or {})}


def test_the_same_instant_tells_the_same_story_on_both_databases(told):
    stories = []
    for kind in KINDS:
        app = told(kind)
        with app.app_context():
            texts = db.session.scalars(select(AuditEvent.text).order_by(AuditEvent.chain, AuditEvent.seq))
            stories.append([without_id(text) for text in texts])
        applications.let_go(app)
    assert stories[0] == stories[1]


def test_the_audit_chains_verify(in_story):
    for head in db.session.scalars(select(AuditHead)):
        previous, seq = claims.CHAIN_START, 0
        for event in db.session.scalars(
            select(AuditEvent).where(AuditEvent.chain == head.chain).order_by(AuditEvent.seq)
        ):
            assert (event.previous_hash, event.seq) == (previous, seq + 1)
            assert event.hash == audit_chain.link(previous, event.text)
            previous, seq = event.hash, event.seq
        assert (head.hash, head.seq) == (previous, seq)


# --- what is said -----------------------------------------------------------------------------------------------------


def test_people_talk_about_the_outage_openly_and_among_themselves(in_story):
    issue = db.session.scalars(select(Issue).where(Issue.title == talk.TITLE)).unique().one()
    said = db.session.scalars(select(Comment).where(Comment.issue_id == issue.id)).unique().all()
    assert {comment.audience for comment in said} == set(Audience)
    assert [comment for comment in said if comment.removed_at]
    assert db.session.scalar(select(func.count()).select_from(CommentRevision)) == 2
    eva = db.session.scalars(select(Person).where(Person.name == "Eva Varga")).one()
    viewer = viewers.viewer(eva.id, today=FRIDAY.date())
    assert viewer is not None
    assert [row.author for row in mentions.of(viewer)] == ["Priya Nair"]


def test_files_of_the_story_are_kept_and_can_be_opened(in_story):
    files = db.session.scalars(select(Attachment).order_by(Attachment.id)).unique().all()
    assert [file.media_type for file in files] == ["text/csv", "image/png", "application/pdf"]
    for file in files:
        assert file.file is not None
        with storage.store(config.current()).open(file.file.place) as content:
            assert len(content.read()) == file.size


# --- to and fro -------------------------------------------------------------------------------------------------------


def test_running_issues_went_to_and_fro_were_paused_given_back_and_fell_silent(in_story):
    running = db.session.scalars(select(Issue).where(Issue.is_open)).all()
    assert max(issue.handovers for issue in running) >= 2
    assert [issue.relationship.key for issue in running if issue.held_until] == ["CFS"]
    current = db.session.scalars(select(Rung).join(Issue).where(Issue.is_open, Rung.is_current)).all()
    begun = {(rung.issue.relationship.key, rung.trigger) for rung in current if rung.round > 1}
    assert {("MER", Trigger.STEPPED_DOWN), ("INH", Trigger.SILENT)} <= begun


def test_both_sides_asked_each_other_now_and_then(in_story):
    asked = db.session.scalars(select(ClockPause).where(ClockPause.reason == PauseReason.HANDED_OVER)).all()
    assert len(asked) > 20
    assert {pause.side for pause in asked} == set(Side)
    assert all(pause.comment_id for pause in asked)


# --- structure -------------------------------------------------------------------------------------------------------


def person(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.name == name)).one()


def test_structures_show_every_finding_somewhere(in_story):
    found = {key: health.of_relationship(row, FRIDAY.date()) for key, row in relationships().items()}
    kinds = {key: Counter(told[0].kind for told in one.findings.values()) for key, one in found.items()}
    assert kinds["MER"][PairFinding.VACANT] == 1
    assert kinds["MER"][PairFinding.DOUBLED] == 2
    assert kinds["MER"][PairFinding.DORMANT] >= 1
    assert [one.names[person.person_id] for one in found.values() for person in one.key_persons] == ["Ana Reyes"]
    assert [key for key, one in found.items() if one.concentration.collapsed] == ["INH"]
    earlier = health.of_relationship(relationships()["INH"], FRIDAY.date() - timedelta(days=60))
    assert not earlier.concentration.collapsed  # it came about while one can watch
    checks = {check.relationship_id: check for check in db.session.scalars(select(StructureCheck))}
    assert {key: checks[row.id].is_collapsed for key, row in relationships().items()} == {
        key: key == "INH" for key in found
    }


def test_deputy_acts_for_a_spoc_who_is_away(in_story):
    [acting] = viewers.seats_held(person("Ralf Jung").id, today=FRIDAY.date())
    assert acting.acts_as_spoc


def test_decisions_are_written_down_and_whoever_left_handed_all_over(in_story):
    assert {row.decision for row in db.session.scalars(select(DecisionRight))} >= {"Which faults level 3 takes over"}
    handed = {row.person.name: row for row in db.session.scalars(select(Handover)).unique()}
    assert set(handed) == {"Leo Tan", "Stian Berge"}
    for name, handover in handed.items():
        assert handover.done_at is not None
        assert {item.held_back for item in handover.items} == {""}
        assert not holdings.elsewhere(person(name), {}, today=FRIDAY.date())


def test_one_decision_waits_above_a_limit_and_what_comes_again_has_its_next_turn(in_story):
    decisions = db.session.scalars(select(Decision)).unique().all()
    [waiting] = [decision for decision in decisions if decision.status is DecisionStatus.WAITING]
    assert waiting.waits_at is not None
    assert (waiting.waits_at.role, waiting.amount) == (SeatRole.SPONSOR, 180_000_00)
    assert {decision.status for decision in decisions} >= {DecisionStatus.DECIDED, DecisionStatus.PROPOSED}
    risks = db.session.scalars(select(Risk)).unique().all()
    assert {risk.response for risk in risks} == set(RiskResponse)
    assert all(series.next_on for series in db.session.scalars(select(ActionSeries)).unique())


def test_meridians_contract_has_two_years_of_entries_a_notice_date_and_obligations_that_came_late(in_story):
    first, second = db.session.query(Contract).order_by(Contract.version)
    assert (first.status, second.status) == (ContractStatus.SUPERSEDED, ContractStatus.IN_FORCE)
    last = notice_dates.last_day(second.duration, Side.CLIENT, FRIDAY.date())
    assert last is not None
    assert 0 < (last.last_on - FRIDAY.date()).days <= 90
    entries = db.session.query(IncentiveEntry).all()
    assert {one.kind for one in entries} >= {EntryKind.CREDIT, EntryKind.BONUS, EntryKind.ADJUSTMENT}
    limit = second.deal.limit(Incentive.CREDIT)
    credited = Counter[Any]()
    for one in entries:
        credited[one.period_on] += one.amount if one.kind is EntryKind.CREDIT else 0
    assert max(credited.values()) <= limit
    days = db.session.query(ObligationOccurrence).all()
    assert sum(one.met_on is not None and one.met_on > one.due_on for one in days) >= 4
    assert sum(one.met_on is None for one in days) == 1
    assert {one.is_accepted for one in db.session.query(ClientMiss)} == {True, None}
