"""What pages show of benefits: figures in words, their curve, and what stays after what was lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask import url_for

from govtracker import clock
from govtracker.charts import benefit_curve, engine
from govtracker.charts.benefit_curve import Named
from govtracker.charts.pictures import Size, Table
from govtracker.enums import BenefitKind
from govtracker.models import Benefit, Programme
from govtracker.queries.partnership import figures
from govtracker.queries.partnership.programmes import Months
from govtracker.rules import periods
from govtracker.rules.partnership import benefit_words, benefits
from govtracker.rules.partnership.benefit_words import Written
from govtracker.rules.partnership.benefits import Reading, Step
from govtracker.rules.periods import Period


@dataclass(frozen=True)
class Shown:
    """A benefit with what its months say; `src` is where its curve is drawn."""

    benefit: Benefit
    named: Named
    steps: Sequence[Step]
    reading: Reading

    @property
    def sentences(self) -> list[str]:
        """Everything there is to say, what matters most first."""
        return benefit_words.sentences(self.named.promise, self.reading, self.named.written)

    @property
    def gained(self) -> Decimal:
        """What was gained so far where months add up, else in the newest month."""
        newest = self.reading.newest
        if newest is None or newest.gain is None:
            return Decimal(0)
        return newest.gained_so_far if self.named.promise.adds_up else newest.gain

    def said(self, value: Decimal | None) -> str | None:
        """A figure in words."""
        return None if value is None else self.named.written.said(value)

    @property
    def in_words(self) -> str:
        """What was gained, or lost by a dis-benefit, in words."""
        if self.reading.newest is None:
            return "–"
        lost = self.benefit.kind is BenefitKind.DIS_BENEFIT
        return self.named.written.gained(-self.gained if lost else self.gained)

    @property
    def src(self) -> str:
        """The address of its picture."""
        digest = benefit_curve.digest(self.named, self.steps)
        key = self.benefit.relationship.key
        return url_for("benefits.curve", key=key, benefit_id=self.benefit.id, v=digest)

    @property
    def table(self) -> Table:
        """The months behind the picture."""
        return benefit_curve.table(self.named, self.steps)

    @property
    def sizes(self) -> Mapping[Size, tuple[int, int]]:
        """How large its picture is."""
        return benefit_curve.SIZES


@dataclass(frozen=True)
class Balance:
    """What a side gained and lost in one unit, and what stays."""

    side: str
    gained: str
    lost: str
    net: str
    is_loss: bool


def shown(rows: Sequence[Benefit], months: Mapping[int, Months], *, last: Period) -> list[Shown]:
    """Benefits of one relationship, each with its months of `months` up to a month."""
    found = []
    for benefit in rows:
        named = _named(benefit)
        steps = benefits.curve(named.promise, months[benefit.id], _end(benefit, last))
        found.append(Shown(benefit, named, steps, benefits.read(named.promise, steps)))
    return found


def one(benefit: Benefit, losses: Sequence[Benefit] = ()) -> tuple[Shown, list[Shown]]:
    """One benefit, and what offsets it, with their months up to the one that runs; the engine begins to make ready."""
    engine.warm()
    last, rows = running(benefit.programme), [benefit, *losses]
    own, *lost = shown(rows, figures.of_benefits(rows, last=last.first_day), last=last)
    return own, lost


def running(programme: Programme) -> Period:
    """The month that runs where the client is."""
    return periods.containing(clock.today(programme.relationship.client.zone))


def balances(found: Sequence[Shown], programme: Programme) -> list[Balance]:
    """Gains and losses of a programme side by side: money by currency, time by unit; nothing else, no draft."""
    sums: dict[tuple[str, Written], tuple[list[Decimal], list[Decimal]]] = {}
    for one in found:
        if one.benefit.kind is BenefitKind.COMMITTED and one.benefit.agreed_at is None:
            continue
        if one.reading.newest is None or one.benefit.unit not in benefits.NETTED or not one.named.promise.adds_up:
            continue
        gains, losses = sums.setdefault((one.benefit.side.value, one.named.written), ([], []))
        (losses if one.benefit.kind is BenefitKind.DIS_BENEFIT else gains).append(one.gained)
    rows = []
    for (side, written), (gains, losses) in sums.items():
        net = benefits.net(gains, losses)
        gained, lost = sum(gains, Decimal(0)), sum(losses, Decimal(0))
        company = programme.relationship.company(side).name
        rows.append(Balance(company, written.said(gained), written.said(lost), written.gained(net), net < 0))
    return rows


def _named(benefit: Benefit) -> Named:
    summed = benefits.adds_up(benefit.unit, benefit.kpi.aggregation if benefit.kpi else None)
    span = benefit.starts_on, benefit.due_on
    promise = benefits.promised(*span, benefit.baseline, benefit.target, adds_up=summed)
    return Named(benefit.title, promise, Written(benefit.unit, benefit.unit_label, benefit.currency))


def _end(benefit: Benefit, last: Period) -> Period:
    """Up to which month it is shown: not beyond its end."""
    ended = benefit.ended_at or benefit.programme.ended_at
    return min(last, periods.containing(ended.date())) if ended else last
