"""Daily performance of MER: whoever reads it."""

from tests.web.access_table import READERS, Row

ROWS = {"daily.show": Row("/r/MER/daily", READERS)}
