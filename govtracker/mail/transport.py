"""By which way mail leaves; a demonstration stays at home.

- MAIL_TRANSPORT unset: SMTP_URL, and the server it names, for the recipient.
- MAIL_TRANSPORT=pickup:/a/folder: files in that folder. MAIL_TRANSPORT=console: standard output.
- Demo mode with SMTP_URL and DEMO_MAIL_TO: to the server, all for that one address.
- Demo mode with an SMTP_URL of this machine: to that server (a mail catcher), for the recipient.
- Demo mode otherwise: nowhere but /demo/mail.
- Neither: mail waits in the queue, and the health page says so.
"""

import hashlib
import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path

from govtracker import config
from govtracker.config import Settings
from govtracker.mail import pickup, smtp
from govtracker.mail.console import Console
from govtracker.mail.doors import Door, Letter
from govtracker.mail.smtp import Server

SHOWN = "shown at /demo/mail"


@dataclass(frozen=True)
class Route:
    """Where mail goes: `server` None is the viewer, a `folder` or the console; `everything_to` replaces recipients."""

    server: Server | None = None
    everything_to: str = ""
    folder: Path | None = None
    console: bool = False

    def recipient(self, address: str) -> str:
        """Whom the envelope names."""
        return self.everything_to or address


def route() -> Route | None:
    """The way out under the settings in force; None when there is none."""
    settings = config.current()
    server = Server.of(settings.smtp_url) if settings.smtp_url else None
    if settings.demo:
        return _demo_route(settings, server)
    if settings.mail_folder is not None or settings.mail_to_console:
        return Route(folder=settings.mail_folder, console=settings.mail_to_console)
    return Route(server) if server else None


def opener(way: Route) -> Callable[[], AbstractContextManager[Door]]:
    """What opens a door on that way, or raises NoConnection; it needs no application any more."""
    own_name = config.current().public_host
    if way.server is not None:
        server = way.server
        return lambda: smtp.connected(server, own_name=own_name)
    if way.folder is not None:
        folder = way.folder
        return lambda: pickup.opened(folder)
    return lambda: nullcontext(Console() if way.console else Viewer())


def drops_doubles(raw: bytes, *, handed_to: str = "") -> bool:
    """Whether sending a mail again does no harm: a folder takes it once, as does a relay by the header it carries."""
    header = config.current().mail_idempotency_header
    carried = header and re.search(rb"(?mi)^" + re.escape(header).encode() + rb":", raw.split(b"\r\n\r\n", 1)[0])
    return bool(carried) or handed_to.startswith(pickup.PREFIX)


def file_name(mail_id: int, message_id: str) -> str:
    """The name of a mail as a file: no other mail of any installation has it."""
    return f"{mail_id}-{hashlib.sha256(message_id.encode()).hexdigest()[:24]}.eml"


class Viewer:
    """The Door to the demonstration's viewer: what is written can be read there."""

    name = "viewer"
    is_open = True

    def offer(self, letter: Letter) -> None:
        """Takes everything."""

    def hand_over(self, letter: Letter) -> str:
        """Has it already."""
        return SHOWN

    def withdraw(self) -> None:
        """Nothing to take back."""


def _demo_route(settings: Settings, server: Server | None) -> Route:
    if server and settings.demo_mail_to:
        return Route(server, everything_to=parseaddr(settings.demo_mail_to)[1])
    return Route(server if server and server.is_here else None)
