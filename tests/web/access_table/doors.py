"""Signing in and out, and health."""

from tests.web.access_table import Row

EVERYBODY: dict[str, int] = {}
ROWS = {
    "metrics.show": Row("/metrics", {}, others=404, anonymous=404),
    "health.live": Row("/healthz", EVERYBODY, others=200, anonymous=200),
    "health.ready": Row("/readyz", EVERYBODY, others=503, anonymous=503),
    "sign_in.show": Row("/sign-in", EVERYBODY, others=303, anonymous=200),
    "sign_in.create": Row("/sign-in", EVERYBODY, others=422, anonymous=422, method="POST"),
    "sign_in.destroy": Row("/sign-out", EVERYBODY, others=303, anonymous=303, method="POST"),
}
