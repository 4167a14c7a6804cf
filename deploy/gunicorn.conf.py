"""gunicorn for production: two processes of four threads; workers for mail and clocks run beside it."""

import os
from typing import Any

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '5000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = 4
timeout = 60
graceful_timeout = 30
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")


def post_worker_init(worker: Any) -> None:
    """Refuse a database of another schema; with EMBEDDED_WORKER=1 one process also does the work of `flask worker`."""
    from govtracker import serving

    serving.require_schema(worker.wsgi)
    if os.environ.get("EMBEDDED_WORKER") == "1":
        from govtracker import worker as metronome

        metronome.start_embedded(worker.wsgi)


def worker_exit(server: Any, worker: Any) -> None:
    """Let the embedded work come to its end: of the mails, the one in hand."""
    from govtracker import worker as metronome

    metronome.finish()
