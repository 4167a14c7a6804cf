"""What is refused of a contract, and what is only remarked on."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from govtracker.enums import EarnBack, Incentive, IncentiveThreshold
from govtracker.rules.performance import contracts
from govtracker.rules.performance.contracts import BadContract, Share
from tests.support.contracted import FACTS

D = Decimal
GOOD = replace(
    FACTS,
    earn_back=EarnBack.NEXT_PERIODS,
    earn_back_months=3,
    bonus=D(2),
    counts_from=date(2024, 3, 1),
)


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"ends_on": date(2024, 2, 29)}, "ends_on", "cannot end before it starts, on 1 March 2024"),
        (
            {"ends_on": date(2024, 4, 29), "client_notice_days": 61},
            "client_notice_days",
            "61 days is longer .* 60 days",
        ),
        ({"supplier_notice_days": -1}, "supplier_notice_days", "0 to 3,650 days"),
        ({"ends_on": None}, "renewal_months", "no end does not renew itself"),
        ({"renewal_months": 0}, "renewal_months", "1 to 120 months"),
        ({"at_risk": D("100.01")}, "at_risk", "At most 100 % of the charge"),
        ({"at_risk": D("NaN")}, "at_risk", "At most 100 %"),
        ({"bonus": D(-1)}, "bonus", "not below 0 %"),
        ({"earn_back_share": D(101)}, "earn_back_share", "At most 100 % is given back"),
        ({"earn_back_months": None}, "earn_back_months", "how many months in a row: 1 to 24"),
        ({"charge": D(-1)}, "charge", "not below zero"),
        ({"charge": D("0.005")}, "charge", "at most two decimals"),
        ({"charge": D("0.5"), "currency": "JPY"}, "charge", "JPY has no decimals"),
        ({"charge": D(10) ** 20}, "charge", "more than"),
        ({"currency": "EUX"}, "currency", "“EUX” is no currency we know"),
        ({"currency": ""}, "currency", "no currency we know"),
        ({"counts_from": date(2024, 3, 2)}, "counts_from", "first day of a month"),
        ({"counts_from": date(2024, 2, 1)}, "counts_from", "before the contract starts"),
        ({"counts_from": date(2027, 3, 1)}, "counts_from", "after the contract has ended"),
        ({"starts_on": date(203, 1, 1)}, "starts_on", "The year 203 lies outside 1990 to 2100"),
        ({"ends_on": date(9999, 12, 31)}, "ends_on", "The year 9999 lies outside"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(changed, field, words):
    with pytest.raises(BadContract, match=words) as refused:
        contracts.check(replace(GOOD, **changed))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("changed", "minor"),
    [
        ({}, 10_000_000),
        ({"currency": "JPY"}, 100_000),
        ({"currency": "KWD", "charge": D("1.234")}, 1234),
        ({"at_risk": D(100), "bonus": D(0), "charge": D(0)}, 0),
        ({"ends_on": None, "renewal_months": None, "client_notice_days": 3650}, 10_000_000),
        ({"ends_on": date(2024, 5, 29), "client_notice_days": 90, "supplier_notice_days": 0}, 10_000_000),
    ],
)
def test_the_charge_is_whole_minor_units_of_its_currency(changed, minor):
    assert contracts.check(replace(GOOD, **changed)) == minor


@pytest.mark.parametrize("share", ["0", "-1", "100.01", "NaN", "Infinity"])
def test_a_share_is_a_part_of_a_whole(share):
    with pytest.raises(BadContract, match="above 0 and up to 100 %"):
        contracts.check_share(D(share))


def test_money_does_not_move_the_wrong_way():
    contracts.check_threshold(Incentive.CREDIT, IncentiveThreshold.BELOW_TARGET)
    with pytest.raises(BadContract, match="below the minimum or the target"):
        contracts.check_threshold(Incentive.CREDIT, IncentiveThreshold.AT_TARGET)
    with pytest.raises(BadContract, match="at the target or above the stretch"):
        contracts.check_threshold(Incentive.BONUS, IncentiveThreshold.BELOW_MINIMUM)


def shares(*given):
    low = IncentiveThreshold.BELOW_MINIMUM
    return [Share(number, pool, D(share), Incentive.CREDIT, low) for number, (pool, share) in enumerate(given)]


def test_shares_that_do_not_add_up_are_remarked_on_and_kept():
    assert contracts.remarks({"A": D(60), "B": D(40)}, shares(("A", "100"), ("B", "50"), ("B", "50"))) == []
    over, within = contracts.remarks({"A": D(90), "B": D(60)}, shares(("A", "100"), ("B", "80")))
    assert over.startswith("The pools come to 150 % together, not 100 %: a month’s sum stops at the agreed limit")
    assert "credits in pool “B” come to 80 %" in within
    assert "20 % of what they could move is tied to nothing" in within
