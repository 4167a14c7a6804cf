"""The companies and people of the demonstration as rows, and what each may do while the story is told."""

import secrets
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.demonstration.names import COMPANIES, LEFT_DAYS_AGO, PEOPLE, Company, Someone
from govtracker.demonstration.story import Story
from govtracker.demonstration.timeline import Timeline
from govtracker.models import Organisation, Person, Setting
from govtracker.queries import viewers
from govtracker.queries.installation import demo
from govtracker.services import events
from govtracker.services.structure import people, roles


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
        roles.give(person, someone.role, by=None, at=at, today=cast.story.founded_on)
    return person


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return letters.lower().replace(" ", ".")


EVENING = timedelta(hours=9)
