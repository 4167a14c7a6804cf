"""Escalation paths: never edited, a change is a new version; running issues keep the one they opened with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Severity, Side, Tier
from govtracker.models import EscalationLevel, EscalationPath, Relationship
from govtracker.queries.governance import escalation_paths, forums
from govtracker.queries.structure import areas
from govtracker.rules.governance import escalation
from govtracker.rules.governance.escalation import OURS, BadPath, Terms
from govtracker.services import Refused, events

MOST_LEVELS = 6


@dataclass(frozen=True)
class LevelFacts:
    """One level, from the lowest up: a seat of each side, and times in business minutes.

    The warning comes so long before a time is up (0: none); None is the usual share of the response time.
    """

    tier: Tier
    client_seat_id: int
    supplier_seat_id: int
    response_minutes: int
    resolution_minutes: int
    warning_minutes: int | None = None


@dataclass(frozen=True)
class PathFacts:
    """What a version of a path says."""

    levels: Sequence[LevelFacts]
    terms: Terms = OURS


@dataclass(frozen=True)
class Slot:
    """What a path is for: one functional area or all (None), one severity or all (None)."""

    area_id: int | None = None
    severity: Severity | None = None


GENERAL = Slot()


def publish(
    relationship: Relationship,
    levels: Sequence[LevelFacts],
    *,
    by: Viewer | None,
    at: datetime,
    slot: Slot = GENERAL,
    terms: Terms = OURS,
) -> EscalationPath:
    """A path in force at once: what a relationship begins with. For changes: see path_proposals."""
    before = escalation_paths.in_force(relationship.id, slot.area_id, slot.severity)
    facts = PathFacts(levels, terms)
    if before and says_the_same(before, facts):
        return before
    path = draft(relationship, facts, slot, at=at)
    put_in_force(path, at=at)
    changes = {"levels": [len(before.levels) if before else None, len(levels)], "version": [None, path.version]}
    events.record(
        path, "escalation_path_changed" if before else "escalation_path_set_up", by=by, at=at, changes=changes
    )
    return path


def draft(relationship: Relationship, facts: PathFacts, slot: Slot, *, at: datetime) -> EscalationPath:
    """A new version that is not in force; refuses levels and terms that cannot be."""
    area = _area(relationship, slot.area_id)
    levels = [_settled(level) for level in facts.levels]
    _check(relationship, levels, facts.terms)
    path = EscalationPath(
        relationship_id=relationship.id,
        relationship=relationship,
        area_id=slot.area_id,
        severity=slot.severity,
        name=_name(area, slot.severity),
        version=escalation_paths.next_version(relationship.id, slot.area_id, slot.severity),
        created_at=at,
        levels=[EscalationLevel(position=place, **vars(level)) for place, level in enumerate(levels, 1)],
        **vars(facts.terms),
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


def says_the_same(path: EscalationPath, facts: PathFacts) -> bool:
    """Whether a version says exactly this."""
    levels = [_facts(level) for level in path.levels]
    return path.terms == facts.terms and levels == [_settled(level) for level in facts.levels]


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


def _check(relationship: Relationship, levels: Sequence[LevelFacts], terms: Terms) -> None:
    """Refused, of the field at fault: "levels.2.resolution_minutes" is the second level's."""
    if len(levels) > MOST_LEVELS:
        raise Refused(f"A path has at most {MOST_LEVELS} levels.")
    try:
        escalation.validate([_level(place, level) for place, level in enumerate(levels, 1)])
        escalation.validate_terms(terms)
    except BadPath as refusal:
        field = f"levels.{refusal.position}.{refusal.field}" if refusal.position else refusal.field
        raise Refused(str(refusal), field) from None
    _check_seats(relationship, levels)


def _check_seats(relationship: Relationship, levels: Sequence[LevelFacts]) -> None:
    chosen = [
        (place, side, getattr(level, f"{side.value}_seat_id")) for place, level in enumerate(levels, 1) for side in Side
    ]
    sides = forums.sides_of(relationship.id, {seat_id for _, _, seat_id in chosen})
    for place, side, seat_id in chosen:
        if sides.get(seat_id) is not side:
            field = f"levels.{place}.{side.value}_seat_id"
            raise Refused(f"Choose seats of {relationship.company(side).name} on its side.", field)


def _level(place: int, level: LevelFacts) -> escalation.Level:
    assert level.warning_minutes is not None  # settled
    return escalation.Level(place, level.tier, level.response_minutes, level.resolution_minutes, level.warning_minutes)


def _settled(level: LevelFacts) -> LevelFacts:
    """With the usual warning where none is said."""
    if level.warning_minutes is not None:
        return level
    return replace(level, warning_minutes=escalation.usual_warning(level.response_minutes))


def _facts(level: EscalationLevel) -> LevelFacts:
    return LevelFacts(**{name: getattr(level, name) for name in LevelFacts.__dataclass_fields__})
