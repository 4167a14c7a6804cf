"""Scanners on the running product, as each side and a stranger, with proof of reach; and on a build with a hole."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from benchmarks import grounds, served
from benchmarks.drills import _scanners
from benchmarks.drills._scanners import Target
from benchmarks.drills.faults import say
from benchmarks.load import HOST, Client

ROOT = Path(__file__).resolve().parents[2]
HOLE = "known-bad"
PLANTED = {"Reflected Cross Site Scripting", "SQL Injection"}  # what wapiti has to find there, sqlmap the latter
DEMO = ("demo.people",)
WAY_IN = ("sign_in.create", *DEMO)  # how the drill itself gets in
PATIENCE = 300  # seconds to fill a demonstration, on a busy machine


@dataclass(frozen=True)
class Side:
    """Who scans: signed in with this address (none: a stranger), from where, and how many kinds of pages that reaches.

    With fewer kinds of pages answered, the scan proves nothing.
    """

    email: str | None
    starts: tuple[str, ...]
    floor: int
    scope: str = "folder"


SIDES = {
    HOLE: Side("eva.varga@northgate.example", ("/search?q=A",), 1, "page"),
    "client": Side("eva.varga@northgate.example", ("/", "/r/MER", "/settings", "/r/MER/issues/new"), 60),
    "supplier": Side("diego.alonso@meridian-support.example", ("/", "/r/MER", "/settings", "/r/MER/issues/new"), 60),
    "office": Side("greta.falk@northgate.example", ("/sourcing", "/r/MER/value", "/r/MER/pulse", "/r/MER/plan"), 60),
    "supervisor": Side("sofia.marek@northgate.example", ("/supervision", "/opportunities"), 20),
    "stranger": Side(None, ("/sign-in", "/reset", "/join/none", "/reset/none", "/unsubscribe/none"), 3),
}


def main(arguments: list[str]) -> int:
    """0 when the scanners got in, found the hole, and else nothing; 3 where they are not installed."""
    asked = _parsed(arguments)
    if lacking := _scanners.missing():
        print("The scanners are not here. Install them, or name them in WAPITI and SQLMAP:", *lacking, sep="\n  ")
        return 3
    figures = []
    with tempfile.TemporaryDirectory(prefix="scans-") as folder, grounds.databases(asked.on) as (name, address):
        for number, which in enumerate(asked.sides):
            place = Path(folder) / which
            place.mkdir()
            times = {"crawling": asked.crawling, "module": asked.module, "injecting": asked.injecting}
            figures.append(scanned(which, place, address(place, number), **times))
            say(json.dumps(figures[-1]))
    versions = {scanner: _scanners.version(scanner) for scanner in ("wapiti", "sqlmap")}
    print(json.dumps({"scans": figures, "database": name, **versions}))
    return 1 if any(is_bad(one) for one in figures) else 0


def is_bad(figures: Mapping[str, Any]) -> bool:
    """Whether it proves nothing, or proves a fault."""
    if figures["side"] == HOLE:
        return not (figures["wapiti"].keys() >= PLANTED and figures["sqlmap"])
    got_in = figures["endpoints"] >= SIDES[figures["side"]].floor and figures["alive"] and figures["sign_outs"] == 0
    return not got_in or figures["findings"] > 0 or figures["errors"] > 0


def scanned(
    which: str, folder: Path, database: str, *, crawling: int, module: int, injecting: int
) -> dict[str, object]:
    """A demonstration of its own on that empty database, one person, both scanners; what came of it."""
    side = SIDES[which]
    with _product(folder, database, hole=which == HOLE) as port:
        client = Client(port)
        person = _signs_in(client, side.email) if side.email else None
        target = Target(f"http://{HOST}:{port}", client.cookies(), folder, side.starts, side.scope)
        target = replace(
            target,
            tokens="/settings" if side.email else "/sign-in",
            crawling=crawling,
            module=module,
            injecting=injecting,
        )
        _scanners.crawl(target)
        is_tried = partial(_is_page, beside=WAY_IN if side.email else DEMO)
        reached = [line for line in _lines(folder) if line["person"] == person and is_tried(line)]
        say(f"{which}: {len(reached)} answers")
        if which != HOLE:
            endpoints = {(line["method"], line["path"]): line["endpoint"] for line in reached}
            say("{}: {} requests found, {} of them tried".format(which, *_scanners.thin(target, endpoints)))
        attacked = _scanners.attack(target)
        tried = _scanners.inject(target, distinct(reached), dialect=make_url(database).get_backend_name())
        for line in (*attacked.details, *tried.details):
            say(line)
        pages = ("/", "/r/MER") if side.email else ("/sign-in",)
        seen = [line for line in _lines(folder) if line["person"] == person]
        return {
            "side": which,
            **reach(reached),
            "requests": len(seen),
            "errors": len({(line["method"], line["endpoint"]) for line in seen if line["status"] >= 500}),
            "sign_outs": sum(line["endpoint"] == "sign_in.destroy" for line in seen) if side.email else 0,
            "alive": all(client.get(page).status == 200 for page in pages),
            "wapiti": attacked.found,
            "cut_short": attacked.cut_short,
            "found_parameters": len(set().union(*map(_names, reached))),
            "parameters": tried.tried,
            "sqlmap": tried.found,
            "suspected": sum(tried.suspected.values()),
            "findings": sum(attacked.found.values()) + sum(tried.found.values()),
            "ended": attacked.ended and tried.ended,
        }


def reach(reached: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How far somebody got: distinct pages and endpoints that answered 200, and forms that were sent."""
    lines = list(reached)
    good = [line for line in lines if line["method"] == "GET" and line["status"] == 200 and _is_page(line)]
    return {
        "pages": len({line["path"] for line in good}),
        "endpoints": len({line["endpoint"] for line in good}),
        "forms": len({line["endpoint"] for line in lines if line["method"] == "POST"}),
    }


def distinct(reached: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """As few requests as hold every parameter of every endpoint, small ones first."""
    seen: set[tuple[str, str, str]] = set()
    chosen = []
    for line in sorted(reached, key=lambda line: -len(line["query"]) - len(line["form"])):
        names = _names(line)
        if _is_page(line) and names - seen:
            seen |= names
            chosen.append(line)
    return sorted(chosen, key=lambda line: len(line["query"]) + len(line["form"]))


def _names(line: Mapping[str, Any]) -> set[tuple[str, str, str]]:
    """Its parameters, numbered ones as one, but for those that only say that it is our form."""
    names = {_scanners.NUMBER.sub("#", name) for name, _ in (*line["query"], *line["form"])} - {
        _scanners.CSRF,
        _scanners.FORM_NUMBER,
    }
    return {(line["method"], line["endpoint"], name) for name in names}


def _is_page(line: Mapping[str, Any], beside: Collection[str] = WAY_IN) -> bool:
    return not str(line["endpoint"]).endswith("static") and line["endpoint"] not in beside


def _lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "log").read_text().splitlines()]


def _signs_in(client: Client, email: str) -> int:
    people = json.loads(client.get("/demo/people.json").body)
    found = next(person for person in people if person["email"] == email)
    client.sign_in(email, found["password"])
    return int(found["person_id"])


@contextmanager
def _product(folder: Path, database: str, *, hole: bool = False) -> Iterator[int]:
    """The demonstration in a process of its own, on this machine alone; the port it answers on."""
    port = served.free_port()
    environ = {
        "DEMO": "1", "HOST": HOST, "PORT": str(port), "DATA_DIR": str(folder / "data"),
        "DATABASE_URL": database, "SCAN_LOG": str(folder / "log"), "SCAN_HOLE": "1" if hole else "0",
        "SESSION_FRESH_MINUTES": "1440",
    }  # fmt: skip
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.drills._scanned"],
            cwd=ROOT, env={**os.environ, **environ}, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        _wait(port, process, folder / "server.log")
        yield port
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if Client(port).get("/healthz").status == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError(f"The product did not start:\n{log.read_text()[-3000:]}")


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev drill scans", description=__doc__)
    parser.add_argument("--sides", nargs="+", choices=SIDES, default=list(SIDES))
    parser.add_argument("--on", default="sqlite", help="sqlite (default), postgresql or the address of a server")
    parser.add_argument("--crawling", type=int, default=150, help="seconds wapiti looks for pages (150)")
    parser.add_argument("--module", type=int, default=120, help="seconds each of its modules takes at most (120)")
    parser.add_argument("--injecting", type=int, default=900, help="seconds sqlmap takes at most (900)")
    return parser.parse_args(arguments)
