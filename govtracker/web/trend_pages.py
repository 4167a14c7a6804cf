"""What pages show of a KPI's trend: its picture's address, words and table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from govtracker.access import Viewer
from govtracker.charts import engine
from govtracker.charts import trend as charts
from govtracker.charts.pictures import Table
from govtracker.charts.trend import Named
from govtracker.models import Relationship
from govtracker.queries.performance import trends as asked
from govtracker.rules.performance import trend_words
from govtracker.rules.performance.measuring import Measure
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
    def can_be_drawn(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.trend.points)


def named(measure: Any) -> Named:
    """What a picture of a KPI is called, and how its values are written."""
    return Named(measure.name, Figures(measure.unit, measure.unit_label, measure.decimals))


def shown(
    viewer: Viewer, relationship: Relationship, measures: Sequence[Measure], *, last: Period, warm: bool = True
) -> dict[int, Shown]:
    """KPI id → its trend up to a month. The engine begins to make ready: pictures are asked for in a moment."""
    found = asked.trends(viewer, relationship, measures, last=last)
    if warm and any(trend.points for trend in found.values()):
        engine.warm()
    return {measure.kpi_id: _shown(relationship, measure, found[measure.kpi_id], last) for measure in measures}


def _shown(relationship: Relationship, measure: Measure, trend: Trend, last: Period) -> Shown:
    key, titled = relationship.key, named(measure)
    src = url_for("charts.trend", key=key, code=measure.code, to=last.key, v=charts.digest(trend, titled))
    return Shown(trend, titled, src, url_for("trends.show", key=key, code=measure.code))
