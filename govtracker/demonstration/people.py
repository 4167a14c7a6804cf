"""The companies and people of the demonstration; every name is invented."""

import secrets
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.demonstration.story import Story
from govtracker.demonstration.timeline import Timeline
from govtracker.enums import PortfolioRole
from govtracker.models import Organisation, Person, Setting
from govtracker.queries import demo, viewers
from govtracker.services import events, people


class Company(NamedTuple):
    """An organisation; a unit of another names its parent. `country` says whose holidays it keeps."""

    name: str
    domain: str
    zone: str
    country: str = ""
    parent: str = ""


class Someone(NamedTuple):
    """A person; without a zone they live in their company's."""

    name: str
    job_title: str
    zone: str = ""
    role: PortfolioRole | None = None
    is_administrator: bool = False
    left_days_ago: int | None = None


NORTHGATE = "Northgate Networks"
MERIDIAN = "Meridian Support"
CASCADE = "Cascade Field Service"
IN_HOUSE = "In-house Level 3"
OPERATOR = "Alder Hosting"

COMPANIES = (
    Company(OPERATOR, "alder-hosting.example", "UTC"),
    Company(NORTHGATE, "northgate.example", "Europe/Berlin", "DE"),
    Company(MERIDIAN, "meridian-support.example", "Asia/Manila", "PH"),
    Company(CASCADE, "cascade-field.example", "Europe/Oslo", "NO"),
    Company(IN_HOUSE, "level3.northgate.example", "Europe/Berlin", "DE", parent=NORTHGATE),
)

PEOPLE: dict[str, tuple[Someone, ...]] = {
    OPERATOR: (Someone("Ada Hollis", "Systems administrator", "Europe/London", is_administrator=True),),
    NORTHGATE: (
        Someone("Eva Varga", "Head of support sourcing"),
        Someone("Oskar Brandt", "Supplier manager"),
        Someone("Petra Stein", "Head of field operations"),
        Someone("Helena Lund", "Chief customer officer", "Europe/Stockholm"),
        Someone("Viktor Lang", "Chief operating officer"),
        Someone("Rafael Ortega", "Customer care manager", "Europe/Madrid"),
        Someone("Lena Weber", "Quality manager"),
        Someone("Tobi Okafor", "IT service owner", "Europe/London"),
        Someone("Maja Lindqvist", "Workforce planning lead", "Europe/Stockholm"),
        Someone("Nadia Haddad", "Information security officer"),
        Someone("Claire Moreau", "Finance business partner", "Europe/Paris"),
        Someone("Jan Hofmann", "Field service manager"),
        Someone("Ines Albrecht", "Learning and training lead"),
        Someone("Kofi Mensah", "Network operations lead", "Europe/London"),
        Someone("Sofia Marek", "Operations supervisor, business customers", "Europe/Prague"),
        Someone("Mia Sommer", "Analyst, support sourcing"),
        Someone("Jonas Wolf", "Works council delegate"),
        Someone("Greta Falk", "Head of the governance office", role=PortfolioRole.GOVERNANCE_OFFICE),
        Someone("Emil Krause", "Chief executive officer", role=PortfolioRole.EXECUTIVE),
        Someone("Anna Vogt", "Internal auditor", role=PortfolioRole.AUDITOR),
        Someone("Otto Busch", "Directory administrator", role=PortfolioRole.ORGANISATION_ADMINISTRATOR),
    ),
    MERIDIAN: (
        Someone("Diego Alonso", "Account director"),
        Someone("Carla Dizon", "Deputy account director"),
        Someone("Kavita Iyer", "Vice president, client services", "Asia/Kolkata"),
        Someone("Priya Nair", "Operations manager, voice and chat"),
        Someone("Samuel Cruz", "Quality lead"),
        Someone("Ana Reyes", "Systems and workforce lead"),
        Someone("Leo Tan", "Security lead", left_days_ago=20),
        Someone("Joy Santos", "Billing and finance lead"),
        Someone("Paolo Ramos", "Operations supervisor, night shift"),
        Someone("Bea Villanueva", "Team leader, chat"),
        Someone("Nico Garcia", "Transition analyst"),
        Someone("Lara Domingo", "Governance office", role=PortfolioRole.GOVERNANCE_OFFICE),
    ),
    CASCADE: (
        Someone("Noah Berg", "Key account manager"),
        Someone("Sigrid Dahl", "Service delivery manager"),
        Someone("Astrid Haugen", "Managing director"),
        Someone("Erik Solberg", "Field operations manager"),
        Someone("Maren Lie", "Quality manager"),
        Someone("Stian Berge", "Quality manager", left_days_ago=260),
        Someone("Henrik Moe", "Head of IT"),
        Someone("Ida Nygaard", "Training lead"),
        Someone("Jonas Strand", "Security officer"),
        Someone("Kristin Vik", "Controller"),
        Someone("Lars Aas", "Dispatch team leader"),
    ),
    IN_HOUSE: (
        Someone("Beate Kern", "Head of level 3 support"),
        Someone("Ralf Jung", "Deputy head of level 3 support"),
        Someone("Katrin Vogel", "Director of engineering"),
        Someone("Sven Richter", "Team leader, expert desk"),
        Someone("Yusuf Demir", "Quality engineer"),
        Someone("Paula König", "Tools and automation lead"),
        Someone("Miriam Scholz", "Training coordinator"),
        Someone("Felix Roth", "Security engineer"),
        Someone("Hanna Beck", "Network specialist lead"),
        Someone("Tom Ahrens", "Shift supervisor"),
    ),
}


@dataclass
class Cast:
    """The companies and people as rows, by name, and what each person may do while the story is told."""

    story: Story
    companies: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    _viewers: dict[str, Viewer] = field(default_factory=dict)

    def viewer(self, name: str) -> Viewer:
        """The rights of that person while they still were in their seats."""
        if name not in self._viewers:
            left = LEFT_DAYS_AGO.get(name)
            day = self.story.today if left is None else left_on(self.story, left)
            found = viewers.viewer(self.people[name].id, today=day)
            assert found is not None
            self._viewers[name] = found
        return self._viewers[name]

    def reread(self) -> None:
        """Ask anew what everybody may do: seats have been given."""
        self._viewers.clear()


def write(story: Story, timeline: Timeline, *, password: str, password_hash: str) -> Cast:
    """Companies, people and their portfolio roles; `password` is kept in clear for the sign-in of the demonstration."""
    cast = Cast(story)
    db.session.add(Setting(name=demo.PASSWORD_SETTING, value=password))
    at = story.founded_at(0)
    for company in COMPANIES:
        cast.companies[company.name] = _company(company, cast, at=at)
    for company in COMPANIES:
        for someone in PEOPLE[company.name]:
            cast.people[someone.name] = _person(someone, company, cast, password_hash=password_hash, at=at)
    for name in LEFT_DAYS_AGO:
        _leave(name, cast, timeline)
    return cast


def _leave(name: str, cast: Cast, timeline: Timeline) -> None:
    """Whoever leaves may no longer sign in, from the evening of the last day on."""

    def leaves(at: datetime) -> None:
        events.change(cast.people[name], "person_deactivated", by=None, at=at, is_active=False)

    timeline.at(cast.story.at_nine(left_on(cast.story, LEFT_DAYS_AGO[name])) + EVENING, leaves)


def left_on(story: Story, days_ago: int) -> date:
    """The last day of somebody who left so many days ago."""
    return story.today - timedelta(days=days_ago)


def new_password() -> str:
    """A password for one installation's demonstration people; nobody can know it beforehand."""
    return secrets.token_urlsafe(12)


def _company(company: Company, cast: Cast, *, at: datetime) -> Organisation:
    organisation = people.organisation_named(company.name, by=None, at=at, zone=company.zone)
    if company.parent:
        organisation.parent_id = cast.companies[company.parent].id
    db.session.flush()
    return organisation


def _person(someone: Someone, company: Company, cast: Cast, *, password_hash: str, at: datetime) -> Person:
    person = people.create(
        name=someone.name,
        email=f"{_plain(someone.name)}@{company.domain}",
        organisation=cast.companies[company.name],
        password_hash=password_hash,
        zone=someone.zone,
        job_title=someone.job_title,
        is_administrator=someone.is_administrator,
        by=None,
        at=at,
    )
    if someone.role:
        people.give_role(person, someone.role, by=None, at=at, today=cast.story.founded_on)
    return person


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return letters.lower().replace(" ", ".")


EVENING = timedelta(hours=9)
LEFT_DAYS_AGO = {
    someone.name: someone.left_days_ago
    for group in PEOPLE.values()
    for someone in group
    if someone.left_days_ago is not None
}
