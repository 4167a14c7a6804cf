"""Questions about MER's value, plan and pulse, and about Northgate's customers, which no page of the world asks."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select

from govtracker.access import Viewer
from govtracker.database import Base, db
from govtracker.models import Benefit, CustomerAccount, CustomerSegment, Issue, Opportunity, Programme, WatchMetric
from govtracker.queries.partnership import (
    account_figures,
    account_revenue,
    benefits,
    concerns,
    customers,
    glances,
    latest_pulses,
    management_plans,
    opportunities,
    programmes,
    pulse_rounds,
    supervised_issue,
    supervision,
    supervisors,
    value,
    value_statements,
    watch_metrics,
)
from govtracker.queries.reviews import mails
from govtracker.rules import periods
from tests.support.asking import Stored
from tests.support.marked import HELD_AT, NOW
from tests.support.marked_left_behind import MONTH as MEASURED_ON
from tests.support.world import World

Asked = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
TODAY = NOW.date()
MONTH = periods.parse("2026-10")


def asked(world: World) -> list[Asked]:
    """All of them."""
    mer = world.relationships["MER"]
    return [
        (programmes.listed, (mer,), {}),
        (pulse_rounds.listed, (mer,), {}),
        (latest_pulses.of_relationships, ([mer],), {}),
        (glances.of_relationships, ([mer],), {"today": TODAY}),
        (concerns.of_relationships, ([mer],), {"today": TODAY}),
        *((ask, (mer,), {}) for ask in (served, said)),
        (management_plans.versions, (mer,), {}),
        (value.alerts, ([mer],), {"open_only": False}),
        (watch_metrics.alerts_of, (_ids(WatchMetric),), {}),
        *((benefits.of_programme, (programme_id,), {}) for programme_id in _ids(Programme)),
        *((benefits.offset_by, (benefit_id,), {}) for benefit_id in _ids(Benefit)),
        *_of_customers(),
        *((mails.still_reads, ({"issue": [id_]},), {}) for id_ in _ids(Issue)),
        *((mails.still_reads, ({"opportunity": [id_]},), {}) for id_ in _ids(Opportunity)),
    ]


def _of_customers() -> list[Asked]:
    every = [Stored(model, id_) for model in (CustomerSegment, CustomerAccount) for id_ in _ids(model)]
    return [
        (supervision.open_counts, (), {}),
        (supervisors.segments, (), {}),
        (supervisors.accounts, (), {}),
        (opportunities.listed, (), {}),
        (opportunities.waiting_for, (), {}),
        (opportunities.moved_since, (HELD_AT,), {}),
        (account_revenue.of_segments, (_ids(CustomerSegment),), {"at": NOW}),
        (account_figures.of_segments, (_ids(CustomerSegment),), {"up_to": MONTH}),
        (account_figures.of_accounts, (_ids(CustomerAccount),), {"up_to": MONTH}),
        *((supervisors.segment, (id_,), {}) for id_ in _ids(CustomerSegment)),
        *((supervisors.account, (id_,), {}) for id_ in _ids(CustomerAccount)),
        *((opportunities.of_customer, (), {"account_id": id_}) for id_ in _ids(CustomerAccount)),
        *(one for customer in [None, *every] for one in _of_customer(customer)),
        *((ask, (Stored(Issue, id_),), {}) for id_ in _ids(Issue) for ask in _UNDER_AN_ISSUE),
    ]


_UNDER_AN_ISSUE = (
    supervised_issue.actions,
    supervised_issue.problems,
    supervised_issue.comments,
    supervised_issue.files,
)


def _of_customer(customer: Stored | None) -> list[Asked]:
    of_any: list[Asked] = [
        (supervision.issues, (customer,), {"at": NOW}),
        (value_statements.listed, (customer,), {}),
    ]
    if customer is None:
        return of_any
    return [
        *of_any,
        (supervision.problems, (customer, _ids(Issue)), {}),
        (supervision.figures, (customer,), {"at": NOW}),
        (supervision.cells, (customer,), {"up_to": TODAY}),
        (supervision.signals, (customer,), {"today": TODAY}),
        (account_revenue.of_customer, (customer,), {"at": NOW}),
        (account_figures.of_customer, (customer,), {"up_to": MONTH}),
        (account_figures.course, (customer,), {"up_to": MONTH}),
        *(
            (value_statements.facts, (customer, since, TODAY), {"zone": "UTC"})
            for since in (HELD_AT.date(), MEASURED_ON)
        ),
    ]


def served(viewer: Viewer, relationship_id: int) -> Sequence[str]:
    """The customers served by parts of a relationship: behind the side that somebody stands on."""
    return db.session.scalars(select(CustomerSegment.name).where(customers._served(viewer, relationship_id))).all()


def said(viewer: Viewer, relationship_id: int) -> Sequence[str]:
    """Who shared issues say is affected: behind the same."""
    return db.session.scalars(customers._said(viewer, relationship_id)).all()


def _ids(model: type[Base]) -> list[int]:
    key: Any = next(iter(model.__table__.primary_key))
    return list(db.session.scalars(select(key).order_by(key)))
