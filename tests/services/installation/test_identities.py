"""Whom a provider vouches for, on both databases: tied at the first time, known from then on, told of when new."""

from typing import Any

import pytest

from govtracker import clock, database
from govtracker.database import db
from govtracker.enums import SignInWay
from govtracker.models import Identity, IdentityProvider, Notification, SignInSession
from govtracker.queries import viewers
from govtracker.queries.installation import identity_providers as asked
from govtracker.rules.installation.vouching import TurnedAway, Vouched
from govtracker.services import Refused
from govtracker.services.installation import identities, identity_providers
from govtracker.services.installation.identity_providers import ProviderFacts
from tests.support.world import World

ISSUER = "https://login.northgate.example"


@pytest.fixture
def provider(in_app, world) -> IdentityProvider:
    by, at = world.viewer("organisation_administrator"), clock.now()
    facts = ProviderFacts(issuer=ISSUER, client_id="ours", domains="northgate.example", just_in_time=True)
    with database.transaction():
        made = identity_providers.save(facts, by=by, at=at)
        with pytest.raises(Refused, match="Try it first"):
            identity_providers.switch_on(made, by=by, at=at)
        identity_providers.note_tried(made, ISSUER, well=True, by=by, at=at)
        identity_providers.switch_on(made, by=by, at=at)
    return made


def come(provider: IdentityProvider, subject: str, address: str) -> int:
    with database.transaction():
        vouched = Vouched(provider.issuer, subject, address, address_verified=True, name="Grace Hopper")
        return identities.let_in(provider, vouched, begun_at=clock.real_now(), at=clock.now()).id


def test_newcomer_is_made_once_and_known_by_the_subject_from_then_on(provider, world):
    grace = come(provider, "7", "grace@northgate.example")
    assert come(provider, "7", "grace.hopper@northgate.example") == grace
    assert viewers.person(grace).email == "grace@northgate.example"
    assert db.session.query(Identity).count() == 1
    assert db.session.query(Notification).filter_by(subject_id=grace, subject_type="person").count() == 1


def test_subject_counts_for_the_issuer_that_vouched_alone(provider, world):
    grace = come(provider, "7", "grace@northgate.example")
    facts = ProviderFacts(issuer="https://other.northgate.example", client_id="ours", domains="northgate.example")
    with database.transaction():
        identity_providers.save(facts, by=world.viewer("organisation_administrator"), at=clock.now())
    assert provider.switched_on_at is None, "another issuer has to be tried anew"
    with pytest.raises(TurnedAway):
        come(provider, "7", "somebody.else@northgate.example")
    assert come(provider, "8", "grace@northgate.example") == grace


def test_address_leads_to_the_door_of_its_domain_and_the_last_administrator_keeps_a_password(provider, world):
    assert asked.way_of("Anybody@NORTHGATE.example") == provider.slug
    assert asked.way_of("anybody@northgate.example.evil.example") is None
    with database.transaction():
        provider.only_this_way = True
    assert asked.only_way(world.people["client_lead"]) == provider.slug
    assert asked.only_way(world.people["organisation_administrator"]) is None
    assert asked.only_way(world.people["supplier_lead"]) is None
    by = world.viewer("organisation_administrator")
    with database.transaction():
        identity_providers.switch_off(provider, by=by, at=clock.now())
    assert asked.only_way(world.people["client_lead"]) is None


@pytest.mark.parametrize("by_saving", [True, False])
def test_only_this_way_ends_what_was_begun_by_password(provider, world, by_saving):
    by, at = world.viewer("organisation_administrator"), clock.now()
    begun = {
        (who, way): begin(world, who, way)
        for who in ("client_lead", "client_spoc", "organisation_administrator", "supplier_lead")
        for way in (SignInWay.PASSWORD, SignInWay.IDENTITY_PROVIDER)
    }
    facts = ProviderFacts(issuer=ISSUER, client_id="ours", domains="northgate.example", only_this_way=True)
    here = begun["client_spoc", SignInWay.PASSWORD]
    with database.transaction():
        if not by_saving:
            identity_providers.switch_off(provider, by=by, at=at)
        identity_providers.save(facts, by=by, at=at, keep=here)
    if not by_saving:
        assert not over(begun.values())
        with database.transaction():
            identity_providers.switch_on(provider, by=by, at=at, keep=here)
    assert over(begun.values()) == {begun["client_lead", SignInWay.PASSWORD]}, (
        "neither who keeps a password nor who switched it on"
    )


def begin(world: World, who: str, way: SignInWay) -> int:
    """The id of a session of theirs, begun that way."""
    now = clock.real_now()
    with database.transaction():
        row = SignInSession(
            person_id=world.people[who], token_hash=f"{who} {way}", way=way, begun_at=now, proved_at=now, seen_at=now
        )
        db.session.add(row)
    return row.id


def over(sessions) -> set[int]:
    """Those that were ended."""
    ended = db.session.query(SignInSession.id).filter(SignInSession.ended_at.is_not(None))
    return {row.id for row in ended} & set(sessions)


def test_what_a_company_cannot_have_is_refused_beside_its_field(provider, world):
    by, at = world.viewer("organisation_administrator"), clock.now()
    wrongs: tuple[tuple[dict[str, Any], str], ...] = (
        ({"issuer": "http://login.northgate.example"}, "issuer"),
        ({"issuer": "https://10.0.0.7"}, "issuer"),
        ({"domains": "meridian.example"}, "domains"),
        ({"domains": "no domain"}, "domains"),
        ({"scopes": "email"}, "scopes"),
        ({"required_acr": 'a"b'}, "required_acr"),
    )
    for wrong, field in wrongs:
        facts = ProviderFacts(**{"issuer": ISSUER, "client_id": "ours", **wrong})
        with pytest.raises(Refused) as refused, database.transaction():
            identity_providers.save(facts, by=by, at=at)
        assert refused.value.field == field
