"""An installation of real processes on a database of its own: web, workers, mail server; each can be hurt."""

import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from benchmarks import grounds, served
from govtracker import config, create_app, database
from govtracker.database import db
from govtracker.models import Person
from govtracker.services.installation import passwords
from tests.support import databases, postgres, smtp_process
from tests.support import world as worlds
from tests.support.postgres import Server
from tests.support.smtp import Sink
from tests.support.smtp_process import Arrived
from tests.support.world import World

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a long way round the harbour"  # of people in a drill
PEOPLE = ("client_spoc", "client_lead", "supplier_spoc", "supplier_lead")
PATIENCE = 60  # seconds for processes to answer
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


class Installation:
    """Two web processes and some workers; `app` looks at the same database from inside the drill."""

    def __init__(self, folder: Path, url: str, server: Server | None, workers: int) -> None:
        self.folder, self.server, self.workers = folder, server, workers
        self.port, self.mail_port = served.free_port(), served.free_port()
        self.clock = folder / "clock"
        self.clock.write_text("0")
        self.environ = {
            **served.environment(url, folder / "data", self.port),
            "SMTP_URL": f"smtp://127.0.0.1:{self.mail_port}",
            "MAIL_PER_HOUR": "0",
            "MAIL_GATHER_MINUTES": "0",
            "PASSWORD_TIME_COST": "1",
            "PASSWORD_MEMORY_COST": "8",
            "POSTGRESQL_BIN": str(postgres.programs()),
            "DRILL_CLOCK": str(self.clock),
            "WEB_PROCESSES": "2",
        }
        self.app = create_app(config.load(self.environ))
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._mail = ExitStack()
        self._sink: smtp_process.Running | None = None
        self._arrived: list[Arrived] = []

    def prepare(self) -> World:
        """Tables, companies and people who can sign in."""
        with self.app.app_context():
            database.upgrade()
            world = worlds.make(self.app)
            with database.transaction():
                for name in PEOPLE:
                    db.session.get_one(Person, world.people[name]).password_hash = passwords.hashed(PASSWORD)
        self.let_go()
        return world

    def start(self) -> None:
        """Everything, until pages are answered."""
        self.mail_on()
        self.begin("web")
        for number in range(self.workers):
            self.begin(f"worker {number}")
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if time.monotonic() > deadline or self.processes["web"].poll() is not None:
                raise RuntimeError(f"It does not start:\n{(self.folder / 'log').read_text()[-4000:]}")
            time.sleep(0.05)

    def begin(self, name: str) -> None:
        """Start a process by its name: "web" or "worker …"."""
        with (self.folder / "log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.drills._process", name.split(maxsplit=1)[0]],
                cwd=ROOT,
                env={**os.environ, **self.environ},
                stdout=log,
                stderr=log,
            )

    def move(self, url: str, folder: Path) -> None:
        """Serve another database and folder from the next start on."""
        self.environ |= {"DATABASE_URL": url, "DATA_DIR": str(folder)}
        self.app = create_app(config.load(self.environ))

    def wait_for_web(self) -> None:
        """Until both web processes are there."""
        deadline = time.monotonic() + PATIENCE
        while len(self.web_processes()) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)

    def stop(self) -> None:
        """Everything, at once."""
        for process in self.processes.values():
            with suppress(ProcessLookupError):
                process.terminate()
        for process in self.processes.values():
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
        self.processes.clear()
        self.mail_off()

    def web_processes(self) -> list[int]:
        """Those that answer, children of gunicorn's master."""
        master = self.processes["web"].pid
        return [int(word) for word in Path(f"/proc/{master}/task/{master}/children").read_text().split()]

    def limit_files(self, most: int | None) -> None:
        """Let no file of our processes grow past so many bytes; None lets them grow again."""
        pids = [process.pid for process in self.processes.values()] + self.web_processes()
        for pid in pids:
            with suppress(ProcessLookupError):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, UNLIMITED[1]) if most is not None else UNLIMITED)

    def mail_on(self) -> None:
        """The mail server listens."""
        self._sink = self._mail.enter_context(smtp_process.running(Sink(port=self.mail_port)))

    def mail_off(self) -> None:
        """The mail server is gone; what it has taken is remembered."""
        if self._sink is not None:
            self._arrived += self._sink.arrived()
            self._mail.close()
            self._sink = None

    def arrived(self) -> list[Arrived]:
        """Every mail taken so far."""
        return self._arrived + (self._sink.arrived() if self._sink else [])

    def set_clock(self, seconds: float) -> None:
        """Move the clock of every process."""
        beside = self.clock.with_suffix(".new")
        beside.write_text(str(seconds))
        beside.rename(self.clock)

    def let_go(self) -> None:
        """Close what this process holds of the database."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0 and len(self.web_processes()) == 2


@contextmanager
def installed(kind: str, workers: int = 1) -> Iterator[tuple[Installation, World]]:
    """An installation that runs, on "sqlite" or "postgresql", durable as in production."""
    with databases.quick_folder() as folder, ExitStack() as stack:
        (folder / "data").mkdir()
        server = stack.enter_context(postgres.server(grounds.DURABLE)) if kind == "postgresql" else None
        url = server.database_url("drill") if server else f"sqlite:///{folder / 'data' / 'govtracker.sqlite3'}"
        made = Installation(folder, url, server, workers)
        try:
            world = made.prepare()
            made.start()
            yield made, world
        finally:
            made.stop()
            made.let_go()


def kill(pid: int) -> None:
    """End a process without a word."""
    os.kill(pid, signal.SIGKILL)
