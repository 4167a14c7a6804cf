"""What around relationships asks for their managers: of shared records alone, of all relationships at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, Integer, Row, Select, and_, case, cast, func, literal, null, or_, select, union_all
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import BenefitKind, ConcernKind, LaunchDecision, Progress, ReadinessState
from govtracker.models import (
    Benefit,
    BenefitMonth,
    CollateralAlert,
    ExitPlan,
    Kpi,
    Launch,
    LaunchItem,
    ManagementPlan,
    Organisation,
    Programme,
    Relationship,
    WatchMetric,
)
from govtracker.queries import visible
from govtracker.queries.partnership import figures, management_plans
from govtracker.rules import periods
from govtracker.rules.partnership import benefits, concerns
from govtracker.rules.partnership.benefit_words import Written
from govtracker.rules.partnership.concerns import Concern
from govtracker.rules.partnership.readiness import Readiness

MOST = 200
LAUNCHED = timedelta(days=31)  # so long what was left open at a launch is still told
ORDER = list(ConcernKind)
OF_BENEFIT = (
    *("id", "relationship_id", "title", "unit", "unit_label", "currency", "kpi_id"),
    *("starts_on", "due_on", "baseline", "target"),
)


def of_relationships(viewer: Viewer, ids: Collection[int], *, today: date) -> dict[int, list[Concern]]:
    """Relationship → alerts, launches that are not ready, overdue exit reviews and plans to agree; in one statement."""
    parts = [_alerts(viewer, ids), _launches(viewer, ids, today), _exits(viewer, ids, today), _plans(viewer, ids)]
    found: dict[int, list[Concern]] = defaultdict(list)
    for row in db.session.execute(union_all(*(select(part.subquery()) for part in parts))):
        if (told := _told(row, today)) is not None:
            found[row.relationship_id].append(told)
    return {id_: sorted(told, key=lambda one: ORDER.index(one.kind)) for id_, told in found.items()}


def behind(relationship: Relationship, *, today: date) -> list[Concern]:
    """The agreed benefits whose newest month brought less than was committed for it; in two statements at most."""
    last = periods.containing(today).previous()
    rows = db.session.execute(_committed(relationship.id, last.first_day)).all()
    found, months = {row.id: row for row in rows}, {row.id: dict[date, Decimal]() for row in rows}
    for row in rows:
        if row.period_on is not None:
            months[row.id][row.period_on] = row.value
    figures.measure([figures.Linked(row, row.starts_on, months) for row in found.values()], last=last.first_day)
    return list(_behind(relationship.key, found.values(), months, last))


def _committed(relationship_id: int, last: date) -> Select[Any]:
    """The agreed benefits of programmes that run, once for every month of theirs that was typed in, or once without."""
    oldest = select(Benefit.id).join(Benefit.programme).where(Programme.ended_at.is_(None), Benefit.ended_at.is_(None))
    oldest = oldest.where(Benefit.relationship_id == relationship_id, Benefit.kind == BenefitKind.COMMITTED)
    oldest = oldest.where(Benefit.agreed_at.is_not(None)).order_by(Benefit.id).limit(MOST)
    columns = (getattr(Benefit, name) for name in OF_BENEFIT)
    typed = and_(BenefitMonth.benefit_id == Benefit.id, BenefitMonth.period_on <= last)
    return (
        select(*columns, Kpi.aggregation, BenefitMonth.period_on, BenefitMonth.value)
        .outerjoin(Kpi, Kpi.id == Benefit.kpi_id)
        .outerjoin(BenefitMonth, typed)
        .where(Benefit.id.in_(oldest))
        .order_by(Benefit.id)
    )


def _behind(
    key: str, found: Iterable[Row[Any]], months: Mapping[int, Mapping[date, Decimal]], last: periods.Period
) -> Iterator[Concern]:
    for one in found:
        summed = benefits.adds_up(one.unit, one.aggregation)
        promise = benefits.promised(one.starts_on, one.due_on, one.baseline, one.target, adds_up=summed)
        reading = benefits.read(promise, benefits.curve(promise, months[one.id], last))
        if reading.newest is not None and reading.progress in (Progress.BEHIND, Progress.WORSE_THAN_BEFORE):
            written = Written(one.unit, one.unit_label, one.currency)
            yield concerns.benefit(key, one.id, title=one.title, newest=reading.newest, written=written)


def _told(row: Row[Any], today: date) -> Concern | None:
    match row.kind:
        case ConcernKind.COLLATERAL:
            return concerns.collateral(row.key, row.id, metric=row.title, programme=row.note, month=row.day)
        case ConcernKind.LAUNCH:
            ready = Readiness(row.done, row.needed, row.late, (row.day - today).days)
            return concerns.launch(row.key, row.id, title=row.title, ready=ready)
        case ConcernKind.PLAN:
            silent = [name for name, agreed in ((row.note, row.done), (row.title, row.needed)) if not agreed]
            return concerns.plan(row.key, version=row.late, waits_for=silent)
        case _:
            return concerns.exit_review(row.key, due_on=row.day, today=today)


def _alerts(viewer: Viewer, ids: Collection[int]) -> Select[Any]:
    return (
        _row(ConcernKind.COLLATERAL, CollateralAlert, WatchMetric.name, Programme.title, CollateralAlert.period_on)
        .join(WatchMetric, WatchMetric.id == CollateralAlert.watch_metric_id)
        .join(Programme, Programme.id == WatchMetric.programme_id)
        .where(CollateralAlert.relationship_id.in_(ids), CollateralAlert.answered_at.is_(None))
        .where(visible.of_relationship(viewer, CollateralAlert.relationship_id))
        .order_by(CollateralAlert.period_on.desc(), CollateralAlert.id.desc())
        .limit(MOST)
    )


def _launches(viewer: Viewer, ids: Collection[int], today: date) -> Select[Any]:
    """Launches of which something is open, of late and of the days to come; those called off are left out."""
    done = func.sum(case((LaunchItem.state == ReadinessState.DONE, 1), else_=0))
    late = case(((LaunchItem.state == ReadinessState.OPEN) & (LaunchItem.due_on < today), 1), else_=0)
    numbers = done, func.count(LaunchItem.id), func.sum(late)
    return (
        _row(ConcernKind.LAUNCH, Launch, Launch.title, literal(""), Launch.launch_on, *numbers)
        .join(LaunchItem, LaunchItem.launch_id == Launch.id)
        .where(Launch.relationship_id.in_(ids), Launch.launch_on >= today - LAUNCHED)
        .where(or_(Launch.decision.is_(None), Launch.decision != LaunchDecision.NO_GO))
        .where(LaunchItem.state != ReadinessState.NOT_NEEDED)
        .where(visible.of_relationship(viewer, Launch.relationship_id))
        .group_by(Launch.id, Launch.relationship_id, Launch.title, Launch.launch_on, Relationship.key)
        .having(done < func.count(LaunchItem.id))
        .order_by(Launch.launch_on, Launch.id)
        .limit(MOST)
    )


def _exits(viewer: Viewer, ids: Collection[int], today: date) -> Select[Any]:
    return (
        _row(ConcernKind.EXIT, ExitPlan, literal("Exit plan"), literal(""), ExitPlan.review_due_on)
        .where(ExitPlan.relationship_id.in_(ids), ExitPlan.review_due_on < today)
        .where(visible.of_relationship(viewer, ExitPlan.relationship_id))
        .order_by(ExitPlan.review_due_on, ExitPlan.id)
        .limit(MOST)
    )


def _plans(viewer: Viewer, ids: Collection[int]) -> Select[Any]:
    """Proposed plans: the supplier as title and the client as note, whether each has agreed, and the version."""
    client, supplier = aliased(Organisation), aliased(Organisation)
    agreed = [
        case((column.is_not(None), 1), else_=0)
        for column in (ManagementPlan.client_agreed_at, ManagementPlan.supplier_agreed_at)
    ]
    nothing = cast(null(), Date)
    return (
        _row(ConcernKind.PLAN, ManagementPlan, supplier.name, client.name, nothing, *agreed, ManagementPlan.version)
        .join(client, client.id == Relationship.client_id)
        .join(supplier, supplier.id == Relationship.supplier_id)
        .where(ManagementPlan.relationship_id.in_(ids), *management_plans.PROPOSED)
        .where(visible.of_relationship(viewer, ManagementPlan.relationship_id))
        .order_by(ManagementPlan.id)
        .limit(MOST)
    )


def _row(kind: ConcernKind, model: Any, title: Any, note: Any, day: Any, *numbers: Any) -> Select[Any]:
    done, needed, late = numbers or (cast(null(), Integer),) * 3
    query: Select[Any] = select(
        literal(kind.value).label("kind"),
        model.id.label("id"),
        model.relationship_id.label("relationship_id"),
        Relationship.key.label("key"),
        title.label("title"),
        note.label("note"),
        day.label("day"),
        done.label("done"),
        needed.label("needed"),
        late.label("late"),
    )
    return query.select_from(model).join(Relationship, Relationship.id == model.relationship_id)
