"""How fast mail leaves: one worker with a queue full of it, beside bare smtplib over one connection."""

import argparse
import json
import smtplib
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from sqlalchemy import func, select

from benchmarks import grounds, served
from benchmarks.drills import _mails
from benchmarks.report import machine, write
from govtracker import config, create_app, database, jobs
from govtracker.database import db
from govtracker.enums import MailKind, MailState
from govtracker.models import OutboxMail
from tests.support import folders, smtp_process
from tests.support import world as worlds
from tests.support.smtp import Sink
from tests.support.world import World

MAILS = 10_000
READERS = 500
ROUNDS = 5
CONNECTIONS = 16
LEAST = 0.6  # of what bare smtplib does
KINDS = (MailKind.ASSIGNMENT, MailKind.DIGEST)


@dataclass(frozen=True)
class Rates:
    """Mails a second of each round: by the worker, and by bare smtplib before and after it."""

    mails: int
    rounds: Sequence[tuple[float, float, float]]

    @property
    def share(self) -> float:
        """The worker's rate as a part of the mean of the two others (median of the rounds)."""
        return median(worker / ((before + after) / 2) for worker, before, after in self.rounds)

    def rate(self, which: int) -> float:
        """Mails a second by the worker (0), and by bare smtplib before (1) and after it (2); median of the rounds."""
        return median(one[which] for one in self.rounds)


def main(arguments: list[str]) -> int:
    """0 when every mail left; the table goes to docs/performance.md."""
    asked = _parsed(arguments)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(folders.held("govtracker-mail-")))
        name, url = stack.enter_context(grounds.databases(asked.database))
        rates = measured(folder, url(folder, asked.mails), asked.mails)
    lines = section(rates, name, asked.database, today=datetime.now(UTC).date())
    if asked.mails == MAILS:
        write(lines, heading(name))
    print(lines)
    figures = {name: round(rates.rate(place), 1) for place, name in enumerate(("worker", "before", "after"))}
    print(json.dumps({"database": name, "mails": asked.mails, **figures, "share": round(rates.share, 3)}))
    return 0


def measured(folder: Path, url: str, mails: int) -> Rates:
    """Fill the empty database at `url`, and let it empty its queue."""
    with smtp_process.running(Sink()) as server:
        environ = served.environment(url, folder, served.free_port()) | {
            "SMTP_URL": server.url,
            "MAIL_CONNECTIONS": str(CONNECTIONS),
        }
        app = create_app(config.load(environ))
        with app.app_context():
            database.upgrade()
            world = worlds.make(app)
            readers = _mails.readers(world, READERS)
            rounds = [_round(world, readers, server.url, part) for part in _parts(mails)]
            left = db.session.scalar(
                select(func.count()).select_from(OutboxMail).where(OutboxMail.state != MailState.SENT)
            )
            if left or server.count() != 2 * mails:
                raise SystemExit(f"{left} mails did not leave, {server.count() - mails} arrived.")
            db.session.remove()
            db.engine.dispose()
    return Rates(mails, rounds)


def _parts(mails: int) -> list[range]:
    return [range(mails * number // ROUNDS, mails * (number + 1) // ROUNDS) for number in range(ROUNDS)]


def _round(world: World, readers: Sequence[tuple[int, str]], url: str, numbers: range) -> tuple[float, float, float]:
    """Bare smtplib with half of these mails, the worker with all of them, bare smtplib with the other half."""
    _mails.queue(world, readers, numbers, kinds=KINDS)
    raws = list(db.session.scalars(select(OutboxMail.raw).where(OutboxMail.state == MailState.QUEUED)))
    db.session.remove()
    before = _bare(url, raws[: len(raws) // 2])
    began = time.perf_counter()
    while jobs.run(jobs.job_named("send")).done:
        pass
    worker = len(raws) / (time.perf_counter() - began)
    return worker, before, _bare(url, raws[len(raws) // 2 :])


def _bare(url: str, raws: Sequence[bytes]) -> float:
    """Mails a second with nothing but smtplib."""
    parts = urlsplit(url)
    with smtplib.SMTP(parts.hostname or "", parts.port or 25) as client:
        client.ehlo()
        began = time.perf_counter()
        for raw in raws:
            client.sendmail("no-reply@localhost", ["reader@northgate.example"], raw)
        return len(raws) / (time.perf_counter() - began)


def heading(database: str) -> str:
    """What the section is called."""
    return f"Mail from {database}"


def section(rates: Rates, database: str, asked: str, *, today: date) -> str:
    """The table, as Markdown under its heading."""
    command = "./dev bench mail" + ("" if asked == "sqlite" else f" --database {asked.split(':', maxsplit=1)[0]}")
    return "\n".join(
        [
            f"## {heading(database)}",
            "",
            f"`{command}` on {today.isoformat()}: {machine()}.",
            f"{rates.mails:,} mails of 8 kB to {READERS:,} people leave to a server on the same machine, by one worker",
            f"of {CONNECTIONS} connections. Each is claimed, looked at again, offered, written down as handed over,",
            "handed over, and written down as sent; what is committed is on the disk. Beside it, before and after, the",
            f"same bytes by bare `smtplib` over one connection (medians of {ROUNDS} rounds). The aim is at least",
            f"{LEAST} of it on PostgreSQL.",
            "",
            "| mails | worker, mails/s | bare smtplib, mails/s (before, after) | of bare |",
            "| ---: | ---: | ---: | ---: |",
            f"| {rates.mails:,} | {rates.rate(0):.0f} | {rates.rate(1):.0f}, {rates.rate(2):.0f} | {rates.share:.2f} |",
            "",
        ]
    )


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench mail", description=__doc__)
    parser.add_argument("--database", default="sqlite", help="as of ./dev bench")
    parser.add_argument("--mails", type=int, default=MAILS, help=f"in the queue ({MAILS})")
    return parser.parse_args(arguments)
