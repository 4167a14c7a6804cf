"""A backup under load, everything destroyed, restored elsewhere: all acknowledged before it is there, no mail twice."""

import argparse
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.drills import _content
from benchmarks.drills._installation import PASSWORD, ROOT, Installation, installed
from benchmarks.drills._ledger import Load, judged
from benchmarks.drills.faults import is_bad, say
from benchmarks.load import Client

SECONDS = 8.0  # of load before the backup, and again after
ON_THEIR_WAY = timedelta(seconds=10)  # long enough for a backup to begin
WAITING, LATER = range(20), range(100, 105)  # mails: on their way while the backup is made, and after the restore


def main(arguments: list[str]) -> int:
    """0 when nothing of before the backup is lost, nothing is doubled, and the restored installation works."""
    asked = _parsed(arguments)
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    figures = rehearse(asked.database, seconds=asked.seconds)
    print(json.dumps({"database": asked.database, **figures}))
    return 1 if is_bad(figures) else 0


def rehearse(kind: str, *, seconds: float = SECONDS, wait: timedelta = ON_THEIR_WAY) -> dict[str, object]:
    """Load, backup in the middle, load, the end of it all, restore elsewhere; what came of it.

    Mail queued just before the backup leaves when it has waited.
    """
    with installed(kind) as (made, world):
        _content.furnish(made, world)
        load, file = Load(made, world), made.folder / "backup.tar"
        load.start()
        load.goes_on()
        time.sleep(seconds)
        _content.queue(made, world, WAITING, wait)
        began = time.monotonic()
        _flask(made.environ, "backup", str(file))
        say(f"{file.stat().st_size:,} bytes in {time.monotonic() - began:.1f} s")
        left = _content.arrive(made, WAITING)
        load.goes_on()
        time.sleep(seconds)
        load.stop()
        made.stop()
        before = len(made.arrived())
        _destroy(made)
        _flask(made.environ, "verify-backup", str(file))
        held = _restore(made, file)
        made.start()
        recovered = _signs_in(made, load)
        _content.queue(made, world, LATER)
        recovered = _content.arrive(made, LATER) and recovered and left
        time.sleep(seconds / 2)
        made.stop()
        doubled, found = _mails_doubled(made), _found(made, load, began)
        mails = {"mails_before": before, "mails_held": held, "mails_after": len(made.arrived()) - before}
        return {**found, "doubled": int(found["doubled"]) + doubled, "recovered": recovered, **mails}


def _found(installation: Installation, load: Load, began: float) -> dict[str, int | str]:
    """What is there of all that was acknowledged before the backup began, and what the doctor says."""
    doctor = _flask(installation.environ, "doctor", "--contents", check=False)
    for line in (*doctor.stdout.splitlines(), *load.ledger.unclear[:5]):
        say(line)
    kept = {title: at for title, at in load.ledger.acknowledged.items() if at < began}
    looked = {
        what: int(many) for what, many in re.findall(r"^(attachments|scorecards): (\d+)", doctor.stdout, re.MULTILINE)
    }
    sound = doctor.returncode == 0 and not load.ledger.unclear and len(looked) == 2 and all(looked.values())
    return {
        **judged(installation, kept),
        "integrity": "ok" if sound else "wrong",
        **looked,
        "acknowledged_after": len(load.ledger.acknowledged) - len(kept),
    }


def _mails_doubled(installation: Installation) -> int:
    twice = _content.twice(installation)
    for name in twice:
        say(f"{name} arrived more than once")
    return len(twice)


def _destroy(installation: Installation) -> None:
    """Nothing is left of the database and the files."""
    installation.let_go()
    shutil.rmtree(installation.folder / "data")
    if installation.server is not None:
        installation.server.drop("drill")


def _restore(installation: Installation, file: Path) -> int:
    """Into another folder, or another database, which the installation then names as its own; mails held."""
    folder = installation.folder / "elsewhere"
    if installation.server is None:
        where = ["--to", str(folder)]
        url = f"sqlite:///{folder / 'govtracker.sqlite3'}"
    else:
        url = installation.server.database_url("elsewhere")
        where = ["--to", url, "--files", str(folder)]
    (installation.folder / "data").mkdir(exist_ok=True)
    said = _flask(installation.environ, "restore", str(file), *where).stdout.strip()
    say(said)
    installation.move(url, folder)
    held = re.search(r"([\d,]+) mails wait", said)
    return int(held[1].replace(",", "")) if held else 0


def _signs_in(installation: Installation, load: Load) -> bool:
    """Whether somebody signs in and logs an issue there."""
    client = Client(installation.port)
    try:
        client.sign_in(load.emails[0], PASSWORD)
    except RuntimeError as refusal:
        say(str(refusal))
        return False
    return client.get("/r/MER/issues").status == 200


def _flask(environ: dict[str, str], *words: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "flask", "--app", "app", *words]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True, check=False)
    if check and done.returncode:
        raise RuntimeError(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr[-3000:]}")
    return done


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev drill restore", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"of load before and after ({SECONDS})")
    return parser.parse_args(arguments)
