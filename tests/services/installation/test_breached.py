"""Passwords everybody knows are found without the network."""

from hashlib import sha1
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govtracker.services.installation import breached
from tests.support.applications import Settled


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("password", "because"),
    [
        ("sonyericsson", breached.EVERYBODYS),
        ("leavemealone", breached.EVERYBODYS),
        ("Password2026!!", breached.EVERYBODYS),
        ("P@ssw0rd2026", breached.EVERYBODYS),
        ("123456654321", breached.EVERYBODYS),
        ("aaaaaaaaaaaa", breached.GUESSED),
        ("qazwsxedc123qaz", breached.GUESSED),
        ("orchardorchard", breached.GUESSED),
        ("tide lamp river brass", ""),
        ("correct horse battery staple", ""),
        ("x7#kQ!m2pL9w", ""),
    ],
)
def test_what_strangers_try_first_is_refused(in_app: Flask, password: str, because: str) -> None:
    assert breached.trouble(password, []) == because


@pytest.mark.database("sqlite")
def test_ones_own_file_of_breached_passwords_is_asked(with_settings: Settled, tmp_path: Path) -> None:
    leaked = "the one that got away"
    lines = sorted(f"{_hash(text)}:{len(text)}" for text in [leaked, *map(str, range(500))])
    path = tmp_path / "pwned.txt"
    path.write_bytes("\r\n".join(lines).encode())
    with with_settings(BREACHED_PASSWORDS=str(path)):
        assert breached.trouble(leaked, []) == breached.LEAKED
        assert breached.trouble("the one that stayed", []) == ""


@given(st.sets(st.integers(0, 10_000), max_size=60), st.integers(0, 10_000), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_halving_finds_what_is_there_and_nothing_else(
    tmp_path: Path, there: set[int], wanted: int, ends_with_a_line_end: bool
) -> None:
    path = tmp_path / "hashes.txt"
    lines = sorted(f"{_hash(str(number))}:{number}" for number in there)
    path.write_text("\n".join(lines) + ("\n" if ends_with_a_line_end and lines else ""))
    assert breached.is_in(path, str(wanted)) is (wanted in there)
    assert all(breached.is_in(path, str(number)) for number in there)


def _hash(text: str) -> str:
    return sha1(text.encode(), usedforsecurity=False).hexdigest().upper()
