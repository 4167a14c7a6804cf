"""Web and worker in one process: migrate, fill an empty demonstration, serve, work."""

import ctypes
import gc
import sys
from typing import Any

import structlog
from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from govtracker import config, database, demonstration, worker

log = structlog.get_logger()
THREADS = 8
M_ARENA_MAX = -8  # malloc.h
ARENAS = 2


class Server(BaseApplication):
    """gunicorn with one process of threads, and the embedded worker in it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        super().__init__()

    def load_config(self) -> None:
        """Where to listen, and what to do once the process stands."""
        settings = self.app.config["SETTINGS"]
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        for name, value in {
            "bind": f"{host}:{settings.port}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": THREADS,
            "graceful_timeout": 30,
            "control_socket_disable": True,
            "loglevel": "warning",
            "pre_fork": lambda server, worker_process: gc.freeze(),
            "when_ready": lambda server: _say(settings.public_url),
            "post_worker_init": lambda worker_process: worker.start_embedded(self.app),
            "worker_exit": lambda server, worker_process: worker.finish(),
        }.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """The application itself."""
        return self.app


def require_schema(app: Flask) -> None:
    """Say what to do, and end the whole server, where program and database do not fit together."""
    with app.app_context():
        if objection := worker.schema_objection():
            log.error("GovTracker cannot start", reason=objection)
            sys.exit(Arbiter.APP_LOAD_ERROR)
        database.db.engine.dispose()


def serve(app: Flask) -> None:
    """Serve until told to stop."""
    _few_arenas()
    with app.app_context():
        database.upgrade()
        if config.current().demo:
            demonstration.fill_if_empty()
        database.db.engine.dispose()
    sys.argv = sys.argv[:1]
    Server(app).run()


def _few_arenas() -> None:
    """Let threads share glibc's arenas: with one each a process holds a seventh more memory; elsewhere do nothing."""
    if hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(M_ARENA_MAX, ARENAS)


def _say(address: str) -> None:
    print(f"\n  GovTracker answers at {address}\n", flush=True)
