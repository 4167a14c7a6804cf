"""Two of Northgate's customers by name, who supervises them, what could be done for them, and one value statement."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.demonstration.stage import Stage
from govtracker.demonstration.story import month_before
from govtracker.demonstration.structure import OFFICE
from govtracker.demonstration.support import SEGMENTS
from govtracker.enums import OpportunityKind, OpportunityStatus
from govtracker.models import CustomerAccount, CustomerSegment
from govtracker.queries.partnership import customers
from govtracker.queries.partnership import opportunities as asked_opportunities
from govtracker.queries.performance import client_catalogues
from govtracker.services.partnership import (
    account_releases,
    customer_accounts,
    opportunities,
    supervisors,
    value_statements,
)
from govtracker.services.partnership.opportunities import NewOpportunity

SUPERVISOR, OWNER = "Sofia Marek", "Rafael Ortega"
LOGISTICS, HOUSING = "Hafenkrone Logistik", "Elbtal Wohnbau"
PLACED_DAYS_AGO = 28
LABELS = {LOGISTICS: "A logistics company", HOUSING: "A housing association"}
ACCOUNTS = {LOGISTICS: SEGMENTS[1], HOUSING: SEGMENTS[2]}


class Idea(NamedTuple):
    """An opportunity: with whom, what, how many days ago, and what became of it so many days later."""

    account: str
    kind: OpportunityKind
    title: str
    why: str
    value: int | None
    days_ago: int
    became: OpportunityStatus | None = None
    outcome: str = ""
    won: int | None = None


IDEAS = (
    Idea(
        LOGISTICS,
        OpportunityKind.UPGRADE,
        "Support at night for the container terminal",
        "Their night shift waits until seven in the morning for every fault.",
        42_000,
        64,
        OpportunityStatus.WON,
        "Signed for two years, from the first of next month.",
        38_500,
    ),
    Idea(
        LOGISTICS,
        OpportunityKind.ADD_ON,
        "A second line to the customs office",
        "Three outages in a quarter on the one line they have.",
        9_600,
        31,
        OpportunityStatus.TAKEN_UP,
        "An offer goes out with the next review.",
    ),
    Idea(
        HOUSING,
        OpportunityKind.ADD_ON,
        "Door telephones over the building network",
        "Their caretakers ask for it whenever a technician is there.",
        None,
        40,
        OpportunityStatus.NOT_PURSUED,
        "They have just renewed with their own supplier for five years.",
    ),
    Idea(
        HOUSING,
        OpportunityKind.IMPROVEMENT,
        "One appointment for all flats of a stairwell",
        "Tenants complain of three visits for one fault.",
        None,
        6,
    ),
)
INTRODUCTION = (
    "In this period we looked after every fault you reported and say here, for each, why it happened and what we have "
    "done so that it does not happen again."
)


def name(stage: Stage) -> None:
    """The accounts, from the first day on, so that issues that say their names lead to them."""
    office = stage.cast.viewer(OFFICE)
    at = stage.story.founded_at(4)
    owner_id = stage.cast.people[OWNER].id
    for called in ACCOUNTS:
        label = LABELS[called]
        account = customer_accounts.add(
            office.organisation_id, called, owner_id=owner_id, label=label, by=office, at=at
        )
        if called == LOGISTICS:
            account_releases.release(account, stage.places["MER"].row.supplier, by=office, at=at)
        supervisors.give(stage.cast.people[SUPERVISOR], account, from_on=at.date(), by=office, at=at)
    stage.cast.reread()


def write(stage: Stage) -> None:
    """Put what happens with them on the timeline, once the segments have their names."""
    story = stage.story
    stage.timeline.at(story.at - timedelta(days=PLACED_DAYS_AGO), lambda at: _place(stage, at))
    for idea in IDEAS:
        raised: dict[str, int] = {}
        begun = story.at - timedelta(days=idea.days_ago)
        stage.timeline.at(begun, lambda at, idea=idea, kept=raised: _raise(stage, idea, kept, at))  # type: ignore[misc]
        if idea.became:
            later = begun + timedelta(days=5)
            stage.timeline.at(later, lambda at, idea=idea, kept=raised: _answer(stage, idea, kept, at))  # type: ignore[misc]


def state(stage: Stage) -> None:
    """The statement of last month for one of them, worded and released."""
    by, month = _supervisor(stage), month_before(stage.story.today.replace(day=1), 1)
    last = month_before(month, -1) - timedelta(days=1)
    at = stage.story.at
    drafted = value_statements.draft(_account(by, LOGISTICS), month, last, by=by, at=at)
    db.session.flush()
    value_statements.edit(drafted, {"introduction": INTRODUCTION}, by=by, at=at)
    db.session.flush()
    value_statements.release(drafted, drafted.version, by=by, at=at)


def _place(stage: Stage, at: datetime) -> None:
    """Each account in its segment, one of which is supervised as a whole from then on."""
    office = stage.cast.viewer(OFFICE)
    known = {one.name: one.id for one in client_catalogues.entries(CustomerSegment, office.organisation_id)}
    for account, segment in ACCOUNTS.items():
        customer_accounts.edit(_account(office, account), {"segment_id": known[segment]}, by=office, at=at)
    business, person = customers.segment(office.organisation_id, known[SEGMENTS[1]]), stage.cast.people[SUPERVISOR]
    supervisors.give(person, business, from_on=at.date(), by=office, at=at)
    stage.cast.reread()


def _raise(stage: Stage, idea: Idea, kept: dict[str, int], at: datetime) -> None:
    by = _supervisor(stage)
    value = None if idea.value is None else Decimal(idea.value)
    new = NewOpportunity(idea.kind, idea.title, idea.why, value, "EUR")
    kept["id"] = opportunities.raise_one(_account(by, idea.account), new, by=by, at=at).id


def _answer(stage: Stage, idea: Idea, kept: dict[str, int], at: datetime) -> None:
    assert idea.became is not None
    by = stage.cast.viewer(OWNER)
    found = asked_opportunities.one(by, kept["id"])
    won = None if idea.won is None else Decimal(idea.won)
    opportunities.answer(found, idea.became, outcome=idea.outcome, won=won, currency="EUR", by=by, at=at)


def _supervisor(stage: Stage) -> Viewer:
    return stage.cast.viewer(SUPERVISOR)


def _account(by: Viewer, called: str) -> CustomerAccount:
    found = customers.named(by.organisation_id, [called])[called].account_id
    assert found is not None
    return customers.account(by.organisation_id, found)
