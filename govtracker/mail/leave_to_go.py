"""Whether claimed mails may go: asked of the moment they leave, for all of a batch at once."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from govtracker import clock, config
from govtracker.access import Place, Stance, Viewer, sees, supervises_in
from govtracker.enums import Audience, MailKind
from govtracker.mail.claimed import Claimed
from govtracker.queries import viewers
from govtracker.queries.reviews import mails, readers
from govtracker.rules.reviews import mailing, quiet_hours


@dataclass
class Sorted:
    """A batch by what is to become of it.

    `quiet` says until when (real time) a mail waits, `waits` until when a person gets no more mail.
    """

    go: list[Claimed] = field(default_factory=list)
    expired: list[Claimed] = field(default_factory=list)
    forbidden: list[Claimed] = field(default_factory=list)
    unreachable: list[Claimed] = field(default_factory=list)
    quiet: list[tuple[Claimed, datetime]] = field(default_factory=list)
    too_many: list[Claimed] = field(default_factory=list)
    waits: dict[int, datetime] = field(default_factory=dict)


def sort(batch: Sequence[Claimed], at: datetime) -> Sorted:
    """What may go at `at` (business time): not expired, allowed, to who can be reached and wants it at this hour."""
    found, rights, pace = Sorted(), _rights(batch, at), _pace(batch)
    reached = readers.several({mail.recipient_id for mail in batch})
    for mail in batch:
        if mail.expires_at is not None and at >= mail.expires_at:
            found.expired.append(mail)
        elif not rights.hold_for(mail):
            found.forbidden.append(mail)
        elif reached[mail.recipient_id].unreachable_at is not None:
            found.unreachable.append(mail)
        elif not mail.disturbs and (goes_at := quiet_hours.over_at(reached[mail.recipient_id].quiet, at)) > at:
            found.quiet.append((mail, clock.real_now() + (goes_at - at)))
        elif until := pace.wait_for(mail):
            found.too_many.append(mail)
            found.waits[mail.recipient_id] = until
        else:
            found.go.append(mail)
    return found


@dataclass(frozen=True)
class Rights:
    """What the readers of a batch may see and want."""

    viewers: Mapping[int, Viewer]
    unwanted: Collection[tuple[int, MailKind]]
    places: Mapping[int, Place]

    def hold_for(self, mail: Claimed) -> bool:
        """Whether its reader is active, still has this address, wants this kind, may read every pair it quotes,
        and all it tells of customers.

        What tells of a new address goes to the one they had.
        """
        viewer = self.viewers.get(mail.recipient_id)
        if viewer is None or (viewer.email != mail.address and mail.kind is not MailKind.FORMER_ADDRESS):
            return False
        if mailing.manner(mail.kind).unsubscribable and (mail.recipient_id, mail.kind) in self.unwanted:
            return False
        reads = supervises_in if mail.kind is MailKind.SUPERVISION else sees
        quoted = all(
            relationship_id in self.places
            and reads(viewer, Stance(replace(self.places[relationship_id], audience=Audience(audience))))
            for relationship_id, audience in mail.quotes
        )
        return quoted and (not mail.told or mails.still_reads(viewer, mail.told))


@dataclass
class Pace:
    """How many mails each person got within the last hour, and how many are allowed (0: as many as there are)."""

    most: int
    lately: Mapping[int, mails.Handed]
    now: datetime
    given: Counter[int] = field(default_factory=Counter)

    def wait_for(self, mail: Claimed) -> datetime | None:
        """Until when this mail has to wait, so that its reader is not flooded; None when it may go."""
        if not self.most or mail.kind in mailing.EXEMPT:
            return None
        before = self.lately.get(mail.recipient_id)
        if self.given[mail.recipient_id] + (before.many if before else 0) < self.most:
            self.given[mail.recipient_id] += 1
            return None
        return (before.first_at if before else self.now) + mailing.HOUR


def _rights(batch: Sequence[Claimed], at: datetime) -> Rights:
    ids = {mail.recipient_id for mail in batch}
    quoted = {relationship_id for mail in batch for relationship_id, _ in mail.quotes}
    return Rights(viewers.several(ids, today=at.date()), mails.unwanted(ids), mails.places(quoted))


def _pace(batch: Sequence[Claimed]) -> Pace:
    most, now = config.current().mail_per_hour, clock.real_now()
    ids = {mail.recipient_id for mail in batch if mail.kind not in mailing.EXEMPT} if most else set()
    lately = mails.handed_since(ids, now - mailing.HOUR, but=mailing.EXEMPT) if ids else {}
    return Pace(most, lately, now)
