"""What follows from whom a provider vouches for."""

import itertools

import pytest

from govtracker.rules.installation import vouching
from govtracker.rules.installation.vouching import Known, Step, Terms, TurnedAway, Vouched

OURS, OTHERS = 1, 2
TERMS = Terms(OURS, frozenset({"northgate.example"}), just_in_time=True)
ADA = Vouched("https://login", "7", "ada@northgate.example", address_verified=True)
COLLEAGUE = Known(OURS, is_active=True)


@pytest.mark.parametrize(
    ("linked", "addressed", "step"),
    [(COLLEAGUE, None, Step.ADMIT), (None, COLLEAGUE, Step.LINK), (None, None, Step.CREATE)],
)
def test_step(linked, addressed, step):
    assert vouching.step(ADA, TERMS, linked=linked, addressed=addressed) is step


@pytest.mark.parametrize("place", ["linked", "addressed"])
@pytest.mark.parametrize("known", [Known(OTHERS, is_active=True), Known(OURS, is_active=False)])
def test_nobody_of_another_company_and_nobody_who_left_comes_in(known, place):
    with pytest.raises(TurnedAway) as turned:
        vouching.step(ADA, TERMS, **{"linked": None, "addressed": None, place: known})
    assert str(turned.value) == vouching.UNKNOWN, "the same words as for whoever is unknown"


def test_nothing_but_a_verified_address_of_the_own_domains_ties_or_makes_anybody():
    addresses = ("", "ada@northgate.example", "ada@sub.northgate.example", "ada@northgate.example.evil.example", "x")
    for address, verified, addressed in itertools.product(addresses, (True, False), (None, COLLEAGUE)):
        vouched = Vouched("https://login", "7", address, address_verified=verified)
        if (address, verified) == ("ada@northgate.example", True):
            continue
        with pytest.raises(TurnedAway):
            vouching.step(vouched, TERMS, linked=None, addressed=addressed)


@pytest.mark.parametrize("place", ["linked", "addressed"])
def test_nobody_vouches_for_who_administers_the_installation(place):
    known = Known(OURS, is_active=True, is_administrator=True)
    with pytest.raises(TurnedAway, match="with their own password"):
        vouching.step(ADA, TERMS, **{"linked": None, "addressed": None, place: known})


@pytest.mark.parametrize(
    ("administrator", "of_company", "heads", "keeps"),
    [(False, False, 1, False), (True, False, 5, True), (False, True, 1, True), (False, True, 2, False)],
)
def test_who_has_no_other_way_in_keeps_a_password(administrator, of_company, heads, keeps):
    kept = vouching.keeps_password(is_administrator=administrator, administers_company=of_company, of_company=heads)
    assert kept is keeps
