"""What a contract says: what is refused of it, and what is only remarked on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from govtracker.enums import EarnBack, Incentive, IncentiveThreshold, PricingModel
from govtracker.rules import money
from govtracker.rules.date_words import long_day

LONGEST_NOTICE: Final = 3_650
LONGEST_RENEWAL: Final = 120
MOST_MONTHS: Final = 24
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100
HUNDRED: Final = Decimal(100)


class BadContract(ValueError):
    """What is refused: the field that is at fault and the sentence shown beside it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


@dataclass(frozen=True)
class Facts:
    """What a version of a contract says, as typed. Percentages are 0–100; the charge is what one month costs."""

    reference: str
    title: str
    starts_on: date
    ends_on: date | None
    renewal_months: int | None
    client_notice_days: int
    supplier_notice_days: int
    pricing: PricingModel
    currency: str
    charge: Decimal
    at_risk: Decimal
    bonus: Decimal
    earn_back: EarnBack
    earn_back_months: int | None
    earn_back_share: Decimal
    counts_from: date
    bonus_terms: str = ""
    remarks: str = ""


@dataclass(frozen=True)
class Share:
    """One KPI in a pool, as typed."""

    kpi_id: int
    pool: str
    share: Decimal
    direction: Incentive
    threshold: IncentiveThreshold


def check(facts: Facts) -> int:
    """The month's charge in minor units; raises BadContract."""
    for rule in (_check_days, _check_notice, _check_percentages, _check_earn_back):
        rule(facts)
    if not money.is_known(facts.currency):
        raise BadContract("currency", f"“{facts.currency}” is no currency we know. Write its code, such as EUR.")
    if facts.charge < 0:
        raise BadContract("charge", "A charge is not below zero.")
    try:
        return money.in_minor(facts.charge, facts.currency)
    except ValueError as fault:
        raise BadContract("charge", str(fault)) from None


def check_share(share: Decimal, field: str = "share") -> None:
    """Raise BadContract for a share that is no part of a whole."""
    if not share.is_finite() or not 0 < share <= HUNDRED:
        raise BadContract(field, "A share lies above 0 and up to 100 %.")


def check_threshold(direction: Incentive, threshold: IncentiveThreshold) -> None:
    """Raise BadContract where money would move the wrong way."""
    if threshold not in THRESHOLDS[direction]:
        words = "A credit is due below the minimum or the target." if direction is Incentive.CREDIT else BONUS_ABOVE
        raise BadContract("threshold", words)


def remarks(pools: Mapping[str, Decimal], shares: Sequence[Share]) -> list[str]:
    """Sentences about shares that do not add up to 100: they are kept as agreed, and the cap holds whatever they say.

    `pools` maps a pool's name to its percentage of the amount at risk.
    """
    found = []
    if pools and (total := sum(pools.values(), Decimal(0))) != HUNDRED:
        found.append(f"The pools come to {_percent(total)} together, not 100 %: {_meaning(total, 'the pools')}")
    for pool in pools:
        for direction in Incentive:
            within = [one.share for one in shares if one.pool == pool and one.direction is direction]
            total = sum(within, Decimal(0))
            if within and total != HUNDRED:
                found.append(
                    f"The {WORDS[direction]} in pool “{pool}” come to {_percent(total)} together, not 100 %: "
                    f"{_meaning(total, 'they')}"
                )
    return found


def _meaning(total: Decimal, what: str) -> str:
    if total > HUNDRED:
        return "a month’s sum stops at the agreed limit, and what is above it is not paid."
    return f"{_percent(HUNDRED - total)} of what {what} could move is tied to nothing."


def _check_days(facts: Facts) -> None:
    for field in ("starts_on", "ends_on", "counts_from"):
        given: date | None = getattr(facts, field)
        if given is not None and not FIRST_YEAR <= given.year <= LAST_YEAR:
            raise BadContract(field, f"The year {given.year} lies outside {FIRST_YEAR} to {LAST_YEAR}.")
    if facts.ends_on is not None and facts.ends_on < facts.starts_on:
        raise BadContract("ends_on", f"It cannot end before it starts, on {long_day(facts.starts_on)}.")
    if facts.counts_from.day != 1:
        raise BadContract("counts_from", "Incentives count from the first day of a month.")
    if facts.counts_from < facts.starts_on.replace(day=1):
        raise BadContract("counts_from", "Incentives cannot count before the contract starts.")
    if facts.ends_on is not None and facts.counts_from > facts.ends_on:
        raise BadContract("counts_from", "Incentives cannot begin to count after the contract has ended.")


def _check_notice(facts: Facts) -> None:
    if facts.renewal_months is not None:
        if facts.ends_on is None:
            raise BadContract("renewal_months", "What has no end does not renew itself: give it an end, or leave this.")
        if not 1 <= facts.renewal_months <= LONGEST_RENEWAL:
            raise BadContract("renewal_months", f"It renews itself by 1 to {LONGEST_RENEWAL} months.")
    for field in ("client_notice_days", "supplier_notice_days"):
        days: int = getattr(facts, field)
        if not 0 <= days <= LONGEST_NOTICE:
            raise BadContract(field, f"A notice period has 0 to {LONGEST_NOTICE:,} days.")
        if facts.ends_on is not None and days > (term := (facts.ends_on - facts.starts_on).days + 1):
            raise BadContract(field, f"Notice of {days} days is longer than the whole term of {term} days.")


def _check_percentages(facts: Facts) -> None:
    words = {"at_risk": "At most 100 % of the charge can be at risk", "bonus": "A bonus is at most 100 % of the charge"}
    for field in ("at_risk", "bonus", "earn_back_share"):
        given: Decimal = getattr(facts, field)
        if not given.is_finite() or not 0 <= given <= HUNDRED:
            raise BadContract(field, f"{words.get(field, 'At most 100 % is given back')}, and not below 0 %.")


def _check_earn_back(facts: Facts) -> None:
    if facts.earn_back is EarnBack.NEXT_PERIODS and not 1 <= (facts.earn_back_months or 0) <= MOST_MONTHS:
        raise BadContract("earn_back_months", f"Say how many months in a row: 1 to {MOST_MONTHS}.")


def _percent(value: Decimal) -> str:
    return f"{value.normalize():f} %"


BONUS_ABOVE: Final = "A bonus is due at the target or above the stretch."
WORDS: Final = {Incentive.CREDIT: "credits", Incentive.BONUS: "bonuses"}
THRESHOLDS: Final = {
    Incentive.CREDIT: (IncentiveThreshold.BELOW_MINIMUM, IncentiveThreshold.BELOW_TARGET),
    Incentive.BONUS: (IncentiveThreshold.AT_TARGET, IncentiveThreshold.ABOVE_STRETCH),
}
