"""What a month of scorecards costs: the days of many relationships rolled up and scored, set by set."""

import argparse
import json
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks import daily, grounds, served
from benchmarks.report import machine, write
from govtracker import config, create_app, database
from govtracker.database import db
from govtracker.queries.performance import in_force
from govtracker.rules import periods
from govtracker.services.performance import monthly
from tests.support import folders, statements

RELATIONSHIPS = {"SQLite": 70, "PostgreSQL": 1_000}
KPIS, MONTHS = 20, 24
LAST = date(2026, 10, 31)
AT = datetime(2026, 11, 2, 6, tzinfo=UTC)
STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass(frozen=True)
class Run:
    """One month of all relationships; `first` writes the measurements, `again` finds nothing to change. Seconds."""

    relationships: int
    readings: int
    filling: float
    first: float
    again: float
    statements: int
    peak_mb: float

    @property
    def statements_each(self) -> float:
        """Statements a relationship."""
        return self.statements / self.relationships

    @property
    def each(self) -> float:
        """Milliseconds a relationship."""
        return self.first * 1000 / self.relationships


def main(arguments: list[str]) -> int:
    """0 when every relationship was scored; after a run at full size the table goes to docs/performance.md."""
    asked = _parsed(arguments)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(folders.held("govtracker-month-")))
        name, url = stack.enter_context(grounds.databases(asked.database))
        size = asked.relationships or RELATIONSHIPS[name]
        run = _ran(folder, url(folder, size), size, asked.kpis, asked.months)
    lines = section(run, name, asked, today=datetime.now(UTC).date())
    if (size, asked.kpis, asked.months) == (RELATIONSHIPS[name], KPIS, MONTHS):
        write(lines, heading(name))
    print(lines)
    print(json.dumps({"database": name, **asdict(run), "statements_each": round(run.statements_each, 3)}))
    return 0


def heading(database: str) -> str:
    """What the section is called."""
    return f"A month of scorecards on {database}"


def section(run: Run, database: str, asked: argparse.Namespace, *, today: date) -> str:
    """The table, as Markdown under its heading."""
    figures = (f"{run.first:.1f}", f"{run.again:.1f}", f"{run.each:.1f}", f"{run.statements_each:.2f}")
    row = f"| {' | '.join((f'{run.readings:,}', f'{run.relationships:,}', *figures, f'{run.peak_mb:.0f}'))} |"
    command = "./dev bench scorecards" + ("" if asked.database == "sqlite" else " --database postgresql")
    return "\n".join(
        [
            f"## {heading(database)}",
            "",
            f"`{command}` on {today.isoformat()}: {machine()}.",
            f"{run.relationships:,} relationships measure {asked.kpis} KPIs a day, for {asked.months} months.",
            f"One month of all of them is rolled up and scored, {monthly.CHUNK} relationships a transaction: the",
            "first run writes the measurements, the second finds nothing to change. One process.",
            "",
            "| readings | relationships | first run, s | again, s | one of them, ms | statements each | peak MB |",
            "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
            row,
            "",
            f"Filling took {run.filling:.0f} s.",
            "",
        ]
    )


def _ran(folder: Path, url: str, relationships: int, kpis: int, months: int) -> Run:
    app = create_app(config.load(served.environment(url, folder, served.free_port())))
    with app.app_context():
        began = time.perf_counter()
        database.upgrade()
        readings = daily.fill(relationships, kpis, months, last=LAST)
        filling = time.perf_counter() - began
        CLEAR.write_text("5")  # the peak is counted from here
        with statements.counted() as made:
            first = _month(relationships)
        again = _month(relationships)
        peak = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        db.session.remove()
        db.engine.dispose()
    return Run(relationships, readings, filling, first, again, len(made), int(peak.split()[1]) / 1024)


def _month(relationships: int) -> float:
    """Seconds of one month of all relationships; a relationship that was not scored ends the benchmark."""
    month, scored = periods.containing(LAST), 0
    began = time.perf_counter()
    for some in monthly.chunks(in_force.relationships()):
        with database.transaction():
            drafts = monthly.run(some, month, at=AT)
        scored += sum(draft.result.overall is not None for draft in drafts.values())
    if scored != relationships:
        raise SystemExit(f"{scored} relationships were scored instead of {relationships}.")
    return time.perf_counter() - began


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench scorecards", description=__doc__)
    parser.add_argument("--relationships", type=int, help="else 1000 on PostgreSQL, 70 on SQLite; writes no table")
    parser.add_argument("--kpis", type=int, default=KPIS)
    parser.add_argument("--months", type=int, default=MONTHS)
    parser.add_argument("--database", default="sqlite", help="sqlite (the default), postgresql, or postgresql://…")
    return parser.parse_args(arguments)
