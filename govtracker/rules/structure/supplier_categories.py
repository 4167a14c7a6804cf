"""How much governance a supplier category asks for: at which tiers both sides meet, and how often (ours)."""

from collections.abc import Mapping
from typing import Final

from govtracker.enums import Pace, SupplierCategory, Tier
from govtracker.rules.governance import cadence_rule
from govtracker.rules.governance.cadence_rule import DAY_CODES, Frequency, Rule

USUAL_WEEKDAY: Final = (1, 1)  # the first Tuesday


def proposed(category: SupplierCategory, tier: Tier) -> Pace | None:
    """How often a forum of that tier is to meet; None where the category asks for none."""
    return PROPOSED[category].get(tier)


def pace_of(rrule: str) -> Pace | None:
    """How often a rule comes round; None where it is no simple pace. ValueError for one that is refused."""
    rule = cadence_rule.parse(rrule)
    if rule.months or rule.position or not rule.once_a_period:
        return None
    months = rule.interval * 12 if rule.frequency is Frequency.YEARLY else rule.interval
    if rule.frequency is Frequency.YEARLY:
        return PACES.get((Frequency.MONTHLY, months))
    return PACES.get((rule.frequency, rule.interval))


def at_pace(rrule: str, pace: Pace) -> str:
    """The rule at another pace, on the same weekday, or day of the month where it had one."""
    rule = cadence_rule.parse(rrule)
    frequency, interval = RULES[pace]
    every = f"FREQ={frequency}" + (f";INTERVAL={interval}" if interval > 1 else "")
    return f"{every};{_day(rule, frequency)}"


def _day(rule: Rule, frequency: Frequency) -> str:
    nth, weekday = rule.days[0] if rule.days else USUAL_WEEKDAY
    if frequency is Frequency.WEEKLY:
        return f"BYDAY={DAY_CODES[weekday]}"
    if rule.month_days and not rule.days:
        return f"BYMONTHDAY={rule.month_days[0]}"
    return f"BYDAY={nth or 1}{DAY_CODES[weekday]}"


PROPOSED: Final[Mapping[SupplierCategory, Mapping[Tier, Pace]]] = {
    SupplierCategory.STRATEGIC: {
        Tier.STRATEGIC: Pace.QUARTERLY,
        Tier.TACTICAL: Pace.MONTHLY,
        Tier.OPERATIONAL: Pace.WEEKLY,
    },
    SupplierCategory.TACTICAL: {
        Tier.STRATEGIC: Pace.HALF_YEARLY,
        Tier.TACTICAL: Pace.MONTHLY,
        Tier.OPERATIONAL: Pace.FORTNIGHTLY,
    },
    SupplierCategory.OPERATIONAL: {Tier.TACTICAL: Pace.QUARTERLY, Tier.OPERATIONAL: Pace.MONTHLY},
    SupplierCategory.COMMODITY: {Tier.TACTICAL: Pace.HALF_YEARLY},
}
RULES: Final[Mapping[Pace, tuple[Frequency, int]]] = {
    Pace.WEEKLY: (Frequency.WEEKLY, 1),
    Pace.FORTNIGHTLY: (Frequency.WEEKLY, 2),
    Pace.MONTHLY: (Frequency.MONTHLY, 1),
    Pace.QUARTERLY: (Frequency.MONTHLY, 3),
    Pace.HALF_YEARLY: (Frequency.MONTHLY, 6),
    Pace.YEARLY: (Frequency.MONTHLY, 12),
}
PACES: Final = {rule: pace for pace, rule in RULES.items()}
