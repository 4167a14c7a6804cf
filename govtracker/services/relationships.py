"""Relationships: begun between two companies, empty or from a template."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import SupplierCategory
from govtracker.models import Organisation, Relationship
from govtracker.queries import organisations, relationships
from govtracker.rules import keys
from govtracker.rules.work_templates import WorkTemplate
from govtracker.services import Refused, events, people, template_rows

LONGEST_PURPOSE = 2000


@dataclass(frozen=True)
class Supplier:
    """The other company as typed: one that is known, or a new one; an insourced one is a unit of the client."""

    name: str
    zone: str
    is_insourced: bool = False


def begin(
    client: Organisation,
    supplier: Organisation,
    *,
    key: str = "",
    purpose: str = "",
    category: SupplierCategory = SupplierCategory.TACTICAL,
    by: Viewer | None,
    at: datetime,
) -> Relationship:
    """A relationship with nothing in it; without a key it gets one made of the supplier's name.

    Refuses a key that is none or is taken, and a company that would govern itself.
    """
    if client.id == supplier.id:
        raise Refused("A company is not its own supplier. For a unit of yours give the unit’s name.", "supplier")
    relationship = Relationship(
        key=_checked_key(key) if key.strip() else _free_key(supplier.name),
        client=client,
        supplier=supplier,
        client_id=client.id,
        supplier_id=supplier.id,
        category=category,
        purpose=purpose.strip()[:LONGEST_PURPOSE],
        created_at=at,
    )
    db.session.add(relationship)
    parties: Mapping[str, list[str | None]] = {"client": [None, client.name], "supplier": [None, supplier.name]}
    events.record(relationship, "relationship_created", by=by, at=at, changes=parties)
    return relationship


def create_from_template(
    client: Organisation,
    supplier: Organisation,
    template: WorkTemplate,
    *,
    key: str = "",
    by: Viewer | None,
    at: datetime,
) -> Relationship:
    """A relationship with the template's areas, vacant seats, escalation paths, forums and draft of the criteria."""
    relationship = begin(client, supplier, key=key, purpose=template.purpose, by=by, at=at)
    template_rows.write(relationship, template, by=by, at=at)
    return relationship


def supplier_named(wanted: Supplier, client: Organisation, *, by: Viewer | None, at: datetime) -> Organisation:
    """The supplier's organisation, made when it is new; refuses a unit that is somebody else's or none."""
    known = organisations.by_name(wanted.name)
    if known and wanted.is_insourced != (known.parent_id == client.id):
        unit = "is no unit of yours" if wanted.is_insourced else "is a unit of yours: tick that it is insourced"
        raise Refused(f"{known.name} {unit}.", "supplier")
    if known:
        return known
    try:
        found = people.organisation_named(wanted.name, by=by, at=at, zone=wanted.zone or client.zone)
    except Refused as refusal:
        raise Refused(refusal.text, {"organisation": "supplier", "zone": "supplier_zone"}[refusal.field]) from None
    if wanted.is_insourced:
        events.change(found, "unit_named", by=by, at=at, parent_id=client.id)
    return found


def _checked_key(text: str) -> str:
    key = text.strip().upper()
    if not keys.is_relationship_key(key):
        raise Refused("A key is two to six letters and digits, a letter first, such as MER.", "key")
    if relationships.is_taken(key):
        raise Refused(f"{key} is taken; choose another key.", "key")
    return key


def _free_key(name: str) -> str:
    """MER, else MER2, MER3 and so on."""
    suggested = keys.suggested(name)
    taken = relationships.keys_like(suggested)
    return next(key for key in (suggested, *(f"{suggested}{n}" for n in range(2, 1000))) if key not in taken)
