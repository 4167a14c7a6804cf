"""Vacant and doubled pairs are found, and the page can say why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import PairFinding
from govtracker.rules.structure import structure
from govtracker.rules.structure.structure import PairFacts, Spoc

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


@pytest.mark.parametrize(
    ("spoc", "deputy", "found"),
    [(1, 2, Spoc(1, acting=False)), (None, 2, Spoc(2, acting=True)), (None, None, Spoc(None, acting=False))],
)
def test_deputy_acts_while_the_spoc_seat_is_vacant(spoc: int | None, deputy: int | None, found: Spoc) -> None:
    assert structure.acting(spoc, deputy) == found
