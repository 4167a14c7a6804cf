"""Watch metrics beside programmes: their figures, and the alerts of collateral damage."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import CollateralAlert, Relationship, WatchMetric, WatchMonth
from govtracker.queries import find, visible

MOST = 50


def one(viewer: Viewer, key: str, metric_id: int) -> WatchMetric:
    """A watch metric of relationship `key`; raises NotFound."""
    return find.one(
        select(WatchMetric)
        .join(WatchMetric.relationship)
        .where(Relationship.key == key.upper(), WatchMetric.id == metric_id)
        .where(visible.of_relationship(viewer, WatchMetric.relationship_id))
    )


def alert(viewer: Viewer, key: str, alert_id: int) -> CollateralAlert:
    """An alert of relationship `key`; raises NotFound."""
    return find.one(
        select(CollateralAlert)
        .join(CollateralAlert.relationship)
        .where(Relationship.key == key.upper(), CollateralAlert.id == alert_id)
        .where(visible.of_relationship(viewer, CollateralAlert.relationship_id))
    )


def raised(alert_id: int) -> CollateralAlert:
    """An alert that was just raised."""
    return find.one(select(CollateralAlert).where(CollateralAlert.id == alert_id))


def of_programme(programme_id: int) -> Sequence[WatchMetric]:
    """What is watched beside a programme, the oldest first."""
    wanted = WatchMetric.programme_id == programme_id, WatchMetric.ended_at.is_(None)
    query = select(WatchMetric).where(*wanted).options(joinedload(WatchMetric.kpi)).order_by(WatchMetric.id)
    return db.session.scalars(query.limit(MOST)).unique().all()


def followed(programme_id: int) -> Sequence[WatchMetric]:
    """What is watched beside a programme, and what is watched no more while an alert of it is unanswered."""
    waits = select(CollateralAlert.watch_metric_id).where(CollateralAlert.answered_at.is_(None))
    query = select(WatchMetric).where(WatchMetric.programme_id == programme_id)
    query = query.where(or_(WatchMetric.ended_at.is_(None), WatchMetric.id.in_(waits)))
    return db.session.scalars(query.options(joinedload(WatchMetric.kpi)).order_by(WatchMetric.id)).unique().all()


def raised_of(metric_ids: Collection[int]) -> dict[tuple[int, date], CollateralAlert]:
    """The newest alerts of these metrics by (metric, first day of the month), held while writing."""
    query = select(CollateralAlert).where(CollateralAlert.watch_metric_id.in_(metric_ids))
    found = find.several(query.order_by(CollateralAlert.period_on.desc(), CollateralAlert.id).limit(MOST))
    return {(one.watch_metric_id, one.period_on): one for one in found}


def watched(programme_id: int, kpi_ids: Collection[int]) -> list[str]:
    """The names of those of these KPIs that are watched beside a programme."""
    wanted = WatchMetric.programme_id == programme_id, WatchMetric.ended_at.is_(None), WatchMetric.kpi_id.in_(kpi_ids)
    return list(db.session.scalars(select(WatchMetric.name).where(*wanted).order_by(WatchMetric.id)))


def month(metric_id: int, first_day: date) -> WatchMonth | None:
    """What was entered of a watch metric for a month."""
    wanted = WatchMonth.watch_metric_id == metric_id, WatchMonth.period_on == first_day
    return db.session.scalars(select(WatchMonth).where(*wanted)).one_or_none()


def notes(metric_id: int) -> dict[date, WatchMonth]:
    """What was entered of a watch metric, by the first day of the month."""
    query = select(WatchMonth).where(WatchMonth.watch_metric_id == metric_id).order_by(WatchMonth.period_on)
    return {one.period_on: one for one in db.session.scalars(query)}


def alerts_beside(viewer: Viewer, programme_id: int) -> Sequence[CollateralAlert]:
    """The alerts beside a programme, the newest first; those of what is watched no more too."""
    query = select(CollateralAlert).join(CollateralAlert.metric).where(WatchMetric.programme_id == programme_id)
    query = query.where(visible.of_relationship(viewer, CollateralAlert.relationship_id))
    query = query.order_by(CollateralAlert.period_on.desc(), CollateralAlert.id).limit(MOST)
    return db.session.scalars(query).all()


def alerts_of(viewer: Viewer, metric_ids: Collection[int]) -> Sequence[CollateralAlert]:
    """The alerts of these metrics, the newest first."""
    query = select(CollateralAlert).where(CollateralAlert.watch_metric_id.in_(metric_ids))
    query = query.where(visible.of_relationship(viewer, CollateralAlert.relationship_id))
    return db.session.scalars(query.order_by(CollateralAlert.period_on.desc(), CollateralAlert.id).limit(MOST)).all()
