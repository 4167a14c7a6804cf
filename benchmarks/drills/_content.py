"""What a backup has to bring back besides records: files under an issue, a scorecard both sides signed, mail."""

import io
import re
import time
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from benchmarks.drills import _mails
from benchmarks.drills._installation import Installation
from govtracker import clock, database
from govtracker.enums import Audience, MailKind
from govtracker.queries import find
from govtracker.services.issues import attachments, uploads
from tests.services.issue_steps import raised
from tests.support import measured
from tests.support.world import World

PNG = b"\x89PNG\r\n\x1a\n"
FILES = 3
KINDS = (MailKind.ESCALATION, MailKind.DIGEST)
OURS = re.compile(r"<(\d+)@drill>")
PATIENCE = 60  # seconds for mail to arrive


def furnish(installation: Installation, world: World) -> None:
    """An issue with files, and an agreed scorecard."""
    at, viewer = clock.real_now(), world.viewer("client_spoc")
    with installation.app.app_context():
        raised(world, "client_spoc", at)
        kept = [
            uploads.keep(io.BytesIO(PNG + bytes([number]) * 200_000), f"chart {number}.png", at=at)
            for number in range(FILES)
        ]
        with database.transaction():
            attachments.attach(find.issue(viewer, "MER", "1"), kept, Audience.SHARED, by=viewer, at=at)
        measured.agree(world)
        measured.enter(world, "2026-10", measured.OCTOBER)
        measured.sign(world, measured.share(world))
    installation.let_go()


def queue(installation: Installation, world: World, numbers: Iterable[int], wait: timedelta = timedelta(0)) -> None:
    """Mail that a worker takes when it has waited."""
    with installation.app.app_context():
        _mails.queue(world, _mails.readers(world), numbers, kinds=KINDS, wait=wait)
    installation.let_go()


def arrive(installation: Installation, numbers: Iterable[int]) -> bool:
    """Whether those mails come to the mail server in time."""
    missing, ends = set(numbers), time.monotonic() + PATIENCE
    while missing and time.monotonic() < ends:
        time.sleep(0.05)
        missing -= {int(found[1]) for mail in installation.arrived() if (found := OURS.match(mail.message_id))}
    return not missing


def twice(installation: Installation) -> list[str]:
    """The Message-IDs that arrived more than once."""
    many = Counter(mail.message_id for mail in installation.arrived())
    return [name for name, times in many.items() if times > 1]
