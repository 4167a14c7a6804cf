"""The table of requirements names pages that are there and tests that are there."""

import re
from pathlib import Path

import pytest
from flask import Flask

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| (S\d+) \| (.+) \|$", TABLE, re.MULTILINE))


def test_every_requirement_has_its_row() -> None:
    assert list(ROWS) == [f"S{number}" for number in range(1, 21)]


@pytest.mark.parametrize("code", ROWS)
def test_a_requirement_is_served_by_pages_that_are_there(app: Flask, code: str) -> None:
    addresses = re.findall(r"`(/[^`]*)`", ROWS[code])
    assert addresses
    routes = app.url_map.bind("localhost")
    for address in addresses:
        assert routes.test(address, method="GET"), address


def test_what_holds_them_is_there() -> None:
    named = re.findall(r"`(tests/[^`]*)`", TABLE)
    assert all(re.search(r"`tests/\S+\.py`", row) for row in ROWS.values())
    assert [path for path in named if not (ROOT / path).is_file()] == []
