"""Ratings of qualitative criteria: each side's level for a month, and the measurement they come to."""

from datetime import date, datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.mail import rating_messages
from govtracker.models import Kpi, Rating, Relationship
from govtracker.queries import NotFound, find
from govtracker.queries.performance import held
from govtracker.queries.performance import measurements as asked
from govtracker.queries.performance import ratings as given
from govtracker.queries.performance.held import Held
from govtracker.queries.performance.measurements import Key
from govtracker.rules.performance import measuring, ratings
from govtracker.rules.performance.ratings import Level
from govtracker.rules.periods import Period
from govtracker.services import Refused, events
from govtracker.services.performance import measurements
from govtracker.services.performance.measurements import Given


def rate(kpi: Kpi, month: Period, level: int, comment: str, *, by: Viewer, at: datetime, today: date) -> None:
    """Say for the viewer's side which level was reached in a month; the other side is asked for its own.

    `today` is the local day where months are counted (the client's). Said again with the same words it stays as it is.
    """
    relationship = find.relationship(by, kpi.relationship.key)  # whoever shares a scorecard waits, or is waited for
    side, levels, before = (
        by.side_in(relationship.place()),
        given.levels_in_force(kpi.id),
        given.given(kpi.id, month.first_day),
    )
    if side is None:
        raise NotFound
    holding = held.within(relationship.id, month.first_day, month.first_day)
    _require_open(kpi, month, levels, holding, today=today)
    _require_reason(level, comment)
    own = before.get(side)
    if own and (own.level, own.comment) == (level, comment.strip()):
        return
    own = own or Rating(kpi=kpi, relationship_id=kpi.relationship_id, period_on=month.first_day, side=side)
    db.session.add(own)
    own.rated_by_id, own.rated_at = by.person_id, at
    action = "rating_changed" if side in before else "rating_given"
    events.change(own, action, by=by, at=at, level=level, comment=comment.strip())
    rated = {**{one: row.level for one, row in before.items()}, side: level}
    one = Given(asked.read_measure(kpi), month, ratings.entry(levels, rated), ratings.words(levels, rated))
    _measure(relationship, one, comment.strip(), holding, by=by, at=at)
    if side.other not in before:
        rating_messages.asked(own, side, month=month, by=by, at=at)


def _require_open(kpi: Kpi, month: Period, levels: tuple[Level, ...], holding: Held, *, today: date) -> None:
    if not levels:
        raise Refused(f"{kpi.name} is not among the criteria in force: there is nothing to rate it against.")
    if month.first_day > today:
        raise Refused(f"{month.name} has not begun.")
    if Key(kpi.id, month.first_day) in holding:
        raise Refused(measuring.standing_in_the_way(month))


def _require_reason(level: int, comment: str) -> None:
    if level not in ratings.LEVELS:
        raise Refused("Choose a level from 1 to 5.", "level")
    if not comment.strip():
        raise Refused("Say what you saw: the other side reads it.", "comment")


def _measure(relationship: Relationship, one: Given, reason: str, holding: Held, *, by: Viewer, at: datetime) -> None:
    """Put what the ratings come to where scorecards look for it."""
    before, reason = asked.stored([one.key]), f"Rated: {reason}"
    taken = measurements.take(relationship, [one], before=before, reason=reason, by=by, at=at, agreed=holding.agreed())
    measurements.record_each(taken, reason="", by=by, at=at)
