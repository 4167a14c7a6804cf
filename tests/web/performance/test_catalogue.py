"""Picking KPIs from the catalogue into a draft."""

from govtracker.database import db
from govtracker.models import Criterion, Kpi
from tests.support.world import World

URL = "/r/MER/criteria/draft/catalogue"


def codes() -> set[str]:
    return {code for (code,) in db.session.query(Kpi.code).join(Criterion)}


def test_several_kpis_at_once_go_into_the_draft(world: World) -> None:
    client = world.client("client_spoc")
    client.post("/r/MER/criteria/drafts")
    page = client.get(URL).get_data(as_text=True)
    assert "convention" in page
    assert len(page.encode()) <= 60 * 1024
    assert client.post(URL, data={"codes": ["CSAT", "OCC", "SEC"]}).location == "/r/MER/criteria/draft"
    with world.context():
        assert codes() == {"CSAT", "OCC", "SEC"}
    again = client.get(URL).get_data(as_text=True)
    assert 'value="CSAT"' not in again
    assert 'value="NPS"' in again


def test_one_that_is_there_already_is_refused_with_all_that_was_ticked(world: World) -> None:
    client = world.client("client_spoc")
    client.post("/r/MER/criteria/drafts")
    client.post(URL, data={"codes": ["CSAT"]})
    answer = client.post(URL, data={"codes": ["NPS", "CSAT"]})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Customer satisfaction: There is a KPI CSAT in this version already." in page
    assert 'value="NPS" checked' in page
    with world.context():
        assert codes() == {"CSAT"}
    assert "Tick at least one KPI." in client.post(URL).get_data(as_text=True)
    assert client.post(URL, data={"codes": ["BOGUS"]}).status_code == 422


def test_words_and_pillar_narrow_the_page(world: World) -> None:
    client = world.client("client_spoc")
    client.post("/r/MER/criteria/drafts")
    page = client.get(f"{URL}?q=customer&pillar=compliance").get_data(as_text=True)
    assert 'value="ERR-CUST"' in page
    assert 'value="CSAT"' not in page
    assert "No KPI says that" in client.get(f"{URL}?q=zzz").get_data(as_text=True)
    assert client.get(f"{URL}?pillar=nonsense").status_code == 200
