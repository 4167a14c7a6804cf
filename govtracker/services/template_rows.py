"""What a template says, written into a new relationship: areas, seats, escalation paths, forums, draft criteria."""

from dataclasses import dataclass, field
from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import SeatRole, Side
from govtracker.models import FunctionalArea, Relationship, RelationshipArea, Seat
from govtracker.rules import wall_time, work_templates
from govtracker.rules.cadence import Cadence
from govtracker.rules.work_templates import ForumPlan, PathPlan, SeatPlan, WorkTemplate
from govtracker.services import criteria, escalation_paths, forums, kpis, structure
from govtracker.services.escalation_paths import LevelFacts
from govtracker.services.forums import ForumFacts
from govtracker.services.structure import Scope


@dataclass
class Rows:
    """What has been written: areas by name, seats by side, role and area's name ("" for none)."""

    relationship: Relationship
    template: WorkTemplate
    areas: dict[str, FunctionalArea] = field(default_factory=dict)
    seats: dict[tuple[Side, SeatRole, str], Seat] = field(default_factory=dict)

    def seat_id(self, side: Side, role: SeatRole, area: str = "") -> int:
        """The seat of that role, of an area for leads."""
        return self.seats[side, role, area if role is SeatRole.FUNCTIONAL_LEAD else ""].id


def write(relationship: Relationship, template: WorkTemplate, *, by: Viewer | None, at: datetime) -> Rows:
    """All of `template` in an empty relationship; every seat is vacant."""
    rows = Rows(relationship, template)
    db.session.flush()
    _areas(rows, by=by, at=at)
    for plan in template.seats:
        _seats(rows, plan, by=by, at=at)
    db.session.flush()
    for path in template.paths:
        _paths(rows, path, by=by, at=at)
    for forum in template.forums:
        _forum(rows, forum, by=by, at=at)
    draft = criteria.start_draft(relationship, by=by, at=at)
    for terms in template.kpis:
        kpis.add(draft, terms, by=by, at=at)
    return rows


def _areas(rows: Rows, *, by: Viewer | None, at: datetime) -> None:
    for name in (*rows.template.areas, *rows.template.catalogue):
        area = structure.area_named(name, by=by, at=at)
        if name in rows.template.areas:
            rows.areas[name] = area
    for position, area in enumerate(rows.areas.values()):
        rows.relationship.areas.append(RelationshipArea(area=area, position=position))


def _seats(rows: Rows, plan: SeatPlan, *, by: Viewer | None, at: datetime) -> None:
    names = rows.areas if plan.role is SeatRole.FUNCTIONAL_LEAD else {"": None}
    for name, area in names.items():
        scope = Scope(plan.tier, plan.authority, plan.responsibility.format(area=name.lower()))
        for side in Side:
            rows.seats[side, plan.role, name] = structure.add_seat(
                rows.relationship, side, plan.role, scope, area=area, by=by, at=at
            )


def _paths(rows: Rows, plan: PathPlan, *, by: Viewer | None, at: datetime) -> None:
    for name, area in rows.areas.items() if plan.by_area else [("", None)]:
        levels = [
            LevelFacts(
                tier=work_templates.tier_of(rows.template, level.role),
                client_seat_id=rows.seat_id(Side.CLIENT, level.role, name),
                supplier_seat_id=rows.seat_id(Side.SUPPLIER, level.role, name),
                response_minutes=level.response_minutes,
                resolution_minutes=level.resolution_minutes,
            )
            for level in plan.levels
        ]
        escalation_paths.publish(
            rows.relationship, levels, area_id=area.id if area else None, severity=plan.severity, by=by, at=at
        )


def _forum(rows: Rows, plan: ForumPlan, *, by: Viewer | None, at: datetime) -> None:
    zone = rows.relationship.client.zone
    facts = ForumFacts(
        name=plan.name,
        tier=plan.tier,
        client_chair_id=rows.seat_id(Side.CLIENT, plan.chair, plan.area),
        supplier_chair_id=rows.seat_id(Side.SUPPLIER, plan.chair, plan.area),
        cadence=Cadence(plan.rrule, plan.local_time, zone, wall_time.local(at, zone).date()),
        charter=plan.charter,
        member_ids=tuple(seat.id for (_, role, _), seat in rows.seats.items() if role in plan.members),
        minutes=plan.minutes,
    )
    forums.set_up(rows.relationship, facts, by=by, at=at)
