"""What is kept of people: erasing them, taking it away, and how long it stays."""

from tests.web.access_table import ONLOOKERS, Row
from tests.web.access_table.settings_of_company import ADMINISTRATOR, OF_NORTHGATE, colleague

INSTALLATION = "administrator"
HOLDERS = ("client_spoc", "supplier_spoc", "governance_office", "supplier_office")


def held(tail: str, status: int, method: str = "POST") -> Row:
    return Row(f"/r/MER/hold{tail}", {**ONLOOKERS, **dict.fromkeys(HOLDERS, status)}, method=method)


ROWS = {
    "personal_data.own": Row("/settings/data", {}, others=200),
    "personal_data.ask_own": Row("/settings/data", {}, others=303, method="POST"),
    "personal_data.fetch_own": Row("/settings/data/file", {}, others=404, method="POST"),
    "personal_data.show": Row(colleague("/data"), {**OF_NORTHGATE, ADMINISTRATOR: 200}),
    "personal_data.ask": Row(colleague("/data"), {**OF_NORTHGATE, ADMINISTRATOR: 303}, method="POST"),
    "personal_data.fetch": Row(colleague("/data/file"), {**OF_NORTHGATE, ADMINISTRATOR: 404}, method="POST"),
    "erasures.new": Row(colleague("/erasure"), {**OF_NORTHGATE, ADMINISTRATOR: 200}),
    "erasures.create": Row(colleague("/erasure"), {**OF_NORTHGATE, ADMINISTRATOR: 422}, method="POST"),
    "retention.edit": Row("/administration/retention", {INSTALLATION: 200}, others=403),
    "retention.update": Row("/administration/retention", {INSTALLATION: 422}, others=403, method="POST"),
    "holds.show": held("", 200, "GET"),
    "holds.create": held("", 422),
    "holds.end": held("/end", 422),
}
