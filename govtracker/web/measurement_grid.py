"""Six months of every KPI of a relationship: what is shown, and which of it the viewer may type over."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import request, url_for

from govtracker import clock
from govtracker.access import Permission, Viewer, allowed
from govtracker.enums import MeasurementState, Side
from govtracker.models import Relationship, ScorecardScope
from govtracker.queries import NotFound
from govtracker.queries.performance import collections, held, recorded, scopes
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
    from_parts: bool = False


@dataclass(frozen=True)
class Grid:
    """KPIs down, months across, oldest first. `today` is the local day where months are counted."""

    key: str
    measures: list[Measure]
    months: list[Period]
    rows: dict[Key, Any]
    held: Held
    today: date
    may_enter: bool
    side: Side | None
    scope: ScorecardScope | None = None
    parts: recorded.Months = field(default_factory=dict)
    stale: dict[int, date] = field(default_factory=dict)

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
        scope = self.scope.id if self.scope else 0
        return [
            Given(*names[name], measuring.read_cell(text, names[name][0]), scope=scope) for name, text in cells.items()
        ]

    def address(self, endpoint: str = "measurements.index", **more: Any) -> str:
        """An address of a page of this grid, its months and scope kept."""
        own = {"period": self.months[-1].key, "scope": self.scope.id if self.scope else None}
        return url_for(endpoint, **{"key": self.key, **own, **more})

    def objection(self, measure: Measure, month: Period) -> str:
        """Why nobody types into a cell, as a sentence; "" where one may."""
        key = self._key(measure, month)
        if key in self.rows and _is_closed(self.rows[key]):
            return "It is made of its days, or disputed: sign in to settle it."
        found = measuring.objection(measure, month, today=self.today, locked=key in self.held, side=self.side)
        return found or ""

    def lines(self) -> list[tuple[Measure, list[Cell]]]:
        """Each KPI with its cells."""
        return [(measure, [self._cell(measure, month) for month in self.months]) for measure in self.measures]

    def _cell(self, measure: Measure, month: Period) -> Cell:
        key = self._key(measure, month)
        entry = self._entry(measure, month)
        name = forms.cell_name(measure, month) if self._is_open(measure, month) else ""
        value = measuring.value(entry, measure) if entry else None
        parts = self.parts.get(month.first_day, {}).get(measure.kpi_id) if value is None else None
        if parts is not None:
            value = measuring.value(parts.entry, measure)
        return Cell(month, self.rows.get(key), value, name, key in self.held, parts is not None and value is not None)

    def _entry(self, measure: Measure, month: Period) -> measuring.Entry | None:
        row = self.rows.get(self._key(measure, month))
        return asked.entry(row) if row else None

    def _open(self) -> list[tuple[Measure, Period]]:
        return [(measure, month) for measure in self.measures for month in self.months if self._is_open(measure, month)]

    def _is_open(self, measure: Measure, month: Period) -> bool:
        key = self._key(measure, month)
        if not self.may_enter or (key in self.rows and _is_closed(self.rows[key])):
            return False
        return not measuring.objection(measure, month, today=self.today, locked=key in self.held, side=self.side)

    def _key(self, measure: Measure, month: Period) -> Key:
        return Key(measure.kpi_id, month.first_day, self.scope.id if self.scope else 0)


def _is_closed(row: Any) -> bool:
    """What is rolled up from days, or disputed, is nothing to type over."""
    return bool(row.is_rolled_up) or row.state is MeasurementState.DISPUTED


def read(relationship: Relationship, viewer: Viewer) -> Grid:
    """The grid up to the month the address asks for (?period=2026-10), by default the running one."""
    today = local_today(relationship)
    period = request.args.get("period")
    months = _up_to(month_of(period) if period else periods.containing(today))
    first, last = months[0].first_day, months[-1].first_day
    measures = asked.measures_in_use(viewer, relationship.id)
    scope = scopes.offered(viewer, relationship.id, request.args.get("scope"))
    scope_id = scope.id if scope else 0
    rows = asked.listed(viewer, [one.kpi_id for one in measures], first, last, scope=scope_id)
    may_enter = allowed(viewer, Permission.ENTER_MEASUREMENT, relationship)
    return Grid(
        key=relationship.key,
        measures=measures,
        months=months,
        rows={Key(row.kpi_id, row.period_on, scope_id): row for row in rows},
        held=held.within(relationship.id, first, last),
        today=today,
        may_enter=may_enter and (scope is None or scope.is_offered),
        side=viewer.side_in(relationship.place()),
        scope=scope,
        parts={} if scope else recorded.said(viewer, relationship.id, first, last),
        stale={} if scope else collections.stale(viewer, relationship, [one.kpi_id for one in measures], today=today),
    )


def of_month(relationship: Relationship, viewer: Viewer, measures: list[Measure], month: Period) -> Grid:
    """A sheet: these KPIs for one month of the whole relationship, for whoever was found to fill them in."""
    first, last = month.first_day, month.last_day
    rows = asked.listed(viewer, [one.kpi_id for one in measures], first, last)
    return Grid(
        key=relationship.key,
        measures=measures,
        months=[month],
        rows={Key(row.kpi_id, row.period_on): row for row in rows},
        held=held.within(relationship.id, first, last),
        today=local_today(relationship),
        may_enter=True,
        side=viewer.side_in(relationship.place()),
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
