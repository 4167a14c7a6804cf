"""A sender's turn: mails are claimed in batches and leave over several lanes; every step is written before the next.

Claimed, handed over, sent: each is a commit of its own before what follows it, but one commit serves all the lanes that
wait for theirs at that moment. A body leaves only after the commit that says so.
"""

import threading
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import structlog

from govtracker import clock, config
from govtracker.database import transaction
from govtracker.enums import MailState
from govtracker.mail import ends, lane, leave_to_go, message, transport, written
from govtracker.mail.claimed import Claimed
from govtracker.mail.desk import Desk
from govtracker.mail.doors import Letter
from govtracker.mail.transport import Route
from govtracker.queries import mail_claims
from govtracker.queries.installation.workers import Life

log = structlog.get_logger()
LONGEST = 60.0  # seconds of claiming, then other jobs' ticks are looked at again
PATIENCE = 1.0  # seconds without news after which one looks around
LONGEST_GATHERING = 0.05  # seconds
STALE = 5.0  # seconds after which a mail no lane has taken goes back, to be asked about anew
FEWEST, MOST = 8, 128  # mails a claim
A_LANE_FOR = 8  # mails that wait


class Turn:
    """One turn of one worker; `at` is business time at its beginning."""

    def __init__(self, way: Route, life: Life, at: datetime, stopping: threading.Event) -> None:
        self._way, self._life, self._at, self._stopping = way, life, at, stopping
        self._began = self._claimed_at = clock.monotonic()
        self._real = clock.real_now()
        self._desk = Desk(stopping)
        self._written = written.Written(way, life, at, self._desk)
        self._lanes: list[threading.Thread] = []
        self._size = FEWEST * 2
        self._is_dry = False
        self._gather = 0.0
        self._sender = message.sender_address()
        self._open_door = transport.opener(way)

    def run(self) -> None:
        """Until nothing is due any more, or the worker is to stop; raises NoConnection when no lane has a way out."""
        try:
            self._add_lane()
            self._desk.wait_for_first()
            while not (self._is_dry and self._desk.is_idle):
                self._look_around()
                self._keep(patience=0 if self._desk.is_idle else PATIENCE)
        finally:
            self._end()

    def _end(self) -> None:
        """Let the lanes finish what they have in hand, and keep what became of it."""
        self._desk.close()
        for thread in self._lanes:
            thread.join()
        self._keep(patience=0)

    def _keep(self, *, patience: float) -> None:
        """Write down what there is; as long as the last commit took is worth waiting for more to go into this one."""
        asked, told = self._desk.news(patience=patience, gather=self._gather if patience else 0)
        began = clock.monotonic()
        self._written.keep(asked, told)
        if asked or told:
            self._gather = min(clock.monotonic() - began, LONGEST_GATHERING)

    # --- claiming ---

    def _look_around(self) -> None:
        if self._desk.waiting and self._elapsed(self._claimed_at) > STALE:
            self._give_back()
            self._size = max(FEWEST, self._size // 2)
        if self._is_over():
            self._give_back()
            self._is_dry = True
        elif self._desk.waiting < len(self._lanes) and not self._is_dry:
            self._claim()
        if self._desk.trouble and not any(thread.is_alive() for thread in self._lanes):
            self._give_back()
            raise self._desk.trouble
        if len(self._lanes) < min(config.current().mail_connections, 1 + self._desk.waiting // A_LANE_FOR):
            self._add_lane()

    def _is_over(self) -> bool:
        return self._stopping.is_set() or self._elapsed(self._began) > LONGEST

    def _claim(self) -> None:
        """As many as leave within a second or so: what waits long has outlived the question whether it may go."""
        if self._elapsed(self._claimed_at) < PATIENCE / 2:
            self._size = min(MOST, self._size * 2)
        self._claimed_at = clock.monotonic()
        if not self._life.holds():
            self._is_dry = True
            return
        token = str(uuid.uuid4())
        with transaction():
            rows = mail_claims.claim(worker=self._life.worker, token=token, real=clock.real_now(), most=self._size)
        self._is_dry = len(rows) < self._size
        try:
            self._sort([self._frozen(row) for row in rows])
        except Exception:  # one of them breaks the question: ask one by one
            log.exception("a batch of mails could not be looked at")
            for row in rows:
                self._sort_alone(self._frozen(row))

    def _sort_alone(self, mail: Claimed) -> None:
        try:
            self._sort([mail])
        except Exception:  # whatever it is, it must not stop the others
            log.exception("a mail could not be looked at", mail=mail.id)
            with transaction():
                written.move(
                    mail,
                    MailState.CLAIMED,
                    ends.after_failure(ends.next_try(mail), ends.FAILURE, fault="sender failed"),
                )

    def _sort(self, batch: Sequence[Claimed]) -> None:
        found = leave_to_go.sort(batch, self._at + (clock.real_now() - self._real))
        if len(found.go) < len(batch):
            with transaction():
                written.set_aside(found)
        self._desk.put(found.go)

    def _give_back(self) -> None:
        unsent = self._desk.take_back()
        if unsent:
            with transaction():
                for token in {mail.token for mail in unsent}:
                    mail_claims.release([mail.id for mail in unsent if mail.token == token], token)

    # --- the rest ---

    def _add_lane(self) -> None:
        self._lanes.append(lane.start(self._desk, self._open_door))

    def _elapsed(self, since: float) -> float:
        return clock.monotonic() - since

    def _frozen(self, row: Any) -> Claimed:
        address = message.envelope_address(row.to_address) or row.to_address
        again = row.handed_at is not None
        return Claimed(
            id=row.id,
            token=row.token,
            kind=row.kind,
            recipient_id=row.recipient_id,
            address=row.to_address,
            letter=Letter(
                sender=self._sender,
                recipient=self._way.recipient(address),
                raw=row.raw,
                name=transport.file_name(row.id, row.message_id),
                handed_to=row.handed_to if again else "",
            ),
            quotes=tuple(row.quotes),
            told=row.told,
            attempts=row.attempts,
            doubts=row.doubts,
            disturbs=row.disturbs,
            expires_at=row.expires_at,
            may_have_arrived=again,
        )
