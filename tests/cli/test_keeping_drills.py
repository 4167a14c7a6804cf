"""A backup in the midst of work and writers that are killed: all that was acknowledged is there, once, and verifies."""

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import clock, config
from govtracker.database import db
from govtracker.models import Issue
from tests.services.issue_steps import raised
from tests.support import applications, measured, restored
from tests.support.databases import Ground
from tests.support.restored import run
from tests.support.world import World

PATIENCE = 30.0  # seconds


@pytest.fixture
def installation(in_app: Flask, world: World, tmp_path: Path) -> Iterator[Flask]:
    """A signed scorecard, anchors and a folder of its own."""
    before = config.current()
    in_app.config["SETTINGS"] = before.with_(data_dir=tmp_path / "data", anchor_dir=tmp_path / "data" / "anchors")
    measured.agree(world)
    measured.enter(world, "2026-10", measured.OCTOBER)
    measured.sign(world, measured.share(world, "2026-10"), "2026-10")
    db.session.remove()
    yield in_app
    in_app.config["SETTINGS"] = before


@contextmanager
def at_work(app: Flask, world: World) -> Iterator[dict[str, float]]:
    """Two people log one issue after the other; by title, when each was acknowledged (monotonic)."""
    acknowledged: dict[str, float] = {}
    over, troubles = threading.Event(), list[Exception]()

    def log(who: str) -> None:
        with app.app_context():
            try:
                while not over.is_set():
                    title = f"{who} {len(acknowledged)}"
                    raised(world, who, clock.now(), title=title)
                    acknowledged[title] = time.monotonic()
            except Exception as trouble:  # noqa: BLE001  # told by the test, in whose thread this is not
                troubles.append(trouble)
            db.session.remove()

    threads = [threading.Thread(target=log, args=(who,)) for who in ("client_spoc", "supplier_spoc")]
    for thread in threads:
        thread.start()
    try:
        yield acknowledged
    finally:
        over.set()
        for thread in threads:
            thread.join(PATIENCE)
    assert not troubles


def wait_for_more(acknowledged: dict[str, float], more: int) -> None:
    wanted, ends = len(acknowledged) + more, time.monotonic() + PATIENCE
    while len(acknowledged) < wanted:
        assert time.monotonic() < ends, "nobody gets anything done any more"
        time.sleep(0.01)


def test_what_was_acknowledged_before_a_backup_is_there_after_a_restore_and_verifies(
    installation: Flask, world: World, ground: Ground, database_kind: str, tmp_path: Path
) -> None:
    file = tmp_path / "backup.tar"
    with at_work(installation, world) as acknowledged:
        wait_for_more(acknowledged, 6)
        began = time.monotonic()
        made = run(installation, "backup", file)
        wait_for_more(acknowledged, 6)
    assert made.exit_code == 0, made.output
    assert run(installation, "verify-backup", file).exit_code == 0
    with restored.elsewhere(installation, file, tmp_path / "elsewhere", ground, database_kind) as other:
        with other.app_context():
            there = Counter(db.session.scalars(select(Issue.title)))
            db.session.remove()
        for command in (["audit", "verify"], ["scorecard", "verify"], ["doctor", "--contents"]):
            verified = run(other, *command)
            assert verified.exit_code == 0, verified.output
        assert "1 scorecards computed again" in run(other, "scorecard", "verify").output
    before = {title for title, at in acknowledged.items() if at < began}
    assert before <= there.keys()
    assert set(there.values()) == {1}


def test_writers_that_are_killed_lose_nothing_they_acknowledged_and_stop_nobody(
    installation: Flask, world: World
) -> None:
    acknowledged: list[str] = []
    for number in range(3):
        applications.let_go(installation)  # a connection is never shared with a child
        acknowledged += killed_in_the_midst(installation, world, f"writer {number}", after=3 + number)
    there = Counter(db.session.scalars(select(Issue.title)))
    assert set(acknowledged) <= there.keys()
    assert set(there.values()) == {1}
    raised(world, "client_spoc", clock.now(), title="Work goes on")
    db.session.remove()
    for command in (["audit", "verify"], ["doctor"]):
        sound = run(installation, *command)
        assert sound.exit_code == 0, sound.output


def killed_in_the_midst(app: Flask, world: World, name: str, *, after: int) -> list[str]:
    """What a process of its own said it had saved before it was killed at its next write."""
    heard, says = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            for number in range(1000):
                raised(world, "client_spoc", clock.now(), title=f"{name}: {number}")
                os.write(says, f"{name}: {number}\n".encode())
        finally:
            os._exit(1)
    os.close(says)
    said = b""
    while said.count(b"\n") < after:
        more = os.read(heard, 4096)
        assert more, "the writer ended by itself"
        said += more
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    while more := os.read(heard, 4096):
        said += more
    os.close(heard)
    return said.decode().splitlines()
