"""Trends of MER's KPIs and their pictures: whoever sees MER reads them, a SPOC begins a baseline anew."""

from govtracker.models import TrendBaseline
from govtracker.queries import claims
from govtracker.queries.performance import measurements as asked
from tests.support import measured
from tests.support.world import MADE_AT, World
from tests.web.access_table import ONLOOKERS, READERS, Row

SPOCS: dict[str, int | tuple[int, ...]] = {**ONLOOKERS, "client_spoc": (303, 422), "supplier_spoc": (303, 422)}
FCR = "/r/MER/kpis/FCR"


def measured_october(world: World) -> None:
    measured.agree(world)
    measured.enter(world, "2026-10", measured.OCTOBER)


def begun_anew(world: World) -> None:
    measured.settle(world, measured.drafted(world))
    kpi = asked.measure(world.viewer("client_spoc"), "MER", "FCR")
    row = {"kpi_id": kpi.id, "relationship_id": kpi.relationship_id, "reason": "a second team", "set_at": MADE_AT}
    claims.insert_rows(TrendBaseline, [{**row, "period_on": MADE_AT.date().replace(day=1)}])


ROWS = {
    "trends.index": Row("/r/MER/kpis?to=2026-10", READERS, scene=measured_october),
    "trends.show": Row(FCR, READERS, scene=measured_october),
    "trends.begin_anew": Row(f"{FCR}/baselines", SPOCS, method="POST", scene=measured_october),
    "trends.take_back": Row(
        f"{FCR}/baselines/{MADE_AT:%Y-%m}/removal",
        {**ONLOOKERS, "client_spoc": (303, 404), "supplier_spoc": (303, 404)},  # once it is taken back, it is gone
        method="POST",
        prepare=begun_anew,
    ),
    "charts.trend": Row("/r/MER/charts/trend/FCR?v=1", READERS, scene=measured_october),
}
