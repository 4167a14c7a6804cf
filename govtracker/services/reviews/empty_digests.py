"""Digests that would find nothing are passed over together: on a quiet morning hundreds cost what one does."""

from collections.abc import Sequence
from datetime import datetime

from govtracker.models import MailSchedule
from govtracker.queries import claims
from govtracker.queries.reviews import empty_digests
from govtracker.rules.reviews import mail_times

ALL = 1


def due(at: datetime) -> Sequence[int]:
    """All of them as one, where there are any."""
    return [ALL] if empty_digests.some(at) else []


def pass_over(every: int, at: datetime) -> None:
    """Plan the next digest of whoever has nothing to be told now."""
    rows = []
    for row in empty_digests.due(at):
        days = [int(digit) for digit in row.working_days]
        rows.append({"id": row.id, "next_at": mail_times.next_digest(row.local_time, row.zone, days, after=at)})
    claims.update_rows(MailSchedule, rows)
