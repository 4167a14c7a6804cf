"""Notice dates: until when either side may give notice, how a contract rolls on, and when somebody is reminded."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from govtracker.enums import Side

LEADS: Final = (90, 30, 7)  # days before the last day of notice (ours)
A_DAY: Final = timedelta(days=1)
MOST_RENEWALS: Final = 2_000


@dataclass(frozen=True)
class Duration:
    """How long a contract runs: both days included; open-ended without `ends_on`.

    With `renewal_months` it goes on by as many months each time nobody gave notice. `notice_days` are calendar days:
    notice given on a day ends it so many days later. `notice_on` is when notice was given.
    """

    starts_on: date
    ends_on: date | None
    renewal_months: int | None
    client_notice_days: int
    supplier_notice_days: int
    notice_on: date | None = None
    notice_side: Side | None = None

    def notice_days(self, side: Side) -> int:
        """The notice period of a side."""
        return self.client_notice_days if side is Side.CLIENT else self.supplier_notice_days


@dataclass(frozen=True)
class LastDay:
    """The last day on which a side may give notice, so that the contract ends on `ends_on`."""

    side: Side
    last_on: date
    ends_on: date


def term_end(duration: Duration, renewals: int) -> date | None:
    """The last day after so many renewals; None for an open-ended contract, and past the year 9999.

    Counted from the first end, so that month ends do not creep: what ends with a month goes on to the end of a month
    (28 February 2027 and a year: 29 February 2028), anything else to the same day of a month, or the last of a month
    that has no such day (30 August 2026 and six months: 28 February 2027).
    """
    if duration.ends_on is None:
        return None
    months = renewals * (duration.renewal_months or 0)
    try:
        if (duration.ends_on + A_DAY).day == 1:
            return _months_later(duration.ends_on + A_DAY, months) - A_DAY
        return _months_later(duration.ends_on, months)
    except (OverflowError, ValueError):
        return None


def ends_on(duration: Duration, today: date) -> date | None:
    """The last day as things stand on `today`; None while there is none.

    Notice that was given decides it; without, what renews itself ends with the term that runs today.
    """
    if duration.notice_on is not None and duration.notice_side is not None:
        return end_by_notice(duration, duration.notice_side, duration.notice_on)
    if duration.ends_on is None or not duration.renewal_months:
        return duration.ends_on
    return next((end for end in _ends(duration) if end >= today), None)


def end_by_notice(duration: Duration, side: Side, given_on: date) -> date:
    """When it ends if that side gives notice on a day: at the first end the notice still reaches.

    An open-ended contract ends when the notice has run out, and so does one whose end the notice does not reach any
    more and that does not renew itself: it ends on its last day anyway.
    """
    runs_out = given_on + timedelta(days=duration.notice_days(side))
    if duration.ends_on is None:
        return runs_out
    if not duration.renewal_months:
        return duration.ends_on
    return next((end for end in _ends(duration) if end >= runs_out), runs_out)


def last_day(duration: Duration, side: Side, today: date) -> LastDay | None:
    """The next last day of notice for a side, `today` included; None where notice was given, or no such day comes.

    After it has passed, a contract that renews itself has one for the end after the next.
    """
    if duration.notice_on is not None or duration.ends_on is None:
        return None
    notice = timedelta(days=duration.notice_days(side))
    ends = _ends(duration) if duration.renewal_months else iter([duration.ends_on])
    end = next((end for end in ends if end - notice >= today), None)
    return LastDay(side, end - notice, end) if end is not None else None


def reminder(last_on: date, today: date) -> int | None:
    """The lead, in days, of which a side is to be reminded by `today`: the shortest that has been reached.

    Longer ones that were missed are overtaken by it; None before the first one and after the day itself.
    """
    reached = [lead for lead in LEADS if today >= last_on - timedelta(days=lead)]
    return min(reached) if reached and today <= last_on else None


def next_look(last_on: date, today: date) -> date:
    """The first day after `today` on which another reminder is reached, else the day after the last day of notice."""
    days = sorted(last_on - timedelta(days=lead) for lead in LEADS)
    return next((day for day in days if day > today), max(last_on, today) + A_DAY)


def _ends(duration: Duration) -> Iterator[date]:
    """The end of each term, the first one first."""
    for renewals in range(MOST_RENEWALS):
        end = term_end(duration, renewals)
        if end is None:
            return
        yield end


def _months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
