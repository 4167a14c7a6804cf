"""Success criteria: drafted, proposed, agreed by both sides, replaced by a new version."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.enums import CriteriaStatus, EnteredBy, Frequency, Pillar, Unit
from govtracker.models import AuditEvent, CriteriaSet, Kpi, Notification, Scorecard
from govtracker.queries import NotFound, find
from govtracker.queries.performance import criteria as versions
from govtracker.rules.performance import criteria_changes, snapshot
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.standings import Corridor
from govtracker.services import Refused
from govtracker.services.performance import criteria, kpis
from tests.support import measured
from tests.support.measured import terms
from tests.support.world import World

AT = datetime(2026, 10, 5, 9, tzinfo=UTC)
D = Decimal


@pytest.fixture
def mer(in_app: Flask, world: World) -> World:
    return world


def statuses() -> list[tuple[int, CriteriaStatus]]:
    return [(one.version, one.status) for one in db.session.query(CriteriaSet).order_by(CriteriaSet.version)]


def test_a_first_draft_begins_with_the_weights_people_usually_agree_on(mer):
    spoc = mer.viewer("supplier_spoc")
    with database.transaction():
        draft = criteria.start_draft(find.relationship(spoc, "MER"), by=spoc, at=AT)
    content = versions.content(draft)
    assert content.pillar_weights == {Pillar.EXPERIENCE: 50, Pillar.COST: 35, Pillar.REVENUE: 15}
    assert (content.version, content.terms) == (1, ())


def test_one_draft_at_a_time_whoever_starts_it(mer):
    client, supplier = mer.viewer("client_spoc"), mer.viewer("supplier_spoc")
    with database.transaction():
        first = criteria.start_draft(find.relationship(client, "MER"), by=client, at=AT)
        second = criteria.start_draft(find.relationship(supplier, "MER"), by=supplier, at=AT)
    assert first.id == second.id


def test_both_sides_make_a_version_agreed_and_the_proposing_side_has_signed(mer):
    client, supplier = mer.viewer("client_spoc"), mer.viewer("supplier_spoc")
    with database.transaction():
        draft = measured.drafted(mer)
        criteria.propose(draft, by=client, at=AT)
        assert statuses() == [(1, CriteriaStatus.PROPOSED)]
        assert (draft.client_agreed_by_id, draft.supplier_agreed_by_id) == (client.person_id, None)
        criteria.agree(draft, criteria_changes.digest(versions.content(draft)), by=supplier, at=AT)
    assert statuses() == [(1, CriteriaStatus.AGREED)]
    assert draft.supplier_agreed_by_id == supplier.person_id
    assert draft.in_force_from == AT


def test_the_proposing_side_cannot_agree_for_the_other(mer):
    client = mer.viewer("client_spoc")
    with database.transaction():
        draft = measured.drafted(mer)
        criteria.propose(draft, by=client, at=AT)
        seen = criteria_changes.digest(versions.content(draft))
        with pytest.raises(Refused, match="Your side has agreed already"):
            criteria.agree(draft, seen, by=mer.viewer("client_deputy"), at=AT)
    assert draft.status is CriteriaStatus.PROPOSED


def test_nobody_agrees_to_what_they_have_not_seen(mer):
    client, supplier = mer.viewer("client_spoc"), mer.viewer("supplier_spoc")
    with database.transaction():
        draft = measured.drafted(mer)
        criteria.propose(draft, by=client, at=AT)
        seen = criteria_changes.digest(versions.content(draft))
        criteria.send_back(draft, "the weight is wrong", by=client, at=AT)
        kpis.change(draft, "CSAT", terms(weight=D(90)), by=client, at=AT)
        criteria.propose(draft, by=client, at=AT)
        with pytest.raises(Refused, match="has changed since you opened the page"):
            criteria.agree(draft, seen, by=supplier, at=AT)


def test_sending_back_takes_the_signatures_away_and_needs_a_reason(mer):
    client, supplier = mer.viewer("client_spoc"), mer.viewer("supplier_spoc")
    with database.transaction():
        draft = measured.drafted(mer)
        criteria.propose(draft, by=client, at=AT)
        with pytest.raises(Refused, match="Say what should change"):
            criteria.send_back(draft, "  ", by=supplier, at=AT)
        criteria.send_back(draft, "targets too high", by=supplier, at=AT)
    assert (draft.status, draft.client_agreed_at) == (CriteriaStatus.DRAFT, None)


def test_a_change_of_what_is_agreed_is_a_new_version_and_the_old_one_stays_in_force_until_both_agree(mer):
    measured.agree(mer)
    client = mer.viewer("client_spoc")
    with database.transaction():
        draft = criteria.start_draft(find.relationship(client, "MER"), by=client, at=AT)
        kpis.change(draft, "CSAT", terms(definition="Answers 4 and 5", weight=D(30)), by=client, at=AT)
    current = versions.in_force(draft.relationship_id)
    assert current is not None
    before, after = versions.content(current), versions.content(draft)
    assert (before.version, after.version) == (1, 2)
    assert criteria_changes.between(before, after) == [
        "CSAT: name changed from “Customer satisfaction” to “CSAT”.",
        "CSAT: definition set to “Answers 4 and 5”.",
        "CSAT: weight changed from 20 to 30.",
    ]
    with database.transaction():
        measured.settle(mer, db.session.merge(draft))
    assert statuses() == [(1, CriteriaStatus.SUPERSEDED), (2, CriteriaStatus.AGREED)]


def test_what_is_proposed_or_agreed_is_not_edited(mer):
    client = mer.viewer("client_spoc")
    with database.transaction():
        draft = measured.drafted(mer)
        criteria.propose(draft, by=client, at=AT)
        for deed in (
            lambda: kpis.add(draft, terms("NEW"), by=client, at=AT),
            lambda: kpis.change(draft, "CSAT", terms(), by=client, at=AT),
            lambda: kpis.remove(draft, "CSAT", by=client, at=AT),
            lambda: criteria.weigh(draft, {Pillar.COST: D(1)}, Corridor(D(1), D(2), D(3), D(4)), by=client, at=AT),
            lambda: criteria.discard(draft, by=client, at=AT),
            lambda: criteria.propose(draft, by=mer.viewer("supplier_spoc"), at=AT),
        ):
            with pytest.raises(Refused, match="is proposed"):
                deed()


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"anchors": Anchors(D(85), D(70), D(75))}, "target", "target has to lie below the minimum"),
        ({"anchors": Anchors(D(60), D(60), D(80))}, "minimum", "has to lie above the worst value"),
        ({"anchors": Anchors(D(60), D(75), D(101))}, "target", "cannot be above 100"),
        ({"anchors": Anchors(D(60), D(75), D(85), high_target=D(90))}, "high_minimum", "needs all three anchors"),
        ({"code": "no blank"}, "code", "capital letters"),
        ({"code": ""}, "code", "capital letters"),
        ({"name": " "}, "name", "Enter a name"),
        ({"decimals": 7}, "decimals", "between 0 and 6"),
        ({"weight": D(-1)}, "weight", "lies between 0 and"),
        ({"weight": D("NaN")}, "weight", "lies between 0 and"),
        ({"unit": Unit.MONEY}, "unit_label", "which currency"),
        ({"computed": measured.COMPUTED[1].computed}, "unit", "comes in hours"),
    ],
)
def test_a_kpi_that_cannot_be_scored_is_refused_beside_its_field(mer, given, field, words):
    with database.transaction():
        draft = measured.drafted(mer, terms("FIRST"))
        with pytest.raises(Refused, match=words) as refused:
            kpis.add(draft, replace(terms(), **given), by=None, at=AT)
    assert refused.value.field == field


def test_weights_that_carry_nothing_are_refused(mer):
    with database.transaction():
        draft = measured.drafted(mer, terms(weight=D(0)))
        with pytest.raises(Refused, match="None of the criteria under experience carries any weight"):
            criteria.propose(draft, by=mer.viewer("client_spoc"), at=AT)
        with pytest.raises(Refused, match="at least one pillar"):
            criteria.weigh(draft, {Pillar.COST: D(0)}, Corridor(D(1), D(2), D(3), D(4)), by=None, at=AT)
        with pytest.raises(Refused, match="top of experience") as refused:
            criteria.weigh(draft, {Pillar.COST: D(1)}, Corridor(D(90), D(65), D(3), D(4)), by=None, at=AT)
    assert refused.value.field == "experience_top"


def test_weights_are_kept_as_typed_and_need_not_add_up(mer):
    with database.transaction():
        draft = measured.drafted(mer)
        corridor = Corridor(D(60), D(80), D(50), D(50))
        weights = {Pillar.EXPERIENCE: D(3), Pillar.COMPLIANCE: D(1)}
        criteria.weigh(draft, weights, corridor, by=None, at=AT)
    content = versions.content(draft)
    assert content.pillar_weights == {Pillar.EXPERIENCE: 3, Pillar.COMPLIANCE: 1}
    assert content.corridor == corridor


def test_the_same_code_twice_is_refused_and_one_taken_out_comes_back_with_its_history(mer):
    with database.transaction():
        draft = measured.drafted(mer)
        with pytest.raises(Refused, match="already") as refused:
            kpis.add(draft, terms("CSAT"), by=None, at=AT)
        assert refused.value.field == "code"
        measured.settle(mer, draft)
        client = mer.viewer("client_spoc")
        second = criteria.start_draft(draft.relationship, by=client, at=AT)
        kpis.remove(second, "CSAT", by=client, at=AT)
        with pytest.raises(Refused, match="agreed on or measured already") as refused:
            kpis.add(second, terms("CSAT", unit=Unit.POINTS), by=client, at=AT)
        assert refused.value.field == "unit"
        kpis.add(second, terms("CSAT"), by=client, at=AT)
    assert db.session.query(Kpi).filter_by(code="CSAT").count() == 1
    assert [one.code for one in versions.content(second).terms] == ["FCR", "SL", "PRICE", "INV", "SELL", "CSAT"]


def test_a_kpi_nobody_agreed_on_may_still_change_its_unit(mer):
    with database.transaction():
        draft = measured.drafted(mer, terms("WAIT"))
        kpis.change(draft, "WAIT", terms("WAIT", unit=Unit.POINTS, name="Waiting"), by=None, at=AT)
        with pytest.raises(NotFound):
            kpis.change(draft, "NONE", terms("NONE"), by=None, at=AT)
    kpi = db.session.query(Kpi).one()
    assert (kpi.unit, kpi.name) == (Unit.POINTS, "Waiting")


def test_a_new_name_is_the_kpis_name_once_both_have_agreed(mer):
    measured.agree(mer, terms("CSAT", name="Satisfaction"))
    with database.transaction():
        client = mer.viewer("client_spoc")
        draft = criteria.start_draft(find.relationship(client, "MER"), by=client, at=AT)
        kpis.change(draft, "CSAT", terms("CSAT", name="Happy customers"), by=client, at=AT)
        assert draft.criteria[0].kpi.name == "Satisfaction"
        measured.settle(mer, draft)
    assert db.session.query(Kpi.name).scalar() == "Happy customers"


def test_a_discarded_draft_leaves_what_is_in_force_alone(mer):
    measured.agree(mer)
    client = mer.viewer("client_spoc")
    with database.transaction():
        criteria.discard(criteria.start_draft(find.relationship(client, "MER"), by=client, at=AT), by=client, at=AT)
    assert statuses() == [(1, CriteriaStatus.AGREED)]


def test_the_other_sides_spoc_is_told_and_nobody_of_the_own_side(mer):
    measured.agree(mer)
    told = [(row.recipient_id, row.facts["what"]) for row in db.session.query(Notification).order_by(Notification.id)]
    assert told == [(mer.people["supplier_spoc"], "proposed"), (mer.people["client_spoc"], "agreed")]


def test_every_step_is_on_the_chain_of_the_relationship(mer):
    measured.agree(mer, terms())
    actions = [row.action for row in db.session.query(AuditEvent).order_by(AuditEvent.seq)]
    assert actions == ["criteria_drafted", "kpi_added", "criteria_proposed", "criteria_agreed"]
    assert {row.chain for row in db.session.query(AuditEvent)} == {mer.relationships["MER"]}


def test_a_new_version_never_alters_a_scorecard_that_was_agreed_under_the_old_one(mer):
    measured.agree(mer)
    measured.enter(mer, "2026-10", measured.OCTOBER)
    digest = measured.share(mer)
    measured.sign(mer, digest)
    [before] = db.session.query(Scorecard.snapshot)
    client = mer.viewer("client_spoc")
    with database.transaction():
        draft = criteria.start_draft(find.relationship(client, "MER"), by=client, at=AT)
        kpis.change(draft, "FCR", terms("FCR", weight=D(1), anchors=Anchors(D(1), D(2), D(3))), by=client, at=AT)
        kpis.remove(draft, "SL", by=client, at=AT)
        criteria.weigh(draft, {Pillar.COST: D(9)}, criteria.corridor(draft), by=client, at=AT)
        measured.settle(mer, draft)
    db.session.expire_all()
    [card] = db.session.query(Scorecard)
    assert ((card.snapshot,), card.digest, card.overall) == (before, digest, D("65.64"))
    assert snapshot.read(card.snapshot).criteria_version == 1


def test_how_a_kpi_is_collected_changes_when_both_sides_have_agreed(mer):
    measured.agree(mer)
    client = mer.viewer("client_spoc")
    changed = terms(frequency=Frequency.DAILY, grace_days=3, entered_by=EnteredBy.SUPPLIER)
    kpi = db.session.query(Kpi).filter_by(code="CSAT").one()
    with database.transaction():
        draft = criteria.start_draft(find.relationship(client, "MER"), by=client, at=AT)
        kpis.change(draft, "CSAT", changed, by=client, at=AT)
        assert (kpi.frequency, kpi.grace_days, kpi.entered_by) == (Frequency.MONTHLY, 10, EnteredBy.EITHER)
        measured.settle(mer, draft)
    assert (kpi.frequency, kpi.grace_days, kpi.entered_by) == (Frequency.DAILY, 3, EnteredBy.SUPPLIER)
