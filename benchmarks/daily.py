"""Relationships that measure every day: their criteria, and readings by the million."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from benchmarks.bulk import Bulk
from govtracker import database
from govtracker.database import MILLION, db
from govtracker.enums import Aggregation, CriteriaStatus, Pillar, Unit
from govtracker.models import CriteriaSet, Criterion, Kpi, Organisation, PillarWeight, Relationship

AT = datetime(2024, 10, 1, tzinfo=UTC)
WEIGHTS = {Pillar.EXPERIENCE: Decimal(50), Pillar.COST: Decimal(30), Pillar.REVENUE: Decimal(20)}
WAYS = (Aggregation.RATIO,) * 6 + (Aggregation.SUM, Aggregation.SUM, Aggregation.MEAN, Aggregation.LAST)
COLUMNS = ("kpi_id", "day", "scope", "value", "numerator", "denominator", "n")
AT_ONCE = 50_000
ANCHORS = {  # worst, minimum, target
    Aggregation.RATIO: (Decimal(50), Decimal(70), Decimal(90)),
    Aggregation.SUM: (Decimal(10_000), Decimal(15_000), Decimal(20_000)),
    Aggregation.MEAN: (Decimal(900), Decimal(600), Decimal(400)),
    Aggregation.LAST: (Decimal(900), Decimal(600), Decimal(400)),
}
UNITS = {Aggregation.RATIO: Unit.PERCENT, Aggregation.SUM: Unit.COUNT}


def fill(relationships: int, kpis: int, months: int, *, last: date) -> int:
    """Relationships with criteria in force and a reading a KPI and day of so many months up to `last`; how many."""
    bulk = Bulk()
    client = bulk.add(Organisation, name="Northgate Group", zone="Europe/Berlin")
    ways: dict[int, Aggregation] = {}
    for position in range(relationships):
        supplier = bulk.add(Organisation, name=f"Supplier {position}", zone="Asia/Manila")
        made = bulk.add(Relationship, key=f"S{position:04}", client_id=client, supplier_id=supplier, created_at=AT)
        ways |= _criteria(bulk, made, kpis)
    bulk.finish()
    first = _months_back(last, months)
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    if db.engine.dialect.name == "postgresql":
        _copy(_rows(ways, days))
    else:
        _insert(_rows(ways, days))
    return len(ways) * len(days)


def _criteria(bulk: Bulk, relationship_id: int, kpis: int) -> dict[int, Aggregation]:
    floors = {name: Decimal(60) for name in ("experience_floor", "cost_floor", "revenue_floor")}
    version = bulk.add(
        CriteriaSet,
        relationship_id=relationship_id,
        version=1,
        status=CriteriaStatus.AGREED,
        experience_top=Decimal(90),
        created_at=AT,
        in_force_from=AT,
        **floors,
    )
    for pillar, weight in WEIGHTS.items():
        bulk.add(PillarWeight, criteria_set_id=version, pillar=pillar, weight=weight)
    ways = {}
    for position in range(kpis):
        way = WAYS[position % len(WAYS)]
        facts: dict[str, Any] = {"name": f"KPI {position}"}
        kpi = bulk.add(
            Kpi,
            relationship_id=relationship_id,
            code=f"K{position}",
            unit=UNITS.get(way, Unit.SECONDS),
            aggregation=way,
            source="telephone system",
            **facts,
        )
        worst, minimum, target = ANCHORS[way]
        bulk.add(
            Criterion,
            criteria_set_id=version,
            kpi_id=kpi,
            position=position,
            pillar=list(WEIGHTS)[position % len(WEIGHTS)],
            weight=Decimal(10),
            worst=worst,
            minimum=minimum,
            target=target,
            **facts,
        )
        ways[kpi] = way
    return ways


def _rows(ways: dict[int, Aggregation], days: list[date]) -> Iterator[tuple[Any, ...]]:
    """A row a KPI and day, as the columns keep it: whole millionths."""
    dated = [(number, day.isoformat()) for number, day in enumerate(days)]
    for kpi, way in ways.items():
        for number, day in dated:
            varied = (kpi * 31 + number * 17) % 97
            if way is Aggregation.RATIO:
                yield kpi, day, 0, None, (400 + varied) * MILLION, (500 + varied) * MILLION, None
            else:
                yield kpi, day, 0, (450 + 2 * varied) * MILLION, None, None, 200 + varied


def _copy(rows: Iterator[tuple[Any, ...]]) -> None:
    with database.transaction():
        connection: Any = db.session.connection().connection.dbapi_connection
        with connection.cursor() as cursor:
            with cursor.copy(f"COPY reading ({', '.join(COLUMNS)}) FROM STDIN") as copy:
                for some in _batches(rows):
                    lines = ("\t".join("\\N" if one is None else str(one) for one in row) for row in some)
                    copy.write("\n".join(lines) + "\n")
            cursor.execute("ANALYZE reading")


def _insert(rows: Iterator[tuple[Any, ...]]) -> None:
    statement = f"INSERT INTO reading ({', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # names of our own
    with database.transaction():
        connection: Any = db.session.connection().connection.dbapi_connection
        for some in _batches(rows):
            connection.executemany(statement, some)


def _batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some


def _months_back(last: date, months: int) -> date:
    place = last.year * 12 + last.month - months
    return date(place // 12, place % 12 + 1, 1)
