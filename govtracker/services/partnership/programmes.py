"""Programmes of value assurance: begun, changed, ended; what they are about is never what is watched beside them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Programme, ProgrammeKpi, Relationship
from govtracker.queries.partnership import programmes as asked
from govtracker.queries.partnership import watch_metrics
from govtracker.queries.performance import contracts
from govtracker.services import Refused, events
from govtracker.services.partnership import typed

MOST_KPIS = 20


@dataclass(frozen=True)
class ProgrammeFacts:
    """What both sides want to achieve, from when to when, and the KPIs it is about."""

    title: str
    objective: str
    from_on: date
    to_on: date
    kpi_ids: frozenset[int]


def begin(relationship: Relationship, new: ProgrammeFacts, *, by: Viewer, at: datetime) -> Programme:
    """Begin a programme; its KPIs and what is watched beside it are looked at from now on."""
    values = _checked(relationship.id, new)
    made = Programme(
        relationship_id=relationship.id,
        relationship=relationship,
        ended_because="",
        made_by_id=by.person_id,
        created_at=at,
        next_at=at,
        **values,
    )
    db.session.add(made)
    db.session.flush()
    changes = _tie(made, new.kpi_ids)
    events.record(made, "programme_begun", by=by, at=at, changes={"title": [None, made.title], **changes})
    return made


def edit(programme: Programme, facts: ProgrammeFacts, *, by: Viewer, at: datetime) -> None:
    """Change what it says and the KPIs it is about; a KPI that is watched beside it is refused."""
    _require_running(programme)
    values = _checked(programme.relationship_id, facts)
    watched = watch_metrics.watched(programme.id, facts.kpi_ids)
    if watched:
        raise Refused(
            f"{', '.join(watched)} is watched beside this programme. A KPI the programme works on cannot also show "
            "what it damages: end the watch metric first, or leave the KPI out.",
            "kpi_ids",
        )
    events.change(programme, "programme_edited", by=by, at=at, **values)
    changes = _tie(programme, facts.kpi_ids)
    if changes:
        events.record(programme, "programme_kpis_changed", by=by, at=at, changes=changes)
    programme.next_at = at


def end(programme: Programme, reason: str, *, by: Viewer, at: datetime) -> None:
    """It is over: nothing beside it is watched any more, and what was realised stays."""
    _require_running(programme)
    text = typed.because(reason, "reason", "Say how it ended: both sides see it.")
    events.change(programme, "programme_ended", by=by, at=at, ended_at=at, ended_because=text)
    programme.next_at = None


def _checked(relationship_id: int, facts: ProgrammeFacts) -> dict[str, Any]:
    for field in ("from_on", "to_on"):
        typed.day(getattr(facts, field), field)
    if facts.to_on < facts.from_on:
        raise Refused("It cannot end before it begins.", "to_on")
    if facts.kpi_ids - {kpi_id for kpi_id, *_ in contracts.kpis(relationship_id)}:
        raise Refused("Choose KPIs of this relationship.", "kpi_ids")
    if len(facts.kpi_ids) > MOST_KPIS:
        raise Refused(f"A programme is about at most {MOST_KPIS} KPIs.", "kpi_ids")
    return {
        "title": typed.line(facts.title, "title", "Give it a title."),
        "objective": typed.long(facts.objective, "objective"),
        "from_on": facts.from_on,
        "to_on": facts.to_on,
    }


def _tie(programme: Programme, kpi_ids: Collection[int]) -> dict[str, list[Any]]:
    """Tie exactly these KPIs to a programme; what changed, for its event."""
    links = {link.kpi_id: link for link in asked.links(programme.id)}
    if set(links) == set(kpi_ids):
        return {}
    before = [kpi.code for kpi in asked.kpis(programme.id)]
    for kpi_id, link in links.items():
        if kpi_id not in kpi_ids:
            db.session.delete(link)
    db.session.add_all(ProgrammeKpi(programme_id=programme.id, kpi_id=kpi_id) for kpi_id in set(kpi_ids) - set(links))
    db.session.flush()
    return {"kpis": [before, [kpi.code for kpi in asked.kpis(programme.id)]]}


def _require_running(programme: Programme) -> None:
    if programme.ended_at is not None:
        raise Refused("This programme has ended: it does not change any more.")
