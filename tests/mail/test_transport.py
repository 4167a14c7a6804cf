"""By which way mail leaves; a demonstration stays at home."""

import pytest

from govtracker.mail import transport
from tests.support.applications import Settled

pytestmark = pytest.mark.database("sqlite")
SERVER = {"SMTP_URL": "smtp://u:p@mail.example.com"}
CATCHER = {"SMTP_URL": "smtp://127.0.0.1:1025"}
DEMO = {"DEMO": "1"}
TO = {"DEMO_MAIL_TO": "Me <me@example.com>"}
VIEWER = "the viewer"


@pytest.mark.parametrize(
    ("settings", "server", "recipient"),
    [
        ({}, None, None),
        (SERVER, "mail.example.com", "eva@northgate.example"),
        ({**SERVER, **TO}, "mail.example.com", "eva@northgate.example"),
        (DEMO, VIEWER, "eva@northgate.example"),
        ({**DEMO, **TO}, VIEWER, "eva@northgate.example"),
        ({**DEMO, **SERVER}, VIEWER, "eva@northgate.example"),
        ({**DEMO, **SERVER, **TO}, "mail.example.com", "me@example.com"),
        ({**DEMO, **CATCHER}, "127.0.0.1", "eva@northgate.example"),
        ({**DEMO, **CATCHER, **TO}, "127.0.0.1", "me@example.com"),
    ],
)
def test_mail_goes_where_the_settings_say(
    with_settings: Settled,
    settings: dict[str, str],
    server: str | None,
    recipient: str | None,
) -> None:
    with with_settings(**settings):
        route = transport.route()
    if route is None:
        assert server is None
        return
    assert (route.server.host if route.server else VIEWER) == server
    assert route.recipient("eva@northgate.example") == recipient
