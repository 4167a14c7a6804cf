"""Vacant and doubled pairs are found, and the page can say why."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import PairFinding
from govtracker.rules.structure import structure
from govtracker.rules.structure.structure import PairFacts, Quiet, Spoc

people = st.none() | st.integers(1, 5)
pairs = st.lists(
    st.builds(PairFacts, st.integers(1, 20), st.just("IT"), people, people.map(lambda person: person and person + 100)),
    unique_by=lambda pair: pair.area_id,
)


@pytest.mark.parametrize(
    ("quality", "kind", "why"),
    [
        ((1, 2), "healthy", "Each side has a lead with this area alone."),
        ((None, 2), "vacant", "Nobody leads Quality on the client’s side."),
        ((1, None), "vacant", "Nobody leads Quality on the supplier’s side."),
        ((None, None), "vacant", "Nobody leads Quality on the client’s side and the supplier’s side."),
        ((3, 2), "doubled", "On the client’s side the lead of Quality also leads IT."),
        ((1, 6), "doubled", "On the supplier’s side the lead of Quality also leads IT and Finance."),
        (
            (3, 6),
            "doubled",
            (
                "On the client’s side the lead of Quality also leads IT. "
                "On the supplier’s side the lead of Quality also leads IT and Finance."
            ),
        ),
        ((None, 6), "vacant", "Nobody leads Quality on the client’s side."),  # vacant outranks doubled
    ],
)
def test_finding_of_a_pair(quality: tuple[int | None, int | None], kind: str, why: str) -> None:
    rows = [PairFacts(1, "IT", 3, 6), PairFacts(2, "Finance", None, 6), PairFacts(3, "Quality", *quality)]
    finding = structure.findings(rows)[3]
    assert (finding.kind.value, finding.why) == (kind, why)


def test_no_pairs_have_no_findings() -> None:
    assert structure.findings([]) == {}


@given(pairs)
def test_every_pair_has_its_one_finding(rows: list[PairFacts]) -> None:
    found = structure.findings(rows)
    assert set(found) == {pair.area_id for pair in rows}
    for pair in rows:
        leads = [pair.client_person_id, pair.supplier_person_id]
        others = {
            person for row in rows if row is not pair for person in (row.client_person_id, row.supplier_person_id)
        }
        if None in leads:
            expected = PairFinding.VACANT
        elif others & set(leads):
            expected = PairFinding.DOUBLED
        else:
            expected = PairFinding.HEALTHY
        assert found[pair.area_id].kind is expected


ON = date(2026, 11, 20)
QUIET = Quiet(ON, 30, ON - timedelta(days=89))


@pytest.mark.parametrize(
    ("complete", "last", "words"),
    [
        (400, 30, None),  # the agreed days themselves are in time
        (400, 31, "no direct contact for 31 days; at most 30 were agreed"),
        (400, None, "for 90+ days"),  # contacts were counted that far back
        (89, None, "for 89 days"),
        (30, None, None),  # they have both led it for 30 days
        (31, None, "for 31 days"),
        (10, 60, None),  # a contact from before both led it is no excuse, and no charge
        (None, None, None),
    ],
)
def test_pair_is_dormant_after_the_agreed_days(complete: int | None, last: int | None, words: str | None) -> None:
    days = [None if ago is None else ON - timedelta(days=ago) for ago in (complete, last)]
    found = structure.all_findings([PairFacts(1, "Quality", 1, 2, *days)], QUIET)[1][0]
    assert found.kind is (PairFinding.DORMANT if words else PairFinding.HEALTHY)
    assert words is None or words in found.why


def test_all_findings_of_a_pair_stand_in_the_order_of_their_weight() -> None:
    long_ago = ON - timedelta(days=300)
    rows = [
        PairFacts(1, "IT", 1, 5, long_ago),
        PairFacts(2, "Finance", 1, 6, long_ago, ON),
        PairFacts(3, "Legal", 1, None),
    ]
    found = {area: [one.kind.value for one in told] for area, told in structure.all_findings(rows, QUIET).items()}
    assert found == {1: ["dormant", "doubled"], 2: ["doubled"], 3: ["vacant", "doubled"]}
    assert structure.findings(rows, QUIET)[1].kind is PairFinding.DORMANT


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "1 vacant, 1 doubled"),
        ({"dormant": 2, "key_persons": 1}, "1 vacant, 2 dormant, 1 doubled, 1 key person"),
        ({"collapsed": True, "key_persons": 2}, "a bow-tie again, 1 vacant, 1 doubled, 2 key persons"),
    ],
)
def test_structure_in_short(given: dict[str, Any], words: str) -> None:
    rows = [PairFacts(1, "IT", 3, None), PairFacts(2, "Finance", 3, 6)]
    assert structure.in_short(rows, **given) == words
    assert structure.in_short(rows[1:]) == "healthy"
    assert structure.in_short([]) == "no areas yet"


@pytest.mark.parametrize(
    ("spoc", "deputy", "away", "found"),
    [
        (1, 2, False, Spoc(1, acting=False)),
        (None, 2, False, Spoc(2, acting=True)),
        (None, None, False, Spoc(None, acting=False)),
        (1, 2, True, Spoc(2, acting=True)),
        (1, None, True, Spoc(1, acting=False)),
    ],
)
def test_deputy_acts_while_the_spoc_seat_is_vacant_or_its_holder_away(
    spoc: int | None, deputy: int | None, away: bool, found: Spoc
) -> None:
    assert structure.acting(spoc, deputy, away=away) == found
