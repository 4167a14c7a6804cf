"""The sender's jobs: let what is due leave, and take back what dead workers held."""

import secrets
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog

from govtracker import clock
from govtracker.database import transaction
from govtracker.enums import MailKind, MailState
from govtracker.mail import transport, turn
from govtracker.mail.doors import NoConnection
from govtracker.mail.ends import FAILURE, after_doubt, after_failure
from govtracker.queries import claims, mail_claims
from govtracker.queries.installation import workers
from govtracker.queries.reviews import mails
from govtracker.rules.reviews import mailing

log = structlog.get_logger()
STOPPING = threading.Event()  # set when the process has been told to end: what is in hand is finished, no other begun
PAUSE = timedelta(minutes=1)
THE_QUEUE = 1
DIED = "Its worker died."
IN_FLIGHT = (MailState.CLAIMED, MailState.HANDING)


def queues_due(at: datetime) -> Sequence[int]:
    """The one queue, when there is a way out and something in it is due."""
    waiting = not STOPPING.is_set() and transport.route() is not None and mails.some_due(clock.real_now())
    return [THE_QUEUE] if waiting else []


def send_queue(queue: int, at: datetime) -> None:
    """Hand over what is due. `at` (business time) tells what has expired."""
    way = transport.route()
    assert way is not None
    with workers.living() as life:
        try:
            turn.Turn(way, life, at, STOPPING).run()
        except NoConnection as trouble:
            log.warning("no connection to the mail server", trouble=str(trouble))
            with transaction():
                mail_claims.delay_queue(until=clock.real_now() + PAUSE, reply=f"No connection: {trouble}")


def put_off_queue(queue: int, at: datetime) -> None:
    """Try again in a minute."""
    mail_claims.delay_queue(until=clock.real_now() + PAUSE, reply=FAILURE)


def orphans(at: datetime) -> Sequence[int]:
    """Mails in the hands of workers that are dead."""
    held = mails.in_flight()
    dead = {worker for worker in {mail.worker for mail in held} if worker is None or workers.is_dead(worker)}
    return [mail.id for mail in held if mail.worker in dead]


def return_orphan(mail_id: int, at: datetime) -> None:
    """Put a dead worker's mail back, or aside when it may have arrived and its kind is not sent twice."""
    mail = mails.mail(mail_id)
    if mail.state not in IN_FLIGHT or (mail.worker is not None and not workers.is_dead(mail.worker)):
        return  # it came to its end, or into living hands, since it was found
    values = _back(mail.attempts)
    if mail.state is MailState.HANDING:
        values = after_doubt(mail, DIED, harmless=transport.drops_doubles(mail.raw, handed_to=mail.handed_to))
    if not mail_claims.move(mail.id, mail.token, was=(mail.state,), **values):
        return
    if mail.state is MailState.HANDING:
        claims.count({("mails_in_doubt", mail.kind.value): 1})
    elif values["state"] is MailState.FAILED and mail.kind is MailKind.DIGEST and mail.handed_at is None:
        claims.reopen_news(mail.recipient_id, mail.id)


def _back(attempts: int) -> dict[str, Any]:
    """A dead worker's mail leaves at once, unless it may be what kills its workers."""
    real = clock.real_now()
    again_at = mailing.next_try(attempts, after=real, spread=secrets.SystemRandom().uniform(-1, 1))
    return after_failure(again_at and real, DIED, fault="worker died")
