"""Logging: lines for people here, JSON in production; never a password, token or mail body."""

import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable, Collection, MutableMapping
from types import TracebackType
from typing import Any

import structlog

MASK = "***"
# What gives a secret away by what stands around it; the first group stays.
TELLTALES = (
    re.compile(r"(://[^/\s:@]*:)[^@\s/]+(?=@)"),
    re.compile(r"(\b(?:authorization|cookie|set-cookie|x-csrf-?token)\b['\"]?\s*[:=]\s*).+", re.IGNORECASE),
    re.compile(
        r"(\b[\w-]*(?:password|passwd|secret|token|api_key|otp)['\"]?\s*[:=]\s*['\"]?)[^\s'\"&,;}\])]+", re.IGNORECASE
    ),
    # a random part of one of our addresses: capitals, small letters and digits, 22 of them and more
    re.compile(r"(/)(?=[\w.-]*[A-Z])(?=[\w.-]*[a-z])(?=[\w.-]*\d)[\w.-]{22,}"),
)
CONTROLS = {code: repr(chr(code))[1:-1] for code in (*range(9), *range(10, 32), 127, 0x85, 0x2028, 0x2029)}
Redact = Callable[[str], str]
_make_record = logging.getLogRecordFactory()


def configure(*, production: bool, secrets: Collection[str] = ()) -> None:
    """Set up structlog and the standard library's logging; instants are UTC.

    Nothing is written that holds one of `secrets`, or looks like one.
    """
    redact = redactor(secrets)
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    logging.setLogRecordFactory(lambda *args, **named: _clean(_make_record(*args, **named), redact))
    for name in ("alembic", "apscheduler", "botocore", "urllib3"):
        logging.getLogger(name).setLevel(logging.WARNING)
    if production:
        _redact_what_ends_a_process(redact)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            lambda _logger, _name, event: _cleaned(event, redact),
            structlog.processors.JSONRenderer() if production else structlog.dev.ConsoleRenderer(colors=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )


def redactor(secrets: Collection[str]) -> Redact:
    """A function that masks each of `secrets` in a text, and what TELLTALES know."""
    known = sorted(filter(None, secrets), key=len, reverse=True)
    spelled = re.compile("|".join(map(re.escape, known))) if known else None

    def redact(text: str) -> str:
        masked = spelled.sub(MASK, text) if spelled else text
        for telltale in TELLTALES:
            masked = telltale.sub(rf"\g<1>{MASK}", masked)
        return masked

    return redact


def one_line(text: str) -> str:
    """The text with what would begin a line of its own, or move a terminal's cursor, spelled out."""
    return text.translate(CONTROLS)


def _cleaned(event: MutableMapping[str, Any], redact: Redact) -> MutableMapping[str, Any]:
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = redact(value) if name == "exception" else one_line(redact(value))
        elif isinstance(value, list | tuple | dict | bytes | BaseException):
            event[name] = one_line(redact(str(value)))
    return event


def _clean(record: logging.LogRecord, redact: Redact) -> logging.LogRecord:
    """The same record, its text made and masked at once, for whichever handler writes it."""
    try:
        text = record.getMessage()
    except (TypeError, ValueError, KeyError):  # the caller's mistake, which logging itself reports
        return record
    record.msg, record.args = one_line(redact(text)), None
    if record.exc_info and record.exc_info[0]:
        record.exc_text = redact("".join(traceback.format_exception(*record.exc_info)).rstrip())
    return record


def _redact_what_ends_a_process(redact: Redact) -> None:
    """A command or thread that fails ends with a traceback on standard error, like any other, masked."""

    def show(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        sys.stderr.write(redact("".join(traceback.format_exception(kind, error, trace))))

    sys.excepthook = show
    threading.excepthook = lambda ended: (
        None if ended.exc_type is SystemExit else show(ended.exc_type, ended.exc_value, ended.exc_traceback)
    )
