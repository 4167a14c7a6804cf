"""How people choose a cadence: a few simple patterns, each of which is a recurrence rule, and back again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from govtracker.rules.governance import cadence_rule
from govtracker.rules.governance.cadence_rule import DAY_CODES, Frequency, Rule

MONTHS_A_QUARTER = 3
NTH = (1, 2, 3, 4, -1)


class Pattern(StrEnum):
    """What a cadence looks like to the person who chooses it."""

    WEEKLY = "weekly"
    MONTHLY_WEEKDAY = "monthly_weekday"
    MONTHLY_DAY = "monthly_day"
    QUARTERLY = "quarterly"
    ADVANCED = "advanced"


@dataclass(frozen=True)
class Choices:
    """A pattern and what goes with it: weekdays 0-6 (weekly), which weekday of the month, day 1-31, or a rule."""

    pattern: Pattern
    weekdays: tuple[int, ...] = (1,)
    nth: int = 1
    weekday: int = 1
    day: int = 1
    rrule: str = ""


def rule_of(choices: Choices) -> str:
    """The RRULE of what was chosen; ValueError with a sentence where the choice is no rule."""
    text = WRITERS[choices.pattern](choices)
    cadence_rule.parse(text)
    return text


def choices_of(rrule: str) -> Choices:
    """What a person would choose to get this rule; the pattern is advanced where no simple one fits."""
    rule = cadence_rule.parse(rrule)
    pattern = next(pattern for pattern, fits in PATTERNS.items() if fits(rule))
    nth, weekday = rule.days[0] if rule.days else (1, 1)
    return Choices(
        pattern=pattern,
        weekdays=tuple(weekday for _, weekday in rule.days) or (1,),
        nth=nth or 1,
        weekday=weekday,
        day=rule.month_days[0] if rule.month_days else 1,
        rrule=rrule,
    )


def _weekly(choices: Choices) -> str:
    if not choices.weekdays:
        raise ValueError("Choose at least one day of the week.")
    return "FREQ=WEEKLY;BYDAY=" + ",".join(DAY_CODES[weekday] for weekday in sorted(choices.weekdays))


def _nth(choices: Choices) -> str:
    return f"BYDAY={choices.nth}{DAY_CODES[choices.weekday]}"


def _plain(rule: Rule) -> bool:
    return not (rule.months or rule.position or rule.count or rule.until)


def _on_one_weekday(rule: Rule) -> bool:
    return _plain(rule) and rule.frequency is Frequency.MONTHLY and len(rule.days) == 1 and rule.days[0][0] in NTH


def _on_one_day(rule: Rule) -> bool:
    monthly = _plain(rule) and rule.frequency is Frequency.MONTHLY and rule.interval == 1
    return monthly and len(rule.month_days) == 1 and rule.month_days[0] > 0


WRITERS: Mapping[Pattern, Callable[[Choices], str]] = {
    Pattern.WEEKLY: _weekly,
    Pattern.MONTHLY_WEEKDAY: lambda choices: f"FREQ=MONTHLY;{_nth(choices)}",
    Pattern.MONTHLY_DAY: lambda choices: f"FREQ=MONTHLY;BYMONTHDAY={choices.day}",
    Pattern.QUARTERLY: lambda choices: f"FREQ=MONTHLY;INTERVAL={MONTHS_A_QUARTER};{_nth(choices)}",
    Pattern.ADVANCED: lambda choices: choices.rrule.strip().upper().removeprefix("RRULE:"),
}

PATTERNS: Mapping[Pattern, Callable[[Rule], bool]] = {
    Pattern.WEEKLY: lambda rule: (
        _plain(rule) and rule.frequency is Frequency.WEEKLY and rule.interval == 1 and bool(rule.days)
    ),
    Pattern.MONTHLY_WEEKDAY: lambda rule: _on_one_weekday(rule) and rule.interval == 1,
    Pattern.QUARTERLY: lambda rule: _on_one_weekday(rule) and rule.interval == MONTHS_A_QUARTER,
    Pattern.MONTHLY_DAY: _on_one_day,
    Pattern.ADVANCED: lambda rule: True,
}
