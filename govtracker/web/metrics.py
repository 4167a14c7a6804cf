"""Figures for Prometheus. What jobs and mail do is counted in the database, true for every process on every host.

Requests and database connections are what one process knows: each writes its own into files in DATA_DIR/metrics, and
whichever answers adds up those of all processes of this host. Nothing is kept where nobody may ask.
"""

import hmac
import os
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, g, request

from govtracker import clock, config, database
from govtracker.config import Settings
from govtracker.queries.installation import backups, figures, health

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the library reads it when it is first imported
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # seconds
HELP = {
    "job_runs": "Runs of a job.",
    "job_items": "Items a job has done.",
    "job_failures": "Items of a job that failed and were put off.",
    "mails_sent": "Mails a server has taken.",
    "mails_failed": "Mails given up: refused for good, or too often for now.",
    "mails_put_off": "Tries of mails a server refused for now.",
    "mails_in_doubt": "Tries of mails after which nobody could know whether they arrived.",
}


@dataclass(frozen=True)
class Kept:
    """What this process counts."""

    requests: Any
    seconds: Any
    connections: Any


def init_app(app: Flask, settings: Settings) -> None:
    """Count requests and connections, where somebody may ask for them."""
    if not settings.measured:
        return
    kept = _kept(settings.data_dir / "metrics")
    app.extensions["metrics"] = kept
    app.before_request(_begin)
    app.after_request(_end)
    database.watch_connections(app, taken=kept.connections.inc, returned=kept.connections.dec)


def may_ask() -> bool:
    """Whether this request bears the token, or comes straight from an allowed address: what a proxy passes on does not.

    Through a proxy every request seems to come from the proxy.
    """
    settings = config.current()
    given = request.headers.get("Authorization", "").encode()
    if settings.metrics_token and hmac.compare_digest(given, f"Bearer {settings.metrics_token}".encode()):
        return True
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers or not request.remote_addr:
        return False
    address = ip_address(request.remote_addr)
    return any(address in network for network in settings.metrics_allowed)


def text() -> Response:
    """All figures, as Prometheus reads them."""
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest, multiprocess

    registry = CollectorRegistry()
    registry.register(_Installation())
    _forget_the_dead(Path(os.environ[FOLDER]))
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library leaves it untyped
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Installation:
    """The figures the database knows."""

    def collect(self) -> Iterator[Any]:
        """Counters, then what waits now."""
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        counters = {
            name: CounterMetricFamily(f"govtracker_{name}", told, labels=["job" if name.startswith("job") else "kind"])
            for name, told in HELP.items()
        }
        for name, label, value in figures.tallies():
            if name in counters:
                counters[name].add_metric([label], value)
        yield from counters.values()
        ticked = GaugeMetricFamily("govtracker_job_last_run_timestamp_seconds", "When a job last ran.", labels=["job"])
        for tick in health.ticks():
            ticked.add_metric([tick.job], tick.ticked_at.timestamp())
        yield ticked
        yield from self._waiting()
        yield from self._backup()

    def _waiting(self) -> Iterator[Any]:
        from prometheus_client.core import GaugeMetricFamily

        real = clock.real_now()
        waiting = figures.waiting(at=clock.now(), real=real)
        states = GaugeMetricFamily(
            "govtracker_mails", f"Mails by state, none counted past {figures.CAPPED}.", labels=["state"]
        )
        for state, many in waiting.states.items():
            states.add_metric([state], many)
        yield states
        oldest = (real - waiting.oldest_due_at).total_seconds() if waiting.oldest_due_at else 0.0
        yield GaugeMetricFamily("govtracker_mails_due", "Queued mails that may leave now.", value=waiting.due)
        yield GaugeMetricFamily(
            "govtracker_mail_oldest_due_seconds", "For how long the oldest of these may leave.", value=oldest
        )
        yield GaugeMetricFamily(
            "govtracker_notices_due", "Notices to be written as mails now.", value=waiting.notices_due
        )

    def _backup(self) -> Iterator[Any]:
        """Nothing where there was never one: an alarm asks for absence, too."""
        from prometheus_client.core import GaugeMetricFamily

        last = backups.last()
        if last:
            age = (clock.real_now() - last.at).total_seconds()
            yield GaugeMetricFamily(
                "govtracker_backup_age_seconds", "How long ago the last backup was begun.", value=age
            )
            yield GaugeMetricFamily("govtracker_backup_bytes", "How large it is.", value=last.size)


def _kept(folder: Path) -> Kept:
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault(FOLDER, str(folder))
    from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

    own = CollectorRegistry()
    return Kept(
        Counter("govtracker_requests", "Requests answered.", ["method", "endpoint", "status"], registry=own),
        Histogram("govtracker_request_seconds", "Seconds an answer took.", ["endpoint"], buckets=BUCKETS, registry=own),
        Gauge(
            "govtracker_database_connections",
            "Database connections in use by the web processes of this host.",
            multiprocess_mode="livesum",
            registry=own,
        ),
    )


def _begin() -> None:
    g.began = clock.monotonic()


def _end(response: Response) -> Response:
    kept: Kept = current_app.extensions["metrics"]
    endpoint = request.endpoint or "none"
    kept.requests.labels(request.method, endpoint, f"{response.status_code // 100}xx").inc()
    kept.seconds.labels(endpoint).observe(clock.monotonic() - g.get("began", clock.monotonic()))
    return response


def _forget_the_dead(folder: Path) -> None:
    """A process that was killed has no connection in use any more; what it counted stays."""
    for path in folder.glob("gauge_livesum_*.db"):
        pid = path.stem.rpartition("_")[2]
        if pid.isdigit() and not Path(f"/proc/{pid}").exists():
            path.unlink(missing_ok=True)
