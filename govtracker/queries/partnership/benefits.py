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

MOST = 200
OF_THE_SAME = (Benefit.programme, Benefit.kpi, Benefit.check, Benefit.offsets)  # relationship, which is at hand


def one(viewer: Viewer, key: str, benefit_id: int) -> Benefit:
    """A benefit of relationship `key`; raises NotFound."""
    return find.one(
        select(Benefit)
        .join(Benefit.relationship)
        .where(Relationship.key == key.upper(), Benefit.id == benefit_id)
        .where(visible.of_relationship(viewer, Benefit.relationship_id))
        .options(*(joinedload(link) for link in (Benefit.made_by, Benefit.agreed_by)))
        .options(*(joinedload(link).lazyload("*") for link in OF_THE_SAME))
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
