"""Joining, and a lost password: open to whoever has the link."""

from tests.web.access_table import Row

NOBODYS = "/join/a-secret-nobody-was-given"
LOST = "/reset/a-secret-nobody-was-given"
ROWS = {
    "joinings.show": Row(NOBODYS, {}, others=410, anonymous=410),
    "joinings.create": Row(NOBODYS, {}, others=410, anonymous=410, method="POST"),
    "password_resets.new": Row("/reset", {}, others=200, anonymous=200),
    "password_resets.create": Row("/reset", {}, others=422, anonymous=422, method="POST"),
    "password_resets.edit": Row(LOST, {}, others=410, anonymous=410),
    "password_resets.update": Row(LOST, {}, others=410, anonymous=410, method="POST"),
}
