"""What people are told of value: benefits to agree, collateral damage, launches, and exit plans to look at."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import Base
from govtracker.enums import LaunchDecision, MailKind, Side
from govtracker.mail import notices
from govtracker.models import Benefit, CollateralAlert, ExitPlan, Launch, LaunchItem
from govtracker.queries.partnership import owning_seats
from govtracker.queries.structure import spocs
from govtracker.rules import periods
from govtracker.rules.date_words import long_day
from govtracker.rules.partnership.benefit_words import Written


def proposed(benefit: Benefit, *, by: Viewer, at: datetime) -> None:
    """The SPOC across waits to agree."""
    if benefit.proposed_side is None:
        return
    words = f"“{benefit.title}” is put before your side as a committed benefit and needs your agreement."
    to = [_spoc(benefit.relationship_id, benefit.proposed_side.other, at)]
    _tell(benefit, to, f"benefit:{benefit.id}:proposed:{at.isoformat()}", words, _benefit(benefit), by=by, at=at)


def agreed(benefit: Benefit, *, by: Viewer, at: datetime) -> None:
    """Whoever noted it, and who owns it."""
    words = f"“{benefit.title}” is agreed: it binds both sides from now on."
    to = [benefit.made_by_id, owning_seats.holder(benefit.owner_seat_id, today=_day(at))]
    why = f"you noted it or own it in {benefit.relationship.key}"
    _tell(benefit, to, f"benefit:{benefit.id}:agreed", words, _benefit(benefit), by=by, at=at, why=why)


def damaged(alert: CollateralAlert, *, at: datetime) -> None:
    """Both SPOCs and both sponsors, of collateral damage; once each time it is raised for a metric and month."""
    metric, day = alert.metric, _day(at)
    written = Written(metric.unit, metric.unit_label)
    words = (
        f"Collateral damage in {periods.containing(alert.period_on).name}: the KPIs of “{metric.programme.title}” are "
        f"green, and {metric.name} was {written.said(alert.value)} against a baseline of "
        f"{written.said(metric.baseline)}."
    )
    path = f"/r/{alert.relationship.key}/value/alerts/{alert.id}"
    dedupe = f"collateral_alert:{alert.id}:{alert.raised_at.isoformat()}"
    speakers = [_spoc(alert.relationship_id, side, at) for side in Side]
    _tell(alert, speakers, dedupe, words, path, by=None, at=at)
    sponsors = [spocs.sponsor_of_side(alert.relationship_id, side, today=day) for side in Side]
    why = f"you are a sponsor of {alert.relationship.key}"
    _tell(alert, [one for one in sponsors if one not in speakers], dedupe, words, path, by=None, at=at, why=why)


def decided(launch: Launch, *, by: Viewer, at: datetime) -> None:
    """The other side's SPOC and who owns the launch."""
    side = by.side_in(launch.relationship.place())
    how = "goes ahead" if launch.decision is LaunchDecision.GO else "does not go ahead"
    words = f"“{launch.title}” {how}: {launch.decision_reason}"
    to = [owning_seats.holder(launch.owner_seat_id, today=_day(at))]
    to += [_spoc(launch.relationship_id, one, at) for one in Side if one is not side]
    path = f"/r/{launch.relationship.key}/value/launches/{launch.id}"
    _tell(launch, to, f"launch:{launch.id}:decided:{at.isoformat()}", words, path, by=by, at=at)


def item_due(item: LaunchItem, *, at: datetime) -> None:
    """Who owns an item of a checklist, else who speaks for the side of its seat."""
    holder = owning_seats.holder(item.owner_seat_id, today=_day(at))
    holder = holder or _spoc(item.relationship_id, item.owner_seat.side, at)
    launch = item.launch
    words = f"“{item.title}” is due {_by(item.due_on, _day(at))} for “{launch.title}”, which launches on "
    words += f"{long_day(launch.launch_on)}."
    path = f"/r/{item.relationship.key}/value/launches/{item.launch_id}"
    dedupe = f"launch_item:{item.id}:due:{item.due_on.isoformat()}"
    _tell(item, [holder], dedupe, words, path, by=None, at=at, why="it is yours to make ready")


def exit_review_overdue(plan: ExitPlan, *, at: datetime) -> None:
    """Both SPOCs."""
    words = f"The exit plan was to be looked at by {long_day(plan.review_due_on)}: review it once a year."
    to = [_spoc(plan.relationship_id, side, at) for side in Side]
    dedupe = f"exit_plan:{plan.id}:due:{plan.review_due_on.isoformat()}"
    _tell(plan, to, dedupe, words, f"/r/{plan.relationship.key}/value/exit", by=None, at=at)


def _tell(
    subject: Base,
    people: Iterable[int | None],
    dedupe: str,
    words: str,
    path: str,
    *,
    by: Viewer | None,
    at: datetime,
    why: str = "",
) -> None:
    facts: dict[str, Any] = {"words": words, "path": path}
    facts |= {"by": by.person_id, "by_name": by.name} if by else {}
    facts |= {"why": why} if why else {}
    notices.leave(MailKind.ASSIGNMENT, people, subject=subject, dedupe=dedupe, facts=facts, at=at)


def _by(due_on: date, today: date) -> str:
    return "today" if due_on == today else f"on {long_day(due_on)}" if due_on > today else f"since {long_day(due_on)}"


def _benefit(benefit: Benefit) -> str:
    return f"/r/{benefit.relationship.key}/value/benefits/{benefit.id}"


def _spoc(relationship_id: int, side: Side, at: datetime) -> int | None:
    return spocs.of_side(relationship_id, side, today=_day(at))


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()
