"""The words of a review pack: what the queries found, as lines people read; the same parts in the same order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from govtracker.charts import engine, gauges, pictures, trend
from govtracker.charts.pictures import Picture
from govtracker.enums import Audience, Side
from govtracker.models import Review
from govtracker.queries.reviews.pack import Facts, Internal, Scored
from govtracker.rules import date_words, keys, periods, wall_time
from govtracker.rules.partnership.concerns import Concern
from govtracker.rules.performance import criteria, explanation, standings
from govtracker.rules.performance.scorecards import CriterionResult
from govtracker.rules.performance.trend_words import Figures
from govtracker.rules.reviews.agenda import Agenda
from govtracker.rules.reviews.changes import Change
from govtracker.rules.reviews.review_pack import Card, Drawing, Figure, Line, Measure, Pack, PackTopic, Section
from govtracker.rules.words import label, seat_title

LONGEST: Final = 160
PATHS: Final = {
    "issue": "issues",
    "action": "actions",
    "decision": "decisions",
    "risk": "risks",
    "problem": "problems",
    "scorecard": "scorecards",
}


def shared(review: Review, facts: Facts, *, number: int, at: datetime) -> Pack:
    """The pack of both sides, without its pictures."""
    today = wall_time.local(at, review.forum.zone).date()
    told = facts.agenda
    sections = (
        Section(
            "Escalations",
            tuple(_issue(review, row, today) for row in told.escalated),
            "Nothing has escalated.",
            more=told.more("escalated"),
        ),
        Section(
            "Overdue issues",
            tuple(_issue(review, row, today) for row in told.overdue_issues),
            "No issue is late.",
            more=told.more("overdue_issues"),
        ),
        *(_overdue(review, told, side) for side in Side),
        Section(
            "Decisions due",
            tuple(_due(review, row) for row in told.decisions),
            "No decision is waiting.",
            more=told.more("decisions"),
        ),
        Section("Risks", tuple(_risk(review, row) for row in facts.risks), "No open risk.", more=_more(facts.risks)),
        Section(
            "Recurrences",
            tuple(_line(review, "issue", row, note=row.said) for row in facts.recurrences),
            "Nothing comes again and again.",
            more=_more(facts.recurrences),
        ),
        Section("Value", tuple(_concern(row) for row in told.value), "Nothing of value, launches or exit is open."),
        Section("Relationship pulse", tuple(_concern(row) for row in told.pulse), "No round has closed since."),
        Section("Structure", tuple(Line(sentence) for sentence in told.pairs), "Every pair is there and talks."),
        Section(
            f"What {review.relationship.client.name} owes",
            tuple(_obligation(review, row, today) for row in facts.obligations),
            "Nothing is due or contested.",
            more=_more(facts.obligations),
        ),
        Section("Carried over", tuple(_carried(row) for row in facts.topics if row.carried), "No topic was left over."),
    )
    return _pack(
        review,
        number=number,
        at=at,
        audience=Audience.SHARED,
        people=tuple(_person(row) for row in facts.people),
        figures=_figures(facts),
        topics=tuple(_topic(row) for row in facts.topics),
        cards=tuple(_card(review, card, facts) for card in facts.cards),
        sections=sections,
        changes=tuple(_changed(review, facts)),
    )


def with_drawings(pack: Pack, drawn: Sequence[Drawing]) -> Pack:
    """The pack with its pictures; a scorecard whose gauges are not among them has none."""
    names = {drawing.name for drawing in drawn}
    cards = tuple(replace(card, gauges=card.gauges if card.gauges in names else "") for card in pack.cards)
    return replace(pack, cards=cards, drawings=tuple(drawn))


def addition(review: Review, found: Internal, side: Side, *, number: int, at: datetime) -> Pack:
    """What one side adds for itself."""
    company = review.relationship.company(side).name
    notes = tuple(
        Line(row.body, note=f"{row.author}, {date_words.long_day(row.written_at.astimezone(UTC).date())}")
        for row in found.notes
    )
    records = (
        Section(
            f"Internal {PATHS[kind]}",
            tuple(_line(review, kind, row, note=_kept(row)) for row in rows),
            f"No internal {kind} is open.",
            more=_more(rows),
        )
        for kind, rows in found.records.items()
    )
    return _pack(
        review,
        number=number,
        at=at,
        audience=Audience(side.value),
        sections=(Section(f"Preparation notes of {company}", notes, "Nobody has written a note."), *records),
    )


def drawings(facts: Facts) -> list[Drawing]:
    """Gauges of every scorecard that has them, and how each red KPI goes; what cannot be drawn is left out."""
    drawn = [_drawing(f"gauges-{card.number}", _gauges(card)) for card in facts.cards]
    named = {one.criterion.id: one.criterion for card in facts.cards[:1] for one in card.read.result.criteria}
    for kpi_id, found in facts.trends.items():
        kpi = named[kpi_id]
        called = trend.Named(kpi.name, Figures(kpi.unit, kpi.unit_label, kpi.decimals))
        drawn.append(_drawing(f"trend-{kpi_id}", trend.picture(found, called) if found.points else None))
    return [drawing for drawing in drawn if drawing]


def _pack(review: Review, *, audience: Audience, number: int, at: datetime, **parts: Any) -> Pack:
    relationship, forum = review.relationship, review.forum
    nothing: dict[str, Any] = dict.fromkeys(
        ("people", "figures", "topics", "cards", "sections", "changes", "drawings"), ()
    )
    return Pack(
        audience=audience,
        relationship=relationship.key,
        forum=forum.name,
        period=review.period_key,
        tier=(review.raised_tier or forum.tier).value,
        scheduled=review.scheduled_at.astimezone(UTC).isoformat(timespec="minutes"),
        zone=review.zone or forum.zone,
        minutes=forum.minutes,
        companies=(relationship.client.name, relationship.supplier.name),
        made=at.astimezone(UTC).isoformat(timespec="seconds"),
        number=number,
        **{**nothing, **parts},
    )


def _figures(facts: Facts) -> tuple[Figure, ...]:
    told = facts.agenda
    score = told.score
    standing = (
        f"{score.standing_called}, {_number(score.overall)}{_moved(score.movement)}" if score else "no scorecard yet"
    )
    return (
        Figure("Standing", standing),
        Figure("Red KPIs", str(len(told.reds))),
        Figure("Escalations", str(told.count("escalated"))),
        Figure("Overdue issues", str(told.count("overdue_issues"))),
        Figure("Overdue actions", ", ".join(f"{side.value} {told.late_actions(side)}" for side in Side)),
        Figure("Decisions due", str(told.count("decisions"))),
        Figure("Topics", str(len(facts.topics))),
    )


def _card(review: Review, card: Scored, facts: Facts) -> Card:
    own, score = card.read, facts.agenda.score
    same_month = score is not None and score.period_on == periods.parse(own.period).first_day
    movement = _moved(score.movement) if score and same_month and not card.scope else ""
    zone = (f"Zone: {label(own.zone).lower()}.",) if own.zone else ()
    return Card(
        title=f"Scorecard of {periods.parse(own.period).name}{f', {card.scope}' if card.scope else ''}",
        path=f"/r/{review.relationship.key}/scorecards/{card.number}",
        standing=own.standing_name,
        overall=_number(own.result.overall),
        movement=movement.strip(),
        status=label(card.status),
        notes=(f"{_number(own.result.coverage, 0)} % of the weight was measured.", *zone, *own.reasons),
        pillars=tuple(Line(criteria.pillar_name(one.pillar), note=_number(one.score, 0)) for one in own.result.pillars),
        measures=() if card.scope else tuple(_measure(one) for one in own.result.criteria),
        gauges=f"gauges-{card.number}",
    )


def _measure(one: CriterionResult) -> Measure:
    kpi = one.criterion
    corners = (kpi.anchors.worst, kpi.anchors.minimum, kpi.anchors.target)
    shown = "–"
    if one.value is not None and not kpi.rated:
        shown = explanation.measured(one.value, kpi.unit, label=kpi.unit_label, decimals=kpi.decimals)
    return Measure(
        name=kpi.name + (" (gate)" if kpi.gate else ""),
        pillar=criteria.pillar_name(kpi.pillar),
        value="rated" if kpi.rated and one.value is not None else shown,
        anchors="" if kpi.rated else " / ".join(explanation.figure(corner) for corner in corners),
        rag=one.rag.value,
        score=_number(one.score, 0),
        weight=f"{_number(one.share)} %" if one.score is not None else "–",
    )


def _issue(review: Review, row: Any, today: date) -> Line:
    level = f"; level {row.level}{', exhausted' if row.is_exhausted else ''}" if row.level > 1 else ""
    waits = review.relationship.company(row.waiting_on).name
    return _line(review, "issue", row, note=f"{label(row.severity)}, waits on {waits}{level}{_late(row.due_on, today)}")


def _overdue(review: Review, told: Agenda, side: Side) -> Section:
    own = [row for row in told.overdue_actions if row.owner_side is side]
    lines = tuple(_line(review, "action", row, note=f"{row.owner}{_late(row.due_on, told.today)}") for row in own)
    company, more = review.relationship.company(side).name, told.late_actions(side) - len(own)
    return Section(f"Overdue actions of {company}", lines, f"{company} is late with nothing.", more=more)


def _more(rows: Sequence[Any]) -> int:
    """How many a cut list leaves out."""
    return rows[0].total - len(rows) if rows else 0


def _due(review: Review, row: Any) -> Line:
    company = review.relationship.company(row.owner_side).name
    return _line(review, "decision", row, note=f"{row.owner}, {company}; by {date_words.long_day(row.due_on)}")


def _risk(review: Review, row: Any) -> Line:
    return _line(review, "risk", row, note=f"score {row.weight} of 25; {row.owner}")


def _obligation(review: Review, row: Any, today: date) -> Line:
    contested = f"; contested: {_short(row.contest_reason)}" if row.contested_at else _late(row.due_on, today)
    path = f"/r/{review.relationship.key}/obligations/{row.id}"
    return Line(row.title, path=path, note=f"due {date_words.long_day(row.due_on)}{contested}")


def _concern(row: Concern) -> Line:
    return Line(row.title, path=row.path, note=row.words)


def _carried(row: Any) -> Line:
    times = "once" if row.carried == 1 else f"{date_words.in_words(row.carried)} times"
    return Line(row.title, note=f"carried over {times}")


def _topic(row: Any) -> PackTopic:
    late = "came after the figures were frozen" if row.is_late else ""
    carried = _carried(row).note if row.carried else ""
    note = "; ".join(filter(None, (carried, late)))
    return PackTopic(row.title, row.presenter or "", row.minutes or 0, row.added_by or "", note)


def _changed(review: Review, facts: Facts) -> list[Section]:
    """What happened since the review before, one part for each kind of change."""
    days = date_words.long_day(facts.since.astimezone(UTC).date())
    return [
        Section(
            f"{CHANGED[change]} since {days}",
            tuple(
                _line(
                    review,
                    told.kind,
                    told,
                    note=f"{label(told.deed)}{f': {_short(told.reason)}' if told.reason else ''}",
                )
                for told in facts.changed.get(change, ())
            ),
            "Nothing.",
        )
        for change in Change
    ]


def _person(row: Any) -> Line:
    chair = ", chair" if row.is_chair else ""
    return Line(row.person or "vacant", key=row.side.value, note=f"{seat_title(row.role, row.area)}{chair}")


def _kept(row: Any) -> str:
    due = f"by {date_words.long_day(row.due_on)}" if row.due_on else ""
    weight = f"score {row.weight} of 25" if row.kind == "risk" else label(row.weight) if row.weight else ""
    return ", ".join(filter(None, (weight, label(row.status), row.owner, due)))


def _line(review: Review, kind: str, row: Any, *, note: str = "") -> Line:
    key = review.relationship.key
    count, audience = row.number, row.audience
    path = f"/r/{key}/{PATHS[kind]}/{keys.number(count, audience)}"
    return Line(row.title, key=KEYS[kind](key, count, audience), path=path, note=note)


def _late(due_on: date | None, today: date) -> str:
    if due_on is None or due_on >= today:
        return ""
    days = (today - due_on).days
    return f"; {days} {'day' if days == 1 else 'days'} late"


def _number(value: Decimal | None, places: int = 1) -> str:
    return "–" if value is None else explanation.figure(value, places)


def _moved(movement: Decimal | None) -> str:
    if movement is None:
        return ""
    return f" ({'+' if movement > 0 else ''}{_number(movement).replace('-', '−')})"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _gauges(card: Scored) -> Picture | None:
    if card.read.corridor is None:
        return None
    needles = gauges.of({one: card.read.result.pillar_score(one) for one in standings.THREE}, card.read.corridor)
    return gauges.picture(needles, card.read.zone)


def _drawing(name: str, picture: Picture | None) -> Drawing | None:
    try:
        return Drawing(name, picture.title, picture.description, pictures.svg(picture)) if picture else None
    except engine.NotDrawn:
        return None


KEYS: Final[Mapping[str, Callable[[str, int, Audience], str]]] = keys.KEY_OF
CHANGED: Final = {change: label(change) for change in Change}
