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


def publish(
    relationship: Relationship,
    levels: Sequence[LevelFacts],
    *,
    by: Viewer | None,
    at: datetime,
    area_id: int | None = None,
    severity: Severity | None = None,
) -> EscalationPath:
    """The path in force from now on for this area and severity (None: all); the one before is kept as it was."""
    area = _area(relationship, area_id)
    _check(relationship, levels)
    before = escalation_paths.in_force(relationship.id, area_id, severity)
    if before and [_facts(level) for level in before.levels] == list(levels):
        return before
    if before:
        before.superseded_at = at
    path = EscalationPath(
        relationship_id=relationship.id,
        relationship=relationship,
        area_id=area_id,
        severity=severity,
        name=_name(area, severity),
        version=before.version + 1 if before else 1,
        created_at=at,
        in_force_at=at,
        levels=[_row(place, level) for place, level in enumerate(levels, 1)],
    )
    db.session.add(path)
    changes = {"levels": [len(before.levels) if before else None, len(levels)], "version": [None, path.version]}
    events.record(
        path, "escalation_path_changed" if before else "escalation_path_set_up", by=by, at=at, changes=changes
    )
    return path


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
