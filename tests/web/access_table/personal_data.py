"""What is kept of people: erasing them, taking it away, and how long it stays."""

from tests.web.access_table import ONLOOKERS, Row
from tests.web.access_table.settings_of_company import ADMINISTRATOR, SEEN_BY_OTHERS, colleague

INSTALLATION = "administrator"
HOLDERS = ("client_spoc", "supplier_spoc", "governance_office", "supplier_office")


def held(tail: str, status: int, method: str = "POST") -> Row:
    return Row(f"/r/MER/hold{tail}", {**ONLOOKERS, **dict.fromkeys(HOLDERS, status)}, method=method)


ROWS = {
    "personal_data.own": Row("/settings/data", {}, others=200),
    "personal_data.ask_own": Row("/settings/data", {}, others=303, method="POST"),
    "personal_data.fetch_own": Row("/settings/data/file", {}, others=404, method="POST"),
    "personal_data.show": Row(colleague("/data"), {ADMINISTRATOR: 200}, others=SEEN_BY_OTHERS),
    "personal_data.ask": Row(colleague("/data"), {ADMINISTRATOR: 303}, others=SEEN_BY_OTHERS, method="POST"),
    "personal_data.fetch": Row(colleague("/data/file"), {}, others=SEEN_BY_OTHERS, method="POST"),
    "erasures.new": Row(colleague("/erasure"), {ADMINISTRATOR: 200}, others=SEEN_BY_OTHERS),
    "erasures.create": Row(colleague("/erasure"), {ADMINISTRATOR: 422}, others=SEEN_BY_OTHERS, method="POST"),
    "retention.edit": Row("/administration/retention", {INSTALLATION: 200}, others=403),
    "retention.update": Row("/administration/retention", {INSTALLATION: 422}, others=403, method="POST"),
    "holds.show": held("", 200, "GET"),
    "holds.create": held("", 422),
    "holds.end": held("/end", 422),
}
