"""Keys are made, read back as people type them, and suggested."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Audience
from govtracker.rules import keys
from govtracker.rules.keys import Key

relationship_keys = st.from_regex(r"[A-Z][A-Z0-9]{1,5}", fullmatch=True)
counts = st.integers(1, 999_999_999)
MAKERS = {"": keys.issue_key, keys.ACTION: keys.action_key, keys.DECISION: keys.decision_key}
MAKERS |= {keys.PROBLEM: keys.problem_key, keys.RISK: keys.risk_key}


@pytest.mark.parametrize(
    ("audience", "made"),
    [
        (Audience.SHARED, ["MER-42", "MER-A42", "MER-D42", "MER-P42", "MER-R42"]),
        (Audience.CLIENT, ["MER-C42", "MER-AC42", "MER-DC42", "MER-PC42", "MER-RC42"]),
        (Audience.SUPPLIER, ["MER-S42", "MER-AS42", "MER-DS42", "MER-PS42", "MER-RS42"]),
    ],
)
def test_each_side_has_its_own_numbers(audience: Audience, made: list[str]) -> None:
    assert [make("MER", 42, audience) for make in MAKERS.values()] == made


@given(relationship=relationship_keys, count=counts, audience=st.sampled_from(Audience))
def test_keys_are_read_back_however_they_are_typed(relationship: str, count: int, audience: Audience) -> None:
    for kind, make in MAKERS.items():
        key = make(relationship, count, audience)
        assert keys.parse(f" {key.lower()} ") == Key(relationship, audience, count, kind)
    assert keys.numbered(keys.number(count, audience).lower()) == (audience, count)


@pytest.mark.parametrize(
    "text", ["", "MER", "MER-", "MER-0", "MER-042", "MER-X7", "M-42", "MERIDIAN-4", "4ER-42", "MER 42"]
)
def test_what_is_no_key_is_none(text: str) -> None:
    assert keys.parse(text) is None


@pytest.mark.parametrize("text", ["", "0", "042", "X7", "A7", "-1", "1.5", "9" * 10, "٣"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no number of an issue or action"):
        keys.numbered(text)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Meridian Care", "MER"),
        ("Élan vital", "ELA"),
        ("3M", "MXX"),
        ("B 2 B", "B2B"),
        ("", "XXX"),
        ("株式会社", "XXX"),
    ],
)
def test_key_is_suggested_from_a_name(name: str, key: str) -> None:
    assert keys.suggested(name) == key


@given(st.text())
def test_suggested_key_is_a_possible_one(name: str) -> None:
    assert keys.is_relationship_key(keys.suggested(name))


@pytest.mark.parametrize(
    ("text", "possible"),
    [("ME", True), ("MERID1", True), ("M", False), ("MERIDIA", False), ("1ER", False), ("mer", False), ("MÉR", False)],
)
def test_relationship_key_is_two_to_six_capitals_and_digits(text: str, possible: bool) -> None:
    assert keys.is_relationship_key(text) is possible
