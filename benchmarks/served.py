"""Applications behind the product's own server, each in a process of its own, without the embedded worker."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from benchmarks import reference
from benchmarks.load import HOST
from govtracker import create_app, serving

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60  # seconds for a server to come up
SECRET = "a secret for the benchmark, kept by nobody"


@dataclass(frozen=True)
class Served:
    """A server that answers on `port`; `process` is gunicorn's master."""

    port: int
    process: int

    @property
    def _answering(self) -> Path:
        """The process that answers, a child of the master."""
        return Path("/proc", Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()[0])

    def cpu(self) -> float:
        """Seconds of CPU the process that answers has used."""
        spent = [int((task / "schedstat").read_text().split()[0]) for task in (self._answering / "task").iterdir()]
        return sum(spent) / 1e9

    def memory(self) -> dict[str, float]:
        """MB the process that answers holds: resident (rss), and with shared pages counted by share (pss)."""
        lines = (self._answering / "smaps_rollup").read_text().splitlines()
        found = {name: value.split()[0] for name, _, value in (line.partition(":") for line in lines) if "kB" in value}
        return {name.lower(): round(int(found[name]) / 1024, 1) for name in ("Rss", "Pss")}


def environment(database_url: str, data_dir: Path, port: int) -> dict[str, str]:
    """What a production process reads, but for TLS."""
    return {
        "DATABASE_URL": database_url,
        "DATA_DIR": str(data_dir),
        "HOST": HOST,
        "PORT": str(port),
        "PUBLIC_URL": f"http://{HOST}:{port}",
        "TRUSTED_HOSTS": HOST,
        "SECRET_KEY": SECRET,
        "PRODUCTION": "1",
    }


@contextmanager
def serve(which: str, environ: Mapping[str, str], log: Path) -> Iterator[Served]:
    """An application of APPLICATIONS, answering until the block ends."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.served", which],
            cwd=ROOT,
            env={**os.environ, **environ},
            stdout=output,
            stderr=output,
        )
    try:
        _wait(process, int(environ["PORT"]), log)
        yield Served(int(environ["PORT"]), process.pid)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"The server did not start:\n{log.read_text()}")


class WithoutWorker(serving.Server):
    """The product's server, answering pages and doing nothing else."""

    def load_config(self) -> None:
        """As the product has it, but for the worker."""
        super().load_config()
        self.cfg.set("post_worker_init", lambda worker: None)
        self.cfg.set("when_ready", lambda server: None)


def product() -> Flask:
    """GovTracker itself."""
    return create_app()


APPLICATIONS = {"product": product, "reference": reference.create_app}

if __name__ == "__main__":
    chosen = APPLICATIONS[sys.argv[1]]
    sys.argv = sys.argv[:1]
    WithoutWorker(chosen()).run()
