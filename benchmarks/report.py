"""What a run came to: tables for people, one line of JSON for machines."""

import os
import platform
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.grounds import Ground
from benchmarks.measuring import CLIENTS, Figures, Run

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
MOST_GROWTH = 1.3
LEAST_OF_REFERENCE = 0.5
MOST_STATEMENTS = 12
MOST_HTML = 60_000
MOST_MEMORY = 120
INTRODUCTION = f"""# What the pages cost

Every figure here was measured by `./dev bench`, in one run a database. A world of 20 relationships is loaded twice,
with few and with many issues (actions, comments, ladders, notifications and audit events in proportion), and served by
the product's own server: one process of eight threads, without the worker. A client SPOC who looks after five of the
relationships, which have 40 of 100 issues, signs in and opens the pages; clients and server share the machine.

Beside every page, in turns with it, the same server answers one plain page: 50 issues of the same database with the
columns the issue list shows, by one statement and one template, as one writes it who has just read how Flask,
SQLAlchemy and Jinja work: no layout, no session, no question of who may see what (`benchmarks/reference.py`).

- *growth*: time of an answer in the large world as a multiple of that in the small one (median of the rounds, one
  client). The aim for list pages is at most {MOST_GROWTH}.
- *of plain rows*: requests a second as a part of those of the plain page (median of the rounds, eight clients, large
  world). The aim for list pages is at least {LEAST_OF_REFERENCE}.
- A page sends at most {MOST_STATEMENTS} statements and {MOST_HTML // 1000} kB of HTML; the process stays under
  {MOST_MEMORY} MB.

Times are milliseconds; *CPU ms* is what a request takes of the server's process (eight clients), which other work on
the machine disturbs less. Compare figures within a run only: machines differ, and so do their days.
"""


def missed(run: Run) -> list[str]:
    """The aims a run misses, in words."""
    return [f"{name}: {sentence}" for name in run.found for sentence in _missed(run, name)] + [
        f"{size:,} issues: the process holds {memory['pss']} MB"
        for size, memory in run.memory.items()
        if memory["pss"] > MOST_MEMORY
    ]


def _missed(run: Run, name: str) -> Iterator[str]:
    for size, figures in run.found[name].items():
        if figures.statements > MOST_STATEMENTS and figures.page.form is None:
            yield f"{figures.statements} statements with {size:,} issues"
        if figures.size > MOST_HTML:
            yield f"{figures.size / 1000:.0f} kB of HTML with {size:,} issues"
    if not next(iter(run.found[name].values())).page.is_list:
        return
    growth = run.growth(name)
    if growth is not None and growth > MOST_GROWTH:
        yield f"grows {growth:.2f} times"
    if run.of_reference(name) < LEAST_OF_REFERENCE:
        yield f"{run.of_reference(name):.2f} of the plain rows"


def figures(run: Run, grounds: Sequence[Ground], database: str) -> dict[str, Any]:
    """The run as plain values for one line of JSON."""
    return {
        "ok": not run.errors,
        "database": database,
        "errors": len(run.errors),
        "aims_missed": missed(run),
        "load_seconds": {str(ground.size): round(ground.load_seconds, 1) for ground in grounds},
        "memory_mb": {str(size): memory for size, memory in run.memory.items()},
        "references": {name: _plain(one) for name, one in run.references.items()},
        "pages": {
            name: {
                "growth": _rounded(run.growth(name)),
                "of_plain_rows": _rounded(run.of_reference(name)),
                **{str(size): _plain(one) for size, one in sizes.items()},
            }
            for name, sizes in run.found.items()
        },
    }


def _plain(one: Figures) -> dict[str, Any]:
    return {
        "statements": one.statements,
        "html_bytes": one.size,
        **{
            f"clients_{clients}": {
                **{f"p{which}": round(sample.percentile(which), 2) for which in (50, 95, 99)},
                "requests_per_second": round(sample.rate, 1),
                "cpu_ms": round(sample.cost, 2),
            }
            for clients, sample in one.samples.items()
        },
    }


def section(run: Run, grounds: Sequence[Ground], database: str, command: str, *, today: date) -> str:
    """What one run says, as Markdown under the database's heading."""
    sizes = [ground.size for ground in grounds]
    found = missed(run)
    return "\n".join(
        [
            f"## {database}",
            "",
            f"`{command}` on {today.isoformat()}: {machine()}.",
            "Loading took " + ", ".join(f"{one.load_seconds:.0f} s for {one.size:,} issues" for one in grounds) + ".",
            "",
            *_table(run, sizes),
            "",
            *(line for size in sizes for line in [*_details(run, size), ""]),
            "Memory of the answering process: "
            + "; ".join(
                f"{size:,} issues: {memory['rss']:.0f} MB resident, {memory['pss']:.0f} MB its share (PSS)"
                for size, memory in run.memory.items()
            )
            + ".",
            "",
            "Every aim is met." if not found else "Missed: " + "; ".join(found) + ".",
            "",
        ]
    )


def write(text: str, database: str) -> None:
    """Put a section into docs/performance.md in place of the database's former one."""
    kept = PAGE.read_text() if PAGE.exists() else ""
    others = re.findall(r"^## .*?(?=^## |\Z)", kept, re.DOTALL | re.MULTILINE)
    parts = [text, *(part for part in others if not part.startswith(f"## {database}\n"))]
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text("\n".join([INTRODUCTION, *(part.rstrip() + "\n" for part in sorted(parts, reverse=True))]))


def machine() -> str:
    """What it ran on."""
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    name = cpu[1] if cpu else platform.machine()
    return f"{os.cpu_count()} cores ({name}), {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}"


def _table(run: Run, sizes: Sequence[int]) -> list[str]:
    by_size = [f"p50, {size:,} issues" for size in sizes]
    head = ["page", "statements", "HTML kB", *by_size, "growth", "requests/s", "CPU ms", "of plain rows"]
    rows = []
    for name, found in run.found.items():
        largest = found[max(found)]
        growth = run.growth(name)
        statements = "/".join(dict.fromkeys(str(found[size].statements) for size in sizes))
        rows.append(
            [
                f"**{name}**" if largest.page.is_list else name,
                statements,
                f"{largest.size / 1000:.0f}",
                *(f"{found[size].samples[1].percentile(50):.1f}" for size in sizes),
                "–" if growth is None else f"{growth:.2f}",
                f"{largest.samples[8].rate:.0f}",
                f"{largest.samples[8].cost:.1f}",
                f"{run.of_reference(name):.2f}",
            ]
        )
    return ["List pages in bold.", "", *_lines(head, rows)]


def _details(run: Run, size: int) -> list[str]:
    head = [f"{size:,} issues"]
    for clients in CLIENTS:
        head += [f"{clients} client{'s' if clients > 1 else ''}: p50", "p95", "p99", "requests/s", "CPU ms"]
    every = {name: found[size] for name, found in run.found.items()} | run.references
    return _lines(head, [[name, *_latencies(one)] for name, one in every.items()])


def _latencies(one: Figures) -> Iterator[str]:
    for clients in CLIENTS:
        sample = one.samples[clients]
        yield from (f"{sample.percentile(which):.1f}" for which in (50, 95, 99))
        yield f"{sample.rate:.0f}"
        yield f"{sample.cost:.1f}"


def _lines(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ["---", *["---:"] * (len(head) - 1)], *rows)]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
