"""Relationships and organisations as parts of larger ones."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Organisation, Relationship
from govtracker.queries import visible

Model = type[Organisation] | type[Relationship]


def above(model: Model, record_id: int) -> set[int]:
    """The ids of all wholes above a record, locked while writing, so that none of them moves below it meanwhile."""
    chain = _above(model, record_id)
    while True:
        locked = select(model.id).where(model.id.in_(chain)).order_by(model.id).with_for_update()
        db.session.execute(locked).all()
        again = _above(model, record_id)
        if again == chain:
            return chain
        chain = again


def wholes_for(viewer: Viewer, relationship: Relationship) -> list[tuple[int, str]]:
    """(id, name) of the relationships the viewer sees that this one may be part of.

    They join the same two companies, or the companies these are units of; none of them is a part of this one.
    """
    clients = {relationship.client_id, *_above(Organisation, relationship.client_id)}
    suppliers = {relationship.supplier_id, *_above(Organisation, relationship.supplier_id)}
    below = _below(relationship.id)
    rows = _named().where(
        visible.relationships(viewer),
        Relationship.client_id.in_(clients),
        Relationship.supplier_id.in_(suppliers),
        Relationship.id.not_in({relationship.id, *below}),
    )
    return [(row.id, f"{row.key} · {row.client} ⇄ {row.supplier}") for row in db.session.execute(rows)]


def family(viewer: Viewer, relationship: Relationship) -> Sequence[Row[*tuple[Any, ...]]]:
    """The whole a relationship is part of and its own parts, as far as the viewer sees them: id, key and companies."""
    near = or_(Relationship.id == relationship.parent_id, Relationship.parent_id == relationship.id)
    return db.session.execute(_named().where(visible.relationships(viewer), near)).all()


def _above(model: Model, record_id: int) -> set[int]:
    start = select(model.parent_id.label("id")).where(model.id == record_id, model.parent_id.is_not(None))
    chain = start.cte("above", recursive=True)
    step = select(model.parent_id).join(chain, model.id == chain.c.id).where(model.parent_id.is_not(None))
    return set(db.session.scalars(select(chain.union(step).c.id)))


def _below(relationship_id: int) -> set[int]:
    start = select(Relationship.id).where(Relationship.parent_id == relationship_id)
    chain = start.cte("below", recursive=True)
    step = select(Relationship.id).join(chain, Relationship.parent_id == chain.c.id)
    return set(db.session.scalars(select(chain.union(step).c.id)))


def _named() -> Any:
    client, supplier = aliased(Organisation), aliased(Organisation)
    return (
        select(Relationship.id, Relationship.key, client.name.label("client"), supplier.name.label("supplier"))
        .join(client, client.id == Relationship.client_id)
        .join(supplier, supplier.id == Relationship.supplier_id)
        .order_by(Relationship.key)
    )
