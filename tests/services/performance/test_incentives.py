"""The incentive ledger on both databases: entered once from agreed scorecards, corrected by counter-entries alone."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import EarnBack, EntryKind
from govtracker.models import IncentiveAdjustment, IncentiveEntry, IncentiveReckoning, Notification, Scorecard
from govtracker.queries import find
from govtracker.queries.performance import incentives as asked
from govtracker.rules.performance import snapshot
from govtracker.services import Refused
from govtracker.services.performance import incentives
from tests.support import contracted, measured
from tests.support.contracted import D
from tests.support.measured import OCTOBER

AT = datetime(2026, 11, 12, 10, tzinfo=UTC)
RED, GREEN = OCTOBER, {**OCTOBER, "FCR": "71", "SL": "81"}


@pytest.fixture
def mer(in_app, world):
    measured.agree(world)
    return world


def agreed(world, **months):
    """Enter, share and sign months ("m10" is October)."""
    keys = {f"2026-{name[1:]}": figures for name, figures in months.items()}
    measured.enter_all(world, keys)
    for key in keys:
        measured.sign(world, measured.share(world, key), key)


def reckon(at=AT):
    return jobs.run(jobs.job_named("enter-incentives"), at=at)


def entries():
    db.session.expire_all()
    rows = db.session.query(IncentiveEntry).order_by(IncentiveEntry.id).all()
    return [(f"{row.period_on:%m}", row.kpi.code if row.kpi else "", row.kind.value, row.amount) for row in rows]


def test_an_agreed_scorecard_enters_its_credits_once(mer):
    contracted.in_force(mer, ("FCR", "40"), ("SL", "60"))
    agreed(mer, m10=RED)  # FCR 58 % is red, SL 71 % is amber
    assert reckon().done == 1
    assert entries() == [("10", "FCR", "credit", 200_000)]
    assert reckon().done == 0
    with database.transaction():
        asked.outdate([db.session.scalars(select(Scorecard.id)).one()], AT)
    assert reckon().done == 1
    assert len(entries()) == 1


def test_what_only_one_side_has_signed_moves_no_money(mer):
    contracted.in_force(mer, ("FCR", "40"))
    measured.enter(mer, "2026-10", RED)
    measured.share(mer)
    reckon()
    assert entries() == []


def test_a_contract_reckons_the_months_from_which_it_counts_when_it_comes_into_force(mer):
    agreed(mer, m08=RED, m09=RED, m10=RED)
    assert reckon().done == 3
    assert entries() == []
    contracted.in_force(mer, ("FCR", "40"), counts_from=date(2026, 9, 1), at=AT)
    reckon()
    assert entries() == [("09", "FCR", "credit", 200_000), ("10", "FCR", "credit", 200_000)]


def amended(world, month, figure):
    """Make a month's scorecard say another value of FCR, as an amendment both sides have signed does."""
    with database.transaction():
        card = db.session.scalars(select(Scorecard).where(Scorecard.period_on == month, Scorecard.is_current)).one()
        content = snapshot.read(card.snapshot)
        text = card.snapshot.replace('"value":"58"', f'"value":"{figure}"')
        assert content.result.criteria[0].criterion.code == "FCR"
        assert text != card.snapshot
        card.snapshot, card.digest = text, snapshot.digest(text)
        asked.outdate([card.id], AT)


def test_an_amended_scorecard_gives_counter_entries_and_never_touches_what_was_entered(mer):
    contracted.in_force(mer, ("FCR", "40"))
    agreed(mer, m10=RED)
    reckon()
    amended(mer, date(2026, 10, 1), "66")
    reckon()
    first, counter = db.session.query(IncentiveEntry).order_by(IncentiveEntry.id).all()
    assert entries() == [("10", "FCR", "credit", 200_000), ("10", "FCR", "credit", -200_000)]
    assert counter.counters_id == first.id
    reckon()
    assert len(entries()) == 2


def test_entries_are_neither_changed_nor_taken_out(mer):
    contracted.in_force(mer, ("FCR", "40"))
    agreed(mer, m10=RED)
    reckon()
    for deed in (lambda row: setattr(row, "amount", 1), db.session.delete):
        with pytest.raises(RuntimeError, match="stays as it is"), database.transaction():
            deed(db.session.query(IncentiveEntry).one())
    assert entries() == [("10", "FCR", "credit", 200_000)]


def test_months_at_target_give_a_credit_back_in_whatever_order_they_are_reckoned(mer):
    contracted.in_force(mer, ("FCR", "40"), earn_back=EarnBack.NEXT_PERIODS, earn_back_months=2)
    agreed(mer, m08=RED, m09=GREEN, m10=GREEN)
    with database.transaction():
        rows = db.session.query(IncentiveReckoning).order_by(IncentiveReckoning.id.desc()).all()
        for place, row in enumerate(rows):
            row.due_at = AT.replace(minute=place)  # the newest first
    reckon(AT.replace(hour=12))
    assert sorted(entries()) == [("08", "FCR", "credit", 200_000), ("10", "FCR", "earn_back", -200_000)]
    balance = asked.balance_at(mer.viewer("supplier_spoc"), mer.relationships["MER"], None)
    assert balance == {"EUR": 0}


def test_another_version_that_counts_for_a_month_corrects_it(mer):
    contracted.in_force(mer, ("FCR", "40"))
    agreed(mer, m10=RED)
    reckon()
    with database.transaction():
        draft = contracted.drafted(mer, charge=D(50_000), counts_from=date(2026, 10, 1))
        contracted.confirm(mer, draft, at=AT)
    reckon()
    assert [amount for *_, amount in entries()] == [200_000, -200_000, 100_000]


def test_a_month_after_its_end_moves_no_money(mer):
    contracted.in_force(mer, ("FCR", "40"), ends_on=date(2026, 9, 30), renewal_months=None)
    agreed(mer, m09=RED, m10=RED)
    reckon()
    assert entries() == [("09", "FCR", "credit", 200_000)]


def test_an_adjustment_is_entered_when_the_other_side_accepts_it(mer):
    contracted.in_force(mer, ("FCR", "40"))
    client, supplier = mer.viewer("client_spoc"), mer.viewer("supplier_spoc")
    relationship = find.relationship(supplier, "MER")
    october = date(2026, 10, 1)

    def propose(amount, reason="waived", month=october):
        return incentives.propose_adjustment(relationship, month, amount, reason, by=supplier, at=AT)

    with database.transaction():
        for given, words in (
            ((D(0),), "changes nothing"),
            ((D("0.001"),), "at most two decimals"),
            ((D(1), " "), "Say why"),
            ((D(1), "x", date(2025, 1, 1)), "No contract counts"),
        ):
            with pytest.raises(Refused, match=words):
                propose(*given)
        refused, accepted = propose(D(-500)), propose(D(-200), "The feed was late.")
        with pytest.raises(Refused, match="Say why not"):
            incentives.answer_adjustment(refused, " ", accepted=False, by=client, at=AT)
        incentives.answer_adjustment(refused, "Too much", accepted=False, by=client, at=AT)
        incentives.answer_adjustment(accepted, "", accepted=True, by=client, at=AT)
        with pytest.raises(Refused, match="answered already"):
            incentives.answer_adjustment(accepted, "", accepted=True, by=client, at=AT)
    assert entries() == [("10", "", EntryKind.ADJUSTMENT.value, -20_000)]
    assert db.session.query(IncentiveAdjustment).filter_by(is_accepted=True).one().entry_id is not None
    told = db.session.query(Notification).filter_by(subject_type="incentive_adjustment")
    assert {row.recipient_id for row in told} == {mer.people["client_spoc"], mer.people["supplier_spoc"]}
