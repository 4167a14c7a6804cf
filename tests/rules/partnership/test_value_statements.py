"""What a customer is shown of a period: without the names of suppliers, the keys of records, and what is internal."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.partnership import value_statements
from govtracker.rules.partnership.value_statements import TEXTS, Names, Statement, Volumes

NAMES = Names(("Meridian", "Meridian Care", "Cascade Ltd.", "Q+"), ("MER", "CAS"))
SAID = dict.fromkeys(TEXTS, "") | {"title": "October", "introduction": "A good month."}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Meridian rolled back.", "our partner rolled back."),
        ("meridian care answered MER-42", "our partner answered this matter"),
        ("See MER-A31 and CAS-C7.", "See this matter and this matter."),
        ("mer-42 and Cas-d7", "this matter and this matter"),
        ("Thanks to Cascade Ltd. for it, and to Q+.", "Thanks to our partner for it, and to our partner."),
        ("ISO-9001 and Meridians stay", "ISO-9001 and Meridians stay"),
    ],
)
def test_names_and_keys_leave_what_is_drafted(text: str, left: str) -> None:
    assert NAMES.out_of(text) == left
    assert Names().out_of(text) == text


@given(st.lists(st.sampled_from(["MERIDIAN", "meridian care", "MER-1", "CAS-P2", "fine", "\n", "(Meridian)"])))
def test_what_is_drafted_can_be_released(parts: list[str]) -> None:
    issue = SimpleNamespace(title=" ".join(parts), why_it_occurred=" ".join(parts), what_was_done="x", why_not_again="")
    drafted = SAID | {"resolved": value_statements.resolved([issue], NAMES)}
    assert value_statements.gaps(drafted, NAMES, shows_suppliers=False) == []


@pytest.mark.parametrize(
    ("field", "text", "shows", "refused"),
    [
        ("resolved", "Meridian did it.", False, True),
        ("resolved", "Meridian did it.", True, False),
        ("improvements", "As MER-42 asked.", True, True),
        ("introduction", " ", False, True),
        ("title", "What Meridian did for you", False, True),
        ("title", "October, see mer-42", True, True),
        ("resolved", "Cascade Ltd. did it.", False, True),
    ],
)
def test_what_gives_something_away_is_not_released(field: str, text: str, shows: bool, refused: bool) -> None:
    gaps = value_statements.gaps(SAID | {field: text}, NAMES, shows_suppliers=shows)
    assert [gap[0] for gap in gaps] == ([field] if refused else [])


def test_a_released_statement_reads_as_it_was_written() -> None:
    volumes = Volumes(opened=4, resolved=3, within=2, judged=3, minutes=540)
    statement = Statement(
        "Northgate", "Harbour Bank", "October", date(2026, 10, 1), date(2026, 10, 31), "a", volumes, "b", "c", "d"
    )
    assert value_statements.read(value_statements.write(statement)) == statement
    assert dict(volumes.lines)["Mean time to resolve"] == "3 h of working time"
    assert dict(Volumes().lines)["Mean time to resolve"] == "–"
