"""How often a relationship is asked, for how long, and in which tiers: a SPOC says so, the other is told."""

from datetime import date, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Tier
from govtracker.mail import pulse_messages
from govtracker.models import PulsePlan, Relationship
from govtracker.queries.partnership import pulse_sets
from govtracker.services import Refused, events

BOUNDS = {
    "every_months": (1, 12, "A round opens every 1 to 12 months."),
    "window_days": (3, 60, "A round is open for 3 to 60 days."),
    "asked_every": (1, 4, "Everybody is asked in every round, or at least in every second, third or fourth."),
}
TIERS = {f"asks_{tier.value}": tier for tier in Tier}


def tiers(plan: PulsePlan) -> list[Tier]:
    """The tiers whose people are asked."""
    return [tier for name, tier in TIERS.items() if getattr(plan, name)]


def change(relationship: Relationship, values: dict[str, Any], *, by: Viewer, at: datetime, today: date) -> None:
    """Store what was changed of the plan; `today` is the client's day. A round that is open stays as it is."""
    plan = pulse_sets.plan_of(relationship)
    _check(plan, values, today=today)
    if any(getattr(plan, name) != value for name, value in values.items()):
        plan.relationship = relationship
        db.session.add(plan)
        events.change(plan, "pulse_plan_set", by=by, at=at, **values)
        pulse_messages.planned(plan, by=by, at=at)


def _check(plan: PulsePlan, values: dict[str, Any], *, today: date) -> None:
    for name, (least, most, sentence) in BOUNDS.items():
        value = values.get(name, getattr(plan, name))
        if value is None or not least <= value <= most:
            raise Refused(sentence, name)
    if not any(values.get(name, getattr(plan, name)) for name in TIERS):
        raise Refused("Choose at least one tier to ask.", "asks_strategic")
    if values.get("next_on") is not None and values["next_on"] < today:
        raise Refused("The next round cannot open on a day that is over.", "next_on")
