"""What is left behind in MER of value, pulse and customers, for people who may read little or nothing of it.

Written past the product, as in tests.support.marked_leavings: records for which the marked world has no story.
"""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select

from govtracker.database import db
from govtracker.enums import (
    Audience,
    MeasurementState,
    OpportunityStatus,
    PeriodKind,
    ReadinessState,
    ScorecardStatus,
)
from govtracker.models import (
    Action,
    CollateralAlert,
    CustomerAccount,
    CustomerSegment,
    ExitPlan,
    Issue,
    Kpi,
    Launch,
    LaunchItem,
    Measurement,
    Opportunity,
    PulseAsked,
    PulseRound,
    PulseSet,
    PulseStatement,
    Scorecard,
    ScorecardScope,
    SupportType,
    TrendSignal,
    ValueStatement,
    WatchMetric,
)
from tests.support.marked import BEGUN_AT, NOW
from tests.support.marked_rows import change, first, row
from tests.support.world import World

MONTH = date(2026, 10, 1)
ENDED = MONTH.replace(day=31)


def add(world: World, person_id: int) -> None:
    """Leave it there; what one person alone is asked or owns is theirs."""
    relationship_id = world.relationships["MER"]
    _of_value(relationship_id, world.seats["supplier_spoc"])
    _of_the_pulse(relationship_id, person_id)
    _of_customers(world, relationship_id, person_id)


def _of_value(relationship_id: int, seat_id: int) -> None:
    here = {"relationship_id": relationship_id}
    metric, launch = first(WatchMetric, **here), first(Launch, **here)
    item = {"launch_id": launch.id, "owner_seat_id": seat_id, "due_on": MONTH, "state": ReadinessState.OPEN}
    db.session.add_all(
        [
            row(CollateralAlert, **here, watch_metric_id=metric.id, period_on=date(2026, 9, 1)),
            row(LaunchItem, **here, **item),
        ]
    )
    change(ExitPlan, first(ExitPlan, **here).id, review_due_on=MONTH)


def _of_the_pulse(relationship_id: int, person_id: int) -> None:
    here = {"relationship_id": relationship_id}
    opened = first(PulseRound, **here, closed_at=None)
    db.session.add(row(PulseAsked, round_id=opened.id, person_id=person_id))
    statement = first(PulseStatement, set_id=first(PulseSet, **here).id)
    for audience in (Audience.SHARED, Audience.CLIENT):
        change(Action, first(Action, **here, audience=audience).id, pulse_statement_id=statement.id)


def _of_customers(world: World, relationship_id: int, person_id: int) -> None:
    """Of the customer that is supervised what is the other side's own; of another one of everything something."""
    here, company = {"relationship_id": relationship_id}, {"organisation_id": world.organisations["Northgate"]}
    gold = db.session.scalars(select(CustomerAccount).where(CustomerAccount.segment_id.is_not(None))).one()
    internal = first(Issue, **here, audience=Audience.SUPPLIER)
    change(Issue, internal.id, customer_segment_id=gold.segment_id, customer_account_id=gold.id)
    other, support = row(CustomerSegment, **company, name="Bronze"), row(SupportType, **company, name="Chat")
    db.session.add_all([other, support])
    db.session.flush()
    account = row(CustomerAccount, **company, segment_id=other.id, owner_id=person_id, name="Elsewhere")
    db.session.add(account)
    db.session.flush()
    raised = {**company, "account_id": account.id, "value": 9, "currency": "EUR"}
    won = {"status": OpportunityStatus.WON, "won": 9, "answered_at": NOW - timedelta(days=1)}
    of_another = first(Issue, **here, audience=Audience.CLIENT)
    change(Issue, of_another.id, customer_segment_id=other.id, customer_account_id=account.id)
    db.session.add_all(
        [
            row(Opportunity, **raised, status=OpportunityStatus.PASSED_ON),
            row(Opportunity, **raised, **won),
            row(ValueStatement, **company, account_id=account.id),
        ]
    )
    _of_a_part(relationship_id, other.id, support.id)


def _of_a_part(relationship_id: int, segment_id: int, support_type_id: int) -> None:
    """A part of MER that serves a segment nobody supervises: measured, with revenue, a card and a signal."""
    here = {"relationship_id": relationship_id}
    part = row(ScorecardScope, **here, name="Bronze chat", segment_id=segment_id, support_type_id=support_type_id)
    db.session.add(part)
    db.session.flush()
    sells, whole = first(Kpi, **here, code="SELL"), first(Scorecard, **here)
    month = {"period_kind": PeriodKind.MONTH, "period_key": whole.period_key, "period_on": MONTH, "ends_on": ENDED}
    signed = {"status": ScorecardStatus.AGREED, "snapshot": whole.snapshot, "criteria_set_id": whole.criteria_set_id}
    signal = {"first_on": MONTH, "shown_on": MONTH, "last_on": ENDED, "found_at": BEGUN_AT}
    measured = {"state": MeasurementState.MEASURED, "value": Decimal(182)}
    db.session.add_all(
        [
            row(Measurement, **here, kpi_id=sells.id, scope_id=part.id, period_on=MONTH, **measured),
            row(Scorecard, **here, number=90, scope_id=part.id, **month, **signed),
            row(TrendSignal, **here, kpi_id=sells.id, scope_id=part.id, **signal),
        ]
    )
