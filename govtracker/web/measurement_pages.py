"""The page of one measurement: what stands, what both sides have to settle about it, and where it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import request, url_for

from govtracker.access import Viewer
from govtracker.enums import MeasurementState
from govtracker.models import Kpi, ScorecardScope
from govtracker.queries import NotFound
from govtracker.queries.performance import held, readings, scopes
from govtracker.queries.performance import measurement_talk as talk
from govtracker.queries.performance import measurements as asked
from govtracker.queries.performance.measurements import Key
from govtracker.queries.performance.readings import Stretch
from govtracker.rules import spans
from govtracker.rules.performance import measuring
from govtracker.rules.performance.measuring import Entry, Measure
from govtracker.rules.periods import Period
from govtracker.rules.spans import Span
from govtracker.web.answers import Page, page
from govtracker.web.forms import measurements as forms
from govtracker.web.measurement_grid import local_today, month_of

ROLLED_UP = "It is rolled up from the days below: import the days that were wrong."


@dataclass(frozen=True)
class Place:
    """The month a measurement is of, and the part of the relationship (None: the whole)."""

    month: Period
    scope: ScorecardScope | None

    def key(self, kpi: Kpi) -> Key:
        """Where it stands."""
        return Key(kpi.id, self.month.first_day, self.scope.id if self.scope else 0)

    def url(self, kpi: Kpi, endpoint: str = "measurements.show") -> str:
        """The address of its page, or of a deed there."""
        scope = self.scope.id if self.scope else None
        return url_for(endpoint, key=kpi.relationship.key, code=kpi.code, period=self.month.key, scope=scope)


def place(kpi: Kpi, viewer: Viewer, period: str) -> Place:
    """The month and part an address names; raises NotFound."""
    return Place(month_of(period), scopes.offered(viewer, kpi.relationship_id, request.args.get("scope")))


def show(kpi: Kpi, where: Place, viewer: Viewer, form: forms.Whole, *, status: int = 200, **shown: Any) -> Page:
    """The page of a measurement; `shown` are forms with mistakes in them: answer, disputing, giving_way."""
    measure, month, key = asked.read_measure(kpi), where.month, where.key(kpi)
    rows = asked.listed(viewer, [kpi.id], month.first_day, month.first_day, scope=key.scope)
    row = rows[0] if rows else None
    days = readings.of_month(viewer, key, month) if row and row.is_rolled_up else []
    consents = talk.consents(viewer, row.id) if row else []
    disputes = talk.disputes(viewer, row.id) if row else []
    holding = held.within(kpi.relationship_id, month.first_day, month.first_day)
    disputed = next((one for one in disputes if one.settled_at is None), None)
    today, side = local_today(kpi.relationship), viewer.side_in(kpi.relationship.place())
    objection = measuring.objection(measure, month, today=today, locked=key in holding, side=side)
    return page(
        "measurements/show.html",
        relationship=kpi.relationship,
        kpi=measure,
        month=month,
        scope=where.scope,
        place=where,
        row=row,
        value=measuring.value(asked.entry(row), measure) if row else None,
        corrections=asked.corrections(viewer, row.id) if row else [],
        days=days,
        weeks=_weeks(key, days, measure),
        is_locked=key in holding,
        objection=objection or (ROLLED_UP if row and row.is_rolled_up else None),
        is_agreed=held.scorecard_of(key, holding.agreed()) is not None,
        form=form,
        consents=consents,
        disputes=disputes,
        asking=next((one for one in consents if one.answered_at is None), None),
        disputed=disputed,
        two={which: _of_dispute(disputed, which, measure) for which in ("recorded", "claimed")} if disputed else {},
        own_side=viewer.side_in(kpi.relationship.place()),
        **{**_blank(), **shown},
        status=status,
    )


def stored(kpi: Kpi, where: Place) -> dict[str, Any]:
    """What stands for a KPI and month, as the form shows it."""
    key = where.key(kpi)
    found = asked.stored([key]).get(key)
    if found is None:
        blank = dict.fromkeys(("value", "numerator", "denominator", "n"))
        return {"state": "measured", **blank, "source": kpi.source, "note": ""}
    state = MeasurementState.MEASURED if found.entry.state is MeasurementState.DISPUTED else found.entry.state
    return {**vars(found.entry), "state": state.value, "source": found.source, "note": found.note}


def _of_dispute(dispute: Any, which: str, measure: Measure) -> Decimal | None:
    """One of the two values of a dispute, "recorded" or "claimed", in the KPI's unit."""
    figures = (getattr(dispute, f"{which}_{part}") for part in ("value", "numerator", "denominator"))
    return measuring.value(Entry(MeasurementState.MEASURED, *figures), measure)


def row_id(kpi: Kpi, where: Place) -> int:
    """The id of what stands there; raises NotFound where nothing does."""
    key = where.key(kpi)
    found = asked.stored([key]).get(key)
    if found is None:
        raise NotFound
    return found.id


def _weeks(key: Key, days: Sequence[Any], measure: Measure) -> list[tuple[Span, Entry, Any]]:
    """The weeks these days lie in, all seven days of each: the week, what its days come to, and its value."""
    weeks = list(dict.fromkeys(spans.week(day.day) for day in days))
    stretches = {week: Stretch(key.kpi_id, key.scope, week.first_day, week.last_day) for week in weeks}
    sums = readings.together(list(stretches.values()))
    return [(week, sums[stretch], measuring.value(sums[stretch], measure)) for week, stretch in stretches.items()]


def _blank() -> dict[str, Any]:
    return {
        "answer": forms.Answer(formdata=None),
        "disputing": forms.Dispute(formdata=None),
        "giving_way": forms.GivingWay(formdata=None),
    }
