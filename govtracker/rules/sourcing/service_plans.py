"""How a segment is served beside what it needs: field by field, and the plan its needs suggest."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from govtracker.enums import ServiceChannel, ServiceHours, Staffing, TouchLevel
from govtracker.rules import durations
from govtracker.rules.performance import explanation
from govtracker.rules.sourcing.segment_needs import Needs
from govtracker.rules.words import label

TOUCHES: Final = tuple(TouchLevel)
HOURS: Final = tuple(ServiceHours)
RESPONSE_FROM: Final = (  # urgency (1–5) from which so many business minutes are wanted (ours)
    (Decimal(4), durations.HOUR),
    (Decimal(3), 4 * durations.HOUR),
    (Decimal(2), durations.DAY),
    (Decimal(1), 2 * durations.DAY),
)
MUCH_FASTER: Final = 4  # times as fast as is wanted
TEAM_FROM, POOL_UNDER = Decimal("3.5"), Decimal("2.5")  # wish for the same people
CHANNELS: Final = {  # the channels that go with a touch level
    TouchLevel.SELF_SERVICE: (ServiceChannel.SELF_SERVICE,),
    TouchLevel.LOW_TOUCH: (ServiceChannel.SELF_SERVICE, ServiceChannel.CHAT),
    TouchLevel.MEDIUM_TOUCH: (ServiceChannel.EMAIL, ServiceChannel.PHONE),
    TouchLevel.HIGH_TOUCH: (ServiceChannel.PHONE, ServiceChannel.NAMED_CONTACT),
}


class Fit(StrEnum):
    """How a field of a plan meets the needs."""

    FITS = "fits"
    MORE = "more"
    LESS = "less"
    OTHER = "other"


@dataclass(frozen=True)
class Plan:
    """How a segment is served; `response_minutes` are business minutes within the hours."""

    touch: TouchLevel
    channels: tuple[ServiceChannel, ...]
    hours: ServiceHours
    response_minutes: int
    staffing: Staffing

    @property
    def words(self) -> str:
        """The plan in one line."""
        ways = " and ".join(_word(one) for one in self.channels)
        return (
            f"{_word(self.touch)} by {ways}, {_word(self.hours)}, a response within "
            f"{durations.words(self.response_minutes)}, a {_word(self.staffing)}"
        )


@dataclass(frozen=True)
class Matched:
    """One field of a plan: how it meets the needs, and why that is said."""

    field: str
    fit: Fit
    reason: str


def suggested(needs: Needs) -> Plan:
    """The plan that the needs come to."""
    wished = {needs.channel.word, *CHANNELS[needs.level]}
    return Plan(
        needs.level,
        tuple(channel for channel in ServiceChannel if channel in wished),
        needs.hours.word or ServiceHours.OFFICE_HOURS,
        response_wanted(needs),
        Staffing.DEDICATED_TEAM if needs.mean("continuity") >= TEAM_FROM else Staffing.POOL,
    )


def response_wanted(needs: Needs) -> int:
    """Within how many business minutes customers of such urgency want an answer."""
    urgency = needs.mean("urgency")
    return next(minutes for least, minutes in RESPONSE_FROM if urgency >= least)


def matched(plan: Plan, needs: Needs) -> list[Matched]:
    """Every field of the plan against the needs."""
    return [match(plan, needs) for match in MATCHES]


def steps(plan: Plan, needs: Needs) -> int:
    """How many levels of touch the plan gives beyond what is needed; negative where it gives less."""
    return TOUCHES.index(plan.touch) - TOUCHES.index(needs.level)


def _touch(plan: Plan, needs: Needs) -> Matched:
    beyond = steps(plan, needs)
    fit = Fit.FITS if beyond == 0 else Fit.MORE if beyond > 0 else Fit.LESS
    said = f"the needs come to {_word(needs.level)} ({_figure(needs.index)} of 5), the plan gives {_word(plan.touch)}"
    return Matched("Touch", fit, said)


def _channels(plan: Plan, needs: Needs) -> Matched:
    wished = needs.channel.word
    if wished is None:
        return Matched("Channels", Fit.FITS, "the answers name no channel more often than others")
    offered = wished in plan.channels
    said = f"{'offers' if offered else 'does not offer'} {_word(wished)}, which most answers name"
    return Matched("Channels", Fit.FITS if offered else Fit.OTHER, said)


def _hours(plan: Plan, needs: Needs) -> Matched:
    wished = needs.hours.word
    if wished is None:
        return Matched("Hours", Fit.FITS, "the answers name no hours more often than others")
    beyond = HOURS.index(plan.hours) - HOURS.index(wished)
    fit = Fit.FITS if beyond == 0 else Fit.MORE if beyond > 0 else Fit.LESS
    return Matched("Hours", fit, f"most answers name {_word(wished)}, the plan gives {_word(plan.hours)}")


def _response(plan: Plan, needs: Needs) -> Matched:
    wanted, urgency = response_wanted(needs), needs.mean("urgency")
    less, more = plan.response_minutes > wanted, plan.response_minutes * MUCH_FASTER < wanted
    said = f"an urgency of {_figure(urgency)} wants a response within {durations.words(wanted)}"
    return Matched(
        "Response",
        Fit.LESS if less else Fit.MORE if more else Fit.FITS,
        f"{said}, the plan gives {durations.words(plan.response_minutes)}",
    )


def _staffing(plan: Plan, needs: Needs) -> Matched:
    wish = needs.mean("continuity")
    has_team = plan.staffing is Staffing.DEDICATED_TEAM
    if wish >= TEAM_FROM and not has_team:
        fit = Fit.LESS
    else:
        fit = Fit.MORE if wish < POOL_UNDER and has_team else Fit.FITS
    said = f"the wish for the same people is {_figure(wish)} of 5, the plan gives a {_word(plan.staffing)}"
    return Matched("People", fit, said)


def _word(word: StrEnum) -> str:
    said = label(word)
    return said[:1].lower() + said[1:]


def _figure(number: Decimal) -> str:
    return explanation.figure(number, 1)


MATCHES: Final[tuple[Callable[[Plan, Needs], Matched], ...]] = (_touch, _channels, _hours, _response, _staffing)
