"""The sender: claims what is due, asks once more whether it may go, and hands it over, a transaction a change."""

import threading
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from govtracker import clock, config
from govtracker.access import Stance, sees
from govtracker.database import transaction
from govtracker.enums import Audience, MailKind, MailState
from govtracker.mail import message, smtp, transport
from govtracker.mail.smtp import Door
from govtracker.mail.transport import Route
from govtracker.models import OutboxMail
from govtracker.queries import claims, viewers
from govtracker.queries.installation import workers
from govtracker.queries.installation.workers import Life
from govtracker.queries.reviews import mails, readers
from govtracker.rules.reviews import mailing, quiet_hours
from govtracker.rules.reviews.mailing import WhenUncertain

log = structlog.get_logger()
STOPPING = threading.Event()  # set when the process has been told to end: the mail in hand is finished, no other begun
BATCH = 200
PAUSE = timedelta(minutes=1)
THE_QUEUE = 1
FAILURE = "The sender failed; its log says why."
CLAIMED, HANDING = (MailState.CLAIMED,), (MailState.HANDING,)


@dataclass(frozen=True)
class Claimed:
    """A mail this worker holds under `token`. `may_have_arrived`: it was handed over before, and nobody knows."""

    id: int
    token: str
    kind: MailKind
    recipient_id: int
    address: str
    raw: bytes
    quotes: Sequence[Any]
    attempts: int
    disturbs: bool
    expires_at: datetime | None
    may_have_arrived: bool


def queues_due(at: datetime) -> Sequence[int]:
    """The one queue, when there is a way out and something in it is due."""
    waiting = not STOPPING.is_set() and transport.route() is not None and mails.some_due(clock.real_now())
    return [THE_QUEUE] if waiting else []


def send_queue(queue: int, at: datetime) -> None:
    """Hand over what is due, up to BATCH mails over one connection. `at` (business time) tells what has expired."""
    way = transport.route()
    assert way is not None
    with workers.living() as life:
        try:
            with transport.open_door(way) as door:
                _send_batch(way, door, life, at)
        except smtp.NoConnection as trouble:
            log.warning("no connection to the mail server", trouble=str(trouble))
            with transaction():
                claims.delay_queue(until=clock.real_now() + PAUSE, reply=f"No connection: {trouble}")


def put_off_queue(queue: int, at: datetime) -> None:
    """Try again in a minute."""
    claims.delay_queue(until=clock.real_now() + PAUSE, reply=FAILURE)


def orphans(at: datetime) -> Sequence[int]:
    """Mails in the hands of workers that are dead."""
    held = mails.in_flight()
    dead = {worker for worker in {mail.worker for mail in held} if worker is None or workers.is_dead(worker)}
    return [mail.id for mail in held if mail.worker in dead]


def return_orphan(mail_id: int, at: datetime) -> None:
    """Put a dead worker's mail back, or aside when it may have arrived and its kind is not sent twice."""
    mail = mails.mail(mail_id)
    if mail.worker is not None and not workers.is_dead(mail.worker):
        return
    real = clock.real_now()
    if mail.state is MailState.HANDING:
        claims.move_mail(mail.id, mail.token, was=HANDING, **_after_doubt(mail, "Its worker died.", real=real))
    else:
        back = mailing.next_try(mail.attempts, after=real) and real
        claims.move_mail(mail.id, mail.token, was=CLAIMED, **_after_failure(back, "Its worker died."))


def _send_batch(way: Route, door: Door, life: Life, at: datetime) -> None:
    for _ in range(BATCH):
        if STOPPING.is_set() or not door.is_open or not life.holds():
            return
        mail = _claim(life)
        if mail is None:
            return
        try:
            _send(mail, way, door, life, at)
        except Exception:  # whatever it is, it must not stop the others
            log.exception("a mail could not be sent", mail=mail.id)
            door.withdraw()
            _settle(mail, CLAIMED, **_later(mail, FAILURE))


def _claim(life: Life) -> Claimed | None:
    token = str(uuid.uuid4())
    with transaction():
        mail_id = claims.claim_mail(worker=life.worker, token=token, real=clock.real_now())
        return _frozen(mails.mail(mail_id), token) if mail_id is not None else None


def _send(mail: Claimed, way: Route, door: Door, life: Life, at: datetime) -> None:
    if mail.expires_at is not None and at >= mail.expires_at:
        _settle(mail, CLAIMED, state=MailState.EXPIRED)
    elif not may_go(mail, at):
        _cancel(mail)
    elif hindrance := _hindrance(mail, at):
        _settle(mail, CLAIMED, **hindrance)
    else:
        _offer(mail, way, door, life)


def _offer(mail: Claimed, way: Route, door: Door, life: Life) -> None:
    try:
        door.offer(message.sender_address(), way.recipient(message.envelope_address(mail.address) or mail.address))
    except smtp.Later as trouble:
        _settle(mail, CLAIMED, **_later(mail, str(trouble)))
    except smtp.Refused as refusal:
        _settle(mail, CLAIMED, state=MailState.FAILED, reply=str(refusal))
    else:
        ours = life.holds() and _settle(mail, CLAIMED, state=MailState.HANDING, handed_at=clock.real_now())
        if ours:
            _hand_over(mail, door)
        else:
            door.withdraw()


def _hand_over(mail: Claimed, door: Door) -> None:
    try:
        reply = door.hand_over(mail.raw)
    except smtp.Uncertain as doubt:
        _settle(mail, HANDING, **_after_doubt(mail, str(doubt), real=clock.real_now()))
    except smtp.Later as trouble:
        _settle(mail, HANDING, **_later(mail, str(trouble)), **_certainly_not(mail))
    except smtp.Refused as refusal:
        _settle(mail, HANDING, state=MailState.FAILED, reply=str(refusal), **_certainly_not(mail))
    else:
        _settle(mail, HANDING, state=MailState.SENT, sent_at=clock.real_now(), reply=reply)


def may_go(mail: Claimed, at: datetime) -> bool:
    """Whether its reader is active, still has this address, wants this kind, and may read every pair it quotes."""
    viewer = viewers.viewer(mail.recipient_id, today=at.date())
    if viewer is None or viewer.email != mail.address:
        return False
    if mailing.manner(mail.kind).unsubscribable and mails.is_unwanted(mail.recipient_id, mail.kind):
        return False
    places = mails.places(relationship_id for relationship_id, _ in mail.quotes)
    return all(
        relationship_id in places
        and sees(viewer, Stance(replace(places[relationship_id], audience=Audience(audience))))
        for relationship_id, audience in mail.quotes
    )


def _hindrance(mail: Claimed, at: datetime) -> dict[str, Any]:
    """What becomes of a mail whose reader wants quiet now, or whose address is refused for good; {} for any other."""
    reader = readers.reader(mail.recipient_id)
    if reader.unreachable_at is not None:
        return {"state": MailState.SUPPRESSED, "reply": "Their address is refused for good."}
    goes_at = at if mail.disturbs else quiet_hours.over_at(reader.quiet, at)
    if goes_at <= at:
        return {}
    return {"state": MailState.QUEUED, "not_before": clock.real_now() + (goes_at - at), "attempts": mail.attempts - 1}


def _cancel(mail: Claimed) -> None:
    """Not this mail to this person now; unless it may have arrived, what it told is written anew, for their rights."""
    with transaction():
        ours = claims.move_mail(mail.id, mail.token, was=CLAIMED, state=MailState.CANCELLED)
        if ours and not mail.may_have_arrived:
            claims.reopen_notices(mail.recipient_id, mail.id)


def _settle(mail: Claimed, was: tuple[MailState, ...], **values: Any) -> bool:
    with transaction():
        return claims.move_mail(mail.id, mail.token, was=was, **values)


def _later(mail: Claimed, reply: str) -> dict[str, Any]:
    return _after_failure(mailing.next_try(mail.attempts, after=clock.real_now()), reply)


def _after_failure(again_at: datetime | None, reply: str) -> dict[str, Any]:
    if again_at is None:
        return {"state": MailState.FAILED, "reply": reply}
    return {"state": MailState.QUEUED, "not_before": again_at, "reply": reply}


def _after_doubt(mail: Claimed | OutboxMail, reply: str, *, real: datetime) -> dict[str, Any]:
    """Send the same bytes again where that does no harm, else wait for a person's word."""
    harmless = bool(config.current().mail_idempotency_header)
    resend = harmless or mailing.manner(mail.kind).when_uncertain is WhenUncertain.RESEND
    again_at = mailing.next_try(mail.attempts, after=real) if resend else None
    if again_at is None:
        return {"state": MailState.UNCERTAIN, "reply": f"May have arrived. {reply}"}
    return {"state": MailState.QUEUED, "not_before": again_at, "reply": f"May have arrived; sent again. {reply}"}


def _certainly_not(mail: Claimed) -> dict[str, Any]:
    """This time it was not taken; what an earlier time left open stays open."""
    return {} if mail.may_have_arrived else {"handed_at": None}


def _frozen(mail: OutboxMail, token: str) -> Claimed:
    return Claimed(
        id=mail.id,
        token=token,
        kind=mail.kind,
        recipient_id=mail.recipient_id,
        address=mail.to_address,
        raw=mail.raw,
        quotes=tuple(mail.quotes),
        attempts=mail.attempts,
        disturbs=mail.disturbs,
        expires_at=mail.expires_at,
        may_have_arrived=mail.handed_at is not None,
    )
