"""Who comes in through an identity provider: tied to an account there, or new here."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.mail import identity_messages
from govtracker.models import Identity, IdentityProvider, Person
from govtracker.queries import viewers
from govtracker.queries.installation import identity_providers as asked
from govtracker.rules.installation import vouching
from govtracker.rules.installation.vouching import Step, TurnedAway, Vouched
from govtracker.services import Refused, events
from govtracker.services.installation import identity_providers, joinings
from govtracker.services.structure import people


def let_in(provider: IdentityProvider, vouched: Vouched, *, begun_at: datetime, at: datetime) -> Person:
    """Who `vouched` is here, tied to their account there at the first time; raises TurnedAway.

    `begun_at` (real time) is when the way there was begun: one way leads in once, and none that is older than the last.
    """
    identity = asked.identity(provider, vouched.subject)
    linked = asked.known(identity.person, provider) if identity else None
    person = identity.person if identity else viewers.by_email(vouched.address) if vouched.address else None
    addressed = asked.known(person, provider) if person and not identity else None
    step = vouching.step(vouched, identity_providers.terms(provider), linked=linked, addressed=addressed)
    if identity:
        if begun_at <= identity.last_begun_at:
            raise TurnedAway("This sign-in was used already. Please begin again.", "answer used twice")
        identity.last_begun_at = begun_at
        return identity.person
    if step is Step.CREATE:
        person = _new_person(provider, vouched, at=at)
    assert person is not None
    _tie(provider, person, vouched, begun_at=begun_at, at=at)
    return person


def untie(person: Person, *, by: Viewer, at: datetime) -> None:
    """Forget which account at the provider is theirs: the next verified sign-in with their address ties them anew."""
    people.require_authority(person, by)
    for identity in asked.identities_of(person):
        db.session.delete(identity)
    events.record(person, "identity_untied", by=by, at=at)


def _new_person(provider: IdentityProvider, vouched: Vouched, *, at: datetime) -> Person:
    """Somebody of that company, who sees nothing until they are given a seat or a role."""
    name = "".join(letter for letter in vouched.name if letter.isprintable()).strip()
    try:
        person = people.create(
            name=name or vouched.address.partition("@")[0],
            email=vouched.address,
            organisation=provider.organisation,
            password_hash="",
            by=None,
            at=at,
        )
    except Refused as refused:
        raise TurnedAway(vouching.UNKNOWN, f"could not be brought in: {refused.field or 'address'}") from refused
    identity_messages.came_in(person, at=at)
    return person


def _tie(provider: IdentityProvider, person: Person, vouched: Vouched, *, begun_at: datetime, at: datetime) -> None:
    db.session.flush()
    joinings.void([person.id])
    db.session.add(
        Identity(
            provider_id=provider.id,
            person_id=person.id,
            issuer=vouched.issuer,
            subject=vouched.subject,
            linked_at=at,
            last_begun_at=begun_at,
        )
    )
    events.record(person, "identity_tied", by=None, at=at, reason=f"vouched for by the provider of {provider.name}")
