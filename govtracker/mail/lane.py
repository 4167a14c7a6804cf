"""A lane: one connection over which one mail after the other leaves, in a thread of its own."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

import structlog

from govtracker.mail.claimed import Claimed
from govtracker.mail.desk import Desk
from govtracker.mail.doors import Door, Later, NoConnection, Refused, Uncertain
from govtracker.mail.ends import FAILURE

log = structlog.get_logger()


def start(desk: Desk, open_door: Callable[[], AbstractContextManager[Door]]) -> threading.Thread:
    """A thread that takes mails off the desk until it is closed; a connection that broke is opened anew."""
    thread = threading.Thread(target=_work, args=(desk, open_door), name="mail lane", daemon=True)
    thread.start()
    return thread


def _work(desk: Desk, open_door: Callable[[], AbstractContextManager[Door]]) -> None:
    more = True
    while more:
        try:
            with open_door() as door:
                desk.opened()
                try:
                    more = _serve(desk, door)
                finally:
                    desk.shut()
        except NoConnection as trouble:
            desk.shut(trouble)
            return
        except Exception as error:  # a lane that dies unseen would be waited for
            log.exception("a lane of the sender ended")
            desk.shut(NoConnection(f"{type(error).__name__}: {error}"))
            return


def _serve(desk: Desk, door: Door) -> bool:
    """Hand mails over while the door is open; whether there may be more."""
    while door.is_open:
        mail = desk.take()
        if mail is None:
            return False
        _hand_over(mail, desk, door)
    return True


def _hand_over(mail: Claimed, desk: Desk, door: Door) -> None:
    handed = False
    try:
        door.offer(mail.letter)
        handed = desk.ask(mail, door.name)
        if not handed:
            door.withdraw()
            desk.drop()
            return
        end: str | Exception = door.hand_over(mail.letter)
    except (Later, Refused, Uncertain) as failure:
        end = failure
    except Exception as error:  # whatever it is, it must not stop the others
        log.exception("a mail could not be sent", mail=mail.id, error=type(error).__name__)
        door.withdraw()
        end = Uncertain(FAILURE) if handed else Later(FAILURE)
    desk.tell(mail, end, was_handed_over=handed)
