"""What is written down holds no secret, and nobody writes lines of their own into it."""

import io
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from govtracker import config, create_app, database, jobs, logs

KEY = "canary-of-the-secret-key-0123456789"
OLD_KEY = "canary-of-the-secret-key-before-it"
PASSWORD = "canary of a password"
IN_URL = "canary%2Fof%20SMTP"
FEED = "c4nArYofAf33dC4naryOfAFeed"
ENVIRON = {
    "PRODUCTION": "1",
    "SECRET_KEY": KEY,
    "SECRET_KEY_FALLBACKS": OLD_KEY,
    "PUBLIC_URL": "https://governance.example.com",
    "TRUSTED_HOSTS": "governance.example.com",
    "SMTP_URL": f"smtp://mailer:{IN_URL}@mail.example.com:587",
    "METRICS_TOKEN": "canary-of-the-metrics",
    "PASSWORD_TIME_COST": "1",
    "PASSWORD_MEMORY_COST": "8",
}


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Production settings of the log end with each test."""
    hooks = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = hooks
    logs.configure(production=False)


def test_nothing_that_fails_writes_a_secret_down(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(config.load({**ENVIRON, "DATA_DIR": str(tmp_path)}))
    with app.app_context():
        database.upgrade()
    said = f"{config.load(ENVIRON | {'DATA_DIR': str(tmp_path)}).smtp_url} {KEY} Authorization: Bearer {PASSWORD}"

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(f"{said} password={PASSWORD[:6]}")

    monkeypatch.setattr("govtracker.web.views.installation.sign_in.viewers.by_email", fail)
    app.config["WTF_CSRF_ENABLED"] = False
    form = {"email": "a@b.example", "password": PASSWORD}
    headers = {"Authorization": f"Bearer {PASSWORD}", "Cookie": f"__Host-session={PASSWORD}"}
    answer = app.test_client().post("/sign-in", data=form, headers=headers, base_url="https://governance.example.com")
    assert answer.status_code == 500
    assert "canary" not in answer.text
    with app.app_context():
        jobs.run(jobs.Job("failing", 1, lambda at: [1], fail))
        with pytest.raises(database.IntegrityError) as failed:
            _write_nobody(PASSWORD)
        assert "canary" not in str(failed.value)
        database.db.session.remove()
        database.db.engine.dispose()
    try:
        fail()
    except RuntimeError as error:
        logging.getLogger("of.another.library").exception("could not %s", said)
        # what a command or thread that fails ends with
        sys.excepthook(type(error), error, error.__traceback__)
    written = "".join(capfd.readouterr())
    assert written.count("RuntimeError") >= 4
    assert "canary" not in written


def _write_nobody(name: str) -> None:
    with database.transaction():
        database.db.session.execute(
            database.db.metadata.tables["person"].insert(), {"name": name, "organisation_id": 1, "email": None}
        )


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "smtp://u:pa:ss@host/ and postgresql+psycopg://g:x@db/g",
            "smtp://u:***@host/ and postgresql+psycopg://g:***@db/g",
        ),
        ("Cookie: __Host-session=abc; other=1", "Cookie: ***"),
        ("{'Authorization': 'Basic dTpw'}", "{'Authorization': ***"),
        ("new_password='hunter2', csrf_token=ab.cd-e", "new_password='***', csrf_token=***"),
        (f"GET /calendar/feed/{FEED}.ics HTTP/1.1", "GET /calendar/feed/*** HTTP/1.1"),
        (f"/unsubscribe/WzEsImRpZ2VzdCJd.{FEED}", "/unsubscribe/***"),
        ("/r/MER/issues/42 of worker 0a4f7c62-95c6-4c1e-9e4b-3f0d4d6f1c2a", None),
        ('File "/srv/govtracker/services/installation/passwords.py", line 3', None),
    ],
)
def test_secrets_are_known_by_what_stands_around_them(text: str, masked: str | None) -> None:
    assert logs.redactor(())(text) == (text if masked is None else masked)


def test_nobody_writes_lines_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    forged = "MER\n2026-11-22 [info] an administrator signed in\r\x1b[2K\u2028"
    for production in (True, False):
        logs.configure(production=production)
        structlog.get_logger().info("searched", words=forged, more=[forged])
        assert len(capsys.readouterr().out.splitlines()) == 1
    stream = io.StringIO()
    logger = logging.getLogger("of.yet.another.library")
    logger.addHandler(logging.StreamHandler(stream))
    logger.warning("searched %s", forged)
    assert len(stream.getvalue().splitlines()) == 1
