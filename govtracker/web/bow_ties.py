"""The reverse bow-tie of a relationship, today or on a day gone by."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from flask import url_for

from govtracker import clock
from govtracker.access import Viewer
from govtracker.charts import bow_tie_drawing, bow_tie_facts
from govtracker.charts.bow_tie_drawing import Drawing
from govtracker.charts.bow_tie_facts import Seen
from govtracker.enums import Side
from govtracker.models import Relationship
from govtracker.queries.governance import forums
from govtracker.queries.structure import health as asked
from govtracker.queries.structure.activity import Activity
from govtracker.queries.structure.health import Health
from govtracker.web import addresses, findings
from govtracker.web.findings import Told

STEP = timedelta(days=30)


@dataclass(frozen=True)
class AsItStood:
    """A structure on a day `on`, between the relationship's `first` day and `today`."""

    relationship: Relationship
    on: date
    first: date
    today: date
    health: Health
    between: Activity
    picture: Drawing
    found: list[Told]
    contacts: Told

    @property
    def is_past(self) -> bool:
        """It is not today's."""
        return self.on < self.today

    @property
    def earlier(self) -> date | None:
        """A step back, or to the first day."""
        return max(self.on - STEP, self.first) if self.on > self.first else None

    @property
    def later(self) -> date | None:
        """A step ahead, or to today."""
        return min(self.on + STEP, self.today) if self.is_past else None


def as_it_stood(relationship: Relationship, viewer: Viewer) -> AsItStood:
    """The day comes from the address (`?on=2026-03-03`); one that is none, or lies outside, is the nearest."""
    today = clock.today("UTC")
    first = min(relationship.created_at.astimezone(UTC).date(), today)
    on = min(max(addresses.day("on") or today, first), today)
    is_past = on < today
    health, between = asked.with_activity(
        viewer, relationship, on, today=on if is_past else clock.today(viewer.zone), at=_end_of(on) if is_past else None
    )
    return AsItStood(
        relationship,
        on,
        first,
        today,
        health,
        between,
        bow_tie_drawing.draw(bow_tie_facts.of_structure(health, between, _seen(relationship, viewer))),
        findings.told(relationship, health),
        findings.concentration(relationship, health),
    )


def _seen(relationship: Relationship, viewer: Viewer) -> Seen:
    return Seen(
        {side: relationship.company(side).name for side in Side},
        forums.names_by_tier(viewer, relationship.id),
        person_href=lambda person_id: url_for("people.show", person_id=person_id),
        area_href=lambda area_id: url_for("relationships.area", key=relationship.key, area_id=area_id, on=_day_asked()),
    )


def _day_asked() -> str | None:
    on = addresses.day("on")
    return on.isoformat() if on else None


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), UTC)
