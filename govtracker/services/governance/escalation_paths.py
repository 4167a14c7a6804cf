"""Escalation paths: never edited, a change is a new version; running issues keep the one they opened with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Severity, Side, Tier
from govtracker.models import EscalationLevel, EscalationPath, Relationship
from govtracker.queries.governance import escalation_paths, forums
from govtracker.queries.structure import areas
from govtracker.rules.governance import escalation
from govtracker.services import Refused, events

MOST_LEVELS = 6


@dataclass(frozen=True)
class LevelFacts:
    """One level, from the lowest up: a seat of each side, and times in business minutes."""

    tier: Tier
    client_seat_id: int
    supplier_seat_id: int
    response_minutes: int
    resolution_minutes: int


@dataclass(frozen=True)
class Slot:
    """What a path is for: one functional area or all (None), one severity or all (None)."""

    area_id: int | None = None
    severity: Severity | None = None


GENERAL = Slot()


def publish(
    relationship: Relationship, levels: Sequence[LevelFacts], *, by: Viewer | None, at: datetime, slot: Slot = GENERAL
) -> EscalationPath:
    """A path in force at once: what a relationship begins with. What both sides agree on later: see path_proposals."""
    before = escalation_paths.in_force(relationship.id, slot.area_id, slot.severity)
    if before and says_the_same(before, levels):
        return before
    path = draft(relationship, levels, slot, at=at)
    put_in_force(path, at=at)
    changes = {"levels": [len(before.levels) if before else None, len(levels)], "version": [None, path.version]}
    events.record(
        path, "escalation_path_changed" if before else "escalation_path_set_up", by=by, at=at, changes=changes
    )
    return path


def draft(relationship: Relationship, levels: Sequence[LevelFacts], slot: Slot, *, at: datetime) -> EscalationPath:
    """A new version that is not in force; refuses levels that cannot be."""
    area = _area(relationship, slot.area_id)
    _check(relationship, levels)
    path = EscalationPath(
        relationship_id=relationship.id,
        relationship=relationship,
        area_id=slot.area_id,
        severity=slot.severity,
        name=_name(area, slot.severity),
        version=escalation_paths.next_version(relationship.id, slot.area_id, slot.severity),
        created_at=at,
        levels=[_row(place, level) for place, level in enumerate(levels, 1)],
    )
    db.session.add(path)
    return path


def put_in_force(path: EscalationPath, *, at: datetime) -> EscalationPath | None:
    """Issues go by it from now on; the version before, which is kept as it was."""
    before = escalation_paths.in_force(path.relationship_id, path.area_id, path.severity)
    if before:
        before.superseded_at = at
    path.in_force_at = at
    return before


def says_the_same(path: EscalationPath, levels: Sequence[LevelFacts]) -> bool:
    """Whether a version has exactly these levels."""
    return [_facts(level) for level in path.levels] == list(levels)


def _area(relationship: Relationship, area_id: int | None) -> str:
    """The name of the area a path is for; "" for all."""
    if area_id is None:
        return ""
    name = dict(areas.of_relationship(relationship.id)).get(area_id)
    if name is None:
        raise Refused("Choose an area of this relationship.", "area_id")
    return name


def _name(area: str, severity: Severity | None) -> str:
    """“General”, “Quality”, “Critical issues”, “Quality, critical issues”."""
    issues = f"{severity.value} issues" if severity else ""
    return f"{area}, {issues}" if area and issues else area or issues.capitalize() or "General"


def _check(relationship: Relationship, levels: Sequence[LevelFacts]) -> None:
    if len(levels) > MOST_LEVELS:
        raise Refused(f"A path has at most {MOST_LEVELS} levels.")
    try:
        escalation.validate([_level(place, level) for place, level in enumerate(levels, 1)])
    except ValueError as refusal:
        raise Refused(str(refusal)) from None
    chosen = [(side, getattr(level, f"{side.value}_seat_id")) for level in levels for side in Side]
    sides = forums.sides_of(relationship.id, {seat_id for _, seat_id in chosen})
    for side, seat_id in chosen:
        if sides.get(seat_id) is not side:
            raise Refused(f"Choose seats of {relationship.company(side).name} on its side.")


def _level(place: int, level: LevelFacts) -> escalation.Level:
    return escalation.Level(place, level.tier, level.response_minutes, level.resolution_minutes)


def _row(place: int, level: LevelFacts) -> EscalationLevel:
    warning = escalation.usual_warning(level.response_minutes)
    return EscalationLevel(position=place, warning_minutes=warning, **vars(level))


def _facts(level: EscalationLevel) -> LevelFacts:
    return LevelFacts(**{name: getattr(level, name) for name in LevelFacts.__dataclass_fields__})
