"""By which way mail leaves: a mail server, or in a demonstration the viewer alone; a demonstration stays at home.

- SMTP_URL, no demo mode: to the server, for the recipient.
- Demo mode with SMTP_URL and DEMO_MAIL_TO: to the server, all for that one address.
- Demo mode with an SMTP_URL of this machine: to that server (a mail catcher), for the recipient.
- Demo mode otherwise: nowhere but /demo/mail.
- Neither: mail waits in the queue, and the health page says so.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from email.utils import parseaddr

from govtracker import config
from govtracker.config import Settings
from govtracker.mail import smtp
from govtracker.mail.smtp import Door, Server

SHOWN = "shown at /demo/mail"


@dataclass(frozen=True)
class Route:
    """Where mail goes: `server` None is the viewer; `everything_to` replaces every recipient."""

    server: Server | None
    everything_to: str = ""

    def recipient(self, address: str) -> str:
        """Whom the envelope names."""
        return self.everything_to or address


def route() -> Route | None:
    """The way out under the settings in force; None when there is none."""
    settings = config.current()
    server = Server.of(settings.smtp_url) if settings.smtp_url else None
    if settings.demo:
        return _demo_route(settings, server)
    return Route(server) if server else None


def open_door(way: Route) -> AbstractContextManager[Door]:
    """A door on that way; raises smtp.NoConnection."""
    if way.server is None:
        return _viewer()
    return smtp.connected(way.server, own_name=config.current().public_host)


class Viewer:
    """The Door to the demonstration's viewer: what is written can be read there."""

    is_open = True

    def offer(self, sender: str, recipient: str) -> None:
        """Takes everything."""

    def hand_over(self, raw: bytes) -> str:
        """Has it already."""
        return SHOWN

    def withdraw(self) -> None:
        """Nothing to take back."""


@contextmanager
def _viewer() -> Iterator[Door]:
    yield Viewer()


def _demo_route(settings: Settings, server: Server | None) -> Route:
    if server and settings.demo_mail_to:
        return Route(server, everything_to=parseaddr(settings.demo_mail_to)[1])
    return Route(server if server and server.is_here else None)
