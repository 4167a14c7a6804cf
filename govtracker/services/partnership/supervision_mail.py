"""The operations supervisor's mail: it begins with the role, comes by their own schedule, and can be stopped."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from govtracker.access import Viewer
from govtracker.enums import MailKind
from govtracker.models import MailSchedule, Person
from govtracker.queries import viewers
from govtracker.queries.reviews import mail_schedules
from govtracker.rules.reviews.mail_times import MailTimes
from govtracker.services import events
from govtracker.services.reviews import mail_preferences, review_mail

KIND: Final = MailKind.SUPERVISION


def begin(person: Person, *, at: datetime) -> None:
    """Let it come to somebody who has no such schedule yet, as a review mail does at first."""
    review_mail.begin([person], at=at, kind=KIND)


def due(at: datetime) -> Sequence[int]:
    """The schedules of such mails that are due."""
    return mail_schedules.due(KIND, at)


def schedule(viewer: Viewer) -> MailSchedule | None:
    """The person's schedule; None where they never had one."""
    return mail_schedules.of_person(viewer.person_id, KIND)


def subscribe(viewer: Viewer, times: MailTimes, *, at: datetime) -> None:
    """Let it come by these times from now on; refuses an unknown zone, an impossible day."""
    following = review_mail.first(times, after=at)
    begin(viewers.oneself(viewer), at=at)
    kept = schedule(viewer)
    assert kept is not None
    if events.change(kept, "supervision_mail_scheduled", by=viewer, at=at, **vars(times)):
        kept.next_at = following
    mail_preferences.subscribe(viewer.person_id, KIND, by=viewer, at=at)


def stop(viewer: Viewer, *, at: datetime) -> None:
    """No more of it; the times are kept for when the person wants it again."""
    mail_preferences.unsubscribe(viewer.person_id, KIND, by=viewer, at=at)
