"""What lanes ask and tell, written down: one commit for all of it, and only then they are answered."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from govtracker import clock, config
from govtracker.database import carried, is_busy, transaction
from govtracker.enums import MailKind, MailState
from govtracker.mail import address_messages, ends, transport
from govtracker.mail.claimed import Claimed
from govtracker.mail.desk import Ask, Desk, Told
from govtracker.mail.doors import Later, NoSuchRecipient, Refused
from govtracker.mail.leave_to_go import Sorted
from govtracker.mail.transport import Route
from govtracker.models import OutboxMail
from govtracker.queries import claims, mail_claims
from govtracker.queries.installation.workers import Life
from govtracker.rules.reviews import mailing

TRIES = 3  # where the database is away for a moment: nobody else knows what became of these mails
Counts = Counter[tuple[str, str]]


class Written:
    """The rows of the mails one worker has on its desk; `at` is business time."""

    def __init__(self, way: Route, life: Life, at: datetime, desk: Desk) -> None:
        self._way, self._life, self._at, self._desk = way, life, at, desk

    def keep(self, asked: Sequence[Ask], told: Sequence[Told]) -> None:
        """Commit what was told and which mails may be handed over, then answer. A worker whose life ended gets no."""
        if not asked and not told:
            return
        granted: set[int] = set()
        for more in reversed(range(TRIES)):
            try:
                with transaction():
                    granted = _grant(asked) if asked and self._life.holds() else set()
                    claims.count(self._settle(told))
                break
            except Exception as error:
                if not more or not is_busy(error):
                    raise
        self._desk.answer(asked, granted)

    def _settle(self, told: Sequence[Told]) -> Counts:
        sent = [one for one in told if isinstance(one.end, str)]
        rows = [{"mail": one.mail.id, "under": one.mail.token, "said": one.end} for one in sent]
        mail_claims.note_sent(rows, real=clock.real_now())
        forget_secrets(one.mail for one in sent)
        counts: Counts = Counter(("mails_sent", one.mail.kind.value) for one in sent)
        counts.update(
            (self._failed(one, one.end), one.mail.kind.value) for one in told if isinstance(one.end, Exception)
        )
        return counts

    def _failed(self, told: Told, failure: Exception) -> str:
        """Write a failed try down; the tally it counts for."""
        mail, reply = told.mail, str(failure)
        was = MailState.HANDING if told.was_handed_over else MailState.CLAIMED
        certainly_not = {"handed_at": None} if told.was_handed_over and not mail.may_have_arrived else {}
        match failure:
            case Refused():
                _give_up(mail, was, ends.after_failure(None, reply, fault=mailing.fault(reply)) | certainly_not)
                self._mark(mail, failure)
                return "mails_failed"
            case Later():
                values = ends.after_failure(ends.next_try(mail), reply, fault=mailing.fault(reply))
                _give_up(mail, was, values | certainly_not)
                return "mails_failed" if values["state"] is MailState.FAILED else "mails_put_off"
            case _:
                harmless = transport.drops_doubles(mail.letter.raw)
                move(mail, was, ends.after_doubt(mail, reply, harmless=harmless))
                return "mails_in_doubt"

    def _mark(self, mail: Claimed, refusal: Refused) -> None:
        """An address that is no good is kept as such, and told of; not where all mail goes to one address anyway."""
        reply = str(refusal)
        no_good = (
            isinstance(refusal, NoSuchRecipient) and mailing.refuses_address(reply) and not self._way.everything_to
        )
        if no_good and mail_claims.mark_unreachable(mail.recipient_id, mail.address, reply=reply, at=self._at):
            carried().setdefault("refused_addresses", []).append((mail.recipient_id, reply, self._at))
            address_messages.refused(mail.recipient_id, reply, at=self._at)


def move(mail: Claimed, was: MailState, values: dict[str, Any]) -> bool:
    """Change a mail's row, unless somebody else has claimed it since."""
    return mail_claims.move(mail.id, mail.token, was=(was,), **values)


def _give_up(mail: Claimed, was: MailState, values: dict[str, Any]) -> None:
    """Change its row; where it stays here for good and cannot have arrived, its news wait for the next digest."""
    moved, stays = move(mail, was, values), values["state"] in mailing.NEVER_WENT
    if moved and stays and mail.kind is MailKind.DIGEST and not mail.may_have_arrived:
        claims.reopen_news(mail.recipient_id, mail.id)


def set_aside(found: Sorted) -> None:
    """Write down what does not leave now, and why."""
    for mail in found.expired:
        _give_up(mail, MailState.CLAIMED, {"state": MailState.EXPIRED})
    for mail in found.unreachable:
        move(mail, MailState.CLAIMED, {"state": MailState.SUPPRESSED, "reply": "Their address is refused for good."})
    for mail in found.forbidden:
        _cancel(mail)
    for mail in [*found.too_many, *(mail for mail, _ in found.quiet)]:
        mail_claims.release([mail.id], mail.token)
    for mail, until in found.quiet:
        mail_claims.delay(mail.id, until=until)
    for recipient_id, until in found.waits.items():
        mail_claims.delay_recipient(recipient_id, until=until, exempt=mailing.EXEMPT)
    forget_secrets([*found.unreachable, *found.forbidden])


def forget_secrets(over: Iterable[Claimed | OutboxMail]) -> None:
    """Whoever reads the database may not use a link that was mailed; a demonstration has no other mailbox."""
    if not config.current().demo:
        mail_claims.empty([mail.id for mail in over if mail.kind in mailing.WITH_SECRETS])


def _cancel(mail: Claimed) -> None:
    """Not this mail to this person now; unless it may have arrived, what it told is written anew, for their rights."""
    if move(mail, MailState.CLAIMED, {"state": MailState.CANCELLED}) and not mail.may_have_arrived:
        claims.reopen_notices(mail.recipient_id, mail.id)


def _grant(asked: Sequence[Ask]) -> set[int]:
    real = clock.real_now()
    granted: set[int] = set()
    for token, door in {(ask.mail.token, ask.door) for ask in asked}:
        theirs = [ask.mail.id for ask in asked if (ask.mail.token, ask.door) == (token, door)]
        granted |= mail_claims.hand_over(theirs, token, door=door, real=real)
    return granted
