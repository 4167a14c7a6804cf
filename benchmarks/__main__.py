"""`python -m benchmarks`: load worlds, measure their pages, say what they cost."""

import argparse
import json
import shlex
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import grounds, mail, measuring, monthly, report, sweep, world
from tests.support import folders

SIZES = (1_000, 100_000)


def main(arguments: list[str]) -> int:
    """0 when every page was answered as it should be; the table goes to docs/performance.md after a whole run."""
    if arguments[:1] == ["sweep"]:
        return sweep.main(arguments[1:])
    if arguments[:1] == ["scorecards"]:
        return monthly.main(arguments[1:])
    if arguments[:1] == ["mail"]:
        return mail.main(arguments[1:])
    asked = parsed(arguments)
    at = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    sizes = asked.issues or SIZES
    with ExitStack() as stack:
        folder = stack.enter_context(folders.held("govtracker-bench-"))
        name, url = stack.enter_context(grounds.databases(asked.database))
        loaded = []
        for issues in sizes:
            say(f"loading {issues:,} issues into {name}")
            place = Path(folder) / str(issues)
            place.mkdir()
            loaded.append(
                grounds.load(place, url(place, issues), issues=issues, relationships=asked.relationships, at=at)
            )
        say("measuring")
        run = measuring.measure(loaded, measuring.BRIEF if asked.brief else measuring.THOROUGH)
    command = shlex.join(["./dev", "bench", *arguments])
    text = report.section(run, loaded, name, command, today=at.date())
    if tuple(sizes) == SIZES and not asked.brief and not run.errors:
        report.write(text, name)
    print(text)
    for error in dict.fromkeys(run.errors):
        say(f"went wrong: {error}")
    print(json.dumps(report.figures(run, loaded, name)))
    return 1 if run.errors else 0


def parsed(arguments: list[str]) -> argparse.Namespace:
    """What was asked for; a mistake ends with status 2."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument(
        "--issues",
        type=_size,
        action="append",
        help="a world of that size alone (may be given again); else 1000, 100000",
    )
    parser.add_argument("--relationships", type=_size, default=world.RELATIONSHIPS)
    parser.add_argument(
        "--database",
        type=_database,
        default="sqlite",
        help="sqlite (the default), postgresql (a server started here) or postgresql://… where databases may be made",
    )
    parser.add_argument("--brief", action="store_true", help="fewer rounds, for a quick look; writes no table")
    return parser.parse_args(arguments)


def _size(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 4 <= int(text) <= 10_000_000:
        raise argparse.ArgumentTypeError("give a whole number from 4 to 10000000")
    return int(text)


def _database(text: str) -> str:
    if text in ("sqlite", "postgresql") or text.startswith(("postgresql://", "postgres://")):
        return text
    raise argparse.ArgumentTypeError("give sqlite, postgresql or an address that begins with postgresql://")


def say(text: str) -> None:
    """Tell who waits."""
    print(f"· {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
