"""The address domains of one's own company, on its page and wherever an address is typed."""

from flask import Flask

from tests.support.world import World

DOMAINS = "/organisation/mail-domains"


def test_an_administrator_settles_them_and_an_address_of_others_is_refused_beside_its_field(world: World) -> None:
    browser = world.client("organisation_administrator")
    assert browser.post(DOMAINS, data={"domains": "Northgate.example\n@bücher.example"}).status_code == 303
    shown = browser.get("/organisation").text
    assert "northgate.example\nxn--bcher-kva.example</textarea>" in shown
    assert "here already" not in shown
    refused = browser.post("/organisation/people", data={"name": "Ida Holm", "email": "ida@elsewhere.example"})
    assert refused.status_code == 422
    assert "Northgate lets only addresses of northgate.example or bücher.example in." in refused.text
    assert 'value="ida@elsewhere.example"' in refused.text


def test_what_is_no_domain_stands_beside_the_field_as_it_was_typed(world: World) -> None:
    refused = world.client("organisation_administrator").post(DOMAINS, data={"domains": "northgate dot example"})
    assert refused.status_code == 422
    assert "“northgate” is no domain such as example.com." in refused.text
    assert "northgate dot example</textarea>" in refused.text


def test_whoever_lies_outside_is_counted_for_administrators_alone(app: Flask, world: World) -> None:
    administrator = world.client("organisation_administrator")
    administrator.post(DOMAINS, data={"domains": "elsewhere.example"})
    assert "people who are here already have addresses elsewhere" in administrator.get("/organisation").text
    assert "here already" not in world.client("client_spoc").get("/organisation").text
