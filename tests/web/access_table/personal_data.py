"""What is kept of people: erasing them, taking it away, and how long it stays."""

from tests.web.access_table import Row
from tests.web.access_table.settings_of_company import ADMINISTRATOR, SEEN_BY_OTHERS, colleague

ROWS = {
    "erasures.new": Row(colleague("/erasure"), {ADMINISTRATOR: 200}, others=SEEN_BY_OTHERS),
    "erasures.create": Row(colleague("/erasure"), {ADMINISTRATOR: 422}, others=SEEN_BY_OTHERS, method="POST"),
}
