"""Identity providers: a company's own, the one an address leads to, and whom each has vouched for."""

from collections.abc import Collection, Sequence

from sqlalchemy import case, exists, func, or_, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import PortfolioRole
from govtracker.models import Identity, IdentityDomain, IdentityProvider, Person, RoleHeld
from govtracker.queries import find
from govtracker.rules.installation import mail_domains, vouching
from govtracker.rules.installation.vouching import Known

AT_ONCE = 200  # domains asked for in one statement


def own(viewer: Viewer) -> IdentityProvider | None:
    """The provider of the viewer's own company, switched on or not."""
    return db.session.scalar(select(IdentityProvider).where(IdentityProvider.organisation_id == viewer.organisation_id))


def own_one(viewer: Viewer) -> IdentityProvider:
    """The same, for what only works where there is one; raises NotFound."""
    mine = IdentityProvider.organisation_id == viewer.organisation_id
    return find.one(select(IdentityProvider).where(mine))


def of_organisation(name: str) -> IdentityProvider | None:
    """The provider of the company of that name, for whoever runs the installation."""
    return db.session.scalar(select(IdentityProvider).where(IdentityProvider.organisation.has(name=name)))


def in_use(slug: str) -> IdentityProvider:
    """The switched-on provider at that address; raises NotFound."""
    return find.one(
        select(IdentityProvider).where(IdentityProvider.slug == slug, IdentityProvider.switched_on_at.is_not(None))
    )


def any_in_use() -> bool:
    """Whether any company signs in through a provider of its own."""
    return bool(db.session.scalar(select(exists().where(IdentityProvider.switched_on_at.is_not(None)))))


def way_of(address: str) -> str | None:
    """The slug of the switched-on provider whose domains `address` belongs to; who has that address is not asked."""
    domain = vouching.domain_of(address)
    return db.session.scalar(
        select(IdentityProvider.slug)
        .join(IdentityDomain, IdentityDomain.provider_id == IdentityProvider.id)
        .where(IdentityDomain.domain == domain, IdentityProvider.switched_on_at.is_not(None))
    )


def way_of_company(organisation_id: int) -> str | None:
    """The slug of the company's switched-on provider."""
    return db.session.scalar(
        select(IdentityProvider.slug).where(
            IdentityProvider.organisation_id == organisation_id, IdentityProvider.switched_on_at.is_not(None)
        )
    )


def way_out_of_company(organisation_id: int) -> str | None:
    """The slug of the company's switched-on provider, where its people are offered to sign out there, too."""
    slug = way_of_company(organisation_id)
    return slug if slug and in_use(slug).signs_out_there else None


def taken(domains: Collection[str], organisation_id: int) -> set[str]:
    """Those of `domains` that belong to the provider of another company, or stand in addresses of its people."""
    return {domain for domain, company_id in _companies_at(domains) if company_id != organisation_id}


def others_alone(domains: Collection[str], own: Collection[int]) -> set[str]:
    """Those of `domains` that other companies have and none of one's `own`, but where anybody gets an address."""
    known = _companies_at(set(domains) - mail_domains.OF_NO_COMPANY)
    return {domain for domain, _ in known} - {domain for domain, company_id in known if company_id in own}


def _companies_at(domains: Collection[str]) -> set[tuple[str, int]]:
    """(domain, company) of every provider and person with one of these domains, some at a time."""
    found, wanted = set[tuple[str, int]](), sorted(domains)
    for some in (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE)):
        provided = select(IdentityDomain.domain, IdentityProvider.organisation_id).join(IdentityProvider)
        ends = {domain: Person.email.endswith(f"@{domain}", autoescape=True) for domain in some}
        at_domain = case(*((is_at, domain) for domain, is_at in ends.items()))
        people = select(at_domain, Person.organisation_id).where(or_(*ends.values())).distinct()
        for rows in (provided.where(IdentityDomain.domain.in_(some)), people):
            found |= {(domain, company_id) for domain, company_id in db.session.execute(rows)}
    return found


def identity(provider: IdentityProvider, subject: str) -> Identity | None:
    """Who that subject of the provider's issuer is here, held until the transaction ends."""
    return db.session.scalar(
        select(Identity)
        .where(Identity.provider_id == provider.id, Identity.issuer == provider.issuer, Identity.subject == subject)
        .with_for_update(of=Identity)
    )


def known(person: Person, provider: IdentityProvider) -> Known:
    """What matters of a person when the provider vouches for somebody."""
    tied = exists().where(
        Identity.provider_id == provider.id, Identity.issuer == provider.issuer, Identity.person_id == person.id
    )
    is_linked = bool(db.session.scalar(select(tied)))
    return Known(person.organisation_id, person.is_active, is_linked, person.is_administrator)


def identities_of(person: Person) -> Sequence[Identity]:
    """What ties a person to accounts at their company's provider."""
    return db.session.scalars(select(Identity).where(Identity.person_id == person.id).order_by(Identity.id)).all()


def count_of(provider: IdentityProvider) -> int:
    """How many people its present issuer vouches for."""
    tied = select(func.count()).where(Identity.provider_id == provider.id, Identity.issuer == provider.issuer)
    return db.session.scalar(tied) or 0


def only_way(person_id: int) -> str | None:
    """The slug of the provider through which alone this person signs in; None where a password will do."""
    person = db.session.get_one(Person, person_id)
    slug = db.session.scalar(
        select(IdentityProvider.slug).where(
            IdentityProvider.organisation_id == person.organisation_id,
            IdentityProvider.only_this_way,
            IdentityProvider.switched_on_at.is_not(None),
        )
    )
    return None if slug is None or person.id in keepers_of_passwords(person.organisation_id) else slug


def keepers_of_passwords(organisation_id: int) -> set[int]:
    """The people of a company who may use a password though it signs in through its provider alone."""
    own = Person.organisation_id == organisation_id
    role = RoleHeld.role == PortfolioRole.ORGANISATION_ADMINISTRATOR
    held = select(Person.id).join(RoleHeld, RoleHeld.person_id == Person.id).where(own, role, Person.is_active)
    administrators = set(db.session.scalars(held))
    of_installation = set(db.session.scalars(select(Person.id).where(own, Person.is_administrator)))
    return {
        person_id
        for person_id in administrators | of_installation
        if vouching.keeps_password(
            is_administrator=person_id in of_installation,
            administers_company=person_id in administrators,
            of_company=len(administrators),
        )
    }
