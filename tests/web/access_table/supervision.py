"""Customers and their supervision: the client's own, read by whoever has the role, kept by its governance office."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from govtracker import database
from govtracker.enums import Audience
from govtracker.queries import find
from govtracker.queries.partnership import supervisors as asked
from govtracker.queries.partnership import value_statements as statements
from govtracker.services.issues import attachments, uploads
from govtracker.services.partnership import value_statements
from tests.services import issue_steps
from tests.support import account_years, supervised
from tests.support.world import PEOPLE, World
from tests.web.access_table import Row

NORTHGATE = [name for name, (company, *_) in PEOPLE.items() if company == "Northgate"]
READING = dict.fromkeys(("nobody", "governance_office", "executive", "auditor"), 200)
OFFICES = {"governance_office": 200, "supplier_office": 200}
READERS = {**READING, "supplier_office": 200}
NOT_THEIRS = dict.fromkeys(NORTHGATE, 403)  # what is their company's, for others there
RAISERS = [
    *(f"client_{name}" for name in ("spoc", "deputy", "sponsor", "lead", "member")),
    *("other_client_spoc", "nobody", "governance_office", "executive", "auditor", "supplier_office"),
]


def known(world: World) -> None:
    supervised.known(world)


def with_revenue(world: World) -> None:
    customers = supervised.known(world)
    with world.context():
        account_years.brought(world, customers.harbour, date(2026, 10, 1), 1, 100_00)


def logged(world: World) -> None:
    supervised.known(world)
    with world.context():
        issue_steps.raised(world, "client_spoc", supervised.AT, segment="Harbour Bank")


def with_file(world: World) -> None:
    """The issue with a file that both sides read."""
    logged(world)
    with world.context():
        kept = uploads.keep(io.BytesIO(b"between us"), "note.txt", at=supervised.AT)
        with database.transaction():
            by = world.viewer("client_spoc")
            attachments.attach(find.issue(by, "MER", "1"), [kept], Audience.SHARED, by=by, at=supervised.AT)


def raised(world: World) -> None:
    supervised.opportunity(world, supervised.known(world))


def drafted(world: World) -> None:
    customers = supervised.known(world)
    with world.context(), database.transaction():
        account = asked.account(world.viewer("nobody"), customers.harbour)
        by = world.viewer("nobody")
        value_statements.draft(account, date(2026, 10, 1), date(2026, 10, 31), by=by, at=supervised.AT)


def released(world: World) -> None:
    drafted(world)
    with world.context(), database.transaction():
        by = world.viewer("nobody")
        drafted_one = statements.one(by, 1)
        value_statements.release(drafted_one, drafted_one.version, by=by, at=supervised.AT)


def changing(status: int, *, refused: int = 403) -> dict[str, int]:
    return {**dict.fromkeys(NORTHGATE, refused), "governance_office": status}


def of_office(url: str, status: int, *, method: str = "POST", scene: Callable[[World], None] = known) -> Row:
    return Row(url, changing(status), method=method, scene=scene)


ROOT = "/supervision"
ACCOUNT = f"{ROOT}/accounts/1"
STATEMENT = f"{ROOT}/statements/1"
OPPORTUNITY = "/opportunities/1"
SUPERVISED = {
    "supervision.index": Row(ROOT, {**READING, "supplier_office": 200}, others=403, scene=known),
    "supervision.segment": Row(f"{ROOT}/segments/1", {**READING, "nobody": 404}, scene=known),
    "supervision.account": Row(ACCOUNT, READING, scene=known),
    "supervision.issue": Row(f"{ROOT}/issues/MER/1", READING, scene=logged),
    "supervision.file": Row(f"{ROOT}/issues/MER/1/files/1", READING, scene=with_file),
    "customer_accounts.index": Row(f"{ROOT}/accounts", OFFICES, others=403, scene=known),
    "customer_accounts.create": Row(
        f"{ROOT}/accounts", dict.fromkeys(OFFICES, 422), others=403, method="POST", scene=known
    ),
    "customer_accounts.edit": of_office(f"{ACCOUNT}/edit", 200, method="GET"),
    "customer_accounts.update": of_office(f"{ACCOUNT}/edit", 422),
    "customer_accounts.release": of_office(f"{ACCOUNT}/releases/3", 303),
    "customer_accounts.withdraw": of_office(f"{ACCOUNT}/releases/3/withdrawal", 303),
    "account_revenue.index": Row(f"{ACCOUNT}/revenue", READING, scene=with_revenue),
    "account_revenue.create": of_office(f"{ACCOUNT}/revenue", 422),
    "account_revenue.edit": of_office(f"{ACCOUNT}/revenue/months/2026-10", 200, method="GET", scene=with_revenue),
    "account_revenue.update": of_office(f"{ACCOUNT}/revenue/months/2026-10", 422, scene=with_revenue),
    "account_revenue.course": Row(f"{ACCOUNT}/revenue/course", READING, scene=with_revenue),
    "customer_accounts.retire": of_office(f"{ACCOUNT}/retirement", 303),
    "supervisors.index": Row(f"{ROOT}/supervisors", OFFICES, others=403, scene=known),
    "supervisors.create": Row(
        f"{ROOT}/supervisors", dict.fromkeys(OFFICES, 422), others=403, method="POST", scene=known
    ),
    "supervisors.end": of_office(f"{ROOT}/supervisors/1/end", 303),
    "supervision_mail.show": Row(f"{ROOT}/mail", {**READING, "supplier_office": 200}, others=403, scene=known),
    "supervision_mail.preview": Row(f"{ROOT}/mail/preview", READERS, others=403, scene=known),
    "supervision_mail.send_now": Row(
        f"{ROOT}/mail/now", dict.fromkeys(READERS, 303), others=403, method="POST", scene=known
    ),
    "supervision_mail.update": Row(
        f"{ROOT}/mail", {**dict.fromkeys(READING, 422), "supplier_office": 422}, others=403, method="POST", scene=known
    ),
    "value_statements.index": Row(f"{ACCOUNT}/statements", READING, scene=known),
    "value_statements.create": Row(f"{ACCOUNT}/statements", dict.fromkeys(READING, 422), method="POST", scene=known),
    "value_statements.show": Row(STATEMENT, READING, scene=drafted),
    "value_statements.pdf": Row(f"{STATEMENT}.pdf", READING, scene=drafted),
    "value_statements.edit": Row(f"{STATEMENT}/edit", READING, scene=drafted),
    "value_statements.update": Row(f"{STATEMENT}/edit", dict.fromkeys(READING, 422), method="POST", scene=drafted),
    "value_statements.release": Row(  # once, and never again
        f"{STATEMENT}/release", dict.fromkeys(READING, 422), method="POST", scene=released
    ),
    "opportunities.index": Row("/opportunities", {}, others=200, scene=raised),
    "opportunities.new": Row("/opportunities/new", dict.fromkeys(RAISERS, 200), others=403, scene=known),
    "opportunities.create": Row("/opportunities", dict.fromkeys(RAISERS, 422), others=403, method="POST", scene=known),
    "opportunities.show": Row(OPPORTUNITY, {**READING, "client_lead": 200}, scene=raised),
    "opportunities.answer": Row(
        f"{OPPORTUNITY}/answer", {"client_lead": 422, "governance_office": 422}, method="POST", scene=raised
    ),
}
# nobody of MER supervises here, and who left it does not
LEFT = {name: row.others for name, row in SUPERVISED.items() if row.statuses.get("nobody") in (200, 303, 422)}
ROWS = {
    name: replace(row, statuses={"former_member": LEFT[name], **row.statuses}) if name in LEFT else row
    for name, row in SUPERVISED.items()
}
