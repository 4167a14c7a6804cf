"""Six months of every KPI of a relationship: what is shown, and which of it the viewer may type over."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request

from govtracker import clock
from govtracker.access import Permission, Viewer, allowed
from govtracker.models import Relationship
from govtracker.queries import NotFound
from govtracker.queries.performance import held
from govtracker.queries.performance import measurements as asked
from govtracker.queries.performance.held import Held
from govtracker.queries.performance.measurements import Key
from govtracker.rules import periods
from govtracker.rules.performance import card_periods, measuring
from govtracker.rules.performance.measuring import Measure
from govtracker.rules.periods import BadPeriod, Period
from govtracker.services.performance.measurements import Given
from govtracker.web.forms import measurements as forms

MONTHS = 6


@dataclass(frozen=True)
class Cell:
    """A KPI in a month: its row (None: nothing said), its value, and the name of its field where one may type."""

    month: Period
    row: Any
    value: Any
    field: str
    locked: bool


@dataclass(frozen=True)
class Grid:
    """KPIs down, months across, oldest first. `today` is the local day where months are counted."""

    measures: list[Measure]
    months: list[Period]
    rows: dict[Key, Any]
    held: Held
    today: date
    may_enter: bool

    @property
    def begun(self) -> list[Period]:
        """The months that are not in the future."""
        return [month for month in self.months if month.first_day <= self.today]

    @property
    def earlier(self) -> str | None:
        """The month up to which the grid before this one goes; None at the beginning of time."""
        months = _up_to(self.months[0])
        return months[-2].key if len(months) > 1 else None

    @property
    def later(self) -> str | None:
        """The month up to which the grid after this one goes; None where this one reaches the running month."""
        running = periods.containing(self.today)
        if self.months[-1] >= running:
            return None
        month = self.months[-1]
        for _ in range(MONTHS):
            month = month.next()
        return min(month, running).key

    @property
    def typed(self) -> dict[str, str]:
        """What the cells one may type into say now."""
        return {
            forms.cell_name(measure, month): measuring.cell(self._entry(measure, month))
            for measure, month in self._open()
        }

    def form(self, **options: Any) -> forms.Grid:
        """The form over those cells."""
        return forms.grid(self._open())(**options)

    def given(self, cells: dict[str, str]) -> list[Given]:
        """What was typed into these cells; they have been checked."""
        names = {forms.cell_name(measure, month): (measure, month) for measure, month in self._open()}
        return [Given(*names[name], measuring.read_cell(text, names[name][0])) for name, text in cells.items()]

    def lines(self) -> list[tuple[Measure, list[Cell]]]:
        """Each KPI with its cells."""
        return [(measure, [self._cell(measure, month) for month in self.months]) for measure in self.measures]

    def _cell(self, measure: Measure, month: Period) -> Cell:
        key = Key(measure.kpi_id, month.first_day)
        entry = self._entry(measure, month)
        name = forms.cell_name(measure, month) if self._is_open(measure, month) else ""
        return Cell(
            month, self.rows.get(key), measuring.value(entry, measure) if entry else None, name, key in self.held
        )

    def _entry(self, measure: Measure, month: Period) -> measuring.Entry | None:
        row = self.rows.get(Key(measure.kpi_id, month.first_day))
        return asked.entry(row) if row else None

    def _open(self) -> list[tuple[Measure, Period]]:
        return [(measure, month) for measure in self.measures for month in self.months if self._is_open(measure, month)]

    def _is_open(self, measure: Measure, month: Period) -> bool:
        locked = Key(measure.kpi_id, month.first_day) in self.held
        return self.may_enter and not measuring.objection(measure, month, today=self.today, locked=locked)


def read(relationship: Relationship, viewer: Viewer) -> Grid:
    """The grid up to the month the address asks for (?period=2026-10), by default the running one."""
    today = local_today(relationship)
    period = request.args.get("period")
    months = _up_to(month_of(period) if period else periods.containing(today))
    first, last = months[0].first_day, months[-1].first_day
    measures = asked.measures_in_use(viewer, relationship.id)
    rows = asked.listed(viewer, [one.kpi_id for one in measures], first, last)
    return Grid(
        measures=measures,
        months=months,
        rows={Key(row.kpi_id, row.period_on): row for row in rows},
        held=held.within(relationship.id, first, last),
        today=today,
        may_enter=allowed(viewer, Permission.ENTER_MEASUREMENT, relationship),
    )


def local_today(relationship: Relationship) -> date:
    """The day where the relationship's months are counted: at the client's."""
    return clock.today(relationship.client.zone)


def month_of(period: str) -> Period:
    """The month of an address; raises NotFound."""
    try:
        return periods.parse(period)
    except BadPeriod:
        raise NotFound from None


def _up_to(last: Period) -> list[Period]:
    return card_periods.up_to(last, MONTHS)
