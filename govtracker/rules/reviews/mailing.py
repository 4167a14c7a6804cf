"""How each kind of mail goes out: when, how urgently, for how long, and what happens when nobody knows it arrived."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from govtracker.enums import MailKind, MailState


class WhenUncertain(StrEnum):
    """What to do with a mail that may have arrived: nobody can know (RFC 1047)."""

    RESEND = "resend"
    HOLD = "hold"


class Outcome(StrEnum):
    """What became of a notice."""

    MAILED = "mailed"
    INACTIVE = "inactive"
    UNSUBSCRIBED = "unsubscribed"
    UNREACHABLE = "unreachable"
    NOTHING_LEFT = "nothing_left"
    EXPIRED = "expired"
    FAILED = "failed"
    RESTORED = "restored"


@dataclass(frozen=True)
class Manner:
    """How one kind of mail goes out.

    `wait` passes between the word and its mail, or GATHER where `gathered`: then all word of one thread that one
    person got meanwhile goes into that mail; else each goes singly. `lasts` is how long it is worth sending, None for
    ever. Priority 0 leaves first.
    """

    wait: timedelta
    gathered: bool
    lasts: timedelta | None
    unsubscribable: bool
    when_uncertain: WhenUncertain
    priority: int


GATHER = timedelta(minutes=5)  # unless the installation says otherwise
GIVE_UP_AFTER = 10
LATE_AFTER = timedelta(minutes=15)
SPREAD = 0.2
NEVER_WENT = (MailState.FAILED, MailState.SUPPRESSED, MailState.EXPIRED, MailState.CANCELLED)  # unless sent again
WITH_SECRETS = (MailKind.JOINING, MailKind.ACCOUNT, MailKind.TASK_LINK)  # their links open something by themselves
HOUR = timedelta(hours=1)  # over which mail to one person is counted
EXEMPT = (
    MailKind.ESCALATION,
    MailKind.JOINING,
    MailKind.ACCOUNT,
    MailKind.FORMER_ADDRESS,
)  # from any limit on mail to one person
CODES = re.compile(r"(\d{3})(?!\d)(?:(?:[ -]|.*\(#)(\d\.\d{1,3}\.\d{1,3})(?!\d))?")  # qmail says it last: "(#5.1.1)"
NO_GOOD = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1")  # 5.1.7 and 5.1.8 are of the sender's address
NOBODY = re.compile(
    r"\b(no such|unknown|invalid) (user|recipient|mailbox|address)\b|\b(user|recipient|mailbox|address) "
    r"((is )?unknown|not found|does not exist|doesn't exist)\b|\bno mailbox\b|\bunrouteable address\b",
    re.IGNORECASE,
)
OURSELVES = re.compile(r"\b(sender|from|relay|spf|helo|blocked|policy)\b", re.IGNORECASE)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))


def manner(kind: MailKind) -> Manner:
    """How mail of this kind goes out."""
    return MANNERS[kind]


def due_at(kind: MailKind, said_at: datetime, *, gather: timedelta = GATHER) -> datetime:
    """When word of this kind becomes a mail; what is gathered waits `gather` for more."""
    return said_at + (gather if MANNERS[kind].gathered else MANNERS[kind].wait)


def expires_at(kind: MailKind, due: datetime) -> datetime | None:
    """When a mail that was due is no longer worth sending; None for one that always is."""
    lasts = MANNERS[kind].lasts
    return None if lasts is None else due + lasts


def is_late(due: datetime, at: datetime) -> bool:
    """Whether a mail due then and written at `at` has to say that it is late."""
    return at - due > LATE_AFTER


def next_try(attempts: int, *, after: datetime, spread: float = 0.0) -> datetime | None:
    """When a mail that failed for now is tried again after so many attempts; None when it is given up.

    `spread` from -1 to 1 moves that by up to a fifth of the pause, so that what failed together does not come together.
    """
    if attempts >= GIVE_UP_AFTER:
        return None
    return after + PAUSES[min(max(attempts, 1), len(PAUSES)) - 1] * (1 + SPREAD * spread)


def fault(reply: str) -> str:
    """Why a mail failed, short enough to gather those that failed alike: a server's codes ("550 5.1.1"), else words."""
    codes = CODES.match(reply)
    if codes is None:
        return "no clear answer"
    return f"{codes[1]} {codes[2]}" if codes[2] else codes[1]


def refuses_address(reply: str) -> bool:
    """Whether a refused recipient means that the address is no good (RFC 3463), not the sender or the way.

    Where a server gives no such code, 550, 551 and 553 (RFC 5321, 4.2.3) are for both, so its words must name the
    recipient: an address taken for a bad one gets no mail until a person says that it works.
    """
    codes = CODES.match(reply)
    if codes is None or not codes[1].startswith("5"):
        return False
    if codes[2]:
        return codes[2] in NO_GOOD
    return codes[1] in ("550", "551", "553") and bool(NOBODY.search(reply)) and not OURSELVES.search(reply)


AT_ONCE = timedelta()


def _of_account(days: int) -> Manner:
    """What concerns somebody's own way in: at once, each singly, whatever else they want no mail of."""
    return Manner(
        wait=AT_ONCE,
        gathered=False,
        lasts=timedelta(days=days),
        unsubscribable=False,
        when_uncertain=WhenUncertain.RESEND,
        priority=1,
    )


MANNERS: Mapping[MailKind, Manner] = {
    MailKind.ESCALATION: Manner(
        wait=AT_ONCE,
        gathered=False,
        lasts=None,
        unsubscribable=False,
        when_uncertain=WhenUncertain.RESEND,
        priority=0,
    ),
    MailKind.ASSIGNMENT: Manner(
        wait=AT_ONCE,
        gathered=True,
        lasts=timedelta(days=7),
        unsubscribable=True,
        when_uncertain=WhenUncertain.RESEND,
        priority=1,
    ),
    MailKind.WATCHED: Manner(
        wait=timedelta(days=8),  # goes into a digest before that, or is left to the list of notices
        gathered=False,
        lasts=None,
        unsubscribable=False,
        when_uncertain=WhenUncertain.HOLD,
        priority=2,
    ),
    MailKind.REVIEW_INVITATION: Manner(
        wait=AT_ONCE,
        gathered=True,
        lasts=None,
        unsubscribable=False,
        when_uncertain=WhenUncertain.RESEND,
        priority=1,
    ),
    MailKind.REVIEW_OUTCOME: Manner(
        wait=AT_ONCE,
        gathered=True,
        lasts=timedelta(days=14),
        unsubscribable=True,
        when_uncertain=WhenUncertain.HOLD,
        priority=2,
    ),
    MailKind.REVIEW_PACK: Manner(
        wait=AT_ONCE,
        gathered=False,
        lasts=timedelta(days=3),  # and never longer than until its review begins
        unsubscribable=True,
        when_uncertain=WhenUncertain.HOLD,
        priority=2,
    ),
    MailKind.TASK_LINK: _of_account(14),  # and never longer than the link
    MailKind.JOINING: _of_account(30),  # and never longer than the invitation
    MailKind.ACCOUNT: _of_account(3),  # and never longer than the link it brings
    MailKind.FORMER_ADDRESS: _of_account(3),
    MailKind.REVIEW_MAIL: Manner(
        wait=AT_ONCE,
        gathered=False,
        lasts=timedelta(days=3),
        unsubscribable=True,
        when_uncertain=WhenUncertain.HOLD,
        priority=2,
    ),
    MailKind.SUPERVISION: Manner(
        wait=AT_ONCE,
        gathered=False,
        lasts=timedelta(days=3),
        unsubscribable=True,
        when_uncertain=WhenUncertain.HOLD,
        priority=2,
    ),
    MailKind.DIGEST: Manner(
        wait=timedelta(minutes=2),  # so that a review mail of the same morning is written first
        gathered=False,
        lasts=timedelta(hours=12),
        unsubscribable=True,
        when_uncertain=WhenUncertain.HOLD,
        priority=2,
    ),
}
