"""What every way out of the house has in common: a letter is offered, then handed over, and each end has its name."""

from dataclasses import dataclass
from typing import Protocol


class NoConnection(Exception):
    """The way out is shut, or did not let us in: no mail has been touched."""


class Later(Exception):
    """This mail was certainly not taken, but may be later."""


class Refused(Exception):
    """This mail was certainly not taken and never will be."""


class NoSuchRecipient(Refused):
    """It was the recipient that was refused."""


class Uncertain(Exception):
    """The connection broke between the last byte and the answer: nobody can know."""


@dataclass(frozen=True)
class Letter:
    """A mail on its way: whom the envelope names, the bytes, a `name` no other mail has.

    `handed_to` is the door where it may have been taken before; "" where it certainly was at none.
    """

    sender: str
    recipient: str
    raw: bytes
    name: str
    handed_to: str = ""


class Door(Protocol):
    """A way out for one letter after the other. `name` tells this door from others."""

    name: str

    @property
    def is_open(self) -> bool:
        """Whether another letter may be offered."""

    def offer(self, letter: Letter) -> None:
        """Everything up to the word that the mail may be sent; raises Later or Refused."""

    def hand_over(self, letter: Letter) -> str:
        """The mail itself, after a successful offer; the answer. Raises Later, Refused or Uncertain."""

    def withdraw(self) -> None:
        """Take an offer back: nothing is sent, and the door is shut."""
