"""How far a company's sourcing strategy is: what stands of each step, counted in one statement."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Select, exists, func, select

from govtracker.database import db
from govtracker.enums import CriteriaStatus, EvaluationStatus, ReviewStatus
from govtracker.models import (
    Contract,
    CriteriaSet,
    CustomerSegment,
    Forum,
    Relationship,
    Review,
    SegmentNeeds,
    SourcingEvaluation,
    SupplierProfile,
    SupportType,
)

Counting = Callable[[int], Select[int]]


def standing(organisation_id: int) -> Mapping[str, int]:
    """What stands in a client company, by the names of `COUNTED`."""
    counts = [count(organisation_id).scalar_subquery().label(name) for name, count in COUNTED.items()]
    return dict(db.session.execute(select(*counts)).one()._mapping)


def _segments(organisation_id: int) -> Select[int]:
    return _how_many(CustomerSegment).where(
        CustomerSegment.organisation_id == organisation_id, CustomerSegment.retired_at.is_(None)
    )


def _with_needs(organisation_id: int) -> Select[int]:
    said = (SegmentNeeds.segment_id == CustomerSegment.id, SegmentNeeds.answered_at.is_not(None))
    return _segments(organisation_id).where(exists().where(*said))


def _support_types(organisation_id: int) -> Select[int]:
    return _how_many(SupportType).where(
        SupportType.organisation_id == organisation_id, SupportType.retired_at.is_(None)
    )


def _profiled(organisation_id: int) -> Select[int]:
    return _support_types(organisation_id).where(SupportType.complexity.is_not(None), SupportType.impact.is_not(None))


def _overruled(organisation_id: int) -> Select[int]:
    own = SupplierProfile.organisation_id == organisation_id
    return _how_many(SupplierProfile).where(own, SupplierProfile.geography.is_not(None))


def _evaluations(organisation_id: int) -> Select[int]:
    return _how_many(SourcingEvaluation).where(SourcingEvaluation.organisation_id == organisation_id)


def _decided(organisation_id: int) -> Select[int]:
    return _evaluations(organisation_id).where(SourcingEvaluation.status == EvaluationStatus.DECIDED)


def _relationships(organisation_id: int) -> Select[int]:
    return _how_many(Relationship).where(Relationship.client_id == organisation_id)


def _with_criteria(organisation_id: int) -> Select[int]:
    agreed = (CriteriaSet.relationship_id == Relationship.id, CriteriaSet.status == CriteriaStatus.AGREED)
    return _relationships(organisation_id).where(exists().where(*agreed))


def _with_contract(organisation_id: int) -> Select[int]:
    return _relationships(organisation_id).where(exists().where(Contract.relationship_id == Relationship.id))


def _with_forum(organisation_id: int) -> Select[int]:
    return _relationships(organisation_id).where(exists().where(Forum.relationship_id == Relationship.id))


def _with_review(organisation_id: int) -> Select[int]:
    coming = Review.status.in_([ReviewStatus.SCHEDULED, ReviewStatus.IN_PREPARATION])
    return _relationships(organisation_id).where(exists().where(Review.relationship_id == Relationship.id, coming))


def _how_many(model: type[Any]) -> Select[int]:
    return select(func.count()).select_from(model)


COUNTED: Mapping[str, Counting] = {
    "segments": _segments,
    "segments_with_needs": _with_needs,
    "support_types": _support_types,
    "profiled": _profiled,
    "overruled": _overruled,
    "evaluations": _evaluations,
    "decided_evaluations": _decided,
    "relationships": _relationships,
    "with_criteria": _with_criteria,
    "with_contract": _with_contract,
    "with_forum": _with_forum,
    "with_review": _with_review,
}
