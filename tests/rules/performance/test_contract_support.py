"""Where a contract leaves a criterion alone, or pulls against its weight."""

from decimal import Decimal

from govtracker.enums import ContractFinding, Incentive, IncentiveThreshold, Pillar
from govtracker.rules.performance import contract_support
from govtracker.rules.performance.contract_support import Weighed
from govtracker.rules.performance.incentives import Term

D = Decimal
CODES = {1: "FCR", 2: "SL", 3: "PRICE", 9: "AHT"}
WEIGHED = [
    Weighed(1, "FCR", Pillar.EXPERIENCE, D(45), has_stretch=True),
    Weighed(2, "SL", Pillar.EXPERIENCE, D(30)),
    Weighed(3, "PRICE", Pillar.COST, D(25)),
]


def credit(kpi_id, share, pool_share="100"):
    return Term(kpi_id, "All", D(pool_share), D(share), Incentive.CREDIT, IncentiveThreshold.BELOW_MINIMUM)


def bonus(kpi_id, share, at=IncentiveThreshold.AT_TARGET):
    return Term(kpi_id, "All", D(100), D(share), Incentive.BONUS, at)


def found(*terms):
    return {(one.kind, one.code): one.sentence for one in contract_support.check(WEIGHED, terms, CODES)}


def test_a_contract_that_follows_the_weights_has_nothing_to_show():
    assert found(credit(1, 50), credit(2, 25), credit(3, 25)) == {}


def test_a_criterion_on_which_no_money_hangs_has_no_support():
    said = found(credit(1, 50), credit(2, 50))
    assert said[ContractFinding.UNSUPPORTED, "PRICE"] == (
        "PRICE makes 25 % of the score; no credit and no bonus hangs on it."
    )


def test_money_concentrated_on_a_light_criterion_pulls_against_its_weight():
    said = found(credit(3, 60), credit(1, 25), credit(2, 15))
    assert said[ContractFinding.HEAVIER, "PRICE"] == (
        "PRICE carries 60 % of the credits and makes 25 % of the score: 35 points more than it weighs."
    )
    assert set(said) == {
        (ContractFinding.HEAVIER, "PRICE"),
        (ContractFinding.LIGHTER, "FCR"),
        (ContractFinding.LIGHTER, "SL"),
    }


def test_ten_points_are_tolerated_and_more_are_not():
    assert found(credit(1, 55), credit(2, 20), credit(3, 25)) == {}
    assert (ContractFinding.HEAVIER, "FCR") in found(credit(1, "55.1"), credit(2, "19.9"), credit(3, 25))


def test_a_bonus_for_cost_alone_pulls_while_experience_weighs_more():
    terms = (credit(1, 45), credit(2, 30), credit(3, 25))
    said = found(*terms, bonus(3, 100))
    assert said == {
        (ContractFinding.BONUS_PULLS, "PRICE"): (
            "100 % of all bonuses is for cost, which makes 25 % of the score; "
            "customer experience makes 75 % and gets 0 %."
        )
    }
    assert found(*terms, bonus(1, 100)) == {}


def test_a_stretch_bonus_without_a_stretch_and_money_on_what_is_no_criterion_are_said():
    terms = (credit(1, 45), credit(2, 30), credit(3, 25), credit(9, "0.01"))
    said = found(*terms, bonus(2, 100, IncentiveThreshold.ABOVE_STRETCH))
    assert set(said) == {(ContractFinding.NO_STRETCH, "SL"), (ContractFinding.NO_CRITERION, "AHT")}


def test_without_incentives_nothing_is_supported_and_nothing_pulls():
    assert {kind for kind, _ in found()} == {ContractFinding.UNSUPPORTED}
