"""Identity providers: the OpenID Connect provider of a company, its address domains, and whom it has vouched for."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base
from govtracker.models.people import Organisation, Person


class IdentityProvider(Base):
    """How the people of one company sign in through its own provider; it counts while it is `switched_on_at`.

    `slug` stands in its addresses. `client_secret` is encrypted (services/installation/sealing). `scopes`,
    `required_acr` and `required_amr` are words separated by spaces; of the required ones a sign-in has to bring one.
    `tried_at` is when its settings, as they now are, were last found to work.
    """

    __tablename__ = "identity_provider"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), unique=True)
    slug: Mapped[str] = mapped_column(String(24), unique=True)
    issuer: Mapped[str] = mapped_column(String(300))
    client_id: Mapped[str] = mapped_column(String(200))
    client_secret: Mapped[str] = mapped_column(String(1000), default="")
    scopes: Mapped[str] = mapped_column(String(200))
    required_acr: Mapped[str] = mapped_column(String(300), default="")
    required_amr: Mapped[str] = mapped_column(String(100), default="")
    just_in_time: Mapped[bool] = mapped_column(default=False)
    only_this_way: Mapped[bool] = mapped_column(default=False)
    trusts_second_factor: Mapped[bool] = mapped_column(default=False)
    signs_out_there: Mapped[bool] = mapped_column(default=False)
    tried_at: Mapped[datetime | None]
    switched_on_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    organisation: Mapped[Organisation] = link(lazy="joined", innerjoin=True)
    domains: Mapped[list["IdentityDomain"]] = link(
        order_by="IdentityDomain.domain", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def name(self) -> str:
        """What people call it."""
        return self.organisation.name


class IdentityDomain(Base):
    """A domain whose addresses belong to the company of the provider, in small letters; to no other company."""

    __tablename__ = "identity_domain"

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("identity_provider.id"), index=True)
    domain: Mapped[str] = mapped_column(String(253), unique=True)


class Identity(Base):
    """Who `subject` of an issuer is here. `last_begun_at` (real time) is when the sign-in last admitted was begun.

    A subject means nothing without its issuer, and an issuer can change: both name the identity.
    """

    __tablename__ = "identity"
    __table_args__ = (
        UniqueConstraint("provider_id", "issuer", "subject"),
        UniqueConstraint("provider_id", "issuer", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("identity_provider.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    issuer: Mapped[str] = mapped_column(String(300))
    subject: Mapped[str] = mapped_column(String(255))
    linked_at: Mapped[datetime]
    last_begun_at: Mapped[datetime]
    person: Mapped[Person] = link(lazy="joined", innerjoin=True)
