"""A benefit in plain words: what was realised, against what was committed, and where it leads."""

from dataclasses import dataclass
from decimal import Decimal

from govtracker.enums import Progress, Unit
from govtracker.rules import money
from govtracker.rules.partnership.benefits import Promise, Reading
from govtracker.rules.performance import explanation


@dataclass(frozen=True)
class Written:
    """How figures are written: in whole minor units where they have a currency, else in their unit or its label."""

    unit: Unit
    label: str = ""
    currency: str = ""

    def said(self, value: Decimal) -> str:
        """A figure as people read it: 58 %, 4,200.00 EUR."""
        if self.currency:
            return money.shown(int(value.to_integral_value()), self.currency)
        return explanation.measured(value, self.unit, label=self.label, decimals=2)

    def moved(self, value: Decimal) -> str:
        """A difference without its sign: 2.5 percentage points."""
        if self.unit is Unit.PERCENT and not self.currency:
            shown = explanation.figure(abs(value), 2)
            return f"{shown} percentage point{'' if shown == '1' else 's'}"
        return self.said(abs(value))

    def gained(self, value: Decimal) -> str:
        """A gain, or below 0 a loss, with its sign."""
        return f"{'−' if value < 0 else '+'}{self.moved(value)}" if value else self.moved(value)


def sentences(promise: Promise, reading: Reading, written: Written) -> list[str]:
    """Everything that is to be said of a benefit, what matters most first."""
    newest = reading.newest
    if newest is None or newest.gain is None:
        return ["Nothing has been measured yet."]
    if promise.whole is None:
        return [f"{newest.month.name}: {written.said(newest.gain)}.", *_summed(promise, reading, written)]
    found = [_newest(reading, written), *_summed(promise, reading, written)]
    return [*found, forecast(promise, reading, written)]


def forecast(promise: Promise, reading: Reading, written: Written) -> str:
    """Where the pace of the last months leads, said as what it is: a straight line."""
    if reading.progress is Progress.REACHED:
        return "The target is reached."
    if reading.step is None:
        return "A forecast needs three months with figures."
    if reading.step <= 0:
        return "At the pace of the last months the target is not reached: the gain does not grow."
    pace = f"At the pace of the last months, {written.gained(reading.step)} a month,"
    if reading.reached_in is None or promise.due is None:
        return f"{pace} the target is not reached within five years."
    in_time = reading.reached_in <= promise.due
    return f"{pace} the target is reached in {reading.reached_in.name}, {'in time' if in_time else LATE}."


def _newest(reading: Reading, written: Written) -> str:
    newest = reading.newest
    assert newest is not None
    assert newest.gain is not None
    assert reading.percent is not None
    if newest.gain < 0:
        return f"{newest.month.name} was {written.moved(newest.gain)} worse than the baseline."
    part = f"{explanation.figure(reading.percent, 0)} % of the whole gain"
    promised = f"{written.moved(newest.committed)} was committed for that month"
    return f"{newest.month.name}: {written.gained(newest.gain)}, {part}; {promised}."


def _summed(promise: Promise, reading: Reading, written: Written) -> list[str]:
    newest = reading.newest
    if not promise.adds_up or newest is None:
        return []
    so_far = f"So far {written.said(newest.gained_so_far)}"
    if reading.percent_so_far is None:
        return [f"{so_far}."]
    share = f"{explanation.figure(reading.percent_so_far, 0)} % of the {written.said(newest.committed_so_far)}"
    return [f"{so_far}, {share} committed for the months measured."]


LATE = "after it is due"
