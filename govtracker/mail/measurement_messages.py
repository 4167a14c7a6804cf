"""What the other side is told of values that wait for its word: asked not to apply, or disputed."""

from collections.abc import Iterable
from datetime import UTC, datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind, Side
from govtracker.mail import notices
from govtracker.models import Measurement, Relationship
from govtracker.queries.performance import ratings, scopes
from govtracker.queries.structure import spocs
from govtracker.rules import periods

WAITS = "it waits for your side’s word"


def not_applicable_asked(relationship: Relationship, how_many: int, side: Side, *, by: Viewer, at: datetime) -> None:
    """The SPOC across consents or refuses; once however many values one deed asked for."""
    company = relationship.company(side).name
    values = "that a value does" if how_many == 1 else f"that {how_many} values do"
    words = f"{company} asks {values} not apply. Until your side consents nothing changes."
    notices.leave(
        MailKind.ASSIGNMENT,
        [spocs.of_side(relationship.id, side.other, today=at.astimezone(UTC).date())],
        subject=relationship,
        dedupe=f"not_applicable:{relationship.id}:{at.isoformat()}",
        facts=_facts(words, f"/r/{relationship.key}/measurements", WAITS, by),
        at=at,
    )


def not_applicable_answered(measurement: Measurement, asked_by: int, *, given: bool, by: Viewer, at: datetime) -> None:
    """Whoever asked."""
    answer = "does not apply: the other side consents" if given else "does apply: the other side refuses"
    _tell(measurement, "answered", [asked_by], f"{_called(measurement)} {answer}.", "you asked", by=by, at=at)


def disputed(measurement: Measurement, side: Side, reason: str, *, by: Viewer, at: datetime) -> None:
    """Whoever entered it, and the SPOC and data owner across."""
    company = measurement.kpi.relationship.company(side).name
    words = f"{company} disputes {_called(measurement)}: {reason}"
    _tell(measurement, "disputed", _across(measurement, side, at), words, WAITS, by=by, at=at)


def settled(measurement: Measurement, side: Side, *, by: Viewer, at: datetime) -> None:
    """The SPOC and data owner across from the side that settled it."""
    words = f"The dispute about {_called(measurement)} is settled."
    why = "you entered the value, own its data, or speak for your side"
    _tell(measurement, "settled", _across(measurement, side, at), words, why, by=by, at=at)


def _across(measurement: Measurement, side: Side, at: datetime) -> list[int | None]:
    today = at.astimezone(UTC).date()
    spoc = spocs.of_side(measurement.relationship_id, side.other, today=today)
    entered = measurement.entered_by_id if measurement.entered_side is side.other else None
    return [spoc, entered, ratings.owner_on(measurement.kpi, side.other, today=today)]


def _tell(
    measurement: Measurement,
    what: str,
    recipients: Iterable[int | None],
    words: str,
    why: str,
    *,
    by: Viewer,
    at: datetime,
) -> None:
    kpi, part = measurement.kpi, f"?scope={measurement.scope_id}" if measurement.scope_id else ""
    path = f"/r/{kpi.relationship.key}/measurements/{kpi.code}/{measurement.period_on:%Y-%m}{part}"
    notices.leave(
        MailKind.ASSIGNMENT,
        recipients,
        subject=measurement,
        dedupe=f"measurement:{measurement.id}:{what}:{at.isoformat()}",
        facts=_facts(words, path, why, by),
        at=at,
    )


def _facts(words: str, path: str, why: str, by: Viewer) -> dict[str, object]:
    return {
        "words": words,
        "path": path,
        "why": why,
        "by": by.person_id,
        "by_name": by.name,
    }


def _called(measurement: Measurement) -> str:
    part = scopes.name(measurement.scope_id) if measurement.scope_id else ""
    of = f"{measurement.kpi.name}, {part}," if part else measurement.kpi.name
    return f"{of} in {periods.containing(measurement.period_on).name}"
