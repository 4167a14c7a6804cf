"""What the installation counts about itself, true for all its processes: the database knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text

from govtracker.database import db
from govtracker.enums import MailState
from govtracker.models import Notification, OutboxMail, Tally
from govtracker.queries import mail_claims

CAPPED = 10_000  # what waits is counted no further, for a count must not cost more than it says
COUNTED = (MailState.CLAIMED, MailState.HANDING, MailState.FAILED, MailState.UNCERTAIN)


@dataclass(frozen=True)
class Waiting:
    """How many mails are in which state, `due` those that may leave now, since when the oldest of these (real time)."""

    states: Mapping[str, int]
    due: int
    oldest_due_at: datetime | None
    notices_due: int


def tallies() -> Sequence[tuple[str, str, int]]:
    """Every count of what happened: name, label, how often."""
    rows = db.session.execute(select(Tally.name, Tally.label, Tally.value).order_by(Tally.name, Tally.label))
    return [(row.name, row.label, row.value) for row in rows]


def waiting(*, at: datetime, real: datetime) -> Waiting:
    """What waits at `at` (business time) and `real` (real time)."""

    def capped(*where: Any) -> Any:
        few = select(OutboxMail.id).where(*where).limit(CAPPED)
        return select(func.count()).select_from(few.subquery()).scalar_subquery()

    due = mail_claims.QUEUED, OutboxMail.not_before <= real
    told = text("notification.told_at IS NULL"), Notification.due_at <= at
    notices = select(Notification.id).where(*told).limit(CAPPED).subquery()
    row = db.session.execute(
        select(
            capped(mail_claims.QUEUED),
            *(capped(OutboxMail.state == state) for state in COUNTED),
            capped(*due),
            select(func.min(OutboxMail.not_before)).where(*due).scalar_subquery(),
            select(func.count()).select_from(notices).scalar_subquery(),
        )
    ).one()
    names = [MailState.QUEUED.value, *(state.value for state in COUNTED)]
    after = len(names)
    return Waiting(dict(zip(names, row[:after], strict=True)), row[after], row[after + 1], row[after + 2])
