"""History: everybody who sees the relationship."""

from tests.web.access_table import READERS, Row

ROWS = {"history.index": Row("/r/MER/history", READERS)}
