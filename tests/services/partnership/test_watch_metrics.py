"""What is watched beside a programme: never its own KPI; damage is told once a month to both sides, and answered."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.enums import AlertAnswer
from govtracker.models import CollateralAlert, Issue, Notification
from govtracker.queries import history
from govtracker.queries.partnership import programmes as programmes_asked
from govtracker.queries.partnership import value
from govtracker.queries.partnership import watch_metrics as asked
from govtracker.rules import periods
from govtracker.services import Refused
from govtracker.services.partnership import alerts, programmes, watch_metrics
from govtracker.services.partnership.programmes import ProgrammeFacts
from tests.support import measured, valued
from tests.support.valued import AT
from tests.support.world import World

OCTOBER = date(2026, 10, 1)


def test_damage_beside_a_green_programme_is_told_once_to_spocs_and_sponsors(in_app: Flask, world: World) -> None:
    """130 complaints against 100, of which 10 more are tolerated, while invoice accuracy is 99.3 % of 99 %."""
    valued.damaged(world)
    valued.look(AT + timedelta(days=1))
    [alert] = db.session.query(CollateralAlert).all()
    assert (alert.period_on, alert.value) == (OCTOBER, Decimal(130))
    told = db.session.query(Notification).filter_by(subject_type="collateral_alert").all()
    wanted = ("client_spoc", "supplier_spoc", "client_sponsor", "supplier_sponsor")
    assert {row.recipient_id for row in told} == {world.people[name] for name in wanted}
    assert len(told) == len(wanted)
    assert "Complaints was 130 against a baseline of 100" in told[0].facts["words"]
    [row] = value.alerts(world.viewer("client_lead"), [world.relationships["MER"]])
    assert (row.name, row.programme, row.relationship_key) == ("Complaints", "Calls settled", "MER")
    assert not value.alerts(world.viewer("other_client_spoc"), [world.relationships["MER"]])


@pytest.mark.parametrize(("figure", "code"), [("110", "INV"), ("130", "CSAT")])
def test_nothing_is_damage_within_the_tolerance_or_beside_a_programme_that_is_not_green(
    in_app: Flask, world: World, figure: str, code: str
) -> None:
    """10 more than 100 are tolerated; satisfaction of 76 % misses its target of 85 %."""
    measured.agree(world)
    measured.enter(world, "2026-10", measured.OCTOBER)
    with database.transaction():
        valued.programme(world, code)
        metric = valued.watch(world)
        db.session.flush()
        month = periods.parse("2026-10")
        watch_metrics.enter(metric, month, Decimal(figure), "", by=world.viewer("client_spoc"), at=AT)
    valued.look(AT)
    assert db.session.query(CollateralAlert).count() == 0


def test_a_kpi_of_the_programme_cannot_be_watched_beside_it(in_app: Flask, world: World) -> None:
    measured.agree(world)
    [kpi_id] = valued.kpi_ids("INV")
    with database.transaction():
        valued.programme(world, "INV")
    with database.transaction(), pytest.raises(Refused, match="is a KPI of this programme") as refusal:
        valued.watch(world, kpi_id=kpi_id)
    assert refusal.value.field == "kpi_id"


def test_a_programme_does_not_take_up_what_is_watched_beside_it(in_app: Flask, world: World) -> None:
    measured.agree(world)
    [kpi_id] = valued.kpi_ids("FCR")
    spoc = world.viewer("client_spoc")
    facts = ProgrammeFacts("Calls settled", "", date(2026, 7, 1), date(2027, 6, 30), frozenset())
    with database.transaction():
        valued.programme(world, "INV")
        valued.watch(world, kpi_id=kpi_id, more_is_better=True)
    own = programmes_asked.one(spoc, "MER", 1)
    with database.transaction(), pytest.raises(Refused, match="is watched beside this programme") as refusal:
        programmes.edit(own, replace(facts, kpi_ids=frozenset({kpi_id})), by=spoc, at=AT)
    assert refusal.value.field == "kpi_ids"


def test_what_was_found_stays_beside_its_programme_when_it_is_watched_no_more(in_app: Flask, world: World) -> None:
    valued.damaged(world)
    spoc = world.viewer("client_spoc")
    with database.transaction():
        watch_metrics.end(asked.one(spoc, "MER", 1), by=spoc, at=AT)
    assert [alert.value for alert in asked.alerts_beside(spoc, 1)] == [Decimal(130)]
    assert not asked.alerts_beside(world.viewer("other_client_spoc"), 1)


def test_an_alert_is_answered_once_with_a_reason_or_an_issue(in_app: Flask, world: World) -> None:
    valued.damaged(world)
    spoc = world.viewer("supplier_spoc")
    with database.transaction(), pytest.raises(Refused, match="Say why it is accepted"):
        alerts.accept(asked.alert(spoc, "MER", 1), " ", by=spoc, at=AT)
    with database.transaction():
        alerts.open_issue(asked.alert(spoc, "MER", 1), world.areas["Customer care"], by=spoc, at=AT)
    alert = asked.alert(spoc, "MER", 1)
    assert alert.answer is AlertAnswer.ISSUE
    issue = db.session.get_one(Issue, alert.issue_id)
    assert issue.title == "Complaints worsens while “Calls settled” is green"
    assert "130: 30 worse than its baseline of 100, of which 10 is tolerated" in issue.description
    with database.transaction(), pytest.raises(Refused, match="answered already"):
        alerts.accept(alert, "Fine", by=spoc, at=AT)
    assert not value.alerts(spoc, [world.relationships["MER"]])


def test_an_alert_follows_a_figure_that_was_a_slip(in_app: Flask, world: World) -> None:
    """130 was 13: nobody is asked any more. It was 140 after all: both sides are told anew, and what was said stays."""
    valued.damaged(world)
    spoc = world.viewer("client_spoc")
    _correct(world, 13, AT + timedelta(hours=1))
    alert = asked.alert(spoc, "MER", 1)
    assert alert.answer is AlertAnswer.CORRECTED
    assert alert.reason == "October 2026 was corrected from 130 to 13, which is no damage."
    assert not value.alerts(spoc, [world.relationships["MER"]])
    _correct(world, 140, AT + timedelta(hours=2))
    alert = asked.alert(spoc, "MER", 1)
    assert (alert.value, alert.answer, alert.answered_at, alert.reason) == (Decimal(140), None, None, "")
    told = db.session.query(Notification).filter_by(subject_type="collateral_alert").all()
    assert [row.recipient_id for row in told].count(world.people["supplier_spoc"]) == 2
    said = [(one.action, one.reason) for one in history.of_subject(spoc, alert)]
    assert said == [
        ("collateral_damage_raised_anew", ""),
        ("collateral_damage_resolved", "October 2026 was corrected from 130 to 13, which is no damage."),
        ("collateral_damage_found", ""),
    ]


def test_an_unanswered_alert_goes_with_its_figure_and_an_answered_one_stays(in_app: Flask, world: World) -> None:
    valued.damaged(world)
    spoc = world.viewer("supplier_spoc")
    _correct(world, 120, AT + timedelta(hours=1))
    alert = asked.alert(spoc, "MER", 1)
    assert "was 120: 20 worse" in alerts.words(alert)
    with database.transaction():
        alerts.accept(asked.alert(spoc, "MER", 1), "A strike", by=spoc, at=AT)
    _correct(world, 90, AT + timedelta(hours=2))
    alert = asked.alert(spoc, "MER", 1)
    assert (alert.answer, alert.reason, alert.value) == (AlertAnswer.ACCEPTED, "A strike", Decimal(120))
    told = db.session.query(Notification).filter_by(subject_type="collateral_alert").all()
    assert len(told) == 4


def _correct(world: World, figure: int, at: datetime) -> None:
    with database.transaction():
        metric, month = asked.one(world.viewer("client_spoc"), "MER", 1), periods.parse("2026-10")
        watch_metrics.enter(metric, month, Decimal(figure), "It was a slip", by=world.viewer("client_spoc"), at=at)
    valued.look(at)
