"""Relationships: begun from a template, with everything both sides then change as they need it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Pace, PortfolioRole, SeatRole, Side, SupplierCategory, Tier
from govtracker.models import FunctionalArea, Organisation, Person, Relationship
from govtracker.queries.performance import scorecard_rows
from govtracker.queries.structure import areas as areas_asked
from govtracker.queries.structure import organisations, relationships, seats
from govtracker.rules import keys
from govtracker.rules.governance.cadence import Cadence
from govtracker.rules.performance import answer_window
from govtracker.rules.structure import supplier_categories, work_templates
from govtracker.rules.structure.work_templates import ForumPlan, PathPlan, WorkTemplate
from govtracker.services import Refused, events
from govtracker.services.governance import calendars, escalation_paths, forums
from govtracker.services.governance.escalation_paths import LevelFacts, Slot
from govtracker.services.governance.forums import ForumFacts
from govtracker.services.performance import criteria, kpis
from govtracker.services.structure import hierarchy, people, roles, structure
from govtracker.services.structure import seats as seating
from govtracker.services.structure.structure import Scope

BOUNDS = {
    "dormant_after_days": (7, 60, "Choose 7 to 60 days."),
    "spoc_share_limit": (10, 90, "Choose 10 to 90 %."),
    "answer_days": (answer_window.SHORTEST, answer_window.LONGEST, "Choose 3 to 60 working days."),
    "fiscal_year_start": (1, 12, "Choose a month."),
}
Seats = dict[tuple[Side, SeatRole, int | None], int]  # the id of the seat of a side, role and area


def create(
    client: Organisation,
    supplier: Organisation,
    key: str,
    template: WorkTemplate,
    *,
    by: Viewer | None,
    at: datetime,
    today: date,
    category: SupplierCategory = SupplierCategory.TACTICAL,
    paces: Mapping[Tier, Pace | None] | None = None,
) -> Relationship:
    """A relationship with the areas, vacant seats, paths, forums, calendars and draft of criteria of a template.

    `paces` say how often the forums of a tier meet (None: no forum there), else they meet as the template says.
    Refuses a key that is none or taken, and a company with itself.
    """
    key = _checked_key(key, supplier)
    if client.id == supplier.id:
        raise Refused("A relationship joins two companies: choose another name.", "supplier")
    relationship = Relationship(
        key=key, client=client, supplier=supplier, category=category, purpose=template.purpose, created_at=at
    )
    db.session.add(relationship)
    events.record(relationship, "relationship_created", by=by, at=at)
    areas = _seats_and_areas(relationship, template, by=by, at=at)
    placed = {(row.side, row.role, row.area_id): row.seat_id for row in seats.structure_of(relationship.id, today)}
    for path in template.paths:
        for area in areas if path.by_area else [None]:
            _path(relationship, template, path, area, placed, by=by, at=at)
    for forum in _at_paces(template.forums, paces):
        forums.set_up(relationship, _forum(client, forum, areas, placed, today), by=by, at=at)
    for company in (client, supplier):
        calendars.begin(company, template.hours, by=by, at=at, today=today)
    draft = criteria.start_draft(relationship, by=by, at=at, first_weights=template.weights)
    for terms in template.kpis:
        kpis.add(draft, terms, by=by, at=at)
    return relationship


def edit(relationship: Relationship, values: Mapping[str, Any], *, by: Viewer, at: datetime) -> None:
    """Change its purpose, stage, category, whole, and what was agreed about its structure.

    Refuses a relationship it cannot be part of, days and shares out of bounds, and another beginning of the fiscal
    year where a scorecard of one or of its quarters was shared.
    """
    values = dict(values)
    if "parent_id" in values:
        values["parent_id"] = hierarchy.checked_whole(relationship, values["parent_id"] or None, by=by)
    for field, (least, most, words) in BOUNDS.items():
        if field in values and not least <= values[field] <= most:
            raise Refused(words, field)
    begins = values.get("fiscal_year_start", relationship.fiscal_year_start)
    if begins != relationship.fiscal_year_start and scorecard_rows.has_long(relationship.id):
        raise Refused("Quarters or fiscal years have scorecards already: they stay what they are.", "fiscal_year_start")
    events.change(relationship, "relationship_changed", by=by, at=at, **values)


def supplier_named(
    name: str, client: Organisation, *, insourced: bool, by: Viewer | None, at: datetime
) -> Organisation:
    """The supplier of that name, made when it is new; one that is insourced is a unit of the client."""
    known = organisations.by_name(name)
    if known:
        if insourced and known.parent_id != client.id:
            raise Refused(f"{known.name} is no unit of {client.name}.", "supplier")
        return known
    supplier = people.organisation_named(name, zone=client.zone, field="supplier", by=by, at=at)
    supplier.parent_id = client.id if insourced else None
    return supplier


def invite(
    relationship: Relationship,
    name: str,
    email: str,
    *,
    by: Viewer | None,
    at: datetime,
    today: date,
) -> Person:
    """The first person of the supplier: its SPOC here, who then brings the others in.

    Refused where the supplier has people already: whom it sends is theirs to say.
    """
    if organisations.has_people(relationship.supplier_id):
        raise Refused(
            f"{relationship.supplier.name} has people here already: they fill their own seats.", "supplier_spoc_email"
        )
    try:
        person = people.create(name=name, email=email, organisation=relationship.supplier, by=by, at=at)
    except Refused as refusal:
        raise Refused(refusal.text, f"supplier_spoc_{refusal.field}") from None
    for role in (PortfolioRole.GOVERNANCE_OFFICE, PortfolioRole.ORGANISATION_ADMINISTRATOR):
        roles.give(person, role, by=by, at=at, today=today)
    seat_spoc(relationship, Side.SUPPLIER, person, at=at, today=today)
    return person


def seat_spoc(relationship: Relationship, side: Side, person: Person, *, at: datetime, today: date) -> None:
    """Give the SPOC seat of a side to the person a new relationship begins with."""
    db.session.flush()
    seat = seats.same_seat(relationship.id, side, SeatRole.SPOC, None)
    assert seat is not None  # every template has one a side
    seating.fill(seat, person.id, from_on=today, by=None, at=at, today=today)


def _checked_key(key: str, supplier: Organisation) -> str:
    key = key.strip().upper() or keys.suggested(supplier.name)
    if not keys.is_relationship_key(key):
        raise Refused("Use two to six letters and digits, a letter first, such as MER.", "key")
    if relationships.is_taken(key):
        raise Refused(f"{key} is taken: choose another key.", "key")
    return key


def _seats_and_areas(
    relationship: Relationship, template: WorkTemplate, *, by: Viewer | None, at: datetime
) -> list[FunctionalArea]:
    for plan in template.seats:
        if plan.role is not SeatRole.FUNCTIONAL_LEAD:
            for side in Side:
                scope = Scope(plan.tier, plan.authority, plan.responsibility)
                structure.add_seat(relationship, side, plan.role, scope, by=by, at=at)
    lead = next(plan for plan in template.seats if plan.role is SeatRole.FUNCTIONAL_LEAD)
    areas = []
    names = [name for name in template.areas if not areas_asked.is_retired(name)]
    if not names:
        raise Refused("Every functional area of this template is retired: choose another template.", "template")
    for name in names:
        scope = Scope(lead.tier, lead.authority, lead.responsibility.format(area=name.lower()))
        areas.append(structure.add_area(relationship, name, lead=scope, by=by, at=at))
    for name in template.catalogue:
        structure.area_named(name, by=by, at=at)
    return areas


def _path(
    relationship: Relationship,
    template: WorkTemplate,
    path: PathPlan,
    area: FunctionalArea | None,
    placed: Seats,
    *,
    by: Viewer | None,
    at: datetime,
) -> None:
    levels = [
        LevelFacts(
            work_templates.tier_of(template, level.role),
            _seat(placed, Side.CLIENT, level.role, area),
            _seat(placed, Side.SUPPLIER, level.role, area),
            level.response_minutes,
            level.resolution_minutes,
        )
        for level in path.levels
    ]
    slot = Slot(area.id if area else None, path.severity)
    escalation_paths.publish(relationship, levels, slot=slot, by=by, at=at)


def _at_paces(plans: Sequence[ForumPlan], paces: Mapping[Tier, Pace | None] | None) -> list[ForumPlan]:
    if paces is None:
        return list(plans)
    wanted = [(plan, paces.get(plan.tier)) for plan in plans]
    return [replace(plan, rrule=supplier_categories.at_pace(plan.rrule, pace)) for plan, pace in wanted if pace]


def _forum(
    client: Organisation, plan: ForumPlan, areas: list[FunctionalArea], placed: Seats, today: date
) -> ForumFacts:
    area = next((area for area in areas if area.name == plan.area), areas[0])
    return ForumFacts(
        name=plan.name,
        tier=plan.tier,
        client_chair_id=_seat(placed, Side.CLIENT, plan.chair, area),
        supplier_chair_id=_seat(placed, Side.SUPPLIER, plan.chair, area),
        cadence=Cadence(plan.rrule, plan.local_time, client.zone, today),
        charter=plan.charter,
        member_ids=tuple(seat_id for (_, role, _), seat_id in placed.items() if role in plan.members),
        minutes=plan.minutes,
    )


def _seat(placed: Seats, side: Side, role: SeatRole, area: FunctionalArea | None) -> int:
    return placed[side, role, area.id if area and role is SeatRole.FUNCTIONAL_LEAD else None]
