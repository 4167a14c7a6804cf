"""People and organisations."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from email_validator import EmailNotValidError, validate_email

from govtracker.access import Viewer
from govtracker.database import carried, db
from govtracker.enums import SessionEnd
from govtracker.mail import account_messages
from govtracker.models import Organisation, Person
from govtracker.queries import claims, search_documents, viewers
from govtracker.queries.installation import identity_providers, joinings
from govtracker.queries.structure import organisations
from govtracker.queries.structure import people as colleagues
from govtracker.rules.installation import vouching
from govtracker.services import Refused, events
from govtracker.services.installation import mail_domains, once_links, sign_in_sessions, task_links
from govtracker.services.reviews import mail_preferences

TAKEN = "Somebody with this address is here already."
ELSEWHERE = "This address cannot be used here. If it is one of your company’s, ask whoever runs this installation."


def create(
    *,
    name: str,
    email: str,
    organisation: Organisation,
    by: Viewer | None,
    at: datetime,
    password_hash: str = "",
    zone: str = "",
    job_title: str = "",
    is_administrator: bool = False,
) -> Person:
    """A new person of `organisation`; refuses a bad or taken address, an empty name, an unknown zone.

    Refused, too, is an address that the organisation does not let in.
    """
    address = checked_email(email)
    mail_domains.require(organisation, address)
    _require_free(address, organisation, by)
    person = Person(
        name=checked_name(name),
        email=address,
        organisation_id=organisation.id,
        password_hash=password_hash,
        zone=checked_zone(zone or organisation.zone),
        job_title=job_title.strip()[:120],
        is_administrator=is_administrator,
        created_at=at,
    )
    db.session.add(person)
    _begin([person], by=by, at=at)
    return person


def enter(
    rows: Sequence[Mapping[str, str]], organisation: Organisation, *, by: Viewer, at: datetime
) -> dict[str, Person]:
    """Many new people of `organisation` at once, who cannot sign in yet; by address.

    A row says name, email, zone and job_title, all of them checked, the address to be free.
    """
    common = {"organisation_id": organisation.id, "password_hash": "", "created_at": at}
    claims.insert_rows(Person, [{**row, **common} for row in rows])
    people = colleagues.with_addresses([row["email"] for row in rows])
    search_documents.changed(Person, [person.id for person in people.values()])
    _begin(list(people.values()), by=by, at=at)
    return people


def _begin(people: Sequence[Person], *, by: Viewer | None, at: datetime) -> None:
    for person in people:
        events.record(person, "person_created", by=by, at=at)
    mail_preferences.begin_digests(people, at=at)


def remove(people: Sequence[Person], *, by: Viewer, at: datetime) -> None:
    """Take back people who were entered by mistake and whom nothing but digests and invitations points at."""
    ids = [person.id for person in people]
    mail_preferences.end_digests(ids)
    joinings.remove(ids)
    for person in people:
        events.record(person, "person_removed", by=by, at=at)
        db.session.delete(person)
    db.session.flush()


def change_settings(viewer: Viewer, *, zone: str, theme: str, shortcuts: bool, at: datetime) -> None:
    """How the product shows itself to the person; refuses an unknown zone."""
    events.change(
        viewers.oneself(viewer),
        "settings_changed",
        by=viewer,
        at=at,
        zone=checked_zone(zone),
        theme=theme,
        shortcuts=shortcuts,
    )


def change_password(viewer: Viewer, password_hash: str, *, keep: int, at: datetime) -> None:
    """A new password; every session of the person ends but the one they keep."""
    person = viewers.oneself(viewer)
    person.password_hash, person.must_change_password = password_hash, False
    sign_in_sessions.end_all(person, why=SessionEnd.PASSWORD_CHANGED, keep=keep)
    events.record(person, "password_changed", by=viewer, at=at)
    account_messages.password_changed(person, f"{person.id}:{at.isoformat()}", at=at)


def correct(person: Person, *, name: str, email: str, job_title: str, zone: str, by: Viewer, at: datetime) -> None:
    """Set right what is kept of a colleague; refuses what `create` refuses, and a change to whoever outranks `by`.

    With a new address their sessions and links to get in end, and the address they had is told.
    """
    require_authority(person, by)
    address = checked_email(email)
    if address != person.email:
        _require_free(address, person.organisation, by)
        mail_domains.require(person.organisation, address)
        _leave_address(person, by=by, at=at)
    events.change(
        person,
        "person_corrected",
        by=by,
        at=at,
        name=checked_name(name),
        email=address,
        job_title=job_title.strip()[:120],
        zone=checked_zone(zone),
    )


def taken_words(known: Person, by: Viewer | None) -> str:
    """Why an address `known` has cannot be used: told plainly to their colleagues and to who runs the installation."""
    return TAKEN if by is None or by.is_administrator or known.organisation_id == by.organisation_id else ELSEWHERE


def not_theirs(addresses: Iterable[str], company: Organisation, by: Viewer | None) -> set[str]:
    """The domains of these addresses that nobody of `company`, nor of who acts, is at, but people of others.

    There `taken_words` is the answer for every address, so that nobody finds out who of another company is here.
    """
    if by is None or by.is_administrator:
        return set()
    domains = {vouching.domain_of(address) for address in addresses}
    return identity_providers.others_alone(domains, {company.id, by.organisation_id})


def _require_free(address: str, company: Organisation, by: Viewer | None) -> None:
    if known := viewers.by_email(address):
        raise Refused(taken_words(known, by), "email")
    if not_theirs([address], company, by):
        raise Refused(ELSEWHERE, "email")


def _leave_address(person: Person, *, by: Viewer, at: datetime) -> None:
    """Whoever reads what is sent to the address they had gets in no more; it is told so, where it is known to work."""
    has_joined = bool(person.password_hash) or joinings.is_vouched_for(person)
    if has_joined and person.unreachable_at is None:
        account_messages.address_changed(person, person.email, by=by, at=at)
    confirm_address(person, by=by, at=at)
    sign_in_sessions.end_all(person, why=SessionEnd.ADDRESS_CHANGED)
    once_links.void([person.id])
    task_links.revoke_all(person, by=by, at=at)


def confirm_address(person: Person, *, by: Viewer, at: datetime) -> None:
    """Let mail go to their address again, which a mail server had refused for good."""
    events.change(person, "address_confirmed", by=by, at=at, unreachable_at=None, unreachable_reply="")


@events.late
def record_refused_addresses() -> None:
    """Mail servers refused these addresses for good, as mail found out in this transaction."""
    refused: list[tuple[int, str, datetime]] = carried().pop("refused_addresses", [])
    for person_id, reply, at in refused:
        changes = {"unreachable_at": [None, at], "unreachable_reply": ["", reply]}
        events.record(viewers.person(person_id), "address_refused", by=None, at=at, changes=changes)


def organisation_named(
    name: str, *, by: Viewer | None, at: datetime, zone: str = "UTC", field: str = "organisation"
) -> Organisation:
    """The organisation of that name, made when it is new; a name that is refused concerns `field`."""
    found = organisations.by_name(name)
    if found:
        return found
    organisation = Organisation(name=_one_line(name, field), zone=checked_zone(zone))
    db.session.add(organisation)
    events.record(organisation, "organisation_created", by=by, at=at)
    return organisation


def checked_name(name: str) -> str:
    """The name on one line; refuses an empty or very long one."""
    return _one_line(name, "name")


def checked_email(email: str) -> str:
    """The address, normalised and in small letters; refuses what is none."""
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise Refused(f"This is not an e-mail address: {error}", "email") from None


def checked_zone(zone: str) -> str:
    """The IANA zone; refuses an unknown one."""
    try:
        return ZoneInfo(zone).key
    except (KeyError, ValueError, OSError):
        raise Refused(f"There is no time zone {zone!r}; use a name such as Europe/Berlin.", "zone") from None


def require_authority(person: Person, by: Viewer) -> None:
    """An administrator of a company reaches into no account of one of the installation, and nobody into one erased."""
    if person.erased_at:
        raise Refused("This person was erased: nothing is left to change.")
    if person.is_administrator and not by.is_administrator:
        raise Refused("This person administers the installation: only another such administrator changes that account.")


def _one_line(text: str, field: str) -> str:
    line = " ".join(text.split())
    if not line:
        raise Refused("Enter a name.", field)
    if len(line) > 120:
        raise Refused("Use at most 120 characters.", field)
    return line
