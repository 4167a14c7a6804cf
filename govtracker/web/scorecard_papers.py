"""A scorecard as it goes onto paper: the page's own figures and words, and nothing that is not on the page."""

from datetime import UTC, datetime
from typing import Any

from govtracker.charts import gauges, pictures
from govtracker.documents.scorecard_pdf import CriterionLine, Paper, PillarLine, Signature
from govtracker.enums import ScorecardStatus, Side
from govtracker.models import Relationship
from govtracker.queries.performance.scorecard_months import Shown
from govtracker.rules import date_words
from govtracker.rules.performance import explanation, standings
from govtracker.rules.performance.scorecards import CriterionResult
from govtracker.rules.words import label
from govtracker.web.filters import number, percent
from govtracker.web.scorecard_pages import PILLARS


def of(shown: Shown) -> Paper:
    """The paper of what a page shows; times in UTC, for nobody knows where paper is read."""
    own, relationship = shown.snapshot, shown.slot.relationship
    drawn = _gauges(own)
    return Paper(
        title=f"Scorecard of {shown.slot.name}",
        key=relationship.key,
        description=f"{relationship.client.name} and {relationship.supplier.name}",
        companies=(relationship.client.name, relationship.supplier.name),
        version=f"criteria version {own.criteria_version}",
        standing=own.standing_name,
        overall=number(own.result.overall, 1),
        status=_status(shown),
        notes=_notes(shown),
        pillars=[_pillar(own, one) for one in own.result.pillars],
        criteria=[_criterion(one) for one in own.result.criteria],
        signatures=[_signature(shown.stored, relationship, side) for side in Side],
        digest=shown.digest,
        foot=f"{relationship.key}, {shown.slot.name}",
        gauges=drawn[0],
        gauges_said=drawn[1],
    )


def _status(shown: Shown) -> str:
    stored = shown.stored
    if stored is None:
        return "A draft: computed from the measurements that are here now, signed by nobody."
    said = {
        ScorecardStatus.AGREED: "Agreed by both sides.",
        ScorecardStatus.AMENDED: "Agreed by both sides, and amended since.",
        ScorecardStatus.DISPUTED: f"Disputed: {stored.dispute_reason}",
        ScorecardStatus.UNANSWERED: "Unanswered: the other side said nothing in time. It does not count as agreed.",
    }
    return said.get(stored.status, "Shared, and not agreed by both sides yet.")


def _notes(shown: Shown) -> list[str]:
    own = shown.snapshot
    zone = [f"Zone: {label(own.zone).lower()}."] if own.zone else []
    amends = shown.stored.amendment_reason if shown.stored else ""
    because = [f"This amends what was agreed before. Why: {amends}"] if amends else []
    return [f"Coverage: {percent(own.result.coverage)} of the weight was measured.", *zone, *own.reasons, *because]


def _pillar(own: Any, one: Any) -> PillarLine:
    floor = getattr(own.corridor, f"{one.pillar.value}_floor", None) if own.corridor else None
    shown = "" if floor is None else number(floor, 0)
    return PillarLine(PILLARS[one.pillar], number(one.score, 0), percent(one.share), shown)


def _criterion(one: CriterionResult) -> CriterionLine:
    criterion, anchors = one.criterion, one.criterion.anchors
    corners = " / ".join(explanation.figure(corner) for corner in (anchors.worst, anchors.minimum, anchors.target))
    together = f" for {criterion.summed} periods" if criterion.summed > 1 else ""
    return CriterionLine(
        name=criterion.name + (" (gate)" if criterion.gate else ""),
        pillar=PILLARS[criterion.pillar],
        value=_value(one),
        anchors="" if criterion.rated else corners + together,
        rag=one.rag.value,
        colour=label(one.rag),
        score=number(one.score, 0),
        weight=percent(one.share, 1) if one.score is not None else "–",
        said=[f"{name}: {figure}" for name, figure in explanation.explain(one)],
    )


def _value(one: CriterionResult) -> str:
    criterion = one.criterion
    if one.value is None:
        return label(criterion.state)
    if criterion.rated:
        return "rated"
    return explanation.measured(one.value, criterion.unit, label=criterion.unit_label, decimals=criterion.decimals)


def _signature(stored: Any, relationship: Relationship, side: Side) -> Signature:
    company = relationship.company(side).name
    at: datetime | None = getattr(stored, f"{side.value}_agreed_at") if stored else None
    if at is None:
        return Signature(company, "has not signed")
    utc = at.astimezone(UTC)
    return Signature(
        company,
        f"{getattr(stored, f'{side.value}_agreed_by_name')}, {date_words.long_day(utc.date())}, {utc:%H:%M} UTC",
    )


def _gauges(own: Any) -> tuple[str, str]:
    """The three dials as SVG in the colours of paper, and what they show in words."""
    if own.corridor is None:
        return "", ""
    needles = gauges.of({one: own.result.pillar_score(one) for one in standings.THREE}, own.corridor)
    drawn = gauges.picture(needles, own.zone)
    said = "; ".join(f"{PILLARS[one.pillar]} {number(one.score, 0)}, {one.words}" for one in needles)
    return pictures.svg(drawn), said
