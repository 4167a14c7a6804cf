"""History: everybody who sees the relationship; the installation's, whoever runs it and the auditors of companies."""

from tests.web.access_table import READERS, Row

ROWS = {
    "history.index": Row("/r/MER/history", READERS),
    "history.export": Row("/r/MER/history/export?format=jsonl", READERS),
    "history.installation": Row("/audit", {"administrator": 200, "auditor": 200}, others=403),
}
