"""Questions that no page of the marked world asks, about everything MER has: by id, by key, by word, by month."""

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from types import ModuleType
from typing import Any
from unittest import mock

from sqlalchemy import select

from govtracker.access import Viewer
from govtracker.database import Base, db
from govtracker.enums import DateKind, PortfolioRole, Side
from govtracker.models import (
    Action,
    Benefit,
    Contract,
    Decision,
    Issue,
    Kpi,
    Launch,
    Measurement,
    Notification,
    Obligation,
    Opportunity,
    Person,
    Programme,
    PulseStatement,
    Review,
    Risk,
    Scorecard,
    ScorecardScope,
    Topic,
)
from govtracker.queries import find, search
from govtracker.queries.governance import escalation
from govtracker.queries.installation import batches, task_links
from govtracker.queries.issues import (
    action_sources,
    actions,
    alike,
    decisions,
    issue_sources,
    issues,
    problem_issues,
    recurrences,
    risks,
    snoozes,
    work,
)
from govtracker.queries.performance import (
    collections,
    consequences,
    daily,
    incentives,
    measurement_talk,
    measurements,
    miss_causes,
    obligations,
    part_revenue,
    ratings,
    readings,
    recorded,
    scopes,
    scorecard_rows,
    support_matrix,
    trends,
)
from govtracker.queries.performance.measurements import Key
from govtracker.queries.reviews import dates, invitations, notices, review_mail, reviews
from govtracker.queries.structure import hierarchy, relationships
from govtracker.rules import periods, search_text
from tests.support import marked_partnership
from tests.support.asking import QUERIES, Question, Stored
from tests.support.marked import NOW
from tests.support.marked_leavings import MONTH, REFERENCE
from tests.support.world import World

Asked = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
KEYS = ("MER-1", "MER-C1", "MER-S1", "CAS-1", "CAS-C1")
ACTION_KEYS = ("MER-A1", "MER-AC1", "MER-AS1", "CAS-A1", "CAS-AC1")
WORDS = ("issue", "action", "decision", "risk", "problem", "contract", "obligation", "topic", "comment", "Alonso")
TODAY = NOW.date()
SHOWN = (("contract", Contract), ("obligation", Obligation), ("topic", Topic), ("person", Person))
NOTED = (("programme", Programme), ("benefit", Benefit), ("launch", Launch))
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
# where few relationships are looked into one by one and more of them in one go: module, how many, what asks
IN_ONE_GO: tuple[tuple[ModuleType, str, Callable[..., Any]], ...] = (
    (actions, "MOST_PARTS", actions.listed),
    (issues, "MOST_PARTS", issues.listed),
    (search, "MOST_PLACES", search.found),
    (search, "MOST_PLACES", search.issues),
)


def more(world: World, asked: Iterable[Question]) -> Iterator[Question]:
    """What nobody asked, and what was asked once more as if everybody had very many relationships."""
    made = [
        question(*one)
        for one in _of_issues(world) + _of_figures(world) + _of_reviews(world) + marked_partnership.asked(world)
    ]
    yield from made
    for module, most, function in IN_ONE_GO:
        for one in [*asked, *made]:
            if one.function is function:
                yield Question(f"{one.name} in one go", _with(module, most, function), one.arguments, one.named)


def sides_of_an_auditor(viewer: Viewer) -> list[tuple[int, Side]]:
    """Where an auditor of a company that governs nothing here stands."""
    roles = frozenset({PortfolioRole.AUDITOR})
    return relationships.sides_of(replace(viewer, organisation_id=0, roles=roles, seats=()))


def question(function: Callable[..., Any], given: tuple[Any, ...], named: dict[str, Any]) -> Question:
    """The question by the name of its query."""
    name = f"{function.__module__.removeprefix(QUERIES)}.{function.__name__}"
    return Question(name, function, given, tuple(sorted(named.items())))


def _with(module: ModuleType, most: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def in_one_go(*given: Any, **named: Any) -> Any:
        with mock.patch.object(module, most, 0):
            return function(*given, **named)

    return in_one_go


def _of_issues(world: World) -> list[Asked]:
    mer = world.relationships["MER"]
    [standpoint] = issues.standpoints(world.viewer("client_spoc"), key="MER")
    places = [(place_id, side) for place_id in world.relationships.values() for side in Side]
    titles = list(db.session.scalars(select(Issue.title).where(Issue.relationship_id == mer)))
    of_issues = [one for issue_id in _ids(Issue) for one in _about(issue_id)]
    return [
        *of_issues,
        (find.issues, (KEYS,), {}),
        (find.actions, (ACTION_KEYS,), {}),
        (issues.named, (KEYS,), {}),
        (actions.named, (ACTION_KEYS,), {}),
        (action_sources.by_ids, (_ids(Action),), {}),
        (action_sources.known, (mer, [REFERENCE]), {}),
        (issue_sources.by_ids, (_ids(Issue),), {}),
        (actions.of_kpis, (_ids(Kpi),), {}),
        (actions.of_statements, (_ids(PulseStatement),), {}),
        (actions.mine, (), {"today": TODAY}),
        (actions.to_answer, (), {}),
        (actions.awaiting_verification, (), {"today": TODAY}),
        *((alike.issues, (standpoint, title), {}) for title in titles),
        *((issues.alike, (standpoint, title), {}) for title in titles),
        *((search.issues, (places, title), {}) for title in titles),
        *((search.found, (places, search_text.wanted(title)), {}) for title in titles),
        (escalation.awaiting, (), {"today": TODAY}),
        (sides_of_an_auditor, (), {}),
        (search._shown, ([(kind, record_id) for kind, model in (*SHOWN, *NOTED) for record_id in _ids(model)],), {}),
        (problem_issues.chosen, (mer, ["1", "C1", "S1"]), {}),
        (decisions.of_kpis, (_ids(Kpi),), {}),
        (decisions.waiting_for, (), {}),
        (snoozes.asleep, (), {"today": TODAY}),
        (work.to_agree, (), {"today": TODAY}),
        (work.to_answer, (), {"limit": 20}),
        *((work.waiting, (), {"on_own_side": own, "today": TODAY}) for own in (True, False)),
        *((search.found, (places, search_text.wanted(word)), {}) for word in WORDS),
        *((task_links.given_for, (Stored(Action, action_id),), {}) for action_id in _ids(Action)),
        *((batches.of_relationship, ("MER", batch_id, "actions"), {}) for batch_id in range(1, 12)),
    ]


def _about(issue_id: int) -> list[Asked]:
    return [
        (recurrences.corrected, (issue_id,), {}),
        (recurrences.since_closing, (Stored(Issue, issue_id),), {}),
        (risks.of_issue, (issue_id,), {}),
    ]


def _of_figures(world: World) -> list[Asked]:
    mer, kpis, month = world.relationships["MER"], _ids(Kpi), periods.containing(MONTH)
    relationship = Stored(type(find.relationship(world.viewer("client_spoc"), "MER")), mer)
    parts = _ids(ScorecardScope)
    values = db.session.scalars(select(Measurement.id).where(Measurement.scope_id.is_not(None))).all()
    cards = db.session.scalars(select(Scorecard)).all()
    return [
        (find.scorecard, ("MER", "1"), {}),
        (part_revenue.of_parts, (relationship, month), {}),
        (consequences.of_cards, (_ids(Scorecard),), {}),
        (incentives.ledger, (mer,), {}),
        (incentives.totals, (mer,), {}),
        (obligations.suppliers_actions, (mer, *YEAR), {}),
        (ratings.of_month, (mer, MONTH), {}),
        (recorded.of_scopes, (mer, MONTH, parts), {}),
        (collections.stale, (relationship, kpis), {"today": date(2028, 1, 1)}),
        (miss_causes.of_reds, (mer, [(MONTH, kpi_id) for kpi_id in kpis]), {}),
        (support_matrix.newest, (mer,), {"up_to": TODAY}),
        (daily.newest, (relationship,), {"before": TODAY}),
        (daily.up_to, (relationship, MONTH), {}),
        *((readings.of_month, (Key(kpi_id, MONTH), month), {}) for kpi_id in kpis),
        *((scopes.measured_of, (kpi_id,), {}) for kpi_id in kpis),
        *((trends.baselines, (kpi_id,), {}) for kpi_id in kpis),
        *((trends.baseline, ("MER", code, "2026-10"), {}) for code in db.session.scalars(select(Kpi.code))),
        *((scopes.offered, (mer, str(scope_id)), {}) for scope_id in parts),
        *((scorecard_rows.slot, (relationship, "2026-10", str(scope_id)), {}) for scope_id in parts),
        *((scorecard_rows.chain, (Stored(Scorecard, card.id),), {}) for card in cards),
        *((ask, (value,), {}) for value in values for ask in _OF_A_VALUE),
    ]


_OF_A_VALUE = (measurement_talk.consents, measurement_talk.disputes, measurements.corrections)


def _of_reviews(world: World) -> list[Asked]:
    mer, span = world.relationships["MER"], dates.Span(*YEAR, zone="UTC")
    relationship = Stored(type(find.relationship(world.viewer("client_spoc"), "MER")), mer)
    told = [Stored(Notification, notice_id) for notice_id in _ids(Notification)]
    return [
        (notices.talked_of, (told,), {}),
        *((notices.called, (comment_id,), {}) for comment_id in range(1, 40)),
        *((notices.decision, (decision_id,), {}) for decision_id in _ids(Decision)),
        *((notices.opportunity, (opportunity_id,), {}) for opportunity_id in _ids(Opportunity)),
        *((notices.risk, (risk_id,), {}) for risk_id in _ids(Risk)),
        *((notices.kpi, (kpi_id,), {}) for kpi_id in _ids(Kpi)),
        *((reviews.told, (review_id,), {}) for review_id in _ids(Review)),
        *((invitations.answers, (review_id,), {}) for review_id in _ids(Review)),
        *((invitations.own, ("MER", review_id), {}) for review_id in _ids(Review)),
        (dates.own, (span, list(DateKind)), {}),
        (dates.between, (span, list(DateKind)), {}),
        (hierarchy.family, (relationship,), {}),
        (hierarchy.wholes_for, (relationship,), {}),
        (review_mail.facts, ([mer],), {"today": TODAY, "at": NOW}),
        (review_mail._oldest_overdue, ([mer], TODAY), {}),  # behind the choice of relationships
        (work.to_prepare, (), {"at": NOW}),
    ]


def _ids(model: type[Base]) -> list[int]:
    key: Any = next(iter(model.__table__.primary_key))
    return list(db.session.scalars(select(key).order_by(key)))
