"""Whom an identity provider vouches for: when that lets somebody in, is tied to a person, or brings a new one in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Step(StrEnum):
    """What follows from a sign-in at a provider."""

    ADMIT = "admit"
    LINK = "link"
    CREATE = "create"


class TurnedAway(Exception):
    """Nobody comes in; the text says so calmly and tells nothing of anybody else, `why` is for those who run this."""

    def __init__(self, words: str, why: str) -> None:
        super().__init__(words)
        self.why = why


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a provider says of somebody, its signature checked. `address` is in small letters.

    `proved_at` (real time) is when they proved it there; None where it does not say.
    """

    issuer: str
    subject: str
    address: str = ""
    address_verified: bool = False
    name: str = ""
    acr: str = ""
    amr: tuple[str, ...] = ()
    proved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which a company lets its provider vouch for its people."""

    organisation_id: int
    domains: frozenset[str]
    just_in_time: bool = False
    required_acr: frozenset[str] = frozenset()
    required_amr: frozenset[str] = frozenset()
    trusts_second_factor: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A person as far as it matters here; `is_linked` where this issuer vouches for them under some subject.

    `is_administrator`: of the installation.
    """

    organisation_id: int
    is_active: bool
    is_linked: bool = False
    is_administrator: bool = False


ASK = "Please ask the administrator of your company in GovTracker."
THEIR_OWN_WAY = "Who administers the installation signs in with their own password, not through a company."
UNKNOWN = f"Your company’s sign-in worked, but nobody here goes with your account there. {ASK}"


def step(vouched: Vouched, terms: Terms, *, linked: Known | None, addressed: Known | None) -> Step:
    """What follows; raises TurnedAway.

    `linked` is who this subject of this issuer was tied to earlier, `addressed` who has the address. Somebody who was
    tied stays who they are, whatever their address at the provider has become since. Nobody vouches for an
    administrator of the installation: whoever looks after a company's provider would be one, too.
    """
    _require_manner(vouched, terms)
    if linked:
        _require_colleague(linked, terms)
        return Step.ADMIT
    if not vouched.address or not vouched.address_verified:
        raise TurnedAway(
            f"Your company’s sign-in does not say that your e-mail address is verified. {ASK}", "address not verified"
        )
    if domain_of(vouched.address) not in terms.domains:
        raise TurnedAway(UNKNOWN, "address of another domain")
    if addressed is None:
        if not terms.just_in_time:
            raise TurnedAway(UNKNOWN, "not a person here")
        return Step.CREATE
    _require_colleague(addressed, terms)
    if addressed.is_linked:
        raise TurnedAway(UNKNOWN, "the person with this address is tied to another account there")
    return Step.LINK


def proves_second_factor(vouched: Vouched, terms: Terms) -> bool:
    """Whether the provider asked for more than one factor (RFC 8176), and the company takes its word for it."""
    return terms.trusts_second_factor and "mfa" in vouched.amr


def keeps_password(*, is_administrator: bool, administers_company: bool, of_company: int) -> bool:
    """Whether a person may still use a password where their company signs in through its provider alone.

    An administrator of the installation has no other way in; `of_company` counts the active administrators of the
    company, the last of whom keeps one.
    """
    return is_administrator or (administers_company and of_company <= 1)


def domain_of(address: str) -> str:
    """The domain of `address` in small letters; nothing where there is none."""
    name, _, domain = address.strip().lower().rpartition("@")
    return domain if name else ""


def _require_manner(vouched: Vouched, terms: Terms) -> None:
    weak = (
        "Your company asks for a stronger sign-in than the one you used there: sign in there with your second factor."
    )
    if terms.required_acr and vouched.acr not in terms.required_acr:
        raise TurnedAway(weak, "acr is not one of those required")
    if terms.required_amr and not terms.required_amr & set(vouched.amr):
        raise TurnedAway(weak, "amr names none of those required")


def _require_colleague(known: Known, terms: Terms) -> None:
    if known.organisation_id != terms.organisation_id:
        raise TurnedAway(UNKNOWN, "a person of another company")
    if not known.is_active:
        raise TurnedAway(UNKNOWN, "a person whose access has ended")
    if known.is_administrator:
        raise TurnedAway(THEIR_OWN_WAY, "an administrator of the installation")
