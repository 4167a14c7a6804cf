"""My work: everybody's own."""

from tests.web.access_table import Row

ROWS = {"work.show": Row("/", {}, others=200)}
