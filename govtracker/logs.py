"""Logging: lines for people here, JSON in production; never a password, token or mail body."""

import logging

import structlog


def configure(*, production: bool) -> None:
    """Set up structlog once; instants are UTC."""
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    for name in ("alembic", "apscheduler"):
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer() if production else structlog.dev.ConsoleRenderer(colors=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )
