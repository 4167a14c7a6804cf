"""Codes of authenticator applications and for recovery."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.installation import authenticator

# RFC 6238, appendix B, for SHA-1: the shared secret in base 32, and the last six of its eight digits.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # printed in the RFC
RFC_CODES = {59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037"}
AT = datetime.fromtimestamp(1234567890, UTC)


@pytest.mark.parametrize(("second", "code"), RFC_CODES.items())
def test_codes_are_those_of_the_standard(second: int, code: str) -> None:
    assert authenticator.step_of(RFC_SECRET, code, datetime.fromtimestamp(second, UTC)) == second // 30


@pytest.mark.parametrize(("off", "counts"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)], ids=str)
def test_clock_may_be_off_by_one_step(off: int, counts: bool) -> None:
    step = authenticator.step_of(RFC_SECRET, "005924", AT + timedelta(seconds=30 * off))
    assert step == (1234567890 // 30 if counts else None)


@pytest.mark.parametrize("typed", ["005 924", " 005924 ", "005-924"])
def test_code_may_be_typed_in_groups(typed: str) -> None:
    assert authenticator.step_of(RFC_SECRET, typed, AT) is not None


@given(st.text(max_size=30))
def test_nothing_typed_fails(typed: str) -> None:
    if typed.strip() != "005924":
        assert authenticator.step_of(RFC_SECRET, typed, AT) in (None, 41152262, 41152263, 41152264)
    authenticator.is_recovery_code(authenticator.plain_recovery_code(typed))


def test_recovery_codes_are_ten_different_ones_of_some_99_bits() -> None:
    codes = authenticator.fresh_recovery_codes()
    assert len(set(codes)) == 10
    assert len(authenticator.LETTERS) ** 20 > 2**98
    for code in codes:
        assert authenticator.is_recovery_code(f" {code.upper().replace('-', ' ')} ")
        assert authenticator.plain_recovery_code(code.upper()) == code.replace("-", "")
    assert not authenticator.is_recovery_code("005924")
