"""A mail as it would be now, for a frame that may do nothing but show it."""

from flask import make_response, request
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.mail import reading, render
from govtracker.mail.values import Opened
from govtracker.models import Notification
from govtracker.web.headers import framed


def answer(sample: Notification, nothing: str) -> Response:
    """The mail of this moment alone, `nothing` where there is nothing to tell; its links open beside.

    With `text` in the address, its other part, as programs show it that show no HTML.
    """
    raw = render.preview(sample, clock.now())
    mail = reading.opened(raw) if raw else Opened((), nothing, f"{EMPTY}<p>{nothing}</p>")
    if "text" in request.args:
        return Response(mail.text, mimetype="text/plain")
    return framed(make_response(mail.html.replace("<head>", '<head><base target="_blank">', 1)))


STYLE = "<style>body { font: 15px system-ui, sans-serif; }</style>"
EMPTY = f'<head><meta name="color-scheme" content="light dark">{STYLE}</head>'
