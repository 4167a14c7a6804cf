"""What pages show of a KPI's trend: its picture's address, words and table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from govtracker.access import Viewer
from govtracker.charts import engine
from govtracker.charts import trend as charts
from govtracker.charts.pictures import Size, Table
from govtracker.charts.trend import Named
from govtracker.enums import Assurance, Bearing
from govtracker.models import Relationship
from govtracker.queries.performance import trends as asked
from govtracker.rules.performance import trend_words
from govtracker.rules.performance.trend import Trend
from govtracker.rules.performance.trend_words import Figures
from govtracker.rules.periods import Period


@dataclass(frozen=True)
class Shown:
    """A KPI's trend as a page shows it; `src` is where its picture is drawn."""

    trend: Trend
    named: Named
    src: str
    address: str

    @property
    def headline(self) -> str:
        """The newest signal in a few words, "" where there is none."""
        return trend_words.headline(self.trend)

    @property
    def sentences(self) -> list[str]:
        """Everything there is to say, what matters most first."""
        return trend_words.sentences(self.trend, self.named.figures)

    @property
    def table(self) -> Table:
        """The values behind the picture."""
        return charts.table(self.trend, self.named.figures)

    @property
    def sizes(self) -> Mapping[Size, tuple[int, int]]:
        """How large its picture is."""
        return charts.SIZES

    @property
    def rank(self) -> int:
        """What has to be looked at first: concerns, what will miss its target, and nothing measured last."""
        if not self.trend.points:
            return 3
        if any(signal.bearing is Bearing.CONCERN for signal in self.trend.running):
            return 0
        return 1 if self.trend.promise is Assurance.WILL_MISS else 2


def named(kpi: Any) -> Named:
    """What a picture of a KPI is called, and how its values are written; of anything with its name and unit."""
    return Named(kpi.name, Figures(kpi.unit, kpi.unit_label, kpi.decimals))


def shown(
    viewer: Viewer, relationship: Relationship, kpis: Mapping[int, Any], *, last: Period, scope: int | None = None
) -> dict[int, Shown]:
    """KPI id → its trend up to a month, of these KPIs (anything with code, name and unit).

    The engine begins to make ready: pictures are asked for in a moment.
    """
    found = asked.trends(viewer, relationship, list(kpis), last=last, scope=scope)
    if any(trend.points for trend in found.values()):
        engine.warm()
    place = {"key": relationship.key, "to": last.key, "scope": scope}
    return {kpi_id: _shown(kpi, found[kpi_id], place) for kpi_id, kpi in kpis.items()}


def _shown(kpi: Any, trend: Trend, place: dict[str, Any]) -> Shown:
    titled = named(kpi)
    src = url_for("charts.trend", code=kpi.code, v=charts.digest(trend, titled), **place)
    return Shown(trend, titled, src, url_for("trends.show", key=place["key"], code=kpi.code, scope=place["scope"]))
