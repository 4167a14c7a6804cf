"""KPIs of a draft: added, changed, taken out; what was agreed or measured keeps its unit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import CriteriaStatus
from govtracker.models import CriteriaSet, Criterion, Kpi
from govtracker.queries import NotFound
from govtracker.queries.performance import criteria as versions
from govtracker.rules.performance import anchors, criteria
from govtracker.rules.performance.criteria import BadTerms, Terms
from govtracker.rules.performance.values import number_text
from govtracker.services import Refused, events

OF_MEASURE = ("kind", "unit", "unit_label", "aggregation", "computed")
OF_KPI = (*OF_MEASURE, "decimals", "source")
COLLECTED = ("frequency", "grace_days", "entered_by", "owner_seat_id")
OF_VERSION = ("name", "definition", "formula", "pillar", "weight", "is_gate", *COLLECTED)
ANCHORS = anchors.FIELDS


def add(draft: CriteriaSet, terms: Terms, *, by: Viewer | None, at: datetime) -> Criterion:
    """Add a KPI to a draft; one of an earlier version with the same code is taken up again, history and all."""
    require_draft(draft)
    _checked(terms)
    kpi = versions.kpi_with_code(draft.relationship_id, terms.code)
    if kpi and any(criterion.kpi_id == kpi.id for criterion in draft.criteria):
        raise Refused(f"There is a KPI {terms.code} in this version already.", "code")
    kpi = kpi or Kpi(relationship_id=draft.relationship_id, code=terms.code)
    _measure_as(kpi, terms)
    position = max((criterion.position for criterion in draft.criteria), default=0) + 1
    criterion = Criterion(kpi=kpi, position=position, **_of_version(terms))
    draft.criteria.append(criterion)
    events.record(draft, "kpi_added", by=by, at=at, changes={terms.code: [None, _told(terms)]})
    return criterion


def pick(draft: CriteriaSet, wanted: Sequence[Terms], *, by: Viewer, at: datetime) -> None:
    """Add KPIs of the catalogue to a draft, all of them or none."""
    if not wanted:
        raise Refused("Tick at least one KPI.", "codes")
    for terms in wanted:
        try:
            add(draft, terms, by=by, at=at)
        except Refused as refusal:
            raise Refused(f"{terms.name}: {refusal.text}", "codes") from None


def change(draft: CriteriaSet, code: str, terms: Terms, *, by: Viewer | None, at: datetime) -> None:
    """Change a KPI of a draft; what was agreed or measured already keeps its unit and the way it is put together."""
    require_draft(draft)
    criterion = criterion_with_code(draft, code)
    terms = replace(terms, code=code)
    _checked(terms)
    before = terms_of(criterion)
    _measure_as(criterion.kpi, terms)
    for name, value in _of_version(terms).items():
        setattr(criterion, name, value)
    was, now = _told(before), _told(terms)
    changed = {f"{code} {name}": [was.get(name), now[name]] for name in now if was.get(name) != now[name]}
    if changed:
        events.record(draft, "kpi_changed", by=by, at=at, changes=changed)


def remove(draft: CriteriaSet, code: str, *, by: Viewer | None, at: datetime) -> None:
    """Take a KPI out of a draft; its measurements stay."""
    require_draft(draft)
    criterion = criterion_with_code(draft, code)
    draft.criteria.remove(criterion)
    events.record(draft, "kpi_removed", by=by, at=at, changes={code: [told(criterion), None]})


def criterion_with_code(draft: CriteriaSet, code: str) -> Criterion:
    """The criterion of a version by its KPI's code; raises NotFound."""
    found = next((criterion for criterion in draft.criteria if criterion.kpi.code == code.upper()), None)
    if found is None:
        raise NotFound
    return found


def terms_of(criterion: Criterion) -> Terms:
    """A criterion as plain values."""
    own = {name: getattr(criterion, name) for name in OF_VERSION}
    own["levels"] = versions.levels(criterion)
    measure = {name: getattr(criterion.kpi, name) for name in OF_KPI}
    return Terms(
        kpi_id=criterion.kpi_id, code=criterion.kpi.code, anchors=versions.anchors(criterion), **own, **measure
    )


def settle(criterion: Criterion) -> None:
    """Let a KPI be called and collected as both sides have agreed."""
    for name in ("name", *COLLECTED):
        setattr(criterion.kpi, name, getattr(criterion, name))


def require_draft(draft: CriteriaSet) -> None:
    """Refuse to change what is proposed or agreed."""
    if draft.status is not CriteriaStatus.DRAFT:
        raise Refused("This version is proposed. Send it back to change it.")


def told(criterion: Criterion) -> dict[str, Any]:
    """A criterion as an event keeps it."""
    return _told(terms_of(criterion))


def _checked(terms: Terms) -> None:
    try:
        criteria.check(terms)
    except BadTerms as refusal:
        raise Refused(refusal.sentence, refusal.field) from None


def _measure_as(kpi: Kpi, terms: Terms) -> None:
    """Set how a KPI is measured, unless it was agreed on or measured in another way already."""
    settled = kpi in db.session and versions.is_settled(kpi.id)
    for name in OF_MEASURE:
        if settled and getattr(kpi, name) != getattr(terms, name):
            raise Refused(
                f"{kpi.code} was agreed on or measured already: this stays as it was. "
                "For another measure add a KPI with a code of its own.",
                name,
            )
    for name, value in _named(terms, OF_KPI).items():
        setattr(kpi, name, value)
    if not settled:
        for name in ("name", *COLLECTED):
            setattr(kpi, name, getattr(terms, name))


def _named(terms: Terms, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(terms, name) for name in names}


def _anchors(terms: Terms) -> dict[str, Decimal | None]:
    return {name: getattr(terms.anchors, name) for name in ANCHORS}


def _levels(terms: Terms) -> list[list[str]] | None:
    return [[level.description, number_text(level.score)] for level in terms.levels] or None


def _of_version(terms: Terms) -> dict[str, Any]:
    return {**_named(terms, OF_VERSION), **_anchors(terms), "levels": _levels(terms)}


def _told(terms: Terms) -> dict[str, Any]:
    levels = {
        f"level_{number}": f"{level.description} ({number_text(level.score)})"
        for number, level in enumerate(terms.levels, 1)
    }
    return {**_named(terms, (*OF_VERSION, *OF_KPI)), **_anchors(terms), **levels}
