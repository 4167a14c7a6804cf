"""Reviews: topics of both sides and what is noted of them."""

from datetime import datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.models import Topic
from govtracker.services import events
from govtracker.services.reviews import amending


def note(topic: Topic, values: dict[str, Any], *, by: Viewer, at: datetime) -> None:
    """Write the minutes of a topic: its title, notes, decision. What one chair has agreed to is agreed no longer."""
    if events.change(topic, "minutes_written", by=by, at=at, **values):
        amending.amend(topic.review, by=by, at=at)
