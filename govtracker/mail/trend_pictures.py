"""The picture of a KPI's trend for a mail: the one the page shows, as PNG."""

from dataclasses import dataclass

from govtracker import clock
from govtracker.access import Viewer
from govtracker.charts import engine, pictures, trend
from govtracker.models import Kpi
from govtracker.queries.performance import trends
from govtracker.rules import periods
from govtracker.rules.performance.trend_words import Figures

SHARP = 1.5  # dots to a unit: fine on a telephone, and the mail stays small


@dataclass(frozen=True)
class Drawn:
    """A picture of a mail: the name it is shown by, what it says to who does not see it, and its bytes."""

    name: str
    words: str
    png: bytes
    width: int
    height: int


def drawn(kpi: Kpi, viewer: Viewer, *, scope: int | None = None) -> Drawn | None:
    """How a KPI goes, as a whole or in a scope; None where nothing is measured, or it cannot be drawn just now."""
    last = periods.containing(clock.today(kpi.relationship.client.zone))
    found = trends.trends(viewer, kpi.relationship, [kpi.id], last=last, scope=scope)[kpi.id]
    named = trend.Named(kpi.name, Figures(kpi.unit, kpi.unit_label, kpi.decimals))
    picture = trend.picture(found, named)
    try:
        png = pictures.png(picture, scale=SHARP) if found.points else b""
    except engine.NotDrawn:
        png = b""
    part = f"{scope}-" if scope else ""
    name = f"trend-{kpi.id}-{part}{trend.digest(found, named)}"
    return Drawn(name, picture.title, png, picture.width, picture.height) if png else None
