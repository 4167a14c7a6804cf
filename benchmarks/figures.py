"""How it goes: agreed criteria, two years of measurements and scorecards, forums and their reviews."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from benchmarks.bulk import Bulk
from benchmarks.companies import Governed
from govtracker.enums import (
    Aggregation,
    CriteriaStatus,
    MeasurementState,
    Pillar,
    ReviewStatus,
    ScorecardStatus,
    SeatRole,
    Side,
    Tier,
    Unit,
)
from govtracker.models import (
    CriteriaSet,
    Criterion,
    Forum,
    ForumMember,
    Kpi,
    Measurement,
    PillarWeight,
    Review,
    Scorecard,
    Topic,
)
from govtracker.rules import periods
from govtracker.rules.performance import scorecards, snapshot, standings
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.scorecards import CriterionInput
from govtracker.rules.performance.snapshot import Snapshot
from govtracker.rules.performance.standings import Corridor

MONTHS = 24
CORRIDOR = Corridor(Decimal(70), Decimal(90), Decimal(60), Decimal(60))
WEIGHTS = {Pillar.EXPERIENCE: Decimal(50), Pillar.COST: Decimal(30), Pillar.REVENUE: Decimal(20)}
KPIS = (  # code, name, pillar, worst, minimum, target
    ("FCR", "First contact resolution", Pillar.EXPERIENCE, 50, 65, 75),
    ("CSAT", "Customer satisfaction", Pillar.EXPERIENCE, 60, 75, 85),
    ("SL", "Service level in 20 s", Pillar.EXPERIENCE, 50, 70, 80),
    ("INV", "Invoice accuracy", Pillar.COST, 90, 95, 99),
    ("AHT", "Handled within plan", Pillar.COST, 60, 80, 95),
    ("SELL", "Offers taken up", Pillar.REVENUE, 5, 15, 25),
)


def months_before(today: date) -> list[date]:
    """The first days of the months that are over, oldest first."""
    places = [today.year * 12 + today.month - 1 - back for back in range(MONTHS, 0, -1)]
    return [date(place // 12, place % 12 + 1, 1) for place in places]


def write(bulk: Bulk, governed: Governed, *, rng: Random, at: datetime) -> None:
    """Everything that is measured and met over in one relationship."""
    version, criteria = _criteria(bulk, governed, at=at)
    _months(bulk, governed, version, criteria, rng=rng, at=at)
    _forums(bulk, governed, at=at)


def _criteria(bulk: Bulk, governed: Governed, *, at: datetime) -> tuple[int, dict[int, CriterionInput]]:
    """The version in force, and its criteria by KPI id."""
    agreed = at - timedelta(days=780)
    version = bulk.add(
        CriteriaSet,
        relationship_id=governed.id,
        version=1,
        status=CriteriaStatus.AGREED,
        experience_floor=CORRIDOR.experience_floor,
        experience_top=CORRIDOR.experience_top,
        cost_floor=CORRIDOR.cost_floor,
        revenue_floor=CORRIDOR.revenue_floor,
        created_at=agreed,
        in_force_from=agreed,
        client_agreed_at=agreed,
        client_agreed_by_id=governed.spocs[Side.CLIENT].person_id,
        supplier_agreed_at=agreed,
        supplier_agreed_by_id=governed.spocs[Side.SUPPLIER].person_id,
    )
    for pillar, weight in WEIGHTS.items():
        bulk.add(PillarWeight, criteria_set_id=version, pillar=pillar, weight=weight)
    found = {}
    for position, (code, name, pillar, worst, minimum, target) in enumerate(KPIS):
        anchors = Anchors(Decimal(worst), Decimal(minimum), Decimal(target))
        kpi = bulk.add(
            Kpi,
            relationship_id=governed.id,
            code=code,
            name=name,
            unit=Unit.PERCENT,
            aggregation=Aggregation.LAST,
            source="telephone system",
        )
        made = bulk.add(
            Criterion,
            criteria_set_id=version,
            kpi_id=kpi,
            position=position,
            name=name,
            pillar=pillar,
            weight=Decimal(10),
            worst=anchors.worst,
            minimum=anchors.minimum,
            target=anchors.target,
        )
        found[kpi] = CriterionInput(
            made, name, pillar, Decimal(10), anchors, Unit.PERCENT, state=MeasurementState.MEASURED
        )
    return version, found


def _months(
    bulk: Bulk,
    governed: Governed,
    version: int,
    criteria: dict[int, CriterionInput],
    *,
    rng: Random,
    at: datetime,
) -> None:
    months = months_before(at.date())
    for month in months:
        entered = datetime.combine(month + timedelta(days=33), time(9), UTC)
        measured = []
        for kpi, criterion in criteria.items():
            spread = float(criterion.anchors.target - criterion.anchors.worst)
            value = Decimal(f"{float(criterion.anchors.worst) + spread * rng.uniform(0.3, 1.0):.1f}")
            measured.append(replace(criterion, value=value))
            bulk.add(
                Measurement,
                kpi_id=kpi,
                relationship_id=governed.id,
                period_on=month,
                state=MeasurementState.MEASURED,
                value=value,
                source="telephone system",
                entered_by_id=governed.spocs[Side.SUPPLIER].person_id,
                entered_side=Side.SUPPLIER,
                entered_at=entered,
            )
        _scorecard(bulk, governed, version, month, measured, is_last=month == months[-1])


def _scorecard(
    bulk: Bulk, governed: Governed, version: int, month: date, measured: list[CriterionInput], *, is_last: bool
) -> None:
    shared_at = datetime.combine(month + timedelta(days=34), time(9), UTC)
    result = scorecards.scorecard(measured, WEIGHTS)
    standing = standings.standing(result.overall, result.coverage, result.gates_red)
    scores = {pillar: result.pillar_score(pillar) for pillar in WEIGHTS}
    zone = standings.zone(scores[Pillar.EXPERIENCE], scores[Pillar.COST], scores[Pillar.REVENUE], CORRIDOR)
    text = snapshot.write(
        Snapshot(
            governed.key, f"{month:%Y-%m}", 1, WEIGHTS, result, standing.standing, standing.reasons, CORRIDOR, zone
        )
    )
    agreed_at = None if is_last else shared_at + timedelta(days=3)
    bulk.add(
        Scorecard,
        relationship_id=governed.id,
        number=(month.year - 2000) * 12 + month.month,
        title=f"Scorecard of {month:%B %Y}",
        period_key=f"{month:%Y-%m}",
        period_on=month,
        ends_on=periods.containing(month).last_day,
        criteria_set_id=version,
        status=ScorecardStatus.SHARED if is_last else ScorecardStatus.AGREED,
        snapshot=text,
        digest=snapshot.digest(text),
        overall=_rounded(result.overall),
        coverage=_rounded(result.coverage),
        standing=standing.standing,
        experience=_rounded(scores[Pillar.EXPERIENCE]),
        cost=_rounded(scores[Pillar.COST]),
        revenue=_rounded(scores[Pillar.REVENUE]),
        red_count=sum(one.rag == "red" for one in result.criteria),
        shared_at=shared_at,
        updated_at=agreed_at or shared_at,
        shared_by_id=governed.spocs[Side.SUPPLIER].person_id,
        client_agreed_at=agreed_at,
        client_agreed_by_id=None if is_last else governed.spocs[Side.CLIENT].person_id,
        supplier_agreed_at=shared_at,
        supplier_agreed_by_id=governed.spocs[Side.SUPPLIER].person_id,
    )


def _rounded(score: Decimal | None) -> Decimal | None:
    return None if score is None else score.quantize(Decimal("0.000001"))


def _forums(bulk: Bulk, governed: Governed, *, at: datetime) -> None:
    monthly = _forum(bulk, governed, "Monthly business review", Tier.TACTICAL, SeatRole.SPOC, "FREQ=MONTHLY;BYDAY=1TU")
    _forum(bulk, governed, "Steering committee", Tier.STRATEGIC, SeatRole.SPONSOR, "FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE")
    for month in [*months_before(at.date()), (at + timedelta(days=10)).date()]:
        day = month + timedelta(days=6)
        is_over = day < at.date()
        held_at = datetime.combine(day, time(9), UTC)
        review = bulk.add(
            Review,
            forum_id=monthly,
            relationship_id=governed.id,
            period_key=f"{day:%Y-%m-%d}",
            local_on=day,
            scheduled_at=held_at,
            status=ReviewStatus.MINUTES_AGREED if is_over else ReviewStatus.SCHEDULED,
            held_at=held_at if is_over else None,
            client_agreed_at=held_at if is_over else None,
            supplier_agreed_at=held_at if is_over else None,
        )
        for position, title in enumerate(("Scorecard", "Open issues", "Next month")):
            bulk.add(
                Topic, review_id=review, position=position, title=title, notes="As the pack says.", decision="Noted."
            )


def _forum(bulk: Bulk, governed: Governed, name: str, tier: Tier, role: SeatRole, rrule: str) -> int:
    chairs = {side: governed.seat(role, side, governed.areas[0]).seat_id for side in Side}
    forum = bulk.add(
        Forum,
        relationship_id=governed.id,
        name=name,
        tier=tier,
        client_chair_id=chairs[Side.CLIENT],
        supplier_chair_id=chairs[Side.SUPPLIER],
        rrule=rrule,
        local_time=time(10),
        zone="Europe/Berlin",
        starts_on=date(2024, 1, 1),
        plan_at=None,
    )
    for seat in chairs.values():
        bulk.add(ForumMember, forum_id=forum, seat_id=seat)
    return forum
