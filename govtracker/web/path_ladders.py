"""Escalation paths as pages show them: each as a ladder, and which one an issue goes by."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from govtracker.enums import Severity, Side
from govtracker.models import EscalationLevel, EscalationPath
from govtracker.queries.structure.seats import SeatRow
from govtracker.rules import durations
from govtracker.rules.governance import path_changes, path_choice
from govtracker.rules.governance.path_changes import LevelSaid, PathSaid
from govtracker.rules.governance.path_choice import Scope
from govtracker.rules.words import label, seat_title


@dataclass(frozen=True)
class Choice:
    """One functional area with the path an issue of each severity goes by (None: none)."""

    area: str
    paths: dict[Severity, EscalationPath | None]


def drawn(path: EscalationPath, seated: Sequence[SeatRow]) -> dict[str, Any]:
    """A path with its levels as components/ladder shows them."""
    by_id = {seat.seat_id: seat for seat in seated}
    return {
        "path": path,
        "rungs": [
            {
                "title": f"Level {level.position} · {label(level.tier).lower()}",
                "people": " ⇄ ".join(_named(by_id.get(level.seat_id(side))) for side in Side),
                "note": f"acknowledged within {durations.words(level.response_minutes)} of being told, "
                f"resolved within {durations.words(level.resolution_minutes)} of the start; "
                f"warned {path_changes.warning_words(level.warning_minutes)}",
                "state": "ahead",
            }
            for level in path.levels
        ],
        "terms": path_changes.terms_in_words(path.terms),
    }


def choices(paths: Sequence[EscalationPath], areas: Sequence[tuple[int, str]]) -> list[Choice]:
    """Which of the paths in force an issue goes by, area by area and severity by severity."""
    by_id = {path.id: path for path in paths}
    scopes = [Scope(path.id, path.area_id, path.severity) for path in paths]

    def path_of(area_id: int, severity: Severity) -> EscalationPath | None:
        chosen = path_choice.applying(scopes, area_id, severity)
        return by_id[chosen.path_id] if chosen else None

    return [Choice(name, {severity: path_of(area_id, severity) for severity in Severity}) for area_id, name in areas]


def changes(before: EscalationPath | None, after: EscalationPath, seated: Sequence[SeatRow]) -> list[str]:
    """What a version changes in the one before, in sentences; nothing where there was none."""
    if before is None:
        return []
    titles = {seat.seat_id: seat_title(seat.role, seat.area) for seat in seated}
    companies = {side: after.relationship.company(side).name for side in Side}
    was, now = (PathSaid([_said(level, titles) for level in path.levels], path.terms) for path in (before, after))
    return path_changes.between(was, now, companies)


def _said(level: EscalationLevel, titles: dict[int, str]) -> LevelSaid:
    client, supplier = (titles.get(level.seat_id(side), "a seat that is gone") for side in Side)
    times = (level.response_minutes, level.resolution_minutes, level.warning_minutes)
    return LevelSaid(level.tier, client, supplier, *times)


def _named(seat: SeatRow | None) -> str:
    if seat is None:
        return "–"
    return f"{seat.person or 'vacant'} ({label(seat.role)}{f', {seat.area}' if seat.area else ''})"
