"""Scorecards on both databases: shared, agreed, disputed; frozen from the moment they are shared."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.enums import Pillar, Rag, ScorecardStatus, Standing
from govtracker.models import AuditEvent, Notification, Scorecard
from govtracker.queries import NotFound, find
from govtracker.queries.performance import scorecard_months
from govtracker.queries.performance import scorecards as scores
from govtracker.queries.performance.scorecard_rows import Slot
from govtracker.rules import periods
from govtracker.rules.performance import snapshot
from govtracker.services import Refused
from govtracker.services.performance import criteria, kpis, scorecards
from tests.support import measured
from tests.support.measured import OCTOBER
from tests.support.world import World

D = Decimal


@pytest.fixture
def mer(in_app: Flask, world: World) -> World:
    measured.agree(world)
    measured.enter(world, "2026-10", OCTOBER)
    return world


def stored() -> Scorecard:
    db.session.expire_all()
    return db.session.query(Scorecard).one()


def shown(world: World, month: str = "2026-10", who: str = "client_spoc") -> scorecard_months.Shown:
    viewer = world.viewer(who)
    found = scorecard_months.shown(viewer, find.relationship(viewer, "MER"), month)
    assert found is not None
    return found


def test_a_draft_is_computed_from_what_is_measured_now(mer):
    draft = shown(mer)
    assert draft.stored is None
    assert draft.snapshot.result.overall == D("65.64")
    assert draft.snapshot.standing is Standing.WATCH
    measured.enter(mer, "2026-10", {"FCR": "70"}, reason="recounted")
    assert shown(mer).snapshot.standing is Standing.SATISFACTORY


def test_missing_counts_neither_as_nothing_nor_as_a_hundred(mer):
    measured.enter(mer, "2026-10", {"FCR": ""}, reason="not delivered")
    measured.excuse(mer, "2026-10", "SL")
    result = shown(mer).snapshot.result
    assert [one.rag for one in result.criteria][:3] == [Rag.GREY, Rag.AMBER, Rag.GREY]
    assert result.pillar_score(Pillar.EXPERIENCE) == 64
    assert result.coverage == 75
    assert shown(mer).snapshot.standing is Standing.SATISFACTORY


def test_too_little_measured_is_insufficient_data_and_may_be_shared_as_that(mer):
    gone = dict.fromkeys(("FCR", "CSAT", "PRICE"), "")
    measured.enter(mer, "2026-10", gone, reason="not delivered")
    measured.share(mer)
    assert (stored().standing, stored().coverage) == (Standing.INSUFFICIENT_DATA, D(35))


def test_a_month_without_criteria_in_force_has_no_scorecard(in_app, world):
    spoc = world.viewer("client_spoc")
    assert scorecard_months.shown(spoc, find.relationship(spoc, "MER"), "2026-10") is None
    month, at = periods.parse("2026-10"), datetime(2026, 11, 3, tzinfo=UTC)
    with database.transaction(), pytest.raises(Refused, match="no success criteria in force"):
        scorecards.share(Slot(find.relationship(spoc, "MER"), month), "", by=spoc, at=at, today=at.date())


def test_sharing_freezes_the_figures_and_signs_for_the_sharing_side(mer):
    digest = measured.share(mer, who="supplier_spoc")
    row = stored()
    assert row.status is ScorecardStatus.SHARED
    assert (row.supplier_agreed_by_id, row.client_agreed_by_id) == (mer.people["supplier_spoc"], None)
    assert (row.overall, row.experience, row.cost, row.revenue) == (D("65.64"), D("45.6"), D("85.714286"), D("85.6"))
    assert row.red_count == 1
    assert snapshot.digest(row.snapshot) == digest == row.digest


def test_a_shared_scorecard_does_not_move_when_the_criteria_do(mer):
    measured.share(mer)
    with database.transaction():
        spoc = mer.viewer("client_spoc")
        draft = criteria.start_draft(find.relationship(spoc, "MER"), by=spoc, at=measured.AGREED_AT)
        kpis.remove(draft, "FCR", by=spoc, at=measured.AGREED_AT)
        measured.settle(mer, draft)
    assert shown(mer).snapshot.criteria_version == 1
    assert shown(mer).snapshot.result.overall == D("65.64")
    assert shown(mer).genuine


def test_only_a_month_that_is_over_is_shared(mer):
    spoc = mer.viewer("client_spoc")
    month, at = periods.parse("2026-10"), datetime(2026, 10, 31, 12, tzinfo=UTC)
    with database.transaction(), pytest.raises(Refused, match="October 2026 is not over"):
        scorecards.share(Slot(find.relationship(spoc, "MER"), month), "", by=spoc, at=at, today=date(2026, 10, 31))


def test_nobody_shares_figures_they_have_not_seen(mer):
    spoc = mer.viewer("client_spoc")
    seen = shown(mer).digest
    measured.enter(mer, "2026-10", {"CSAT": "90"}, reason="recounted")
    at = datetime(2026, 11, 10, tzinfo=UTC)
    with database.transaction(), pytest.raises(Refused, match="have changed since you opened the page"):
        scorecards.share(
            Slot(find.relationship(spoc, "MER"), periods.parse("2026-10")), seen, by=spoc, at=at, today=at.date()
        )


def test_shared_twice_it_is_shared_once(mer):
    assert measured.share(mer) == measured.share(mer)
    assert db.session.query(Notification).filter_by(subject_type="scorecard").count() == 1


def test_both_signatures_make_it_agreed_for_good(mer):
    digest = measured.share(mer)
    measured.sign(mer, digest)
    measured.sign(mer, digest)
    row = stored()
    assert row.status is ScorecardStatus.AGREED
    assert (row.client_agreed_by_id, row.supplier_agreed_by_id) == (
        mer.people["client_spoc"],
        mer.people["supplier_spoc"],
    )
    with pytest.raises(Refused, match="does not change any more"):
        measured.dispute(mer)


def test_the_sharing_side_cannot_sign_for_the_other_nor_anybody_for_other_figures(mer):
    digest = measured.share(mer)
    with pytest.raises(Refused, match="Your side has signed already"):
        measured.sign(mer, digest, who="client_deputy")
    with pytest.raises(Refused, match="has changed since you opened the page"):
        measured.sign(mer, "0" * 64)
    assert stored().status is ScorecardStatus.SHARED


def test_a_disputed_scorecard_loses_its_signatures_and_is_shared_anew(mer):
    first = measured.share(mer)
    with pytest.raises(Refused, match="Say what is wrong"):
        measured.dispute(mer, "  ")
    measured.dispute(mer, "Two days are missing")
    row = stored()
    assert (row.status, row.client_agreed_at) == (ScorecardStatus.DISPUTED, None)
    assert (row.dispute_reason, row.disputed_by_id) == ("Two days are missing", mer.people["supplier_spoc"])
    with pytest.raises(Refused, match="shared anew"):
        measured.sign(mer, first)
    measured.enter(mer, "2026-10", {"FCR": "39000/66400"}, reason="Two days added")
    second = measured.share(mer, who="supplier_spoc")
    assert (second == first, stored().status) == (False, ScorecardStatus.SHARED)
    measured.sign(mer, second, who="client_spoc")
    assert stored().status is ScorecardStatus.AGREED


def test_a_snapshot_that_was_tampered_with_shows_and_cannot_be_signed(mer):
    digest = measured.share(mer)
    with database.transaction():
        row = stored()
        row.snapshot = row.snapshot.replace('"overall":"65.64"', '"overall":"95.64"')
    assert not shown(mer).genuine
    with pytest.raises(Refused, match="has changed"):
        measured.sign(mer, digest)


def test_each_step_tells_the_other_sides_spoc(mer):
    measured.share(mer)
    measured.dispute(mer)
    digest = measured.share(mer)
    measured.sign(mer, digest)
    rows = db.session.query(Notification).filter_by(subject_type="scorecard").order_by(Notification.id)
    assert [(row.recipient_id, row.facts["what"]) for row in rows] == [
        (mer.people["supplier_spoc"], "shared"),
        (mer.people["client_spoc"], "disputed"),
        (mer.people["client_spoc"], "agreed"),
    ]
    actions = db.session.query(AuditEvent.action).filter_by(subject_type="scorecard").order_by(AuditEvent.seq)
    assert [action for (action,) in actions] == [
        "scorecard_shared",
        "scorecard_disputed",
        "scorecard_shared",
        "scorecard_agreed",
    ]


def test_lines_run_over_twelve_months_and_leave_gaps(mer):
    measured.enter_all(mer, {"2025-11": {"CSAT": "85"}, "2026-08": {"CSAT": "75"}})
    lines = shown(mer).lines
    csat = next(one.criterion.id for one in shown(mer).snapshot.result.criteria if one.criterion.code == "CSAT")
    assert lines[csat] == [100, *[None] * 8, 60, None, 64]


def test_movement_is_against_the_month_before(mer):
    assert shown(mer).previous is None
    measured.enter(mer, "2026-09", {**OCTOBER, "FCR": "70"})
    previous = shown(mer).previous
    assert previous is not None
    assert previous.result.overall == D("82.04")


def test_a_scorecard_of_another_relationship_does_not_exist(mer):
    measured.share(mer)
    for who in ("other_client_spoc", "other_supplier_spoc", "nobody", "administrator"):
        with pytest.raises(NotFound):
            scorecard_months.one(mer.viewer(who), "MER", "2026-10")
    with pytest.raises(NotFound):
        scorecard_months.one(mer.viewer("client_spoc"), "MER", "2026-13")


def test_months_are_listed_newest_first_with_drafts_among_them(mer):
    measured.share(mer)
    measured.enter(mer, "2026-08", {"CSAT": "80"})
    spoc = mer.viewer("client_spoc")
    slot = Slot(find.relationship(spoc, "MER"), periods.parse("2026-11"))
    listed = scorecard_months.listed(spoc, slot, how_many=6)
    assert [(month.key, getattr(one, "status", None)) for month, one in listed] == [
        ("2026-10", ScorecardStatus.SHARED),
        ("2026-08", None),
    ]
    for up_to, expected in ((date(2026, 11, 1), "2026-10"), (date(2026, 9, 30), "2026-08"), (date(2026, 7, 31), None)):
        found = scorecard_months.newest(spoc, mer.relationships["MER"], up_to=up_to)
        assert (found.key if found else None) == expected


def test_the_latest_score_carries_its_movement_only_from_the_month_right_before(mer):
    measured.enter(mer, "2026-08", {**OCTOBER, "FCR": "70"})
    for month in ("2026-08", "2026-10"):
        measured.share(mer, month)
    ids = list(mer.relationships.values())
    latest = scores.latest(ids)
    assert list(latest) == [mer.relationships["MER"]]
    assert (latest[ids[0]].overall, latest[ids[0]].movement, latest[ids[0]].red_count) == (D("65.64"), None, 1)
    measured.enter(mer, "2026-09", {**OCTOBER, "FCR": "70"})
    measured.share(mer, "2026-09")
    assert scores.latest(ids)[ids[0]].movement == D("-16.4")


def test_what_is_red_is_named_with_how_long_it_has_been(mer):
    worse = {**OCTOBER, "SL": "60"}
    measured.enter_all(mer, {"2026-07": worse, "2026-08": {**OCTOBER, "FCR": "70"}, "2026-09": OCTOBER})
    measured.enter(mer, "2026-10", {"SL": "60", "PRICE": "5.60"}, reason="recounted")
    for month in ("2026-07", "2026-08", "2026-09", "2026-10"):
        measured.share(mer, month)
    id_ = mer.relationships["MER"]
    found = scores.red_kpis([id_])[id_]
    assert [(one.code, one.value, one.minimum, one.months) for one in found] == [
        ("FCR", D(58), D(65), 2),
        ("SL", D(60), D(70), 1),
        ("PRICE", D("5.6"), D(5), 1),
    ]
