"""The two scanners a drill lets loose on a running product: where they are, how they are called, what they said."""

import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

MODULES = "cookieflags,crlf,csp,csrf,exec,file,http_headers,methods,permanentxss,redirect,sql,ssrf,upload,xss,xxe"
NOWHERE = "http://127.0.0.1:9/"  # where what is lured out of a server would arrive: nobody outside is asked
# What would end the session or take the person's seat away, and then nothing more would be reached.
LEFT_ALONE = (
    "/sign-out", "/demo/*", "/proof", "/settings/password", "/settings/second-factor*", "/settings/sessions/*",
    "/r/*/vacancy", "/r/*/holder", "/people/*",
)  # fmt: skip
CUT_SHORT = re.compile(r"attack time was reached for module (\w+)")
BANNER = re.compile(r"^banner: '.+'", re.MULTILINE)
VERSION = re.compile(r"^\d+(\.\d+)+", re.MULTILINE)
NUMBER = re.compile(r"\d+")
CSRF = "csrf_token"
FORM_NUMBER = "submission_id"  # counts once; sqlmap takes a fresh one each time


@dataclass(frozen=True)
class Target:
    """Where a scanner works, as whom, for how long at most (seconds)."""

    url: str
    cookie: str
    folder: Path
    starts: tuple[str, ...]
    scope: str = "folder"
    tokens: str = "/settings"  # the page with a form whose token counts for all
    crawling: int = 150
    module: int = 120
    injecting: int = 900


@dataclass
class Said:
    """What a scanner found: how often, by kind; and whether it, and each of its modules, came to an end in time."""

    found: dict[str, int] = field(default_factory=dict)
    suspected: dict[str, int] = field(default_factory=dict)
    details: list[str] = field(default_factory=list)
    tried: int = 0
    ended: bool = True
    cut_short: list[str] = field(default_factory=list)


def missing() -> list[str]:
    """What has to be installed first, and how."""
    ways = {"wapiti": "pip install wapiti3 (into an environment of its own)", "sqlmap": "apt-get install sqlmap"}
    return [f"{name}: {way}" for name, way in ways.items() if program(name) is None]


def program(name: str) -> str | None:
    """Where it is: the path in WAPITI or SQLMAP, else on PATH."""
    return shutil.which(os.environ.get(name.upper(), name))


def version(name: str) -> str:
    """As it calls itself."""
    said = subprocess.run([program(name) or name, "--version"], capture_output=True, text=True, check=False)
    found = VERSION.search(said.stdout)
    return found[0] if found else "unknown"


def crawl(target: Target) -> bool:
    """Let wapiti look for pages and forms; whether it came to an end."""
    return _wapiti(target, "--max-scan-time", str(target.crawling), "-m", "", patience=target.crawling + 120)


def thin(target: Target, endpoints: Mapping[tuple[str, str], str]) -> tuple[int, int]:
    """Leave of what wapiti found as few requests as hold every field of every endpoint; how many there were, and are.

    `endpoints` says of a method and a path which endpoint answers. What differs in its numbers alone is tried once.
    """
    (kept,) = (target.folder / "session").glob("*.db")
    with closing(sqlite3.connect(kept)) as session, session:
        names: dict[int, set[str]] = defaultdict(set)
        for path_id, name in session.execute("SELECT path_id, name FROM params"):
            names[path_id].add(NUMBER.sub("#", name))
        found = session.execute("SELECT path_id, method, path FROM paths WHERE NOT evil ORDER BY path_id").fetchall()
        seen: set[tuple[str, str, str]] = set()
        chosen = []
        for path_id, method, url in sorted(found, key=lambda one: -len(names[one[0]])):
            endpoint = endpoints.get((method, urlsplit(url).path))
            held = {(method, endpoint, name) for name in names[path_id] | {""}} if endpoint else set()
            if held - seen:
                seen |= held
                chosen.append(path_id)
        marks = ",".join(map(str, chosen))
        session.execute(f"DELETE FROM params WHERE path_id NOT IN ({marks})")
        session.execute(f"DELETE FROM paths WHERE path_id NOT IN ({marks})")
    return len(found), len(chosen)


def attack(target: Target) -> Said:
    """Let wapiti try what it knows on what it found."""
    many = MODULES.count(",") + 1
    ended = _wapiti(
        target, "--skip-crawl", "--max-attack-time", str(target.module), "-m", MODULES,
        patience=many * target.module + 120,
    )  # fmt: skip
    said = Said(ended=ended, cut_short=sorted(set(CUT_SHORT.findall((target.folder / "wapiti.log").read_text()))))
    report_file = target.folder / "wapiti.json"
    if not report_file.exists():
        raise RuntimeError(f"wapiti did not work:\n{(target.folder / 'wapiti.log').read_text()[-3000:]}")
    report = json.loads(report_file.read_text())
    for part in ("vulnerabilities", "anomalies"):
        for kind, every in report[part].items():
            for one in every:
                said.found[kind] = said.found.get(kind, 0) + 1
                said.details.append(f"{kind}: {one['method']} {one['path']} {one['parameter']}: {one['info'][:200]}")
    return said


def inject(target: Target, requests: Iterable[Mapping[str, Any]], *, dialect: str) -> Said:
    """Let sqlmap try every parameter of these requests, each as the product's own log has it, on that database.

    What it suspects counts as found once it has read something through it: the version of the database. A page may
    answer two attempts differently for reasons of its own; through a real hole sqlmap reads what it likes.
    """
    every = list(requests)
    suspects, out = target.folder / "injectable.csv", target.folder / "sqlmap.log"
    said = Said(ended=_sqlmap(target, every, dialect, out, "--results-file", str(suspects)))
    text = out.read_text(errors="replace")
    said.tried = text.count("does not seem to be injectable") + text.count(" is vulnerable.")
    if suspects.exists():
        for row in csv.DictReader(suspects.read_text().splitlines()):
            if row["Technique(s)"]:
                where = f"{row['Place']} {row['Target URL']} {row['Parameter']}"
                read = _reads(target, [one for one in every if _is_of(one, row)], row["Parameter"], dialect)
                kind = "injectable" if read else "suspected"
                counts = said.found if read else said.suspected
                counts[kind] = counts.get(kind, 0) + 1
                said.details.append(f"{kind}: {where}")
    return said


def _reads(target: Target, requests: list[Mapping[str, Any]], name: str, dialect: str) -> bool:
    """Whether the version of the database can be read through a parameter."""
    out = target.folder / "reading.log"
    out.unlink(missing_ok=True)
    _sqlmap(target, requests, dialect, out, "--banner", "-p", name)
    return bool(BANNER.search(out.read_text(errors="replace")))


def _is_of(one: Mapping[str, Any], row: Mapping[str, str]) -> bool:
    names = {name for name, _ in (*one["query"], *one["form"])}
    return urlsplit(row["Target URL"]).path == one["path"] and row["Parameter"] in names


def _sqlmap(target: Target, requests: Iterable[Mapping[str, Any]], dialect: str, out: Path, *words: str) -> bool:
    log = target.folder / "requests"
    log.write_text("".join(_as_proxied(target, one) for one in requests))
    command = [
        str(program("sqlmap")), "-l", str(log), "--batch", "--ignore-stdin", "--flush-session",
        "--level", "1", "--risk", "1", "--technique", "BE",
        "--dbms", dialect, "--threads", "1", "--timeout", "20", "--retries", "1", "--ignore-redirects", "--skip-waf",
        "--drop-set-cookie", "--csrf-token", CSRF, "--csrf-url", f"{target.url}{target.tokens}",
        "--param-exclude", f"{CSRF}|{FORM_NUMBER}", "--disable-coloring",
        "--eval", f"import uuid;{FORM_NUMBER}=str(uuid.uuid4())",
        "--output-dir", str(target.folder / "sqlmap"), *words,
    ]  # fmt: skip
    return _run(command, out, target.injecting)


def _wapiti(target: Target, *words: str, patience: int) -> bool:
    where = [word for start in target.starts for word in ("-s", target.url + start)]
    spared = [word for path in LEFT_ALONE for word in ("-x", target.url + path)]
    command = [
        str(program("wapiti")), "-u", target.url + target.starts[0], *where, "--scope", target.scope, *spared,
        "-C", target.cookie, "-d", "6", "--max-files-per-dir", "4", "--max-links-per-page", "60", "--tasks", "2",
        "--endpoint", NOWHERE, "--dns-endpoint", "localhost", "--no-bugreport", "-v", "1",
        "--skip", CSRF, "--skip", FORM_NUMBER,
        "--store-session", str(target.folder / "session"), "--store-config", str(target.folder / "config"),
        "-f", "json", "-o", str(target.folder / "wapiti.json"), *words,
    ]  # fmt: skip
    return _run(command, target.folder / "wapiti.log", patience)


def _run(command: list[str], log: Path, patience: int) -> bool:
    """Politely, and not for ever."""
    with log.open("ab") as output:
        try:
            subprocess.run(["nice", *command], stdout=output, stderr=output, timeout=patience, check=False)
        except subprocess.TimeoutExpired:
            return False
    return True


def _as_proxied(target: Target, one: Mapping[str, Any]) -> str:
    """A request as a proxy writes it down, in the form sqlmap reads."""
    host = target.url.removeprefix("http://")
    query, form = ([tuple(pair) for pair in one[where]] for where in ("query", "form"))
    path = one["path"] + ("?" + urlencode(query) if query else "")
    head = [f"{one['method']} {path} HTTP/1.1", f"Host: {host}", f"Cookie: {target.cookie}"]
    body = ""
    if one["method"] == "POST":
        head.append("Content-Type: application/x-www-form-urlencoded")
        body = urlencode(form)
    line = "=" * 54
    return f"{line}\n00:00:00  {target.url}  [127.0.0.1]\n{line}\n" + "\n".join([*head, "", body]) + f"\n{line}\n\n\n\n"
