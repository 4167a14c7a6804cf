"""The catalogue: enough to pick from, each entry fit for a draft as it stands."""

from collections import Counter
from decimal import Decimal

import pytest

from govtracker.enums import ComputedKpi, Direction, Pillar, Rag
from govtracker.rules.performance import anchors, criteria, scoring
from govtracker.rules.performance.catalogue import shelf
from govtracker.rules.performance.catalogue.entry import Entry

D = Decimal


def test_there_are_more_than_fifty_and_no_code_or_name_twice() -> None:
    assert len(shelf.ENTRIES) >= 53
    assert len(shelf.BY_CODE) == len(shelf.ENTRIES)
    assert max(Counter(entry.terms.name for entry in shelf.ENTRIES).values()) == 1
    assert {entry.terms.pillar for entry in shelf.ENTRIES} == set(Pillar)


@pytest.mark.parametrize("entry", shelf.ENTRIES, ids=list(shelf.BY_CODE))
def test_each_can_be_taken_into_a_draft_as_it_stands(entry: Entry) -> None:
    terms = entry.terms
    criteria.check(terms)
    for text in (terms.definition, terms.formula, terms.source, entry.caveat):
        assert text.strip()
    assert (entry.caveat.strip()[-1], terms.definition.strip()[-1] in ".?") == (".", True)
    assert scoring.rag(terms.anchors.target, terms.anchors) is Rag.GREEN
    assert scoring.rag(terms.anchors.minimum, terms.anchors) is Rag.AMBER


def test_whatever_the_product_computes_can_be_picked() -> None:
    assert {entry.terms.computed for entry in shelf.ENTRIES} - {None} == set(ComputedKpi)


def test_ranges_are_ranges_and_gates_are_proposed_where_nothing_makes_up_for_a_breach() -> None:
    directions = {code: anchors.direction(entry.terms.anchors) for code, entry in shelf.BY_CODE.items()}
    assert {code for code, way in directions.items() if way is Direction.RANGE} == {"AHT", "UTIL", "OCC"}
    assert {code for code, entry in shelf.BY_CODE.items() if entry.terms.is_gate} == {"SEC", "ERR-COMP"}


def test_words_and_pillar_narrow_what_is_found() -> None:
    assert [entry.terms.code for entry in shelf.found("promoter")] == ["NPS"]
    assert {entry.terms.code for entry in shelf.found("ANSWER median")} == {"FRT-MAIL", "FRT-CHAT"}
    assert all(entry.terms.pillar is Pillar.COST for entry in shelf.found(pillar=Pillar.COST))
    assert shelf.found("no such words at all") == []
    assert len(shelf.found()) == len(shelf.ENTRIES)
