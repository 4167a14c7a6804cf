"""Sourcing evaluations of a company: for its own people alone, and a sheet for nobody but its evaluator."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, String, and_, cast, func, null, or_, select
from sqlalchemy.orm import aliased, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import EvaluationStatus
from govtracker.models import (
    EvaluationCandidate,
    EvaluationCriterion,
    EvaluationDecision,
    EvaluationSheet,
    EvaluationTurn,
    FunctionalArea,
    Organisation,
    Person,
    Relationship,
    SourcingEvaluation,
    SupportType,
)
from govtracker.queries import find, paging, visible
from govtracker.queries.paging import Slice

OPENED = (EvaluationStatus.CLOSED, EvaluationStatus.DECIDED)


@dataclass(frozen=True)
class Asked:
    """An evaluator, the function they speak for and whether they have handed in: nothing of what they said."""

    sheet_id: int
    person_id: int
    name: str
    area_id: int
    area: str
    handed_in_at: datetime | None
    first_handed_in_at: datetime | None
    is_active: bool


def one(viewer: Viewer, evaluation_id: int) -> SourcingEvaluation:
    """An evaluation of the viewer's own company; raises NotFound."""
    return find.one(_own(viewer).where(SourcingEvaluation.id == evaluation_id))


def whole(evaluation: SourcingEvaluation) -> SourcingEvaluation:
    """The same with its candidates and criteria at hand, those that were taken out too; in two statements."""
    own = EvaluationCandidate.evaluation_id == evaluation.id
    _at_hand(evaluation, "candidates", select(EvaluationCandidate).where(own).order_by(EvaluationCandidate.id))
    own = EvaluationCriterion.evaluation_id == evaluation.id
    by = EvaluationCriterion.position, EvaluationCriterion.id
    _at_hand(evaluation, "criteria", select(EvaluationCriterion).where(own).order_by(*by))
    return evaluation


def titled(viewer: Viewer, title: str) -> SourcingEvaluation:
    """The evaluation of the viewer's own company with that title; raises NotFound."""
    return find.one(_own(viewer).where(SourcingEvaluation.title == title))


def latest(evaluation_id: int) -> SourcingEvaluation:
    """An evaluation as it stands now, held while writing."""
    return find.one(select(SourcingEvaluation).where(SourcingEvaluation.id == evaluation_id))


def listed(viewer: Viewer, *, after: str | None = None, before: str | None = None) -> Slice:
    """A page of the company's evaluations, the newest first, each with how many it compares and who handed in."""
    mine, chosen = EvaluationSheet.evaluation_id == SourcingEvaluation.id, aliased(EvaluationCandidate)
    query = (
        select(
            SourcingEvaluation.id,
            SourcingEvaluation.title,
            SourcingEvaluation.status,
            SourcingEvaluation.due_on,
            SupportType.name.label("support_type"),
            _count(
                EvaluationCandidate.evaluation_id == SourcingEvaluation.id, EvaluationCandidate.withdrawn_at.is_(None)
            ).label("candidates"),
            _count(mine).label("evaluators"),
            _count(mine, EvaluationSheet.handed_in_at.is_not(None)).label("handed_in"),
            chosen.name.label("chosen"),
        )
        .join(SupportType, SupportType.id == SourcingEvaluation.support_type_id)
        .join(EvaluationDecision, EvaluationDecision.evaluation_id == SourcingEvaluation.id, isouter=True)
        .join(chosen, chosen.id == EvaluationDecision.candidate_id, isouter=True)
        .where(SourcingEvaluation.organisation_id == viewer.organisation_id)
    )
    return paging.page(query, by=[SourcingEvaluation.id.expression], descending=True, after=after, before=before)


def candidate(evaluation: SourcingEvaluation, candidate_id: int, *, withdrawn: bool = False) -> EvaluationCandidate:
    """One candidate of an evaluation that is compared, or one that was taken out; raises NotFound."""
    which = EvaluationCandidate.id == candidate_id, EvaluationCandidate.evaluation_id == evaluation.id
    out = EvaluationCandidate.withdrawn_at.is_not(None) if withdrawn else EvaluationCandidate.withdrawn_at.is_(None)
    return find.one(select(EvaluationCandidate).where(*which, out))


def criterion(evaluation: SourcingEvaluation, criterion_id: int, *, withdrawn: bool = False) -> EvaluationCriterion:
    """One criterion of an evaluation that is rated by, or one that was taken out; raises NotFound."""
    which = EvaluationCriterion.id == criterion_id, EvaluationCriterion.evaluation_id == evaluation.id
    out = EvaluationCriterion.withdrawn_at.is_not(None) if withdrawn else EvaluationCriterion.withdrawn_at.is_(None)
    return find.one(select(EvaluationCriterion).where(*which, out))


def asked(evaluation_id: int) -> list[Asked]:
    """Whoever rates, by function and name."""
    rows = db.session.execute(
        select(
            EvaluationSheet.id,
            Person.id.label("person_id"),
            Person.name,
            FunctionalArea.id.label("area_id"),
            FunctionalArea.name.label("area"),
            EvaluationSheet.handed_in_at,
            EvaluationSheet.first_handed_in_at,
            Person.is_active,
        )
        .join(Person, Person.id == EvaluationSheet.person_id)
        .join(FunctionalArea, FunctionalArea.id == EvaluationSheet.area_id)
        .where(EvaluationSheet.evaluation_id == evaluation_id)
        .order_by(FunctionalArea.name, Person.name, EvaluationSheet.id)
    )
    return [Asked(*row) for row in rows]


def turns(evaluation_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The turns an evaluation took, the newest first."""
    return db.session.execute(
        select(EvaluationTurn.kind, EvaluationTurn.reason, EvaluationTurn.at, Person.name)
        .join(Person, Person.id == EvaluationTurn.by_id, isouter=True)
        .where(EvaluationTurn.evaluation_id == evaluation_id)
        .order_by(EvaluationTurn.id.desc())
        .limit(100)
    ).all()


def decision(evaluation_id: int) -> EvaluationDecision | None:
    """What it came to, with whoever chose and what it became; None while nobody has chosen."""
    own = select(EvaluationDecision).where(EvaluationDecision.evaluation_id == evaluation_id)
    return db.session.scalar(
        own.options(joinedload(EvaluationDecision.decided_by), joinedload(EvaluationDecision.relationship))
    )


def behind(viewer: Viewer, relationship: Relationship) -> Row[*tuple[Any, ...]] | None:
    """The evaluation of the viewer's own company that led to a relationship: (id, title), None where there is none."""
    return db.session.execute(
        select(SourcingEvaluation.id, SourcingEvaluation.title)
        .join(EvaluationDecision, EvaluationDecision.evaluation_id == SourcingEvaluation.id)
        .where(
            EvaluationDecision.relationship_id == relationship.id,
            SourcingEvaluation.organisation_id == viewer.organisation_id,
        )
        .order_by(SourcingEvaluation.id)
        .limit(1)
    ).one_or_none()


def known_companies(viewer: Viewer) -> list[tuple[int, str]]:
    """(id, name) of whom the own company knows, of those the person sees: its suppliers and its own units, by name."""
    ours = Relationship.client_id == viewer.organisation_id, visible.relationships(viewer)
    suppliers = select(Relationship.supplier_id).where(*ours)
    known = or_(Organisation.id.in_(suppliers), Organisation.parent_id == viewer.organisation_id)
    rows = db.session.execute(select(Organisation.id, Organisation.name).where(known).order_by(Organisation.name))
    return [(row.id, row.name) for row in rows]


def units(organisation_id: int) -> set[int]:
    """The units of a company, and itself."""
    found = select(Organisation.id).where(Organisation.parent_id == organisation_id)
    return {organisation_id, *db.session.scalars(found)}


def areas() -> list[tuple[int, str]]:
    """(id, name) of the functional areas somebody may speak for."""
    return areas_and_names(())[0]


def areas_and_names(ids: Collection[int]) -> tuple[list[tuple[int, str]], dict[int, str]]:
    """(id, name) of the functional areas somebody may speak for, and name by id of these, offered or not."""
    offered = and_(FunctionalArea.is_offered, FunctionalArea.retired_at.is_(None))
    rows = db.session.execute(
        select(FunctionalArea.id, FunctionalArea.name, offered.label("offered"))
        .where(or_(offered, FunctionalArea.id.in_(ids)))
        .order_by(FunctionalArea.position, FunctionalArea.name)
    ).all()
    return [(row.id, row.name) for row in rows if row.offered], {row.id: row.name for row in rows if row.id in ids}


def works_together(client_id: int, supplier_id: int) -> bool:
    """Whether a relationship joins the two already."""
    pair = Relationship.client_id == client_id, Relationship.supplier_id == supplier_id
    return db.session.scalar(select(Relationship.id).where(*pair).limit(1)) is not None


def waiting(viewer: Viewer) -> Select[Any]:
    """The sheets a person has to hand in, as what waits for an answer: id of the evaluation, name, due_on, saved_at."""
    columns: list[Any] = [SourcingEvaluation.id.label("id"), SourcingEvaluation.title.label("name")]
    columns += [cast(null(), EvaluationSheet.saved_at.type).label("asked_at"), cast(null(), String).label("asked_by")]
    query: Select[Any] = select(*columns, SourcingEvaluation.due_on, EvaluationSheet.saved_at)
    return query.join(EvaluationSheet, EvaluationSheet.evaluation_id == SourcingEvaluation.id).where(
        EvaluationSheet.person_id == viewer.person_id,
        EvaluationSheet.handed_in_at.is_(None),
        SourcingEvaluation.status == EvaluationStatus.RATING,
        SourcingEvaluation.organisation_id == viewer.organisation_id,
    )


def _own(viewer: Viewer) -> Select[SourcingEvaluation]:
    return select(SourcingEvaluation).where(SourcingEvaluation.organisation_id == viewer.organisation_id)


def _at_hand(evaluation: SourcingEvaluation, part: str, query: Select[Any]) -> None:
    rows = db.session.scalars(query).all()
    set_committed_value(evaluation, part, [one for one in rows if one.withdrawn_at is None])
    set_committed_value(evaluation, f"withdrawn_{part}", [one for one in rows if one.withdrawn_at is not None])


def _count(*conditions: Any) -> Any:
    return select(func.count()).where(*conditions).correlate(SourcingEvaluation).scalar_subquery()
