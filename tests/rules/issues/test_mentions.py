"""Mentions: who is called in a text, who only seems to be, and who is a stranger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.issues import mentions
from govtracker.rules.issues.mentions import Reader

PRIYA = Reader(1, "Priya Nair", "priya.nair@meridian.example")
DIEGO = Reader(2, "Diego Alonso", "diego.alonso@meridian.example")
DIEGA = Reader(3, "Diego Alonso-Ruiz", "diego.ruiz@meridian.example")
ZOE = Reader(4, "Zoë Groß", "zoe@northgate.example")
TWIN, OTHER_TWIN = Reader(5, "Ana Lima", "ana.lima@a.example"), Reader(6, "Ana Lima", "ana.lima@b.example")
READERS = [PRIYA, DIEGO, DIEGA, ZOE, TWIN, OTHER_TWIN]


@pytest.mark.parametrize(
    ("text", "ids", "strangers"),
    [
        ("@Priya Nair please look", [1], []),
        ("please look, @priya nair!", [1], []),
        ("(@Priya)", [1], []),
        ("@Priya's team", [], ["Priya's"]),
        ("@priya.nair@meridian.example", [1], []),
        ("@Diego Alonso", [2], []),
        ("@Diego Alonso-Ruiz, and again @Diego Alonso-Ruiz", [3], []),
        ("@Diego", [], ["Diego"]),
        ("@Zoe\u0308 Groß and @ZOË", [4], []),
        ("@Priya Fernandez, not @Priya", [1], ["Priya Fernandez"]),
        ("@Ana Lima", [5, 6], []),
        ("@ana.lima@b.example", [6], []),
        ("@Priya   Nair", [1], []),
        ("@Petra Stein should know, @nobody too", [], ["Petra Stein", "nobody"]),
        ("@Petra Stein, @Petra Stein", [], ["Petra Stein"]),
        ("mail priya.nair@meridian.example or see https://example.com/@Priya", [], []),
        ("`@Priya Nair` and\n```\n@Diego Alonso\n```\nbut @Zoë", [4], []),
        ("> @Priya Nair wrote this\n\nI agree", [], []),
        ("@ Priya, @@Priya, @3 and @_x", [], []),
        ("", [], []),
    ],
)
def test_who_is_called(text: str, ids: list[int], strangers: list[str]) -> None:
    found = mentions.called(text, READERS)
    assert list(found.person_ids) == ids
    assert list(found.strangers) == strangers


def test_names_are_kept_as_the_text_has_them() -> None:
    assert mentions.called("@priya NAIR, @Zoë", READERS).names == ("priya NAIR", "Zoë")


def test_nobody_is_called_where_nobody_may_read() -> None:
    assert mentions.called("@Priya Nair", []) == mentions.Called(strangers=("Priya Nair",))


@given(st.text(alphabet="@PriyaNrDego Alonso.`>\n", max_size=60))
def test_only_readers_are_called_and_nobody_twice(text: str) -> None:
    found = mentions.called(text, READERS)
    assert len(set(found.person_ids)) == len(found.person_ids)
    assert set(found.person_ids) <= {reader.person_id for reader in READERS}


@given(st.sampled_from([PRIYA, DIEGO, DIEGA, ZOE]), st.sampled_from(["", " ", ".", ", look", "\nthen", "?"]))
def test_a_full_name_always_calls_its_person(reader: Reader, after: str) -> None:
    assert mentions.called(f"Hello @{reader.name}{after}", READERS).person_ids == (reader.person_id,)
