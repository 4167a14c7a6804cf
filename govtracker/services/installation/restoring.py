"""After a restore: nothing that may have left already leaves again, nobody stays signed in, and the trail says so."""

from dataclasses import dataclass
from datetime import datetime

from govtracker import clock
from govtracker.enums import MailKind
from govtracker.queries.installation import restored
from govtracker.rules.reviews.mailing import Outcome
from govtracker.services import events

REPLY = "Held by a restore: it may have left after the backup was made."


@dataclass(frozen=True)
class Held:
    """How many mails and notices wait, how many sign-in sessions and links were ended, and what goes on.

    `links` are for one task, `ways_in` are invitations to join and links to a new password; `rounds` of the pulse were
    open when the backup was made and go on with the answers of then.
    """

    mails: int
    notices: int
    sessions: int
    links: int
    ways_in: int
    rounds: int


def settle(*, made_at: datetime, stopped_at: datetime, at: datetime) -> Held:
    """Hold what may have left between the backup of `made_at` and `stopped_at`, when the lost installation ended."""
    held = Held(
        mails=restored.hold_mails(reply=REPLY),
        notices=restored.hold_notices(due_until=stopped_at, outcome=Outcome.RESTORED.value, at=at),
        sessions=restored.end_sessions(at=clock.real_now()),
        links=restored.end_links(at=at),
        ways_in=restored.end_ways_in(at=clock.real_now()),
        rounds=restored.open_rounds(),
    )
    changes = {"backup_of": [None, made_at], "stopped_at": [None, stopped_at]}
    counts = {"mails_held": [None, held.mails], "notices_held": [None, held.notices]}
    events.record(None, "restored", by=None, at=at, changes={**changes, **counts})
    for relationship in restored.relationships():
        events.record(relationship, "restored", by=None, at=at, changes=changes)
    return held


def hold_caught_up(*, at: datetime) -> int:
    """Hold word of what was due meanwhile, found since; how many. Escalations are told: they wait on people."""
    return restored.hold_notices(due_until=at, outcome=Outcome.RESTORED.value, at=at, but=(MailKind.ESCALATION,))
