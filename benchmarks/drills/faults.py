"""Faults under load: nothing acknowledged is lost or doubled, errors are clear, and work goes on by itself."""

import argparse
import json
import logging
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.drills import _installation
from benchmarks.drills._installation import Installation, installed
from benchmarks.drills._ledger import Ledger, Load, judged
from govtracker.services.installation import doctor

HOUR, DAY = 3600, 86400
SECONDS = 5.0  # each fault lasts


def web_killed(installation: Installation, chance: random.Random, seconds: float) -> None:
    """One web process of two dies; gunicorn begins another."""
    installation.wait_for_web()
    _installation.kill(chance.choice(installation.web_processes()))
    time.sleep(seconds)


def worker_killed(installation: Installation, chance: random.Random, seconds: float) -> None:
    """A worker dies, and is begun again as systemd does."""
    name = chance.choice([name for name in installation.processes if name.startswith("worker")])
    installation.processes[name].kill()
    installation.processes[name].wait()
    time.sleep(seconds / 2)
    installation.begin(name)
    time.sleep(seconds / 2)


def database_restarted(installation: Installation, chance: random.Random, seconds: float) -> None:
    """PostgreSQL breaks off what it does, is away for two seconds, and comes back."""
    assert installation.server is not None
    installation.server.restart()
    time.sleep(seconds + 2)


def disk_full(installation: Installation, chance: random.Random, seconds: float) -> None:
    """No file grows any more: SQLite's by a limit on its processes, PostgreSQL's by a full file system of its own."""
    if installation.server is None:
        log = Path(f"{installation.folder / 'data' / 'govtracker.sqlite3'}-wal")
        installation.limit_files(log.stat().st_size + 64 * 1024)
        time.sleep(seconds)
        installation.limit_files(None)
        return
    ballast = installation.server.folder / "ballast"
    with ballast.open("wb", buffering=0) as file:  # nothing is left over that closing would write
        try:
            while file.write(bytes(64 * 1024)):
                pass
        except OSError:
            time.sleep(seconds)
    ballast.unlink()


def clock_jumps(installation: Installation, chance: random.Random, seconds: float) -> None:
    """The clock goes five hours forward, then three back behind the truth, then is right again."""
    for ahead in (5 * HOUR, -3 * HOUR, 0):
        installation.set_clock(ahead)
        time.sleep(seconds / 3)


def mail_away(installation: Installation, chance: random.Random, seconds: float) -> None:
    """The mail server is away for a day, hour by hour."""
    installation.mail_off()
    for hour in range(25):
        installation.set_clock(hour * HOUR)
        time.sleep(seconds / 25)
    installation.mail_on()


FAULTS: dict[str, Callable[[Installation, random.Random, float], None]] = {
    "web": web_killed,
    "worker": worker_killed,
    "database": database_restarted,
    "disk": disk_full,
    "clock": clock_jumps,
    "mail": mail_away,
}


def main(arguments: list[str]) -> int:
    """0 when nothing was lost or doubled, all errors were clear, and every fault was recovered from."""
    asked = _parsed(arguments)
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    figures = rehearse(asked.database, asked.only or list(FAULTS), seed=asked.seed, seconds=asked.seconds)
    print(json.dumps({"database": asked.database, **figures}))
    return 1 if is_bad(figures) else 0


def is_bad(figures: dict[str, object]) -> bool:
    """Whether a promise was broken."""
    return bool(figures["lost"] or figures["doubled"] or figures["integrity"] != "ok" or not figures["recovered"])


def rehearse(kind: str, wanted: list[str], *, seed: int, seconds: float = SECONDS) -> dict[str, object]:
    """One fault after the other while four people log issues; what came of it."""
    chance, left_out = random.Random(seed), _left_out(kind)
    recovered: list[str] = []
    fills = kind == "postgresql" and "disk" in wanted and "disk" not in left_out
    with small_disk(fills), installed(kind) as (made, world):
        load = Load(made, world)
        load.start()
        begins = load.goes_on()
        for name in (name for name in wanted if name not in left_out):
            say(f"{name}: {(FAULTS[name].__doc__ or '').splitlines()[0]}")
            FAULTS[name](made, chance, seconds)
            if load.goes_on():
                recovered.append(name)
            say(f"{len(load.ledger.acknowledged):,} acknowledged, refused {dict(load.ledger.refused)}")
        came_to_an_end = load.stop()
        mails = _mails_twice(made)
        made.stop()
        found = judged(made, load.ledger.acknowledged)
        wrong = [*_unsound(made), *load.ledger.unclear[:5], *mails]
    for line in wrong:
        say(line)
    whole = begins and came_to_an_end and len(recovered) == len([name for name in wanted if name not in left_out])
    return {
        **found,
        "integrity": "ok" if not wrong else f"{len(wrong)} wrong",
        "recovered": whole,
        "faults": recovered,
        "refused": _named(load.ledger),
        "left_out": [name for name in wanted if name in left_out],
    }


def _left_out(kind: str) -> tuple[str, ...]:
    """SQLite has no server to restart; only root mounts the file system that PostgreSQL fills."""
    return ("database",) if kind == "sqlite" else () if os.geteuid() == 0 else ("disk",)


@contextmanager
def small_disk(wanted: bool) -> Iterator[None]:  # noqa: FBT001  # whether there is to be one
    """A file system of 700 MB under every temporary folder made meanwhile."""
    if not wanted:
        yield
        return
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o755)  # the server is another user's
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700m,mode=1777", "tmpfs", place], check=True)
        before, tempfile.tempdir = tempfile.tempdir, place
        try:
            yield
        finally:
            tempfile.tempdir = before
            subprocess.run(["umount", "--lazy", place], check=True)


def _mails_twice(installation: Installation) -> list[str]:
    """Mails that arrived more than once."""
    seen: dict[str, int] = {}
    for mail in installation.arrived():
        seen[mail.message_id] = seen.get(mail.message_id, 0) + 1
    return [f"{name} arrived {many} times" for name, many in seen.items() if many > 1]


def _unsound(installation: Installation) -> list[str]:
    with installation.app.app_context():
        lines = [line for looked in doctor.look(contents=True) for line in looked.wrong]
    installation.let_go()
    return lines


def _named(ledger: Ledger) -> dict[str, int]:
    return {str(status or "no answer"): many for status, many in sorted(ledger.refused.items())}


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev drill faults", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--only", action="append", choices=list(FAULTS), help="this fault (may be given again)")
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"each fault lasts ({SECONDS})")
    parser.add_argument("--seed", type=int, default=1, help="the same again")
    return parser.parse_args(arguments)


def say(text: str) -> None:
    """Tell who waits."""
    print(f"· {text}", file=sys.stderr, flush=True)
