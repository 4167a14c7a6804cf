"""My work: everybody's own; what one sees one may put out of one's own sight."""

from tests.web.access_table import READERS, Row
from tests.web.access_table.issues import raised

ROWS = {
    "work.show": Row("/", {}, others=200),
    "snoozes.new": Row("/r/MER/issues/1/snooze", READERS, prepare=raised()),
    "snoozes.create": Row("/r/MER/issues/1/snooze", dict.fromkeys(READERS, 422), method="POST", prepare=raised()),
    "snoozes.end": Row("/r/MER/issues/1/snooze/end", dict.fromkeys(READERS, 303), method="POST", prepare=raised()),
}
