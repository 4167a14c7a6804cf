"""The pages of the contract and its ledger: entered, confirmed, read by both sides; nothing typed is lost."""

import io
import re
from datetime import UTC, datetime

import pytest

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import ContractStatus
from govtracker.models import Attachment, Contract
from tests.support import contracted, measured
from tests.support.measured import OCTOBER
from tests.support.statements import counted

TYPED = {
    "reference": "MSA-2024-07",
    "title": "Customer care services",
    "starts_on": "2024-03-01",
    "ends_on": "2027-02-28",
    "renewal_months": "12",
    "client_notice_days": "90",
    "supplier_notice_days": "180",
    "pricing": "per_contact",
    "currency": "eur",
    "charge": "100.000,00",
    "at_risk": "10",
    "bonus": "0",
    "earn_back": "next_periods",
    "earn_back_months": "3",
    "earn_back_share": "100",
    "counts_from": "2026-01-01",
}


@pytest.fixture
def mer(world):
    measured.agree(world)
    return world


def text(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return " ".join(answer.get_data(as_text=True).split())


def test_a_contract_is_entered_by_one_side_and_in_force_when_the_other_confirms(mer):
    client, supplier = mer.client("client_spoc"), mer.client("supplier_spoc")
    assert "No contract is in force here" in text(client, "/r/MER/contract")
    answer = client.post("/r/MER/contract/drafts", data=TYPED)
    assert answer.location == "/r/MER/contract/draft"
    client.post("/r/MER/contract/draft/pools", data={"name": "Quality", "portion": "50"})
    with mer.context():
        kpi = contracted.kpi_id(mer, "FCR")
    term = {
        "kpi_id": str(kpi),
        "pool": "Quality",
        "share": "40",
        "direction": "credit",
        "threshold": "below_minimum",
    }
    assert client.post("/r/MER/contract/draft/terms", data=term).status_code == 303
    draft = text(client, "/r/MER/contract/draft")
    assert "2,000.00 EUR" in draft
    assert "The pools come to 50 % together, not 100 %" in draft
    assert "CSAT makes" in draft
    [edition] = re.findall(r'name="seen" value="([^"]+)"', client.get("/r/MER/contract/draft").text)
    seen = {"seen": edition}
    client.post("/r/MER/contract/draft/agreement", data=seen)
    assert "Customer care services, version 1 of the contract" in text(supplier, "/r/MER/owed")
    assert "/r/MER/contract#support" in text(supplier, "/r/MER/criteria")
    assert supplier.post("/r/MER/contract/draft/agreement", data=seen).location == "/r/MER/contract"
    page = text(supplier, "/r/MER/contract")
    assert "10,000.00 EUR a month at most" in page
    assert "Until when notice may be given" in page
    with mer.context():
        assert db.session.query(Contract).one().status is ContractStatus.IN_FORCE


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"ends_on": "2024-02-01"}, "ends_on", "It cannot end before it starts, on 1 March 2024."),
        ({"client_notice_days": "2000"}, "client_notice_days", "longer than the whole term of 1095 days"),
        ({"at_risk": "101"}, "at_risk", "At most 100 % of the charge can be at risk"),
        ({"charge": "-5"}, "charge", "A charge is not below zero."),
        ({"currency": "EUX"}, "currency", "is no currency we know"),
        ({"starts_on": "soon"}, "starts_on", ""),
        ({"charge": "a lot"}, "charge", ""),
        ({"renewal_months": "x"}, "renewal_months", ""),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(mer, wrong, field, words):
    answer = mer.client("client_spoc").post("/r/MER/contract/drafts", data={**TYPED, **wrong})
    page = " ".join(answer.get_data(as_text=True).split())
    assert answer.status_code == 422
    assert f'id="{field}-error"' in page
    assert words in page
    assert 'value="MSA-2024-07"' in page


def test_shares_out_of_bounds_are_refused_beside_the_field(mer):
    with mer.context(), database.transaction():
        contracted.drafted(mer, ("FCR", "40"))
    client = mer.client("supplier_spoc")
    answer = client.post("/r/MER/contract/draft/pools", data={"name": "More", "portion": "120"})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert 'id="portion-error"' in page
    assert "A share lies above 0 and up to 100 %." in page


def test_documents_are_kept_for_the_audience_that_was_chosen(mer):
    contracted.in_force(mer)
    client = mer.client("client_spoc")
    sent = {"audience": "client", "files": (io.BytesIO(b"%PDF-1.4\nsigned"), "msa.pdf")}
    answer = client.post("/r/MER/contract/files", data=sent, content_type="multipart/form-data")
    assert answer.location == "/r/MER/contract#files"
    assert "msa.pdf" in text(client, "/r/MER/contract")
    assert "msa.pdf" not in text(mer.client("supplier_spoc"), "/r/MER/contract")
    with mer.context():
        file_id = db.session.query(Attachment.id).scalar()
    assert mer.client("supplier_spoc").get(f"/r/MER/attachments/{file_id}").status_code == 404
    with client.get(f"/r/MER/attachments/{file_id}") as file:
        assert file.get_data() == b"%PDF-1.4\nsigned"
    assert client.post(f"/r/MER/attachments/{file_id}/removal").location == "/r/MER/contract#files"


def test_both_sides_read_the_same_arithmetic_beside_the_root_cause(mer):
    contracted.in_force(mer, ("FCR", "40"))
    measured.enter_all(mer, {"2026-10": OCTOBER})
    measured.sign(mer, measured.share(mer))
    with mer.context():
        jobs.run(jobs.job_named("enter-incentives"), at=datetime(2026, 11, 12, 10, tzinfo=UTC))
    for who in ("client_spoc", "supplier_spoc"):
        page = text(mer.client(who), "/r/MER/contract/ledger")
        assert "50 % × 40 % × 10 % × 100,000.00 EUR = 2,000.00 EUR" in page
        assert "58 %, worse than the minimum of 65 %" in page
        assert "no issue was raised" in page
        assert "the supplier owes the client" in page
    file = mer.client("supplier_spoc").get("/r/MER/contract/ledger?format=csv", buffered=True)
    assert "50 % × 40 % × 10 % × 100,000.00 EUR" in file.get_data(as_text=True)
    sheet = mer.client("supplier_spoc").get("/r/MER/contract/ledger?format=xlsx", buffered=True)
    assert sheet.get_data().startswith(b"PK")
    client = mer.client("client_spoc")
    for page in ("contract/ledger", "contract"):
        with counted() as statements:
            assert client.get(f"/r/MER/{page}").status_code == 200
        assert len(statements) <= 12, statements


def test_an_adjustment_is_put_before_the_other_side_and_entered_when_it_accepts(mer):
    contracted.in_force(mer, ("FCR", "40"))
    client, supplier = mer.client("client_spoc"), mer.client("supplier_spoc")
    typed = {"period": "2026-10", "favour": "supplier", "amount": "250,50", "reason": "Forecast came late"}
    assert client.post("/r/MER/contract/ledger/adjustments", data={**typed, "amount": ""}).status_code == 422
    assert client.post("/r/MER/contract/ledger/adjustments", data=typed).status_code == 303
    assert "It waits for Meridian" in text(client, "/r/MER/contract/ledger")
    supplier.post("/r/MER/contract/ledger/adjustments/1/acceptance")
    assert "−250.50 EUR" in text(supplier, "/r/MER/contract/ledger")


def test_notice_is_given_and_said_on_the_page(mer):
    contracted.in_force(mer)
    client = mer.client("client_spoc")
    assert client.post("/r/MER/contract/notice").status_code == 303
    assert "Northgate gave notice on" in text(client, "/r/MER/contract")
