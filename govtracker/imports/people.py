"""People of one's own company from a table: by their e-mail address, each once."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from govtracker.access import Permission, allowed
from govtracker.enums import RowOutcome
from govtracker.imports.kinds import Field, Ground, Kind, Planned, Problem, Row, RowRefused, Written
from govtracker.mail import transport
from govtracker.models import ImportRow, Organisation, Person
from govtracker.queries.installation import joinings as joinings_asked
from govtracker.queries.installation import references
from govtracker.queries.structure import people
from govtracker.rules.installation import vouching
from govtracker.services import Refused
from govtracker.services.installation import joinings, mail_domains
from govtracker.services.structure import people as verbs

LONGEST_JOB: Final = 120
KEPT: Final = ("name", "email", "job_title", "zone")
THEIR_OWN: Final = frozenset({"mail_schedule", "joining", "notification", "outbox_mail"})  # tables whose rows go along
FIELDS: Final = (
    Field("name", "Name", "as colleagues know them", ("Eva Varga", "Rafael Ortega"), ("full name", "person"), True),
    Field(
        "email",
        "E-mail",
        "each address once; it says who is here already",
        ("eva.varga@example.com", "rafael.ortega@example.com"),
        ("e-mail address", "mail", "mail address", "login", "user name"),
        is_needed=True,
    ),
    Field(
        "job_title",
        "What they do",
        f"at most {LONGEST_JOB} characters",
        ("Head of vendor management", "Customer care lead"),
        ("job title", "title", "position", "function", "role"),
    ),
    Field(
        "zone",
        "Time zone",
        "such as Europe/Berlin; empty: that of your company",
        ("Europe/Berlin", ""),
        ("zone", "timezone", "tz"),
    ),
)


class People:
    """Reads rows of people."""

    def __init__(self, ground: Ground) -> None:
        assert isinstance(ground.place, Organisation)
        self.ground = ground
        self.company = ground.place
        self.may_correct = allowed(ground.by, Permission.ADMINISTER_ORGANISATION)
        self.seen: dict[str, int] = {}
        self.not_theirs: set[str] = set()

    def look(self, rows: Sequence[Row]) -> list[Planned | Problem]:
        """New people, those who are here already, and those who are told from others by nothing but a mistake."""
        values: dict[int, dict[str, str]] = {}
        found: list[Planned | Problem] = []
        for row in rows:
            try:
                values[row.number] = self._read(row)
            except RowRefused as refusal:
                found.append(Problem(row.number, refusal.field, refusal.sentence))
        addresses = [one["email"] for one in values.values()]
        known = people.with_addresses(addresses)
        self.not_theirs = verbs.not_theirs(addresses, self.company, self.ground.by)
        for number, said in values.items():
            try:
                found.append(self._plan(number, said, known.get(said["email"])))
            except RowRefused as refusal:
                found.append(Problem(number, refusal.field, refusal.sentence))
        return found

    def write(self, planned: Sequence[Planned]) -> list[Written]:
        """Enter who is new, and correct who has changed."""
        by, at = self.ground.by, self.ground.at
        fresh = [one for one in planned if one.outcome is RowOutcome.NEW]
        entered = verbs.enter([one.deed for one in fresh], self.company, by=by, at=at)
        if transport.route():  # else each of them is given a link, once, from the list of people
            joinings.invite_all(list(entered.values()), by=by, at=at)
        written = [_written(one.row, entered[one.deed["email"]], {}) for one in fresh]
        changed = [one for one in planned if one.outcome is RowOutcome.CHANGED]
        known = people.colleagues_by_id(by, [one.deed["id"] for one in changed])
        for one in changed:
            person = known[one.deed["id"]]
            before = _kept(person)
            verbs.correct(person, **one.deed["values"], by=by, at=at)
            written.append(_written(one.row, person, before))
        return written

    def _read(self, row: Row) -> dict[str, str]:
        """What a row says of a person, checked; empty where it says nothing."""
        try:
            said = {"name": verbs.checked_name(row.said["name"]), "email": verbs.checked_email(row.said["email"])}
            said["zone"] = verbs.checked_zone(row.said["zone"]) if row.said["zone"] else ""
        except Refused as refusal:
            raise RowRefused(refusal.field, refusal.text) from None
        said["job_title"] = " ".join(row.said["job_title"].split())
        if len(said["job_title"]) > LONGEST_JOB:
            raise RowRefused("job_title", f"Use at most {LONGEST_JOB} characters; these are {len(said['job_title'])}.")
        earlier = self.seen.setdefault(said["email"], row.number)
        if earlier != row.number:
            raise RowRefused("email", f"Row {earlier} says {said['email']} already.")
        return said

    def _plan(self, number: int, said: Mapping[str, str], known: Person | None) -> Planned:
        if known is None:
            self._require_domain(said["email"])
            values = {**said, "zone": said["zone"] or self.company.zone}
            return Planned(number, said["name"], RowOutcome.NEW, values)
        if known.organisation_id != self.company.id:
            raise RowRefused("email", verbs.taken_words(known, self.ground.by))
        values = {name: said[name] or getattr(known, name) for name in KEPT}
        if values == _kept(known):
            return Planned(number, known.name, RowOutcome.UNCHANGED)
        if not self.may_correct or (known.is_administrator and not self.ground.by.is_administrator):
            differs = next(name for name in KEPT if values[name] != getattr(known, name))
            raise RowRefused(
                differs,
                f"{known.email} is here with “{getattr(known, differs)}”: only an administrator of your company "
                "corrects colleagues.",
            )
        return Planned(number, values["name"], RowOutcome.CHANGED, {"id": known.id, "values": values})

    def _require_domain(self, address: str) -> None:
        try:
            mail_domains.require(self.company, address)
        except Refused as refusal:
            raise RowRefused(refusal.field, refusal.text) from None
        if vouching.domain_of(address) in self.not_theirs:
            raise RowRefused("email", verbs.ELSEWHERE)


def take_back(rows: Sequence[ImportRow], ground: Ground) -> set[int]:
    """Remove who came in and give corrected people back what they were, unless they were touched since.

    Somebody who has a password, a seat, a role or anything else to their name stays.
    """
    known = people.colleagues_by_id(ground.by, [row.subject_id for row in rows if row.subject_id])
    used = references.pointed_at(Person, list(known), beside=THEIR_OWN) | joinings_asked.has_other_mail(list(known))
    left, gone = set(), []
    for row in rows:
        person = known.get(row.subject_id or 0)
        if person is None or _kept(person) != row.after:
            left.add(row.line)
        elif row.outcome is RowOutcome.CHANGED:
            verbs.correct(person, **row.before, by=ground.by, at=ground.at)
        elif person.id in used or person.password_hash:
            left.add(row.line)
        else:
            gone.append(person)
    verbs.remove(gone, by=ground.by, at=ground.at)
    return left


def _written(row: int, person: Person, before: dict[str, Any]) -> Written:
    return Written(row, "person", person.id, before, _kept(person))


def _kept(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in KEPT}


PEOPLE: Final = Kind(
    name="people",
    title="Import people",
    noun=("person", "people"),
    lead="of your own company; whoever is new is invited by mail, and chooses their own password",
    fields=FIELDS,
    importer=People,
    take_back=take_back,
)
