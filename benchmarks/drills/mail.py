"""Mail under killed and robbed workers and a server that fails by chance: none lost, none twice unless marked."""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import Any

from flask import Flask
from sqlalchemy import func, select, text

from benchmarks.drills import _mails
from govtracker import config, jobs
from govtracker.database import db
from govtracker.enums import MailKind, MailState
from govtracker.mail import outbox
from govtracker.models import OutboxMail
from govtracker.rules.reviews import mailing
from tests.support import applications, databases, postgres, smtp_process
from tests.support import world as worlds
from tests.support.databases import Ground
from tests.support.smtp import Mischief, Sink
from tests.support.smtp_process import Arrived

MAILS, KILLS, WORKERS = 2_000, 100, 4
HEADER = "Idempotency-Key"
KINDS = (MailKind.ESCALATION, MailKind.DIGEST)  # sent again in doubt, and held
SETTLED = (MailState.SENT, MailState.FAILED, MailState.UNCERTAIN)
PATIENCE = 180  # seconds for what is left once nobody is killed any more


def main(arguments: list[str]) -> int:
    """0 when nothing was lost, and nothing came twice that was not marked as doubtful."""
    asked = _parsed(arguments)
    with ground(asked.database, Sink(mischief=Mischief(asked.seed), honours=HEADER)) as (app, server):
        figures = rehearse(app, server, mails=asked.mails, kills=asked.kills, seed=asked.seed)
    print(json.dumps({"database": asked.database, "seed": asked.seed, **figures}))
    return 1 if is_bad(figures) else 0


def is_bad(figures: dict[str, int]) -> bool:
    """Whether a promise was broken."""
    return any(figures[name] for name in ("lost", "duplicated_keys", "resent_different", "unsettled"))


def rehearse(app: Flask, server: smtp_process.Running, *, mails: int, kills: int, seed: int) -> dict[str, int]:
    """Feed mails to four workers while killing them; what came of it. Every second mail carries the header.

    After each tenth kill a living worker is robbed of its life's lock, so that only its tokens stand between it and
    what another has claimed since.
    """
    chance = random.Random(seed)
    with hurried():
        with app.app_context():
            world = worlds.make(app)
            readers = _mails.readers(world)
            close()

        def feed(done: int, until: int) -> None:
            with app.app_context():
                _mails.queue(world, readers, range(done, until), kinds=KINDS, header=HEADER)
                close()

        fed = 0
        crew = [_worker(app) for _ in range(WORKERS)]
        for number in range(kills):
            feed(fed, mails * (number + 1) // kills)
            fed = mails * (number + 1) // kills
            time.sleep(chance.uniform(0.02, 0.25))
            place = chance.randrange(WORKERS)
            crew[place].kill()
            crew[place].join()
            crew[place] = _worker(app)
            if number % 10 == 9:
                _rob(app, chance)
        feed(fed, mails)
        unsettled = _wait(app)
        for worker in crew:
            worker.kill()
            worker.join()
        with app.app_context():
            return {"mails": mails, "kills": kills, **_judged(server.arrived()), "unsettled": unsettled}


def _judged(arrived: list[Arrived]) -> dict[str, int]:
    """What arrived beside what the rows say.

    `lost`: said to be sent, and not there. `duplicated_keys`: there more than once and not marked as doubtful, or in
    spite of the header. `resent_identical`: copies of doubtful ones past their first.
    """
    rows = db.session.execute(select(OutboxMail.message_id, OutboxMail.raw, OutboxMail.state, OutboxMail.doubts)).all()
    db.session.rollback()
    copies: Counter[str] = Counter(mail.message_id for mail in arrived)
    digests: dict[str, set[str]] = {}
    for mail in arrived:
        digests.setdefault(mail.message_id, set()).add(mail.digest)
    twice = [row for row in rows if copies[row.message_id] > 1]
    marked = [row for row in twice if row.doubts and HEADER.encode() not in row.raw]
    return {
        "delivered": len(copies),
        "lost": sum(row.state is MailState.SENT and not copies[row.message_id] for row in rows),
        "duplicated_keys": len(twice) - len(marked),
        "uncertain": sum(row.doubts > 0 for row in rows),
        "resent_identical": sum(copies[row.message_id] - 1 for row in marked),
        "resent_different": sum(len(found) > 1 for found in digests.values()),
        "held": sum(row.state is MailState.UNCERTAIN for row in rows),
        "refused": sum(row.state is MailState.FAILED for row in rows),
    }


def _wait(app: Flask) -> int:
    """Until every mail has come to an end; how many have not when patience is out."""
    ends = time.monotonic() + PATIENCE
    with app.app_context():
        while True:
            left = db.session.scalar(
                select(func.count()).select_from(OutboxMail).where(OutboxMail.state.not_in(SETTLED))
            )
            close()
            if not left or time.monotonic() > ends:
                return left or 0
            time.sleep(0.1)


def close() -> None:
    """Leave no connection open that a process born now would inherit."""
    db.session.remove()
    db.engine.dispose()


def _worker(app: Flask) -> BaseProcess:
    """A process that takes back and sends, again and again, until it is killed."""

    def work() -> None:
        with app.app_context():
            db.engine.dispose(close=False)
        while True:
            for name in ("reap", "send"):
                with app.app_context():
                    jobs.run(jobs.job_named(name))
            time.sleep(0.005)

    process = get_context("fork").Process(target=work, daemon=True)
    process.start()
    return process


def _rob(app: Flask, chance: random.Random) -> None:
    """Take some worker's life away from it while it goes on working."""
    with app.app_context():
        if config.current().sqlite:
            for path in _chosen(sorted((config.current().data_dir / "workers").glob("*.lock")), chance):
                path.unlink(missing_ok=True)
            return
        held = text(
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND granted ORDER BY pid"
        )
        with db.engine.connect() as connection:
            for pid in _chosen(list(connection.scalars(held)), chance):
                connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        close()


def _chosen(among: list[Any], chance: random.Random) -> list[Any]:
    return [chance.choice(among)] if among else []


@contextmanager
def hurried() -> Iterator[None]:
    """Pauses of milliseconds instead of minutes."""
    pauses, pause = mailing.PAUSES, outbox.PAUSE
    mailing.PAUSES, outbox.PAUSE = (timedelta(milliseconds=20),), timedelta(milliseconds=20)
    try:
        yield
    finally:
        mailing.PAUSES, outbox.PAUSE = pauses, pause


@contextmanager
def ground(kind: str, sink: Sink, **settings: str) -> Iterator[tuple[Flask, smtp_process.Running]]:
    """An application on a database of its own, whose mail leaves to a server of its own."""
    with smtp_process.running(sink) as server, databases.quick_folder() as folder, postgres.shared_folder() as shared:
        place = Ground(folder, "drill", lambda: postgres.join(shared))
        store = place.database(kind, "app")
        more = {"SMTP_URL": server.url, "MAIL_IDEMPOTENCY_HEADER": HEADER, "MAIL_PER_HOUR": "0", **settings}
        app = applications.build(applications.environment(store.url, place.data_dir(kind, "app"), **more))
        applications.migrate(app, store)
        yield app, server
        applications.let_go(app)
        place.close()


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev drill mail", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--mails", type=int, default=MAILS, help=f"to be sent ({MAILS})")
    parser.add_argument("--kills", type=int, default=KILLS, help=f"of workers ({KILLS})")
    parser.add_argument("--seed", type=int, default=1, help="the same again")
    return parser.parse_args(arguments)


def say(text: str) -> None:
    """Tell who waits."""
    print(f"· {text}", file=sys.stderr, flush=True)
