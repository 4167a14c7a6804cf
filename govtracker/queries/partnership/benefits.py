"""Benefits of programmes: what was committed, what came unplanned, what was lost, and their months."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import BenefitKind
from govtracker.models import Benefit, BenefitMonth, Relationship
from govtracker.queries import find, visible
from govtracker.queries.partnership import programmes
from govtracker.queries.partnership.programmes import Months

MOST = 200


def one(viewer: Viewer, key: str, benefit_id: int) -> Benefit:
    """A benefit of relationship `key`; raises NotFound."""
    return find.one(
        select(Benefit)
        .join(Benefit.relationship)
        .where(Relationship.key == key.upper(), Benefit.id == benefit_id)
        .where(visible.of_relationship(viewer, Benefit.relationship_id))
    )


def of_programme(viewer: Viewer, programme_id: int) -> Sequence[Benefit]:
    """All of a programme, committed ones first; with their KPIs."""
    found = db.session.scalars(
        select(Benefit)
        .where(Benefit.programme_id == programme_id, visible.of_relationship(viewer, Benefit.relationship_id))
        .options(joinedload(Benefit.kpi))
        .order_by(Benefit.id)
        .limit(MOST)
    )
    order = list(BenefitKind)
    return sorted(found.unique(), key=lambda one: (order.index(one.kind), one.id))


def offset_by(viewer: Viewer, benefit_id: int) -> Sequence[Benefit]:
    """The dis-benefits that offset a benefit; those that have ended too, for what they took stays taken."""
    return (
        db.session.scalars(
            select(Benefit)
            .where(Benefit.offsets_id == benefit_id)
            .where(visible.of_relationship(viewer, Benefit.relationship_id))
            .order_by(Benefit.id)
        )
        .unique()
        .all()
    )


def may_offset(programme_id: int) -> list[tuple[int, str]]:
    """(id, title) of the benefits of a programme that a dis-benefit may offset."""
    rows = db.session.execute(
        select(Benefit.id, Benefit.title)
        .where(Benefit.programme_id == programme_id, Benefit.kind != BenefitKind.DIS_BENEFIT)
        .where(Benefit.ended_at.is_(None))
        .order_by(Benefit.id)
        .limit(MOST)
    )
    return [(row.id, row.title) for row in rows]


def by_id(benefit_id: int) -> Benefit:
    """A benefit, for a service; raises NotFound."""
    return find.one(select(Benefit).where(Benefit.id == benefit_id))


def month(benefit_id: int, first_day: date) -> BenefitMonth | None:
    """What was entered of a benefit for a month."""
    wanted = BenefitMonth.benefit_id == benefit_id, BenefitMonth.period_on == first_day
    return db.session.scalars(select(BenefitMonth).where(*wanted)).one_or_none()


def notes(benefit_id: int) -> dict[date, BenefitMonth]:
    """What was entered of a benefit, by the first day of the month."""
    query = select(BenefitMonth).where(BenefitMonth.benefit_id == benefit_id).order_by(BenefitMonth.period_on)
    return {one.period_on: one for one in db.session.scalars(query)}


def figures(benefits: Sequence[Benefit], *, last: date) -> dict[int, Months]:
    """Benefit → its figure month by month up to the month that begins on `last`, of one relationship.

    Those of a KPI are what was measured of it; in four statements.
    """
    if not benefits:
        return {}
    found: dict[int, Months] = {benefit.id: {} for benefit in benefits}
    typed = select(BenefitMonth.benefit_id, BenefitMonth.period_on, BenefitMonth.value)
    for row in db.session.execute(typed.where(BenefitMonth.benefit_id.in_(found), BenefitMonth.period_on <= last)):
        found[row.benefit_id][row.period_on] = row.value
    linked = [benefit for benefit in benefits if benefit.kpi_id is not None]
    if linked:
        first = min(benefit.starts_on for benefit in linked).replace(day=1)
        kpi_ids = sorted({benefit.kpi_id for benefit in linked if benefit.kpi_id})
        lines = programmes.lines(linked[0].relationship_id, kpi_ids, first, last)
        for benefit in linked:
            begins = benefit.starts_on.replace(day=1)
            own = lines.get(benefit.kpi_id or 0, {})
            found[benefit.id] = {on: value for on, value in own.items() if on >= begins}
    return found
