"""Walking through links that were shown once or came by mail."""

import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from govtracker import jobs
from govtracker.mail import reading
from tests.support.smtp import Sink

LONG = "tide lamp river brass"


def shown_link(page: str) -> str:
    """The path of the link a page shows once."""
    found = re.search(r'class="link-once">https?://[^/]+(/[^<]+)</code>', page)
    assert found, page
    return found[1]


def mailed_link(sink: Sink, address: str, under: str) -> str:
    """The path beneath `under` ("/join/") in the last mail that reached that address."""
    for name in ("render-notices", "send"):
        jobs.run(jobs.job_named(name))
    texts = [reading.opened(mail.content).text for mail in sink.received if address in mail.recipients]
    assert texts
    found = re.search(rf"https?://[^/\s]+({re.escape(under)}[\w-]*)", texts[-1])
    assert found, texts[-1]
    return found[1]


def join(browser: FlaskClient, path: str, password: str = LONG, **said: str) -> TestResponse:
    """What answers somebody who joins by that link."""
    given = {"name": "Tessa Lim", "zone": "Europe/Oslo", "password": password, "again": password, **said}
    return browser.post(path, data=given)
