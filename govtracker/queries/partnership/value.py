"""What value assurance has to say to others: alerts, what waits for a person, and exit plans nobody looked at."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, false, literal, null, or_, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import LaunchDecision, ReadinessState, Side
from govtracker.models import (
    Benefit,
    CollateralAlert,
    ExitPlan,
    Launch,
    LaunchItem,
    Programme,
    Relationship,
    WatchMetric,
)
from govtracker.queries import visible

MOST = 50
AHEAD = timedelta(days=14)


def alerts(
    viewer: Viewer, relationship_ids: Collection[int], *, open_only: bool = True, since: date | None = None
) -> Sequence[Any]:
    """Alerts of collateral damage in these relationships, the newest first; those nobody has answered, or all.

    Each has id, relationship_id, relationship_key, period_on, value, answer, name (of the metric), unit, unit_label,
    baseline, more_is_better and programme (its title). `since` is the first day of the earliest month.
    """
    columns = ("name", "unit", "unit_label", "baseline", "more_is_better")
    query: Select[Any] = select(
        *(getattr(CollateralAlert, name) for name in ("id", "relationship_id", "period_on", "value", "answer")),
        *(getattr(WatchMetric, name) for name in columns),
        Relationship.key.label("relationship_key"),
        Programme.title.label("programme"),
    )
    joined: Select[Any] = (
        query.join(WatchMetric, WatchMetric.id == CollateralAlert.watch_metric_id)
        .join(Programme, Programme.id == WatchMetric.programme_id)
        .join(Relationship, Relationship.id == CollateralAlert.relationship_id)
        .where(CollateralAlert.relationship_id.in_(list(relationship_ids)))
        .where(visible.of_relationship(viewer, CollateralAlert.relationship_id))
    )
    if open_only:
        joined = joined.where(CollateralAlert.answered_at.is_(None))
    if since is not None:
        joined = joined.where(CollateralAlert.period_on >= since)
    return db.session.execute(
        joined.order_by(CollateralAlert.period_on.desc(), CollateralAlert.id.desc()).limit(MOST)
    ).all()


def waiting(viewer: Viewer, *, today: date) -> list[Select[Any]]:
    """What waits for a person, as parts of a union: relationship_id, sort (a place in KINDS), place (its id), name,
    version and path_id (none), and the day.

    Items of checklists that their seats own and that are due within two weeks; as SPOC benefits to agree to, damage
    to answer and exit plans to look at.
    """
    return [_items(viewer, today), _benefits(viewer), _damage(viewer), _exits(viewer, today)]


def _items(viewer: Viewer, today: date) -> Select[Any]:
    seats = {seat.seat_id for seat in viewer.seats} | {seat.acting_for for seat in viewer.seats if seat.acting_for}
    return (
        _row("launch_item", LaunchItem, LaunchItem.launch_id, LaunchItem.title, LaunchItem.due_on)
        .join(Launch, Launch.id == LaunchItem.launch_id)
        .where(LaunchItem.owner_seat_id.in_(seats), LaunchItem.state == ReadinessState.OPEN)
        .where(LaunchItem.due_on <= today + AHEAD)
        .where(or_(Launch.decision.is_(None), Launch.decision != LaunchDecision.NO_GO))
        .where(visible.of_relationship(viewer, LaunchItem.relationship_id))
    )


def _benefits(viewer: Viewer) -> Select[Any]:
    across = [
        and_(Benefit.relationship_id == relationship_id, Benefit.proposed_side == side.other)
        for relationship_id, side in _spoken_for(viewer)
    ]
    return _row("benefit", Benefit, Benefit.id, Benefit.title, Benefit.due_on).where(
        or_(false(), *across), Benefit.agreed_at.is_(None), Benefit.ended_at.is_(None), _seen(viewer, Benefit)
    )


def _damage(viewer: Viewer) -> Select[Any]:
    places = [relationship_id for relationship_id, _ in _spoken_for(viewer)]
    return (
        _row("collateral_alert", CollateralAlert, CollateralAlert.id, WatchMetric.name, CollateralAlert.period_on)
        .join(WatchMetric, WatchMetric.id == CollateralAlert.watch_metric_id)
        .where(CollateralAlert.relationship_id.in_(places), CollateralAlert.answered_at.is_(None))
        .where(_seen(viewer, CollateralAlert))
    )


def _exits(viewer: Viewer, today: date) -> Select[Any]:
    places = [relationship_id for relationship_id, _ in _spoken_for(viewer)]
    return _row("exit_plan", ExitPlan, ExitPlan.id, literal("Exit plan"), ExitPlan.review_due_on).where(
        ExitPlan.relationship_id.in_(places), ExitPlan.review_due_on < today, _seen(viewer, ExitPlan)
    )


def _row(kind: str, model: Any, record_id: Any, title: Any, on: Any) -> Select[Any]:
    return select(
        model.relationship_id,
        literal(FIRST + KINDS.index(kind)),
        record_id,
        title,
        cast(null(), Integer),
        cast(null(), Integer),
        on,
    )


def _seen(viewer: Viewer, model: Any) -> ColumnElement[bool]:
    return visible.of_relationship(viewer, model.relationship_id)


def _spoken_for(viewer: Viewer) -> set[tuple[int, Side]]:
    return {(seat.relationship_id, seat.side) for seat in viewer.seats if seat.acts_as_spoc}


KINDS = ("launch_item", "benefit", "collateral_alert", "exit_plan")
FIRST = 10  # behind what is to be signed
