"""Years of reviews and digests under a fake clock: every expected mail exactly once, none outside its window."""

import argparse
import json
import sys
import time

from benchmarks.drills._ground import ground
from benchmarks.simulation import left, lives, reference, verdict, world
from benchmarks.simulation.life import Life

PEOPLE = 500
DAYS = 730
SHOWN = 40


def main(arguments: list[str]) -> int:
    """0 when exactly what the reference expects was sent."""
    asked = _parsed(arguments)
    script = lives.script(asked.people, asked.days, asked.seed)
    expected = reference.expected(script)
    say(f"{len(expected):,} mails expected; {time.process_time():.0f} s of CPU so far")
    with ground(asked.database) as (_, _store):
        rows = world.write(script)
        life = Life(script, rows, reference.moments(script))
        life.live()
        sent = left.mails(rows)
    found = verdict.compare(expected, sent)
    for line in found.sentences[: asked.show]:
        say(line)
    say(f"{life.ticks:,} ticks, {dict(life.runs)}, {time.process_time():.0f} s of CPU, {life.failed} items failed")
    figures = {
        "expected": len(expected),
        "sent": len(sent),
        **{name: len(getattr(found, name)) for name in vars(found)},
    }
    print(json.dumps(figures))
    return 1 if life.failed or found.sentences else 0


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev drill calendar", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--people", type=int, default=PEOPLE, help=f"of all companies ({PEOPLE})")
    parser.add_argument("--days", type=int, default=DAYS, help=f"to live through ({DAYS})")
    parser.add_argument("--seed", type=int, default=1, help="the same again")
    parser.add_argument("--show", type=int, default=SHOWN, help=f"so many of the mails that went wrong ({SHOWN})")
    return parser.parse_args(arguments)


def say(text: str) -> None:
    """Tell who waits."""
    print(f"· {text}", file=sys.stderr, flush=True)
