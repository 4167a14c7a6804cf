"""Being asked again who one is: when, and what becomes of what was typed."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from govtracker import clock, database
from govtracker.database import db
from govtracker.enums import PortfolioRole, SessionEnd, SignInWay
from govtracker.models import IdentityDomain, IdentityProvider, Person, SignInSession
from govtracker.services.installation import passwords
from tests.support.world import World

PASSWORD = "correct horse battery"
NEW = "quiet harbour at dusk"
HOUR = timedelta(hours=1)
# What is dangerous: whose part somebody plays, how they get in, what leaves the house, and what a company signs.
DANGEROUS = {
    "company_doors.end_sessions",
    "company_doors.require_factor",
    "company_doors.reset_factor",
    "company_doors.settle_domains",
    "contract_drafts.agree",
    "contracts.give_notice",
    "criteria.agree",
    "feeds.create",
    "handovers.create",
    "organisations.begin",
    "people.activate",
    "people.correct",
    "people.deactivate",
    "people.renew_password",
    "people.settle_roles",
    "scorecards.agree",
    "second_factor.begin",
    "second_factor.confirm",
    "second_factor.new",
    "second_factor.renew_codes",
    "second_factor.turn_off",
}


def sessions_of(app: Flask, world: World, who: str) -> list[SignInSession]:
    with app.app_context():
        return list(db.session.scalars(select(SignInSession).where(SignInSession.person_id == world.people[who])))


def long_ago(app: Flask, world: World, who: str, **ago: timedelta) -> None:
    """They have a password, and their session's times lie so long back."""
    now = clock.real_now()
    with app.app_context():
        kept = passwords.hashed(PASSWORD)
        with database.transaction():
            db.session.execute(update(Person).where(Person.id == world.people[who]).values(password_hash=kept))
            times = {"begun_at": now, "seen_at": now, "proved_at": now}
            times |= {name: now - length for name, length in ago.items()}
            db.session.execute(
                update(SignInSession).where(SignInSession.person_id == world.people[who]).values(**times)
            )


def test_what_is_dangerous_asks_for_a_proof_of_late(app: Flask) -> None:
    declared = {name: getattr(view, "declared", None) for name, view in app.view_functions.items()}
    fresh = {name for name, said in declared.items() if said and said.fresh}
    assert fresh >= DANGEROUS


def test_what_was_typed_goes_on_with_the_proof(app: Flask, world: World) -> None:
    long_ago(app, world, "organisation_administrator", proved_at=HOUR)
    browser = world.client("organisation_administrator")
    url = f"/organisation/people/{world.people['nobody']}/roles"
    typed = {"executive": "y", "auditor": "y"}
    asked = browser.post(url, data=typed)
    assert asked.status_code == 401
    assert '<input type="hidden" name="executive" value="y">' in asked.text
    wrong = browser.post(url, data={**typed, "proof_password": "something else"})
    assert wrong.status_code == 422
    assert "This is not right." in wrong.text
    assert '<input type="hidden" name="auditor" value="y">' in wrong.text
    assert browser.post(url, data={**typed, "proof_password": PASSWORD}).status_code == 303
    assert world.viewer("nobody").roles == {PortfolioRole.EXECUTIVE, PortfolioRole.AUDITOR}


def test_idle_session_asks_on_every_page_and_comes_back_to_it(app: Flask, world: World) -> None:
    long_ago(app, world, "client_spoc", begun_at=24 * HOUR, seen_at=13 * HOUR)
    browser = world.client("client_spoc")
    asked = browser.get("/r/MER/issues?severity=high")
    assert asked.status_code == 401
    assert "You were away for a while, Eva Varga" in asked.text
    assert "MER" not in asked.text.replace("/r/MER/issues?severity=high", "")
    went = browser.post("/proof", data={"proof_password": PASSWORD, "proof_next": "/r/MER/issues?severity=high"})
    assert (went.status_code, went.location) == (303, "/r/MER/issues?severity=high")
    assert browser.get("/r/MER/issues?severity=high").status_code == 200
    assert browser.post("/proof", data={"proof_password": PASSWORD, "proof_next": "//evil.example"}).location == "/"


def test_proof_gives_the_session_another_secret(app: Flask, world: World) -> None:
    long_ago(app, world, "client_spoc", seen_at=13 * HOUR)
    stolen, browser = world.client("client_spoc"), world.client("client_spoc")
    browser.post("/proof", data={"proof_password": PASSWORD})
    assert browser.get("/settings").status_code == 200
    assert stolen.get("/settings").status_code == 303


def test_too_many_wrong_proofs_end_the_session(app: Flask, world: World) -> None:
    long_ago(app, world, "client_spoc", seen_at=13 * HOUR)
    browser = world.client("client_spoc")
    answers = [browser.post("/proof", data={"proof_password": f"guess {n}"}).status_code for n in range(5)]
    assert answers == [422, 422, 422, 422, 303]
    assert [row.ended_why for row in sessions_of(app, world, "client_spoc")] == [SessionEnd.TOO_MANY_TRIES]
    assert browser.get("/settings").location.startswith("/sign-in")


def test_present_password_is_guessed_no_oftener_than_a_proof(app: Flask, world: World) -> None:
    long_ago(app, world, "client_spoc")
    browser, chosen = world.client("client_spoc"), {"password": NEW, "again": NEW}
    answers = [browser.post("/settings/password", data={"present": f"guess {n}", **chosen}) for n in range(5)]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 303]
    assert answers[-1].location == "/sign-in"
    assert [row.ended_why for row in sessions_of(app, world, "client_spoc")] == [SessionEnd.TOO_MANY_TRIES]
    assert browser.get("/settings").location.startswith("/sign-in")


def test_no_page_gives_a_typed_password_back(app: Flask, world: World) -> None:
    long_ago(app, world, "client_spoc", seen_at=13 * HOUR)
    browser = world.client("client_spoc")
    typed = {"present": PASSWORD, "password": NEW, "again": NEW}
    asked = browser.post("/settings/password", data=typed)
    assert (asked.status_code, PASSWORD in asked.text, NEW in asked.text) == (401, False, False)
    assert "enter it again afterwards" in asked.text
    proved = browser.post("/settings/password", data={"proof_password": PASSWORD})
    assert (proved.status_code, "Enter your present password." in proved.text) == (422, True)
    assert browser.post("/settings/password", data=typed).status_code == 303


def test_session_is_over_at_its_absolute_end_however_busy(app: Flask, world: World) -> None:
    long_ago(app, world, "client_spoc", begun_at=timedelta(days=30))
    assert world.client("client_spoc").get("/settings").location.startswith("/sign-in")


@pytest.mark.parametrize(("seen", "noted"), [(timedelta(minutes=4), False), (timedelta(minutes=6), True)])
def test_being_seen_is_written_down_every_few_minutes(app: Flask, world: World, seen: timedelta, noted: bool) -> None:
    long_ago(app, world, "client_spoc", seen_at=seen)
    [before] = sessions_of(app, world, "client_spoc")
    assert world.client("client_spoc").get("/settings").status_code == 200
    [after] = sessions_of(app, world, "client_spoc")
    assert (after.seen_at > before.seen_at) is noted


def test_who_came_through_a_provider_proves_it_there_and_keeps_what_was_typed(app: Flask, world: World) -> None:
    long_ago(app, world, "organisation_administrator", proved_at=HOUR)
    with app.app_context(), database.transaction():
        provider = IdentityProvider(
            organisation_id=world.organisations["Northgate"],
            slug="northgate",
            issuer="https://login.northgate.example",
            client_id="govtracker",
            scopes="openid",
            created_at=clock.now(),
            switched_on_at=clock.real_now(),
        )
        provider.domains = [IdentityDomain(domain="people.northgate.example")]  # not that of their address here
        db.session.add(provider)
        db.session.execute(update(SignInSession).values(way=SignInWay.IDENTITY_PROVIDER))
    browser = world.client("organisation_administrator")
    url = f"/organisation/people/{world.people['nobody']}/roles"
    asked = browser.post(url, data={"executive": "y"})
    assert 'href="/sign-in/oidc/northgate/start" target="_blank"' in asked.text
    assert 'name="proof_password"' not in asked.text
    assert browser.post(url, data={"executive": "y"}).status_code == 401
    long_ago(app, world, "organisation_administrator")  # in the other window
    assert browser.post(url, data={"executive": "y"}).status_code == 303
