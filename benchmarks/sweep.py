"""What the sweep of escalations costs: a thousand issues due among few and among very many open ones."""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, Table, func, insert, literal, select, text

from benchmarks import grounds, served
from benchmarks.report import machine, write
from govtracker import config, create_app, database, jobs
from govtracker.access import Viewer
from govtracker.database import Base, db
from govtracker.enums import Audience, Severity
from govtracker.models import Issue
from govtracker.queries import find
from govtracker.queries.governance import escalation as ladders
from govtracker.services.issues import issues
from govtracker.services.issues.issues import NewIssue
from tests.support import folders, statements
from tests.support import world as worlds

OPEN = (10_000, 1_000_000)
DUE = 1_000
OLD = datetime(2026, 11, 16, 1, tzinfo=UTC)  # a Monday, 09:00 in Manila: to be acknowledged within four hours
NEW = datetime(2026, 11, 16, 4, tzinfo=UTC)
NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
FINDINGS = 20
HANGING = ("rung", "issue_clock")  # tables whose rows an issue needs to climb


@dataclass(frozen=True)
class Sweep:
    """One sweep over `issues` open issues of which `due` were due; `finding` is the median of asking what is due."""

    issues: int
    due: int
    seconds: float
    finding: float
    statements: int
    loading: float

    @property
    def each(self) -> float:
        """Milliseconds an issue that was due."""
        return self.seconds * 1000 / self.due

    @property
    def statements_each(self) -> float:
        """Statements an issue that was due, finding them included."""
        return self.statements / self.due


def main(arguments: list[str]) -> int:
    """0 when every issue that was due climbed, and no other; the table goes to docs/performance.md."""
    asked = _parsed(arguments)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(folders.held("govtracker-sweep-")))
        name, url = stack.enter_context(grounds.databases(asked.database))
        sweeps = [_swept(folder / str(size), url, size, asked.due) for size in asked.open or OPEN]
    lines = section(sweeps, name, asked.database, today=datetime.now(UTC).date())
    if not asked.open:
        write(lines, heading(name))
    print(lines)
    print(json.dumps(_figures(sweeps, name)))
    return 0


def heading(database: str) -> str:
    """What the section is called."""
    return f"The sweep on {database}"


def section(sweeps: Sequence[Sweep], database: str, asked: str, *, today: date) -> str:
    """The table, as Markdown under its heading."""
    rows = [
        f"| {sweep.issues:,} | {sweep.due:,} | {sweep.finding * 1000:.1f} | {sweep.seconds:.1f} | {sweep.each:.1f} "
        f"| {sweep.statements_each:.1f} |"
        for sweep in sweeps
    ]
    growth = sweeps[-1].seconds / sweeps[0].seconds
    command = "./dev bench sweep" + ("" if asked == "sqlite" else " --database postgresql")
    return "\n".join(
        [
            f"## {heading(database)}",
            "",
            f"`{command}` on {today.isoformat()}: {machine()}.",
            "Open issues stand on the first level of their path, and the due ones have not been acknowledged in time:",
            "each climbs a level in a transaction of its own, is recorded in the audit trail, and leaves its notices.",
            "One worker, by itself.",
            "",
            "| open issues | due | finding them, ms | all of them, s | one of them, ms | statements each |",
            "| ---: | ---: | ---: | ---: | ---: | ---: |",
            *rows,
            "",
            f"Among {sweeps[-1].issues // sweeps[0].issues} times as many they take {growth:.2f} times as long.",
            "",
        ]
    )


def _figures(sweeps: Sequence[Sweep], database: str) -> dict[str, Any]:
    return {
        "database": database,
        "growth": round(sweeps[-1].seconds / sweeps[0].seconds, 3),
        "sweeps": [
            {
                "open": sweep.issues,
                "due": sweep.due,
                "seconds": round(sweep.seconds, 2),
                "finding_ms": round(sweep.finding * 1000, 2),
                "ms_each": round(sweep.each, 2),
                "statements_each": round(sweep.statements_each, 2),
                "loading_seconds": round(sweep.loading, 1),
            }
            for sweep in sweeps
        ],
    }


def _swept(folder: Path, url: Callable[[Path, int], str], size: int, due: int) -> Sweep:
    folder.mkdir()
    app = create_app(config.load(served.environment(url(folder, size), folder, served.free_port())))
    with app.app_context():
        began = time.perf_counter()
        database.upgrade()
        _fill(app, size, due)
        loading = time.perf_counter() - began
        finding = _finding()
        with statements.counted() as made:
            began = time.perf_counter()
            done = _sweep()
            seconds = time.perf_counter() - began
        if done != due:
            raise SystemExit(f"{done} issues were handled instead of {due}.")
        db.session.remove()
        db.engine.dispose()
    return Sweep(size, due, seconds, finding, len(made), loading)


def _sweep() -> int:
    """Tick until nothing is due; how many issues were handled. A failed one ends the benchmark."""
    done = 0
    while True:
        ran = jobs.run(jobs.job_named("escalate"), at=NOW)
        if ran.failed:
            raise SystemExit("An issue failed to climb: see the log above.")
        if not ran.done:
            return done
        done += ran.done


def _finding() -> float:
    """Seconds of asking what is due (median)."""
    taken = []
    for _ in range(FINDINGS):
        began = time.perf_counter()
        ladders.due(NOW)
        taken.append(time.perf_counter() - began)
    db.session.rollback()
    return sorted(taken)[FINDINGS // 2]


def _fill(app: Flask, size: int, due: int) -> None:
    """Two issues the product itself raised, one of them due by now, each as often as asked."""
    world = worlds.make(app)
    spoc = world.viewer("client_spoc")
    late, fresh = (_raised(spoc, world.areas["Customer care"], at) for at in (OLD, NEW))
    _repeat(late, due - 1)
    _repeat(fresh, size - due - 1)
    if db.engine.dialect.name == "postgresql":
        with database.transaction():
            for table in _tables():
                last = db.session.scalar(select(func.max(table.c.id)))
                db.session.execute(
                    text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"),
                    {"name": table.name, "last": last or 1},
                )
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _raised(by: Viewer, area_id: int, at: datetime) -> int:
    facts = NewIssue(
        title="Answers come late",
        description="",
        area_id=area_id,
        severity=Severity.HIGH,
        audience=Audience.SHARED,
    )
    with database.transaction():
        issue = issues.raise_issue(find.relationship(by, "MER"), facts, by=by, at=at)
        return issue.id


def _repeat(issue_id: int, times: int) -> None:
    """As many more like that issue, with everything that hangs on it."""
    if times <= 0:
        return
    with database.transaction():
        before = int(db.session.scalar(select(func.max(Issue.id))) or 0)
        number = int(db.session.scalar(select(func.max(Issue.number))) or 0)
        issue = Issue.__table__
        assert isinstance(issue, Table)
        _copy(issue, issue.c.id == issue_id, times, id=before, number=number)
        for table in _tables()[1:]:
            rows = db.session.scalars(select(table.c.id).where(table.c.issue_id == issue_id)).all()
            for row in rows:
                last = int(db.session.scalar(select(func.max(table.c.id))) or 0)
                _copy(table, table.c.id == row, times, id=last, issue_id=before)


def _copy(table: Table, which: ColumnElement[bool], times: int, **counted: int) -> None:
    """INSERT … SELECT: the row `which` names, `times` times; a `counted` column counts on from its number."""
    series = select(literal(1).label("g")).cte("series", recursive=True)
    series = series.union_all(select(series.c.g + 1).where(series.c.g < times))
    columns = [
        (counted[column.name] + series.c.g).label(column.name) if column.name in counted else column
        for column in table.columns
    ]
    query = select(*columns).select_from(table).join(series, literal(1) == 1).where(which)
    db.session.execute(insert(table).from_select([column.name for column in table.columns], query))


def _tables() -> list[Table]:
    """Issues first, then what hangs on one and has a number of its own."""
    hanging = [
        table
        for table in Base.metadata.sorted_tables
        if table.name in ("rung", "issue_clock") and "issue_id" in table.c
    ]
    return [Base.metadata.tables["issue"], *hanging]


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench sweep", description=__doc__)
    parser.add_argument("--open", type=int, action="append", help="open issues (may be given again); writes no table")
    parser.add_argument("--due", type=int, default=DUE)
    parser.add_argument("--database", default="sqlite", help="sqlite (the default), postgresql, or postgresql://…")
    return parser.parse_args(arguments)
