"""Between the sender, who alone talks to the database, and its lanes, who alone talk to servers: a desk of letters."""

import threading
import time
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from govtracker.mail.claimed import Claimed
from govtracker.mail.doors import NoConnection


@dataclass(frozen=True)
class Ask:
    """A lane has the server's word that it takes the mail: may it be handed over at `door`?"""

    mail: Claimed
    door: str


@dataclass(frozen=True)
class Told:
    """What became of a mail: the answer, or the exception that says what kind of failure it was."""

    mail: Claimed
    end: str | Exception
    was_handed_over: bool


@dataclass
class Desk:
    """What waits for a lane, what the lanes ask and tell. Its methods may be called from any thread.

    Once `stopping` is set no lane begins another mail. `trouble` is why the last lane that found no way out did not.
    """

    stopping: threading.Event
    trouble: NoConnection | None = None
    _waiting: deque[Claimed] = field(default_factory=deque)
    _asked: list[Ask] = field(default_factory=list)
    _told: list[Told] = field(default_factory=list)
    _answers: dict[int, bool] = field(default_factory=dict)
    _in_hands: int = 0
    _open_lanes: int = 0
    _is_closed: bool = False
    _news: threading.Condition = field(default_factory=threading.Condition)

    # --- the lanes' side ---

    def opened(self) -> None:
        """A lane has found its way out."""
        with self._news:
            self._open_lanes += 1
            self._news.notify_all()

    def shut(self, trouble: NoConnection | None = None) -> None:
        """A lane has lost its way out, or (`trouble`) never found it."""
        with self._news:
            if trouble is None:
                self._open_lanes -= 1
            else:
                self.trouble = trouble
            self._news.notify_all()

    def take(self) -> Claimed | None:
        """The next mail, waited for; None when there will be no more."""
        with self._news:
            while not self._is_closed and (self.stopping.is_set() or not self._waiting):
                self._news.wait()
            if self._is_closed:
                return None
            self._in_hands += 1
            return self._waiting.popleft()

    def ask(self, mail: Claimed, door: str) -> bool:
        """Whether the mail may be handed over: it is still ours, and that it leaves now is written down."""
        with self._news:
            self._asked.append(Ask(mail, door))
            self._news.notify_all()
            while mail.id not in self._answers and not self._is_closed:
                self._news.wait()
            return self._answers.pop(mail.id, False)

    def tell(self, mail: Claimed, end: str | Exception, *, was_handed_over: bool) -> None:
        """What became of a mail that was taken."""
        with self._news:
            self._told.append(Told(mail, end, was_handed_over))
            self._in_hands -= 1
            self._news.notify_all()

    def drop(self) -> None:
        """A mail that was taken is not ours any more: nothing is to be written."""
        with self._news:
            self._in_hands -= 1
            self._news.notify_all()

    # --- the sender's side ---

    @property
    def waiting(self) -> int:
        """How many mails wait for a lane."""
        return len(self._waiting)

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits, is in a lane's hands, or is to be written down."""
        with self._news:
            return not (self._waiting or self._in_hands or self._asked or self._told)

    @property
    def has_way_out(self) -> bool:
        """Whether a lane has one."""
        return self._open_lanes > 0

    def put(self, mails: Sequence[Claimed]) -> None:
        """Mails for the lanes."""
        with self._news:
            self._waiting.extend(mails)
            self._news.notify_all()

    def take_back(self) -> list[Claimed]:
        """What no lane has taken, off the desk again."""
        with self._news:
            mails = list(self._waiting)
            self._waiting.clear()
            return mails

    def wait_for_first(self) -> None:
        """Until a lane has found its way out; raises NoConnection when none did."""
        with self._news:
            while not self._open_lanes:
                if self.trouble:
                    raise self.trouble
                self._news.wait()

    def news(self, *, patience: float, gather: float) -> tuple[list[Ask], list[Told]]:
        """What lanes have asked and told since, waited for at most `patience` seconds.

        Where some are about to ask, theirs is waited for too, at most `gather` seconds: one commit is then enough.
        """
        with self._news:
            if not (self._asked or self._told):
                self._news.wait(patience)
            ends = time.perf_counter() + gather
            while len(self._asked) < self._in_hands and (left := ends - time.perf_counter()) > 0:
                self._news.wait(left)
            asked, told = self._asked, self._told
            self._asked, self._told = [], []
            return asked, told

    def answer(self, asked: Sequence[Ask], granted: Collection[int]) -> None:
        """Tell the lanes which mails they may hand over."""
        with self._news:
            self._answers.update({ask.mail.id: ask.mail.id in granted for ask in asked})
            self._news.notify_all()

    def close(self) -> None:
        """No more mails; who asks gets no."""
        with self._news:
            self._is_closed = True
            self._news.notify_all()
