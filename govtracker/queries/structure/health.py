"""How healthy a structure is on a day: what is found of its pairs, who makes the contacts, whom areas depend on."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from govtracker.access import Viewer
from govtracker.models import Relationship
from govtracker.queries.structure import activity, contacts, pairs, seats
from govtracker.queries.structure.activity import Activity
from govtracker.queries.structure.contacts import Span
from govtracker.queries.structure.seats import SeatRow
from govtracker.rules.structure import contacts as told
from govtracker.rules.structure import structure
from govtracker.rules.structure.contacts import Concentration, KeyPerson, Tally
from govtracker.rules.structure.structure import Finding, PairFacts, Quiet


@dataclass(frozen=True)
class Health:
    """The seats of a relationship on a day, the contacts of the span that ends with it, and what is found of both."""

    seats: list[SeatRow]
    span: Span
    quiet: Quiet
    tallies: list[Tally]
    pairs: list[PairFacts]
    findings: dict[int, list[Finding]]
    concentration: Concentration
    key_persons: list[KeyPerson]

    @property
    def on(self) -> date:
        """The day."""
        return self.span.on

    @property
    def contacts(self) -> Counter[int | None]:
        """Area → how many contacts there were."""
        return told.by_area(self.tallies)

    @property
    def names(self) -> dict[int, str]:
        """Person → name, of those who hold a seat on the day."""
        return {seat.person_id: seat.person or "" for seat in self.seats if seat.person_id is not None}


def of_relationship(relationship: Relationship, on: date) -> Health:
    """What is found on a day (UTC, as rights are counted)."""
    seated, span = _seated(relationship, on)
    return _found(relationship, seated, span, contacts.tallied(relationship.id, span))


def with_activity(
    viewer: Viewer, relationship: Relationship, on: date, *, today: date, at: datetime | None = None
) -> tuple[Health, Activity]:
    """The same with what is open and overdue on the viewer's `today`; `at` as in activity.of_relationship."""
    seated, span = _seated(relationship, on)
    between = activity.of_relationship(viewer, relationship.id, span, today=today, at=at)
    return _found(relationship, seated, span, between.contacts), between


def _seated(relationship: Relationship, on: date) -> tuple[list[SeatRow], Span]:
    since = contacts.first_day(on)
    seated, posts = seats.structure_since(relationship.id, since, on)
    return seated, Span(since, on, posts)


def _found(relationship: Relationship, seated: list[SeatRow], span: Span, tallies: list[Tally]) -> Health:
    facing = pairs.facing(seated, told.last_by(tallies))
    quiet = Quiet(span.on, relationship.dormant_after_days, span.since)
    return Health(
        seats=seated,
        span=span,
        quiet=quiet,
        tallies=tallies,
        pairs=facing,
        findings=structure.all_findings(facing, quiet),
        concentration=told.concentration(tallies, limit=relationship.spoc_share_limit),
        key_persons=told.key_persons(tallies),
    )
