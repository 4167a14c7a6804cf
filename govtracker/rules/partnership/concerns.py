"""What around a relationship asks for its managers, each in one line: value, launches, the exit plan, the pulse."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from govtracker.enums import ConcernKind
from govtracker.rules import date_words, periods
from govtracker.rules.partnership.benefit_words import Written
from govtracker.rules.partnership.benefits import Step
from govtracker.rules.partnership.readiness import Readiness
from govtracker.rules.performance import explanation


@dataclass(frozen=True)
class Concern:
    """One line: what it is about, what is to be said of it, and the path of its page."""

    kind: ConcernKind
    title: str
    words: str
    path: str


def collateral(key: str, alert_id: int, *, metric: str, programme: str, month: date) -> Concern:
    """An alert of collateral damage that nobody has answered; `month` is its first day."""
    when = f"in {periods.containing(month).name} while {programme} was green"
    words = f"worse than its baseline {when}; nobody has answered"
    return Concern(ConcernKind.COLLATERAL, metric, words, f"/r/{key}/value/alerts/{alert_id}")


def benefit(key: str, benefit_id: int, *, title: str, newest: Step, written: Written) -> Concern:
    """A committed benefit whose newest month brought less than was committed for it."""
    assert newest.gain is not None
    gained = "worse than the baseline" if newest.gain < 0 else f"{written.moved(newest.gain)} realised"
    words = f"{gained} in {newest.month.name}, {written.moved(newest.committed)} was committed for that month"
    return Concern(ConcernKind.BENEFIT, title, words, f"/r/{key}/value/benefits/{benefit_id}")


def launch(key: str, launch_id: int, *, title: str, ready: Readiness) -> Concern | None:
    """A launch that is not as ready as its day asks; None where nothing is found."""
    if not ready.findings:
        return None
    words = " ".join(ready.findings).rstrip(".")
    return Concern(ConcernKind.LAUNCH, title, f"{words[0].lower()}{words[1:]}", f"/r/{key}/value/launches/{launch_id}")


def exit_review(key: str, *, due_on: date, today: date) -> Concern:
    """An exit plan nobody has looked at in time."""
    days = (today - due_on).days
    words = f"its review was due on {date_words.long_day(due_on)}, {days} day{'' if days == 1 else 's'} ago"
    return Concern(ConcernKind.EXIT, "Exit plan", words, f"/r/{key}/value/exit")


def plan(key: str, *, version: int, waits_for: Sequence[str]) -> Concern:
    """A version of the management plan that waits for the word of these companies."""
    words = f"waits for {date_words.listed(list(waits_for))} to agree"
    return Concern(ConcernKind.PLAN, f"Relationship management plan, version {version}", words, f"/r/{key}/plan")


def pulse(
    key: str, *, number: int, equity: Decimal | None, movement: Decimal | None, blind: Sequence[tuple[str, str]]
) -> Concern:
    """What a round of the pulse came to; equity is 0–100, `blind` its blind spots: (statement, company)."""
    told = [_equity(equity, movement)]
    told += [f"blind spot of {company}: {called}" for called, company in blind]
    return Concern(ConcernKind.PULSE, f"Pulse {number}", "; ".join(told), f"/r/{key}/pulse/{number}")


def _equity(equity: Decimal | None, movement: Decimal | None) -> str:
    if equity is None:
        return "too few answered on one side to say how equal the view is"
    sign = "" if movement is None else "+" if movement > 0 else "−" if movement < 0 else "±"
    moved = "" if movement is None else f", {sign}{explanation.figure(abs(movement), 1)} on the round before"
    return f"relationship equity {explanation.figure(equity, 1)} of 100{moved}"
