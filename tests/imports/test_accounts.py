"""Customer accounts from a file, with what each brought month by month: nothing lost, nothing twice."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.exports import accounts as exported
from govtracker.imports.accounts import ACCOUNTS
from govtracker.models import AccountRevenue, CustomerAccount, CustomerSegment
from govtracker.queries.partnership import account_names
from govtracker.services.performance import client_catalogues
from tests.support.importing import Importing
from tests.support.supervised import AT
from tests.support.world import World

HEAD = "Account,Customer segment,Owner,Currency,Suppliers read,Month,Base,Cross-sell,Up-sell,Source\n"
HARBOUR = (
    "Harbour Bank,gold,nils.frei@northgate.example,EUR,A bank in the north,2026-08,12000,0,,Books\n"
    'Harbour Bank,,,,,09/2026,"12.000,00",800,350,\n'
)
LAKE = "Lakeside,,,,,,,,,\n"


@pytest.fixture
def importing(in_app: Flask, world: World, clock_at: Callable[[datetime], None]) -> Importing:
    clock_at(AT)
    with database.transaction():
        office = world.viewer("governance_office")
        client_catalogues.add(CustomerSegment, world.organisations["Northgate"], "Gold", by=office, at=AT)
    return Importing(world, ACCOUNTS, "governance_office")


def account(name: str) -> CustomerAccount:
    db.session.expire_all()
    return db.session.scalars(select(CustomerAccount).where(CustomerAccount.name == name)).one()


def months(name: str) -> list[tuple[str, int, int, int, str]]:
    query = select(AccountRevenue).where(AccountRevenue.account_id == account(name).id)
    rows = db.session.scalars(query.order_by(AccountRevenue.period_on))
    return [(f"{row.period_on:%Y-%m}", row.base, row.cross_sell, row.up_sell, row.source) for row in rows]


def as_file(world: World) -> str:
    """What the page exports, as an import reads it."""
    rows = account_names.of_company(world.organisations["Northgate"])
    lines = [[str(found) if (found := one.value(row)) is not None else "" for one in exported.COLUMNS] for row in rows]
    head = [one.title for one in exported.COLUMNS]
    return "".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in [head, *lines])


def test_accounts_come_in_with_their_months_and_again_unchanged(importing: Importing) -> None:
    assert importing.received(HEAD + HARBOUR + LAKE)["problems"] == []
    assert importing.carried_out() == (3, 0, 0, 0)
    found = account("Harbour Bank")
    assert (found.segment and found.segment.name, found.owner and found.owner.name) == ("Gold", "Nils Frei")
    assert (found.currency, found.label, account("Lakeside").label) == ("EUR", "A bank in the north", "Customer 2")
    assert months("Harbour Bank") == [
        ("2026-08", 1_200_000, 0, 0, "Books"),
        ("2026-09", 1_200_000, 80_000, 35_000, "File file.csv"),
    ]
    assert importing.imported(HEAD + HARBOUR + LAKE) == (0, 0, 3, 0)
    assert importing.imported(as_file(importing.world)) == (0, 0, 3, 0)
    assert importing.imported(HEAD + HARBOUR.replace("12000,0,", "12500,0,")) == (0, 1, 1, 0)
    assert months("Harbour Bank")[0][1] == 1_250_000


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (",gold,,,,,,,,", "Account", "needs a name"),
        ("Gold,,,,,,,,,", "Account", "is a customer segment"),
        ("A,Golt,,,,,,,,", "Customer segment", "Did you mean “Gold”?"),
        ("A,,Nobody Known,,,,,,,", "Owner", "no active colleague"),
        ("A,,,EURO,,,,,,", "Currency", "no currency"),
        ("A,,,,A bank,,,,,", "Suppliers read", "gives the name away"),
        ("Other,,,,A bank in the north,,,,,", "Suppliers read", "called A bank in the north already"),
        ("Other,,,,,,12,,,", "Month", "The month is missing"),
        ("Other,,,,,2026-13,12,,,", "Month", "There is no month 13"),
        ("Other,,,,,2026-12,12,,,", "Month", "has not begun yet"),
        ("Other,,,,,2026-10,,5,,", "Base", "is missing"),
        ("Other,,,,,2026-10,-5,,,", "Base", "below nothing"),
        ("Other,,,,,2026-10,10.0055,,,", "Base", "at most two decimals"),
        ("Harbour Bank,,,,,2026-08,5,,,", "Month", "Row 2 says August 2026"),
        ("Harbour Bank,,,USD,,2026-10,5,,,", "Currency", "Row 2 says something else"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why_and_the_others_come_in(
    importing: Importing, row: str, column: str, sentence: str
) -> None:
    found = importing.received(HEAD + HARBOUR + row + "\n")
    assert (found["new"], found["refused"]) == (2, 1)
    assert [(number, where) for number, where, _ in found["problems"]] == [(4, column)]
    assert sentence in found["problems"][0][2]
    assert db.session.scalars(select(CustomerAccount)).all() == []


def test_a_currency_stays_where_revenue_is_kept(importing: Importing) -> None:
    importing.imported(HEAD + HARBOUR)
    problems: Any = importing.received(HEAD + "Harbour Bank,,,USD,,,,,,\n")["problems"]
    assert "Revenue is kept in EUR already" in problems[0][2]


def test_taken_back_new_ones_are_retired_and_corrected_months_are_what_they_were(importing: Importing) -> None:
    importing.imported(HEAD + HARBOUR)
    assert importing.taken_back() == (2, 0)
    assert account("Harbour Bank").retired_at is not None
    assert months("Harbour Bank") == []
    importing.imported(HEAD + HARBOUR)
    importing.imported(HEAD + HARBOUR.replace("12000,0,", "12500,0,"))
    assert importing.taken_back() == (1, 0)
    assert months("Harbour Bank")[0][1] == 1_200_000


def test_a_new_one_that_was_numbered_is_taken_back_with_its_months(importing: Importing) -> None:
    importing.imported(HEAD + "Quay Inn,,,,,2026-08,10,0,0,\nQuay Inn,,,,,2026-09,10,0,0,\n")
    assert account("Quay Inn").label == "Customer 1"
    assert importing.taken_back() == (2, 0)
    assert account("Quay Inn").retired_at is not None
    assert months("Quay Inn") == []


def test_numbers_leave_alone_what_the_file_calls_others(importing: Importing) -> None:
    importing.imported(HEAD + "Quay Inn,,,,,,,,,\nZed,,,,Customer 1,,,,,\n")
    assert (account("Quay Inn").label, account("Zed").label) == ("Customer 2", "Customer 1")
