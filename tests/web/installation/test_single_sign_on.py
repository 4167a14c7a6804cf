"""Signing in through a company's own provider, and everything a provider, a browser or a stranger may get wrong."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from govtracker import clock, database
from govtracker.database import db
from govtracker.enums import SignInWay
from govtracker.models import (
    AuditEvent,
    Identity,
    IdentityProvider,
    Notification,
    Person,
    RoleHeld,
    SecondFactor,
    SignInSession,
)
from govtracker.queries import viewers
from govtracker.queries.installation import identity_providers as asked
from govtracker.rules.installation.vouching import TurnedAway, Vouched
from govtracker.services.installation import identities, identity_providers, joinings, passwords, published
from tests.support import identity_providers as support
from tests.support.identity_providers import Lying
from tests.support.world import World

SECRET = "not to be told"


@pytest.fixture(scope="module")
def theirs() -> Iterator[Lying]:
    """Northgate's provider."""
    with support.lying() as provider:
        yield provider


@pytest.fixture(scope="module")
def others() -> Iterator[Lying]:
    """Meridian's."""
    with support.lying() as provider:
        yield provider


@pytest.fixture
def slug(world: World, theirs: Lying, monkeypatch: pytest.MonkeyPatch) -> str:
    settings = world.app.config["SETTINGS"]
    monkeypatch.setitem(world.app.config, "SETTINGS", settings.with_(oidc_plain_loopback=True))
    published._kept.clear()
    theirs.lie()
    return support.set_up(world, theirs.issuer)


@pytest.fixture
def ada(world: World, theirs: Lying) -> Person:
    """A colleague whom the provider knows by her address, and calls ada."""
    with world.app.app_context():
        person = viewers.person(world.people["client_lead"])
        theirs.knows("ada", email=person.email.upper(), email_verified=True, name="Ada")
        db.session.expunge(person)
    return person


def who(client: FlaskClient) -> str | None:
    """The name that stands on the pages of whoever is signed in."""
    answer = client.get("/settings")
    return answer.text if answer.status_code == 200 else None


def identities_kept(app: Flask) -> list[tuple[str, int]]:
    with app.app_context():
        return [(identity.subject, identity.person_id) for identity in db.session.query(Identity).all()]


def test_colleague_comes_in_with_verified_address_and_goes_where_they_wanted(app, client, world, theirs, slug, ada):
    answer = theirs.comes_in(client, slug, "ada", next_url="/settings")
    assert (answer.status_code, answer.location) == (303, "/settings")
    assert ada.name in (who(client) or "")
    assert identities_kept(app) == [("ada", ada.id)]


def test_way_there_asks_for_a_code_with_proof_state_and_nonce(client, theirs, slug):
    asked = parse_qs(urlsplit(client.get(f"/sign-in/oidc/{slug}/start").location).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid email profile"]
    assert all(len(asked[name][0]) >= 43 for name in ("state", "nonce", "code_challenge"))
    assert asked["redirect_uri"][0].endswith(f"/sign-in/oidc/{slug}/return")


@pytest.mark.parametrize(
    ("asked_ago", "status"), [(timedelta(0), 303), (timedelta(minutes=5), 403), (None, 403)], ids=str
)
def test_who_is_signed_in_is_let_on_only_if_asked_again_there(client, theirs, slug, ada, asked_ago, status):
    assert theirs.comes_in(client, slug, "ada").status_code == 303
    there = parse_qs(urlsplit(client.get(f"/sign-in/oidc/{slug}/start").location).query)
    assert (there["prompt"], there["max_age"]) == (["login"], ["0"])
    asked_at = None if asked_ago is None else int((clock.real_now() - asked_ago).timestamp())
    theirs.lie(claims={"auth_time": asked_at})
    assert theirs.comes_in(client, slug, "ada").status_code == status


@pytest.mark.parametrize(("said", "ago"), [(-3 * 3600, 3 * 3600), (3600, 0), (None, 0)])
def test_proof_is_as_old_as_the_provider_says(app, client, theirs, slug, ada, said, ago):
    theirs.lie(claims={"auth_time": None if said is None else int(clock.real_now().timestamp()) + said})
    assert theirs.comes_in(client, slug, "ada").status_code == 303
    with app.app_context():
        [row] = db.session.query(SignInSession).filter_by(person_id=ada.id, way=SignInWay.IDENTITY_PROVIDER)
    assert timedelta(seconds=ago - 60) < row.begun_at - row.proved_at < timedelta(seconds=ago + 60)


LIES: dict[str, dict[str, Any]] = {
    "nonce of another sign-in": {"claims": {"nonce": "of another sign-in"}},
    "no nonce": {"claims": {"nonce": None}},
    "another issuer": {"claims": {"iss": "https://login.evil.example"}},
    "no issuer": {"claims": {"iss": None}},
    "for another application": {"claims": {"aud": "another application"}},
    "for several, by another": {"claims": {"aud": ["govtracker", "other"], "azp": "other"}},
    "for several, by nobody": {"claims": {"aud": ["govtracker", "other"]}},
    "over": {"claims": {"exp": {"seconds": -7200}}},
    "endless": {"claims": {"exp": None}},
    "from the future": {"claims": {"iat": {"seconds": 7200}, "exp": {"seconds": 7200}}},
    "older than the question": {"claims": {"iat": {"seconds": -1000}}},
    "nobody": {"claims": {"sub": None}},
    "subject no text": {"claims": {"sub": 7}},
    "subject too long": {"claims": {"sub": "x" * 256}},
    "unsigned": {"algorithm": "none"},
    "signed with the public key": {"algorithm": "HS256"},
    "signed by a stranger": {"algorithm": "stranger"},
    "access token of another": {"claims": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}},
    "userinfo of another": {"claims": {"email": None}, "userinfo": {"sub": "grace"}},
}


@pytest.mark.parametrize("lie", LIES)
def test_token_that_does_not_hold_lets_nobody_in(app, client, theirs, slug, ada, lie):
    theirs.lie(**LIES[lie])
    with structlog.testing.capture_logs() as said:
        answer = theirs.comes_in(client, slug, "ada")
    assert answer.status_code == 502
    assert who(client) is None
    assert identities_kept(app) == []
    assert [line["event"] for line in said] == ["sign_in_failed"], "what happened can be found out"
    assert SECRET not in str(said)


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email": None},
        {"email": "ada@other.example"},
        {"email": "x"},
    ],
)
def test_address_that_is_unverified_or_of_another_domain_ties_nobody(app, client, theirs, slug, ada, claims):
    theirs.lie(claims=claims, userinfo=dict.fromkeys(claims))
    answer = theirs.comes_in(client, slug, "ada")
    assert answer.status_code == 403
    assert who(client) is None
    assert identities_kept(app) == []
    with app.app_context():
        refused = db.session.query(AuditEvent).filter_by(action="sign_in_refused").one()
        assert "@" not in refused.text, "whose address it was is nothing for the history"


def test_answer_counts_once_and_for_the_browser_that_asked_alone(app, client, theirs, slug, ada):
    back = theirs.signs_in(client, slug, "ada")
    stranger = app.test_client()
    assert stranger.get(back).status_code == 400, "begun by another browser"
    with client.session_transaction() as session:
        before = dict(session)
    assert client.get(back).status_code == 303
    assert client.get(back).status_code == 400, "used already"
    with stranger.session_transaction() as session:
        session.update(before)
    assert stranger.get(back).status_code == 502, "even with a stolen cookie of before"


def test_same_way_leads_in_once_even_where_the_provider_takes_a_code_twice(app, world, theirs, slug, ada):
    with app.app_context(), database.transaction():
        provider = db.session.query(IdentityProvider).one()
        vouched = Vouched(theirs.issuer, "ada", ada.email, address_verified=True)
        begun = clock.real_now()
        identities.let_in(provider, vouched, begun_at=begun, at=clock.now())
        with pytest.raises(TurnedAway, match="used already"):
            identities.let_in(provider, vouched, begun_at=begun, at=clock.now())


@pytest.mark.parametrize("change", [{"state": "another"}, {"iss": "https://login.evil.example"}, {"code": ""}])
def test_answer_that_was_altered_on_the_way_is_refused(client, theirs, slug, ada, change):
    parts = urlsplit(theirs.signs_in(client, slug, "ada"))
    arguments = {name: values[0] for name, values in parse_qs(parts.query).items()} | change
    assert client.get(parts.path, query_string=arguments).status_code in (400, 502)
    assert who(client) is None


def test_provider_that_names_itself_in_its_answers_has_to(client, theirs, slug, ada):
    theirs.lie(published={"authorization_response_iss_parameter_supported": True})
    assert theirs.comes_in(client, slug, "ada").status_code == 502
    parts = urlsplit(theirs.signs_in(client, slug, "ada"))
    assert client.get(f"{parts.path}?{parts.query}&iss={theirs.issuer}").status_code == 303


def test_answer_of_one_provider_counts_for_no_other(app, world, client, theirs, others, slug, ada):
    others.knows("ada", email=ada.email, email_verified=True)
    second = support.set_up(world, others.issuer, by="supplier_office", domains="meridian.example", just_in_time=True)
    mixed = theirs.signs_in(client, slug, "ada").replace(f"/{slug}/", f"/{second}/")
    assert client.get(mixed).status_code == 400
    assert others.comes_in(client, second, "ada").status_code == 403, "nor may it vouch for another company's people"
    assert identities_kept(app) == []


def test_person_stays_who_they_are_when_their_address_there_changes(app, client, theirs, slug, ada, world):
    theirs.comes_in(client, slug, "ada")
    with app.app_context():
        spoc = viewers.person(world.people["client_spoc"]).email
    theirs.knows("ada", email=spoc, email_verified=True)
    other = app.test_client()
    theirs.comes_in(other, slug, "ada")
    assert ada.name in (who(other) or "")
    assert identities_kept(app) == [("ada", ada.id)]


def test_account_there_that_took_over_an_address_takes_over_nobody_here(app, client, world, theirs, slug, ada):
    theirs.comes_in(client, slug, "ada")
    theirs.knows("successor", email=ada.email, email_verified=True)
    assert theirs.comes_in(app.test_client(), slug, "successor").status_code == 403
    with app.app_context(), database.transaction():
        person = viewers.person(ada.id)
        identities.untie(person, by=world.viewer("organisation_administrator"), at=clock.now())
    assert theirs.comes_in(app.test_client(), slug, "successor").status_code == 303, "until an administrator unties her"


def test_deactivated_person_stays_out_tied_or_not(app, client, theirs, slug, ada):
    theirs.comes_in(client, slug, "ada")
    with app.app_context(), database.transaction():
        viewers.person(ada.id).is_active = False
    assert theirs.comes_in(app.test_client(), slug, "ada").status_code == 403


def test_no_company_vouches_for_who_administers_the_installation(app, client, theirs, slug, ada):
    with app.app_context(), database.transaction():
        viewers.person(ada.id).is_administrator = True
        db.session.query(IdentityProvider).one().only_this_way = True
    answer = theirs.comes_in(client, slug, "ada")
    assert (answer.status_code, "with their own password" in answer.text) == (403, True)
    assert identities_kept(app) == []
    with app.app_context():
        assert asked.only_way(ada.id) is None, "the password stays"


def test_coming_in_ends_the_invitation_to_choose_a_password(app, client, world, theirs, slug, ada):
    with app.app_context(), database.transaction():
        link = joinings.invite(viewers.person(ada.id), by=world.viewer("client_spoc"), at=clock.now())
    assert theirs.comes_in(client, slug, "ada").status_code == 303
    assert app.test_client().get(urlsplit(link).path).status_code == 410
    again = world.client("client_spoc").post(f"/organisation/people/{ada.id}/invitation")
    assert (again.status_code, "link-once" in again.text) == (422, False)


def test_newcomer_is_brought_in_with_nothing_and_the_administrator_is_told(app, world, theirs, client, slug):
    theirs.knows("grace", email="grace@northgate.example", email_verified=True, name="Grace Hopper")
    assert theirs.comes_in(client, slug, "grace").status_code == 403, "not unless the company wants it"
    with app.app_context(), database.transaction():
        db.session.query(IdentityProvider).one().just_in_time = True
    assert theirs.comes_in(client, slug, "grace").status_code == 303
    with app.app_context():
        person = viewers.by_email("grace@northgate.example")
        assert person is not None
        viewer = viewers.viewer(person.id, today=clock.today("UTC"))
        assert viewer is not None
        assert (person.organisation_id, viewer.seats, viewer.roles) == (
            world.organisations["Northgate"],
            (),
            frozenset(),
        )
        told = db.session.query(Notification).filter_by(subject_type="person", subject_id=person.id).all()
        assert [notice.recipient_id for notice in told] == [world.people["organisation_administrator"]]
    assert client.get("/r/MER").status_code == 404


@pytest.mark.parametrize("next_url", ["https://evil.example/", "//evil.example", "/\\evil.example", "evil.example"])
def test_nobody_is_sent_elsewhere_afterwards(client, theirs, slug, ada, next_url):
    assert theirs.comes_in(client, slug, "ada", next_url=next_url).location == "/"


def test_door_follows_from_the_domain_whether_or_not_somebody_is_there(app, client, world, slug, ada):
    def asked(email: str) -> TestResponse:
        answer: TestResponse = client.post("/sign-in/way", data={"way-email": email})
        return answer

    for email in (ada.email, "nobody.at.all@Northgate.example"):
        assert asked(email).location == f"/sign-in/oidc/{slug}"
    nobody = "nobody@meridian.example"
    with app.app_context():
        somebody = viewers.person(world.people["supplier_lead"]).email
    assert "No company’s own sign-in goes with this address" in asked(somebody).text
    assert asked(somebody).text.replace(somebody, "") == asked(nobody).text.replace(nobody, "")


def test_password_does_not_open_where_the_company_signs_in_this_way_alone(app, client, world, slug, ada):
    with app.app_context():
        kept = passwords.hashed("twelve letters and more")
        with database.transaction():
            db.session.query(IdentityProvider).one().only_this_way = True
            for name in ("client_lead", "organisation_administrator"):
                viewers.person(world.people[name]).password_hash = kept
        administrator = viewers.person(world.people["organisation_administrator"])
        email, held = administrator.email, db.session.query(RoleHeld).filter_by(person_id=administrator.id).count()
    assert held, "the last administrator of the company"
    typed = {"email": ada.email, "password": "twelve letters and more"}
    answer = client.post("/sign-in", data=typed)
    assert answer.location == f"/sign-in/oidc/{slug}"
    assert who(client) is None
    assert client.post("/sign-in", data={**typed, "email": email}).location == "/", "keeps a way in"
    way_back = app.test_cli_runner().invoke(args=["let-passwords-in", "Northgate"])
    assert way_back.exit_code == 0, way_back.output
    assert app.test_client().post("/sign-in", data=typed).location == "/"


def test_administrator_enters_tries_and_switches_on_and_never_sees_the_secret_again(app, world, theirs, slug):
    client, page = world.client("organisation_administrator"), "/organisation/identity-provider"
    entered = {"issuer": theirs.issuer, "client_id": "ours", "client_secret": SECRET, "scopes": "openid email"}
    entered |= {"domains": "northgate.example", "seen": "{}"}
    assert client.post(page, data=entered).status_code == 303
    assert client.post(f"{page}/activation").status_code == 422, "the new client id was not tried yet"
    assert "clock and ours agree" in client.post(f"{page}/trial").text
    assert client.post(f"{page}/activation").status_code == 303
    assert SECRET not in client.get(page).text
    with app.app_context():
        provider = db.session.query(IdentityProvider).one()
        assert SECRET not in provider.client_secret
        assert identity_providers.client(provider).client_secret == SECRET
        assert not db.session.query(AuditEvent).filter(AuditEvent.text.contains(SECRET)).count()


@pytest.mark.parametrize(
    ("lies", "says"),
    [
        ({"issuer": "https://login.evil.example"}, "names itself https://login.evil.example"),
        ({"id_token_signing_alg_values_supported": ["HS256", "none"]}, "neither RS256 nor ES256"),
        ({"jwks_uri": "http://169.254.169.254/keys"}, "jwks_uri cannot be used"),
        ({"token_endpoint": None}, "does not say where its token_endpoint"),
        ({"code_challenge_methods_supported": ["plain"]}, "PKCE"),
    ],
)
def test_trial_says_what_is_wrong_in_plain_words(world, theirs, slug, lies, says):
    theirs.lie(published=lies)
    assert says in world.client("organisation_administrator").post("/organisation/identity-provider/trial").text


def test_trial_finds_clocks_apart_and_a_provider_that_is_away(world, theirs, slug, monkeypatch):
    monkeypatch.setattr(published, "SKEW", clock.real_now() - clock.real_now())
    client = world.client("organisation_administrator")
    assert "seconds apart" in client.post("/organisation/identity-provider/trial").text
    with world.app.app_context(), database.transaction():
        db.session.query(IdentityProvider).one().issuer = "http://127.0.0.1:9"
    assert "does not answer" in client.post("/organisation/identity-provider/trial").text


def test_domain_of_another_companys_people_is_not_taken(world, theirs, slug):
    client = world.client("organisation_administrator")
    entered = {"issuer": theirs.issuer, "client_id": "govtracker", "scopes": "openid", "seen": "{}"}
    answer = client.post("/organisation/identity-provider", data={**entered, "domains": "meridian.example"})
    assert answer.status_code == 422
    assert "cannot be yours alone" in answer.text


def test_second_factor_given_there_counts_where_the_company_trusts_it(app, client, world, theirs, slug, ada):
    theirs.knows("ada", email=ada.email, email_verified=True, amr=["pwd", "mfa"])
    theirs.lie(claims={"amr": ["pwd", "mfa"]})
    with app.app_context(), database.transaction():
        factor = SecondFactor(person_id=ada.id, secret="", created_at=clock.now(), confirmed_at=clock.now())
        db.session.add(factor)
    assert theirs.comes_in(client, slug, "ada").location == "/sign-in/code", "asked for here as well"
    with app.app_context(), database.transaction():
        db.session.query(IdentityProvider).one().trusts_second_factor = True
    assert theirs.comes_in(app.test_client(), slug, "ada").location == "/"
    theirs.lie(claims={"amr": ["pwd"]})
    assert theirs.comes_in(app.test_client(), slug, "ada").location == "/sign-in/code"


def test_required_methods_and_levels_are_required(app, client, theirs, slug, ada):
    with app.app_context(), database.transaction():
        provider = db.session.query(IdentityProvider).one()
        provider.required_amr, provider.required_acr = "mfa hwk", "gold"
    theirs.lie(claims={"amr": ["pwd", "mfa"], "acr": "silver"})
    assert "stronger sign-in" in theirs.comes_in(client, slug, "ada").text
    theirs.lie(claims={"amr": ["pwd", "mfa"], "acr": "gold"})
    assert theirs.comes_in(client, slug, "ada").status_code == 303


def test_who_came_that_way_is_offered_to_sign_out_there_too(app, client, theirs, slug, ada):
    with app.app_context(), database.transaction():
        db.session.query(IdentityProvider).one().signs_out_there = True
    theirs.comes_in(client, slug, "ada")
    answer = client.post("/sign-out")
    assert answer.location == f"/sign-in/oidc/{slug}/leave"
    assert "Sign out there, too" in client.get(answer.location).text
    there = client.get(f"/sign-in/oidc/{slug}/end").location
    assert there.startswith(f"{theirs.issuer}/oauth2/end_session?client_id=govtracker&post_logout_redirect_uri=http")
    assert who(client) is None


def test_administrator_unties_an_account_on_the_persons_page(app, client, world, theirs, slug, ada):
    theirs.comes_in(client, slug, "ada")
    administrator = world.client("organisation_administrator")
    page = f"/organisation/people/{ada.id}"
    assert "Forget which account is theirs" in administrator.get(page).text
    assert administrator.post(f"{page}/identity/removal").status_code == 303
    assert identities_kept(app) == []
    assert "Forget which account is theirs" not in administrator.get(page).text
