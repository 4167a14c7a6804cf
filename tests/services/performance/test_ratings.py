"""Ratings of a month: each side's level, what they come to, who is asked, and what stands in the way."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.enums import MeasurementState, Pillar, Rag, Unit
from govtracker.models import AuditEvent, Correction, Kpi, Measurement, Notification, Rating
from govtracker.queries import find
from govtracker.queries.performance import scorecard_months
from govtracker.queries.performance.scorecard_rows import Slot
from govtracker.rules import periods
from govtracker.services import Refused
from govtracker.services.performance import criteria, kpis, ratings
from tests.support import measured
from tests.support.measured import terms
from tests.support.world import World

D = Decimal
AT = datetime(2026, 11, 5, 9, tzinfo=UTC)
TODAY = date(2026, 11, 5)
OCTOBER = periods.parse("2026-10")


@pytest.fixture
def mer(in_app: Flask, world: World) -> World:
    measured.agree(world, measured.TRUST, measured.KPIS[0], measured.KPIS[3], measured.KPIS[5])
    return world


def trust() -> Kpi:
    return db.session.query(Kpi).filter_by(code="TRUST").one()


def rate(world: World, who: str, level: int, comment: str = "what I saw") -> None:
    with database.transaction():
        ratings.rate(trust(), OCTOBER, level, comment, by=world.viewer(who), at=AT, today=TODAY)


def stands() -> tuple[MeasurementState, Decimal | None, Decimal | None, str]:
    row = db.session.query(Measurement).one()
    return row.state, row.numerator, row.denominator, row.source


def test_one_side_alone_is_provisional_and_the_other_is_asked_once(mer):
    rate(mer, "client_spoc", 4)
    assert stands() == (MeasurementState.PROVISIONAL, D(80), D(1), "client 4 (80)")
    rate(mer, "client_spoc", 5)
    told = db.session.query(Notification).filter_by(subject_type="rating").all()
    assert [row.recipient_id for row in told] == [mer.people["supplier_spoc"]]
    assert told[0].facts["words"].startswith("Northgate has rated October 2026")


def test_whoever_owns_the_data_on_the_other_side_is_asked_too(mer):
    seat_id = mer.viewer("supplier_lead").seats[0].seat_id
    with database.transaction():
        trust().owner_seat_id = seat_id
    rate(mer, "client_spoc", 4)
    asked = {row.recipient_id for row in db.session.query(Notification).filter_by(subject_type="rating")}
    assert asked == {mer.people["supplier_spoc"], mer.people["supplier_lead"]}


def test_both_sides_make_a_score_that_stands_in_the_scorecard(mer):
    rate(mer, "client_spoc", 4)
    rate(mer, "supplier_spoc", 2)
    assert stands() == (MeasurementState.MEASURED, D(110), D(2), "client 4 (80), supplier 2 (30), 2 levels apart")
    current = scorecard_months.current(Slot(find.relationship(mer.viewer("client_spoc"), "MER"), OCTOBER))
    assert current is not None
    found = current.result.criteria[0]
    assert (found.criterion.code, found.score, found.rag) == ("TRUST", D(55), Rag.RED)
    assert current.result.pillar_score(Pillar.EXPERIENCE) == D(55)


def test_a_changed_rating_keeps_what_was_before_and_the_same_one_changes_nothing(mer):
    rate(mer, "client_spoc", 4)
    rate(mer, "supplier_spoc", 2)
    rate(mer, "supplier_spoc", 2)
    rate(mer, "supplier_spoc", 3, "seen anew")
    assert stands()[1] == D(140)
    assert [(row.level, row.comment) for row in db.session.query(Rating).order_by(Rating.id)] == [
        (4, "what I saw"),
        (3, "seen anew"),
    ]
    kept = [(row.numerator, row.reason) for row in db.session.query(Correction).order_by(Correction.id)]
    assert kept == [(D(110), "Rated: seen anew")]
    events = db.session.query(AuditEvent).filter_by(subject_type="rating").order_by(AuditEvent.id)
    assert [row.action for row in events] == ["rating_given", "rating_given", "rating_changed"]


@pytest.mark.parametrize(
    ("code", "month", "level", "comment", "words"),
    [
        ("TRUST", "2026-10", 6, "seen", "from 1 to 5"),
        ("TRUST", "2026-10", 0, "seen", "from 1 to 5"),
        ("TRUST", "2026-10", 3, "  ", "Say what you saw"),
        ("TRUST", "2026-12", 3, "seen", "has not begun"),
        ("FCR", "2026-10", 3, "seen", "nothing to rate it against"),
    ],
)
def test_what_cannot_be_rated_is_refused(mer, code, month, level, comment, words):
    kpi = db.session.query(Kpi).filter_by(code=code).one()
    with database.transaction(), pytest.raises(Refused, match=words):
        ratings.rate(kpi, periods.parse(month), level, comment, by=mer.viewer("client_spoc"), at=AT, today=TODAY)
    assert db.session.query(Rating).count() == 0


def test_a_shared_scorecard_holds_its_ratings(mer):
    rate(mer, "client_spoc", 4)
    measured.share(mer)
    with pytest.raises(Refused, match="Dispute the scorecard first"):
        rate(mer, "supplier_spoc", 2)


def test_what_is_rated_is_not_typed_into_the_grid(mer):
    with pytest.raises(Refused, match="Both sides rate it"):
        measured.enter(mer, "2026-10", {"TRUST": "80"})


def test_a_criterion_that_was_agreed_to_be_rated_is_not_measured_later(mer):
    client = mer.viewer("client_spoc")
    with database.transaction():
        draft = criteria.start_draft(find.relationship(client, "MER"), by=client, at=AT)
        with pytest.raises(Refused, match="agreed on or measured already"):
            kpis.change(draft, "TRUST", terms("TRUST", unit=Unit.POINTS), by=client, at=AT)
    copied = next(row.levels for row in draft.criteria if row.kpi.code == "TRUST")
    assert copied is not None
    assert copied[2] == ["What 3 looks like", "60"]
