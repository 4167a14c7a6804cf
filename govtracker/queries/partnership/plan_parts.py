"""What stands in a relationship and belongs into its management plan: each part's rows, all in one statement."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    Text,
    cast,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from govtracker.database import db
from govtracker.enums import Audience, ContractStatus, PlanStatus
from govtracker.models import (
    Benefit,
    Contract,
    EscalationLevel,
    EscalationPath,
    ExitPlan,
    Forum,
    ImprovementPlan,
    Programme,
    Risk,
)
from govtracker.queries.governance import escalation_paths

MOST = 10  # risks, plans and programmes of each kind


class Standing(NamedTuple):
    """One thing: what it is called, the word of its kind, a longer text, its days, and two numbers.

    A forum: its tier, recurrence, first day and minutes. A path: its version and how many levels it has. The contract:
    reference as name, title as text, its pricing and the days of notice of client and supplier. A risk: its response,
    plan, likelihood and impact. An improvement plan: its objective and number. A programme: how many benefits were
    agreed. The exit plan: its text and, as last day, by when it is looked at again.
    """

    name: str
    word: str | None
    text: str | None
    from_on: date | None
    to_on: date | None
    first: int | None
    second: int | None


def of_relationship(relationship_id: int) -> Mapping[str, Sequence[Standing]]:
    """Part → what stands of it and is shared by both sides, in its order."""
    parts = [
        _forums(relationship_id),
        _paths(relationship_id),
        _contract(relationship_id),
        _risks(relationship_id),
        _improvements(relationship_id),
        _programmes(relationship_id),
        _exit(relationship_id),
    ]
    rows = db.session.execute(union_all(*(select(part.subquery()) for part in parts)).order_by("part", "place"))
    found: dict[str, list[Standing]] = defaultdict(list)
    for row in rows:
        found[row.part].append(Standing(*row[2:]))
    return found


def _forums(relationship_id: int) -> Select[Any]:
    often = {"text": Forum.rrule, "from_on": Forum.starts_on, "first": Forum.minutes}
    query = _of("forum", Forum, Forum.name, (Forum.name,), word=Forum.tier, **often)
    return query.where(Forum.relationship_id == relationship_id, Forum.ended_at.is_(None))


def _paths(relationship_id: int) -> Select[Any]:
    path = EscalationPath
    levels = select(func.count()).where(EscalationLevel.path_id == path.id).correlate(path).scalar_subquery()
    query = _of("path", path, path.name, (path.name,), first=path.version, second=levels)
    return query.where(path.relationship_id == relationship_id, *escalation_paths.IN_FORCE)


def _contract(relationship_id: int) -> Select[Any]:
    days = {"from_on": Contract.starts_on, "to_on": Contract.ends_on}
    notice = {"first": Contract.client_notice_days, "second": Contract.supplier_notice_days}
    query = _of(
        "contract", Contract, Contract.reference, (), word=Contract.pricing, text=Contract.title, **days, **notice
    )
    return query.where(Contract.relationship_id == relationship_id, Contract.status == ContractStatus.IN_FORCE)


def _risks(relationship_id: int) -> Select[Any]:
    numbers = {"first": Risk.likelihood, "second": Risk.impact}
    query = _of("risk", Risk, Risk.title, (Risk.score.desc(),), word=Risk.response, text=Risk.plan, **numbers)
    return query.where(Risk.relationship_id == relationship_id, Risk.is_open, Risk.audience == Audience.SHARED)


def _improvements(relationship_id: int) -> Select[Any]:
    plan = ImprovementPlan
    query = _of("improvement", plan, plan.title, (plan.id.desc(),), text=plan.objective, first=plan.number)
    return query.where(plan.relationship_id == relationship_id, plan.status == PlanStatus.OPEN)


def _programmes(relationship_id: int) -> Select[Any]:
    agreed = Benefit.programme_id == Programme.id, Benefit.agreed_at.is_not(None), Benefit.ended_at.is_(None)
    benefits = select(func.count(Benefit.id)).where(*agreed).correlate(Programme).scalar_subquery()
    days = {"from_on": Programme.from_on, "to_on": Programme.to_on}
    query = _of("programme", Programme, Programme.title, (Programme.from_on,), first=benefits, **days)
    return query.where(Programme.relationship_id == relationship_id, Programme.ended_at.is_(None))


def _exit(relationship_id: int) -> Select[Any]:
    query = _of("exit", ExitPlan, literal(""), (), text=ExitPlan.text, to_on=ExitPlan.review_due_on)
    return query.where(ExitPlan.relationship_id == relationship_id)


def _of(part: str, model: Any, name: Any, order: Sequence[Any], **own: Any) -> Select[Any]:
    """Rows of one table, as wide as those of any other: part, place in it, then a Standing."""
    place = func.row_number().over(order_by=[*order, model.id])
    return (
        select(
            literal(part).label("part"),
            place.label("place"),
            name.label("name"),
            *(_typed(own.get(key), kind).label(key) for key, kind in KINDS.items()),
        )
        .select_from(model)
        .order_by(*order, model.id)
        .limit(CUT.get(part))
    )


def _typed(value: Any, kind: Any) -> ColumnElement[Any]:
    """A value as the column of its kind holds it: an enum's as its word, what there is not as nothing."""
    return cast(null(), kind) if value is None else type_coerce(value, kind)


KINDS: Mapping[str, Any] = {
    "word": String(32),
    "text": Text(),
    "from_on": Date(),
    "to_on": Date(),
    "first": Integer(),
    "second": Integer(),
}
CUT = dict.fromkeys(("risk", "improvement", "programme"), MOST)
