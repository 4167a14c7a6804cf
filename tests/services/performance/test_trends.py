"""Trends over what was entered: new baselines, signals found once, and who is told of a concern."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP

import pytest
from flask import Flask

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import Bearing, EnteredBy, Frequency, ScopeKind, Side, TrendRule
from govtracker.mail import reading
from govtracker.models import AuditEvent, Notification, OutboxMail, Seat, TrendSignal
from govtracker.queries import find
from govtracker.queries.performance import measurements as measured_asked
from govtracker.queries.performance import trends as asked
from govtracker.rules import periods
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.measuring import read_cell
from govtracker.rules.performance.trend import Trend
from govtracker.services import Refused
from govtracker.services.performance import criteria, kpis, measurements, scopes, trends
from govtracker.services.performance.measurements import Given
from tests.support import measured
from tests.support.statements import counted
from tests.support.world import World

NOW = datetime(2026, 11, 5, 9, tzinfo=UTC)
STEADY = ("70.5", "71.5", "70", "72", "71", "71.5", "70.5", "71", "72", "70", "71", "71")


@pytest.fixture
def mer(in_app: Flask, world: World) -> World:
    measured.agree(world)
    return world


def enter(world: World, values: Sequence[str | None], *, code: str = "FCR", last: str = "2026-10") -> None:
    """A month each, the last of them as named."""
    month = periods.parse(last)
    months: dict[str, measured.Figures] = {}
    for value in reversed(values):
        months |= {month.key: {code: value}} if value is not None else {}
        month = month.previous()
    measured.enter_all(world, months, reason="found later")


def tick(at: datetime = NOW) -> jobs.Ran:
    return jobs.run(jobs.job_named("look-at-trends"), at=at)


def signals() -> list[tuple[TrendRule, Bearing, date, date]]:
    db.session.expire_all()
    return [(one.rule, one.bearing, one.first_on, one.last_on) for one in db.session.query(TrendSignal)]


def told(world: World) -> dict[str, str]:
    """Who was told of a trend, and in which words."""
    names = {id_: name for name, id_ in world.people.items()}
    rows = db.session.query(Notification).filter_by(subject_type="kpi")
    return {names[row.recipient_id]: row.facts["words"] for row in rows}


def read(world: World, *, code: str = "FCR", who: str = "client_spoc") -> Trend:
    viewer = world.viewer(who)
    with world.context():
        kpi = measured_asked.measure(viewer, "MER", code)
        return asked.trends(viewer, kpi.relationship, [kpi.id], last=periods.parse("2026-11"))[kpi.id]


def test_a_concern_is_found_and_told_to_both_spocs_once(mer):
    enter(mer, [*STEADY, "60"])
    assert tick().done == 1
    assert signals() == [(TrendRule.OUTSIDE_LIMITS, Bearing.CONCERN, date(2026, 10, 1), date(2026, 10, 1))]
    words = "First contact resolution. Concern in October 2026: below the lower limit."
    assert told(mer) == {"client_spoc": words, "supplier_spoc": words}
    assert tick().done == 0  # nothing was measured since
    enter(mer, ["60.5"])  # a correction: the same signal
    tick()
    assert len(signals()) == 1
    assert db.session.query(Notification).filter_by(subject_type="kpi").count() == 2


def test_the_mail_says_what_was_found_and_leads_to_the_trend(mer):
    enter(mer, [*STEADY, "60"])
    tick()
    jobs.run(jobs.job_named("render-notices"), at=NOW + timedelta(minutes=10))
    mails = db.session.query(OutboxMail).all()
    assert {mail.subject for mail in mails} == {"[MER] Trend of First contact resolution"}
    for mail in mails:
        body = message_from_bytes(mail.raw, policy=SMTP).get_body(("plain",))
        assert body is not None
        text = body.get_content()
        assert "First contact resolution. Concern in October 2026: below the lower limit." in " ".join(text.split())
        assert "/r/MER/kpis/FCR" in text
        shown = reading.opened(mail.raw).html
        assert 'alt="Trend of First contact resolution"' in shown
        assert "cid:" not in shown
        assert "data:image/png;base64,iVBOR" in shown


def test_whoever_owns_the_data_is_told_too(in_app, world):
    seat = db.session.query(Seat).filter_by(side=Side.SUPPLIER, id=_seat_of(world, "supplier_lead")).one()
    terms = measured.terms("FCR", name="First contact resolution", owner_seat_id=seat.id, entered_by=EnteredBy.EITHER)
    measured.agree(world, terms)
    enter(world, [*STEADY, "50"])
    tick()
    assert set(told(world)) == {"client_spoc", "supplier_spoc", "supplier_lead"}


def test_an_improvement_is_found_and_nobody_is_alarmed(mer):
    enter(mer, [*STEADY, "82"])
    tick()
    assert [one[1] for one in signals()] == [Bearing.IMPROVEMENT]
    assert told(mer) == {}


def test_a_signal_that_goes_on_is_the_same_one(mer):
    enter(mer, [*STEADY, "60"], last="2026-09")
    tick()
    enter(mer, ["59"])
    tick()
    outside = [one for one in signals() if one[0] is TrendRule.OUTSIDE_LIMITS]
    assert outside == [(TrendRule.OUTSIDE_LIMITS, Bearing.CONCERN, date(2026, 9, 1), date(2026, 10, 1))]
    assert len([one for one in db.session.query(Notification) if "outside_limits" in one.dedupe_key]) == 2


def test_old_news_is_kept_and_told_to_nobody(mer):
    enter(mer, [*STEADY, "60"], last="2026-05")
    tick()
    assert len(signals()) == 1
    assert told(mer) == {}


def test_only_what_was_measured_is_looked_at_and_all_of_a_relationship_at_once(mer):
    enter(mer, STEADY)
    with counted() as one_kpi:
        tick()
    for code in ("CSAT", "SL", "INV"):
        enter(mer, ["85", *STEADY], code=code)
    with counted() as three_kpis:
        tick()
    assert len(three_kpis) <= len(one_kpi)
    assert asked.due(NOW) == []


def test_a_baseline_begins_anew_with_its_reason_and_the_other_side_hears_of_it(mer):
    enter(mer, [*STEADY, *(f"{float(value) + 9:.1f}" for value in STEADY)])
    before = read(mer)
    assert before.signals
    viewer = mer.viewer("client_spoc")
    begin_anew(mer, "2025-11", " A second team ")
    after = read(mer)
    assert after.signals == ()
    assert [(one.on, one.words, one.anew) for one in after.breaks] == [
        (date(2025, 11, 1), "new baseline: A second team", True)
    ]
    assert "supplier_spoc" in told(mer)
    event = db.session.query(AuditEvent).filter_by(action="baseline_begun").one()
    assert event.reason == "A second team"
    with database.transaction():
        kpi = measured_asked.measure(viewer, "MER", "FCR")
        trends.take_back(kpi, asked.baseline(viewer, "MER", "FCR", "2025-11"), by=viewer, at=NOW)
    assert read(mer).signals == before.signals


@pytest.mark.parametrize(("month", "reason", "field"), [("2026-10", " ", "reason"), ("2026-12", "because", "period")])
def test_a_baseline_needs_a_reason_and_a_month_that_has_begun(mer, month, reason, field):
    with pytest.raises(Refused) as refused:
        begin_anew(mer, month, reason)
    assert refused.value.field == field


def test_a_month_begins_anew_once(mer):
    begin_anew(mer, "2026-10", "x")
    with pytest.raises(Refused) as refused:
        begin_anew(mer, "2026-10", "y")
    assert refused.value.field == "period"


def test_a_version_that_moves_the_target_is_marked_and_one_that_leaves_it_is_not(mer):
    enter(mer, STEADY)
    spoc = measured.spoc_of(mer, "client")
    for target in (70, 75):
        with database.transaction():
            draft = criteria.start_draft(find.relationship(spoc, "MER"), by=spoc, at=measured.AGREED_AT)
            curve = Anchors(measured.D(55), measured.D(65), measured.D(target))
            new = measured.terms("FCR", name="First contact resolution", anchors=curve)
            kpis.change(draft, "FCR", new, by=spoc, at=measured.AGREED_AT)
            measured.settle(mer, draft)
    found = read(mer)
    assert [(one.on, one.words, one.anew) for one in found.breaks] == [
        (date(2026, 9, 1), "criteria version 3: target 75 %", False)
    ]
    assert found.anchors is not None
    assert found.anchors.target == 75
    assert len(found.stretches) == 1


def test_gaps_and_provisional_values_are_points_of_their_own(mer):
    enter(mer, ["70", None, "71?", "72"])
    assert [(point.value, point.provisional) for point in read(mer).points] == [
        (measured.D(70), False),
        (None, False),
        (measured.D(71), True),
        (measured.D(72), False),
    ]


def test_what_is_due_by_the_quarter_has_no_gaps_between_its_months(in_app, world):
    measured.agree(world, measured.terms("FCR", name="First contact resolution", frequency=Frequency.QUARTERLY))
    measured.enter_all(world, {month: {"FCR": "80"} for month in ("2025-12", "2026-03", "2026-09")})
    assert [(point.period.key, point.value) for point in read(world).points] == [
        ("2025-Q4", measured.D(80)),
        ("2026-Q1", measured.D(80)),
        ("2026-Q2", None),
        ("2026-Q3", measured.D(80)),
    ]


def begin_anew(world: World, month: str, reason: str) -> None:
    viewer = world.viewer("client_spoc")
    with database.transaction():
        kpi = measured_asked.measure(viewer, "MER", "FCR")
        trends.begin_anew(kpi, periods.parse(month), reason, by=viewer, at=NOW, today=NOW.date())


def _seat_of(world: World, name: str) -> int:
    return next(seat.seat_id for seat in world.viewer(name).seats)


def enter_of(world: World, scope: int, values: Sequence[str], *, last: str = "2026-10") -> None:
    """A month each of one scope, as cases that were resolved of 1,000."""
    spoc, month, given = world.viewer("client_spoc"), periods.parse(last), []
    relationship = find.relationship(spoc, "MER")
    measure = next(one for one in measured_asked.measures(spoc, relationship.id) if one.code == "FCR")
    for value in reversed(values):
        entry = read_cell(f"{value}/1000", measure)
        given.append(Given(measure, month, entry, scope=scope))
        month = month.previous()
    today = measured.TODAY
    with world.context(), database.transaction():
        measurements.enter(relationship, given, reason="found later", by=spoc, at=measured.ENTERED_AT, today=today)


def test_a_concern_in_one_site_is_told_with_its_name_and_kept_apart_from_the_whole(mer):
    with mer.context(), database.transaction():
        spoc = mer.viewer("client_spoc")
        relationship = find.relationship(spoc, "MER")
        cebu, manila = (
            scopes.add(relationship, ScopeKind.SITE, name, by=spoc, at=measured.AGREED_AT).id
            for name in ("Cebu", "Manila")
        )
    steady = [value.replace(".5", "5") if "." in value else f"{value}0" for value in STEADY]
    enter_of(mer, cebu, [*steady, "600"])
    enter_of(mer, manila, [*steady, "820"])
    tick()
    db.session.expire_all()
    found = {(one.scope_id, one.bearing) for one in db.session.query(TrendSignal)}
    assert found == {(cebu, Bearing.CONCERN), (manila, Bearing.IMPROVEMENT)}  # together they go on as before
    words = "First contact resolution, Cebu. Concern in October 2026: below the lower limit."
    assert told(mer) == {"client_spoc": words, "supplier_spoc": words}
    paths = {row.facts["path"] for row in db.session.query(Notification).filter_by(subject_type="kpi")}
    assert paths == {f"/r/MER/kpis/FCR?scope={cebu}"}
    assert [point.value for point in read(mer).points][-2:] == [71, 71]  # what the sites come to
    enter_of(mer, cebu, ["601"])  # a correction: the same signal
    tick()
    assert db.session.query(TrendSignal).count() == 2
    assert db.session.query(Notification).filter_by(subject_type="kpi").count() == 2
