"""Who is calling: the address a request comes from, through the proxies this installation trusts."""

from flask import request

from govtracker import config
from govtracker.rules.installation import callers


def address() -> str:
    """The address of the caller of this request, which the caller cannot choose; "" where none is known."""
    hops = [hop for line in request.headers.getlist("X-Forwarded-For") for hop in line.split(",")]
    return callers.origin(request.remote_addr or "", hops, config.current().trusted_proxies)
