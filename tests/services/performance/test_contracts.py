"""Contracts on both databases: confirmed by both sides, then as they are; notice, reminders, ends."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import ContractStatus, Incentive, IncentiveThreshold
from govtracker.models import Contract, Notification, OutboxMail
from govtracker.queries import NotFound, find
from govtracker.queries.installation import demo
from govtracker.queries.performance import contracts as asked
from govtracker.rules.performance.contracts import Share
from govtracker.services import Refused
from govtracker.services.performance import contract_terms, contracts
from tests.support import contracted, measured
from tests.support.contracted import AT, FACTS, D


@pytest.fixture
def mer(in_app, world):
    measured.agree(world)
    return world


def stored():
    db.session.expire_all()
    return db.session.query(Contract).order_by(Contract.version).all()


def told(what):
    rows = db.session.query(Notification).filter_by(subject_type="contract").order_by(Notification.id)
    return [(row.recipient_id, row.facts["words"]) for row in rows if row.facts["what"] == what]


def look(at):
    jobs.run(jobs.job_named("look-at-contracts"), at=at)


def test_a_version_counts_when_both_sides_have_confirmed_it(mer):
    with database.transaction():
        draft = contracted.drafted(mer, ("FCR", "40"))
        contracts.agree(draft, draft.edition, by=mer.viewer("client_spoc"), at=AT)
        with pytest.raises(Refused, match="Your side has confirmed it already"):
            contracts.agree(draft, draft.edition, by=mer.viewer("client_deputy"), at=AT)
        assert draft.status is ContractStatus.DRAFT
        assert asked.in_force(draft.relationship_id) is None
        contracts.agree(draft, draft.edition, by=mer.viewer("supplier_spoc"), at=AT)
        contracts.agree(draft, draft.edition, by=mer.viewer("supplier_spoc"), at=AT)
    [contract] = stored()
    assert (contract.status, contract.silent_sides) == (ContractStatus.IN_FORCE, [])
    assert [person for person, _ in told("waiting")] == [mer.people["supplier_spoc"]]
    with database.transaction(), pytest.raises(Refused, match="does not change any more"):
        contracts.edit(stored()[0], FACTS, by=mer.viewer("client_spoc"), at=AT)


def test_what_changes_after_a_word_was_given_has_to_be_confirmed_again(mer):
    spoc = mer.viewer("client_spoc")
    with database.transaction():
        draft = contracted.drafted(mer, ("FCR", "40"))
        contracts.agree(draft, draft.edition, by=spoc, at=AT)
        contract_terms.remove_term(draft, draft.terms[0].id, by=mer.viewer("supplier_spoc"), at=AT)
        assert len(draft.silent_sides) == 2
        contracts.agree(draft, draft.edition, by=spoc, at=AT)
        contracts.edit(draft, FACTS, by=mer.viewer("supplier_spoc"), at=AT)
        assert len(draft.silent_sides) == 1  # nothing differed


def test_the_next_version_takes_over_what_is_paid_and_supersedes_the_one_before(mer):
    contracted.in_force(mer, ("FCR", "40"), ("SL", "60"))
    with database.transaction():
        draft = contracted.drafted(mer, charge=D(120_000))
        with pytest.raises(Refused, match="being worked on already"):
            contracted.drafted(mer)
        contracted.confirm(mer, draft)
    before, after = stored()
    assert (before.status, after.status, after.version) == (ContractStatus.SUPERSEDED, ContractStatus.IN_FORCE, 2)
    assert [(one.kpi.code, one.pool.name, one.share) for one in after.terms] == [
        ("FCR", "Quality", D(40)),
        ("SL", "Quality", D(60)),
    ]
    assert before.terms[0].pool_id != after.terms[0].pool_id


def test_a_kpi_has_one_credit_and_a_pool_takes_its_kpis_with_it(mer):
    spoc = mer.viewer("client_spoc")
    with database.transaction():
        draft = contracted.drafted(mer, ("FCR", "40"))
        fcr = contracted.kpi_id(mer, "FCR")
        again = Share(fcr, "Quality", D(10), Incentive.CREDIT, IncentiveThreshold.BELOW_TARGET)
        with pytest.raises(Refused, match="has a credit already"):
            contract_terms.add_term(draft, again, by=spoc, at=AT)
        with pytest.raises(Refused, match="above 0 and up to 100"):
            contract_terms.add_pool(draft, "Speed", D(101), by=spoc, at=AT)
        with pytest.raises(Refused, match="pool of that name"):
            contract_terms.add_pool(draft, " quality ", D(10), by=spoc, at=AT)
        contract_terms.remove_pool(draft, draft.pools[0].id, by=spoc, at=AT)
    [draft] = stored()
    assert (draft.pools, draft.terms) == ([], [])
    with database.transaction():
        contracts.discard(asked.in_work(spoc, "MER"), by=spoc, at=AT)
    assert [one.status for one in stored()] == [ContractStatus.DISCARDED]
    with pytest.raises(NotFound):
        asked.newest_one(spoc, "MER")


def test_only_what_was_read_is_confirmed(mer):
    client, supplier = mer.viewer("client_spoc"), mer.viewer("supplier_spoc")
    with database.transaction():
        draft = contracted.drafted(mer)
        seen = draft.edition
        contracts.edit(draft, replace(FACTS, charge=D(1)), by=client, at=AT + timedelta(seconds=1))
        with pytest.raises(Refused, match="has changed since you opened the page"):
            contracts.agree(draft, seen, by=supplier, at=AT)


def test_each_side_is_reminded_once_per_lead_before_its_last_day_of_notice(mer):
    begun = datetime(2026, 8, 20, 12, tzinfo=UTC)
    contracted.in_force(mer, at=begun, supplier_notice_days=300)  # the client's last day is 30 November 2026
    look(begun)
    assert told("notice_due") == []
    both = [mer.people["client_spoc"], mer.people["client_sponsor"]]
    day = datetime(2026, 8, 21, 12, tzinfo=UTC)
    while day < datetime(2026, 12, 3, tzinfo=UTC):
        look(day)
        day += timedelta(days=1)
    assert [person for person, _ in told("notice_due")] == both * 3
    assert [words for _, words in told("notice_due")][::2] == [
        f"30 November 2026, in {days} days, is the last day on which your side may give notice. "
        "After it the contract goes on past 28 February 2027 for another 12 months."
        for days in (90, 30, 7)
    ]


def test_the_demonstration_clock_stops_where_a_contract_is_looked_at_next(mer):
    contracted.in_force(mer)
    look(AT)
    [contract] = stored()
    assert contract.remind_at is not None
    assert demo.next_due(contract.remind_at - timedelta(seconds=1)) == contract.remind_at


def test_after_an_outage_only_the_nearest_reminder_is_sent(mer):
    contracted.in_force(mer)
    look(datetime(2026, 11, 28, 9, tzinfo=UTC))
    look(datetime(2026, 11, 29, 9, tzinfo=UTC))
    assert len(told("notice_due")) == 2
    assert "in 2 days" in told("notice_due")[0][1]


def test_the_reminder_says_by_mail_until_when_notice_may_be_given_and_why_one_is_told(mer):
    contracted.in_force(mer)
    look(datetime(2026, 11, 30, 9, tzinfo=UTC))
    jobs.run(jobs.job_named("render-notices"), at=datetime(2026, 11, 30, 12, tzinfo=UTC))
    parsed = [message_from_bytes(mail.raw, policy=default) for mail in db.session.query(OutboxMail)]
    bodies = {str(mail["To"]): mail.get_body(("plain",)) for mail in parsed}
    [body] = [body for to, body in bodies.items() if "helena" in to.casefold()]
    assert body is not None
    words = " ".join(body.get_content().split())
    assert "Today is the last day on which your side may give notice." in words
    assert "you speak for your side of MER, or answer for it as its sponsor" in words


def test_a_date_that_has_changed_takes_back_what_was_still_to_be_said(mer):
    contracted.in_force(mer)
    at = datetime(2026, 9, 1, 9, tzinfo=UTC)
    look(datetime(2026, 9, 11, 9, tzinfo=UTC))
    with database.transaction():
        contracted.confirm(mer, contracted.drafted(mer, ends_on=date(2028, 2, 29)), at=at)
    jobs.run(jobs.job_named("render-notices"), at=datetime(2026, 9, 11, 12, tzinfo=UTC))
    db.session.expire_all()
    due = [row for row in db.session.query(Notification) if row.facts.get("what") == "notice_due"]
    sponsor = next(row for row in due if row.recipient_id == mer.people["client_sponsor"])
    assert sponsor.outcome == "nothing_left"
    assert len(due) == 2
    mails = [mail.raw.decode() for mail in db.session.query(OutboxMail)]
    assert mails
    assert not any("last day on which" in mail for mail in mails)


def test_notice_says_when_it_ends_stops_reminders_and_can_be_taken_back(mer):
    contracted.in_force(mer)
    client, supplier = mer.viewer("client_spoc"), mer.viewer("supplier_spoc")
    at = datetime(2026, 11, 30, 9, tzinfo=UTC)
    with database.transaction():
        contract = asked.current(client, "MER")
        assert contracts.give_notice(contract, by=client, at=at) == date(2027, 2, 28)
        assert contract.notice_on == date(2026, 11, 30)
        with pytest.raises(Refused, match="given already"):
            contracts.give_notice(contract, by=supplier, at=at)
    look(at)
    assert told("notice_due") == []
    assert {person for person, _ in told("notice_given")} == {
        mer.people["supplier_spoc"],
        mer.people["supplier_sponsor"],
    }
    with database.transaction():
        contract = asked.current(supplier, "MER")
        with pytest.raises(Refused, match="Your side has given no notice"):
            contracts.take_back_notice(contract, by=supplier, at=at)
        contracts.take_back_notice(asked.current(client, "MER"), by=client, at=at)
    look(at)
    assert len(told("notice_due")) == 2


def test_a_contract_ends_by_itself_when_its_last_day_is_over_for_both(mer):
    contracted.in_force(mer, renewal_months=None)
    day = datetime(2026, 9, 10, 12, tzinfo=UTC)
    while day < datetime(2027, 2, 28, 12, tzinfo=UTC):
        look(day)
        day += timedelta(days=9)
    look(datetime(2027, 2, 28, 22, tzinfo=UTC))
    assert stored()[0].status is ContractStatus.IN_FORCE
    look(datetime(2027, 3, 1, 9, tzinfo=UTC))
    [contract] = stored()
    assert (contract.status, contract.remind_at) == (ContractStatus.ENDED, None)


def test_an_open_ended_contract_is_never_looked_at_again(mer):
    contracted.in_force(mer, ends_on=None, renewal_months=None)
    look(AT)
    assert stored()[0].remind_at is None
    assert find.relationship(mer.viewer("client_spoc"), "MER").key == "MER"
