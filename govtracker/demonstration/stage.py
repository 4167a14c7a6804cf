"""All that the parts of the demonstration share: the story, its people and places, its timeline and working hours."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property

from govtracker.access import Viewer
from govtracker.demonstration.people import Cast
from govtracker.demonstration.story import HOME, Story
from govtracker.demonstration.structure import Place
from govtracker.demonstration.timeline import Timeline
from govtracker.enums import SeatRole, Side
from govtracker.models import Action, Issue, Scorecard
from govtracker.queries.governance import calendars
from govtracker.queries.issues import root_causes
from govtracker.rules import wall_time
from govtracker.rules.governance import business_time
from govtracker.rules.governance.business_calendar import BusinessCalendar

MIDNIGHT = time()
WEEKS = 50  # days


@dataclass(frozen=True)
class Stage:
    """Where the story is played, and what has come of it so far by relationship: issues, actions, scorecards."""

    story: Story
    cast: Cast
    places: dict[str, Place]
    timeline: Timeline
    issues: dict[str, list[Issue]] = field(default_factory=lambda: defaultdict(list))
    actions: dict[str, list[Action]] = field(default_factory=lambda: defaultdict(list))
    cards: dict[str, list[Scorecard]] = field(default_factory=lambda: defaultdict(list))

    @cached_property
    def _calendars(self) -> dict[int, BusinessCalendar]:
        companies = {place.row.company(side).id for place in self.places.values() for side in Side}
        return {company: calendars.of_organisation(company) for company in companies}

    @cached_property
    def root_causes(self) -> dict[str, int]:
        """The categories of root causes by name."""
        return {name: root_cause_id for root_cause_id, name in root_causes.choices()}

    def hours(self, place: Place, side: Side) -> BusinessCalendar:
        """When the people of a side work."""
        return self._calendars[place.row.company(side).id]

    def after(self, at: datetime, minutes: int, place: Place, side: Side) -> datetime:
        """So many working minutes of a side later."""
        return business_time.add(at, minutes, self.hours(place, side))

    def before(self, at: datetime, minutes: int, place: Place, side: Side) -> datetime:
        """So many working minutes of a side earlier."""
        return business_time.subtract(at, minutes, self.hours(place, side))

    def working_day(self, day: date, place: Place, side: Side) -> date:
        """That day, or the next one on which the side works."""
        opens = self.after(wall_time.on(day, MIDNIGHT, self.hours(place, side).zone), 1, place, side)
        return wall_time.local(opens, self.hours(place, side).zone).date()

    def days_ago(self, at: datetime) -> int:
        """How many days before the end of the story an instant lies."""
        return self.story.days_ago(wall_time.local(at, HOME).date())

    def side_of(self, name: str, place: Place) -> Side:
        """The side on which a person's company stands."""
        return Side.CLIENT if self.cast.people[name].organisation_id == place.row.client_id else Side.SUPPLIER

    def spoc(self, place: Place, side: Side) -> Viewer:
        """The SPOC of a side."""
        return self.cast.viewer(place.holder(side, SeatRole.SPOC))

    def lead(self, place: Place, side: Side, area: str, at: datetime) -> Viewer:
        """Who leads the area on a side at that time, or the deputy SPOC while nobody does."""
        return self.cast.viewer(place.lead(side, area, days_ago=self.days_ago(at)))

    def lasting_lead(self, place: Place, side: Side, area: str, at: datetime) -> str:
        """Who leads the area and will for some time, or the deputy SPOC: for what takes weeks."""
        ago = self.days_ago(at)
        now, later = (place.lead(side, area, days_ago=days) for days in (ago, max(0, ago - WEEKS)))
        return now if now == later else place.holder(side, SeatRole.DEPUTY_SPOC)
