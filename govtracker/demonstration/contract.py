"""Meridian's contract in the demonstration: two versions, and two years of its incentive ledger."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from govtracker.demonstration.measurements import DAY, into_next
from govtracker.demonstration.stage import MIDNIGHT, Stage
from govtracker.demonstration.story import month_before
from govtracker.demonstration.structure import CURRENCY, Place
from govtracker.demonstration.texts import contract as said
from govtracker.enums import EarnBack, PricingModel, Side
from govtracker.models import Contract
from govtracker.queries.performance import contracts as asked
from govtracker.queries.performance import criteria
from govtracker.queries.performance import incentives as ledger
from govtracker.rules import wall_time
from govtracker.rules.performance.contracts import Facts, Share
from govtracker.services.performance import contract_terms, contracts, incentives

KEY = "MER"
NOTICE, SUPPLIERS_NOTICE = 90, 180  # days
COMES_UP_IN = timedelta(days=NOTICE + 20)
YEARS = (0, 12)  # the months from which a version counts
ENTERED_AFTER = 9 * DAY  # business minutes into the next month, when its scorecard is agreed
ADJUSTED = 20


def write(stage: Stage) -> None:
    """Put both versions, each month's entries and an adjustment on the timeline."""
    place = stage.places[KEY]
    for version, index in enumerate(YEARS):
        stage.timeline.at(_before(stage, place, stage.story.months[index]), partial(_enter, stage, place, version))
    for month in stage.story.months:
        stage.timeline.at(into_next(stage, place, month, ENTERED_AFTER), _reckon)
    adjusted = stage.story.months[ADJUSTED]
    stage.timeline.at(into_next(stage, place, adjusted, ENTERED_AFTER + DAY), partial(_adjust, stage, place, adjusted))


def settle(stage: Stage) -> None:
    """What scorecards agreed late come to, and when notice comes near."""
    _reckon(stage.story.at)
    for contract_id in asked.to_look_at(stage.story.at):
        contracts.look(contract_id, stage.story.at)


def _enter(stage: Stage, place: Place, version: int, at: datetime) -> None:
    """Entered and confirmed by the client; by the supplier a day later."""
    by = stage.spoc(place, Side.CLIENT)
    draft = contracts.enter(place.row, _facts(stage, version), by=by, at=at)
    if version == 0:
        _stakes(draft, place, stage, at)
    contracts.agree(draft, draft.edition, by=by, at=at)
    confirm = partial(_confirm, stage, place, draft)
    stage.timeline.at(stage.after(at, DAY, place, Side.SUPPLIER), confirm)


def _confirm(stage: Stage, place: Place, draft: Contract, at: datetime) -> None:
    contracts.agree(draft, draft.edition, by=stage.spoc(place, Side.SUPPLIER), at=at)


def _stakes(draft: Contract, place: Place, stage: Stage, at: datetime) -> None:
    by = stage.spoc(place, Side.CLIENT)
    for name, share in said.POOLS:
        contract_terms.add_pool(draft, name, share, by=by, at=at)
    for stake in said.STAKES:
        kpi = criteria.kpi_with_code(place.row.id, stake.code)
        assert kpi is not None
        share_of = Share(kpi.id, stake.pool, stake.share, stake.direction, stake.threshold)
        contract_terms.add_term(draft, share_of, by=by, at=at)


def _adjust(stage: Stage, place: Place, month: date, at: datetime) -> None:
    """The supplier asks for half of a credit back; the client accepts two days later."""
    why, amount = said.ADJUSTMENT
    by = stage.spoc(place, Side.SUPPLIER)
    made = incentives.propose_adjustment(place.row, month, -amount, why, by=by, at=at)

    def accept(then: datetime) -> None:
        incentives.answer_adjustment(made, "", accepted=True, by=stage.spoc(place, Side.CLIENT), at=then)

    stage.timeline.at(stage.after(at, 2 * DAY, place, Side.CLIENT), accept)


def _reckon(at: datetime) -> None:
    for reckoning_id in ledger.due(at):
        incentives.reckon(reckoning_id, at)


def _facts(stage: Stage, version: int) -> Facts:
    first = stage.story.months[0]
    near = stage.story.today + COMES_UP_IN
    return Facts(
        reference=said.REFERENCE,
        title=said.TITLE,
        starts_on=first,
        ends_on=month_before(near.replace(day=1), -1) - timedelta(days=1),
        renewal_months=12,
        client_notice_days=NOTICE,
        supplier_notice_days=SUPPLIERS_NOTICE,
        pricing=PricingModel.PER_CONTACT,
        currency=CURRENCY,
        charge=said.CHARGES[version],
        at_risk=Decimal(10),
        bonus=Decimal(3),
        earn_back=EarnBack.NEXT_PERIODS,
        earn_back_months=3,
        earn_back_share=Decimal(50),
        counts_from=stage.story.months[YEARS[version]],
        bonus_terms=said.BONUS_TERMS,
        remarks=said.REMARKS,
    )


def _before(stage: Stage, place: Place, month: date) -> datetime:
    """Two working days before a month, or the day before it where the criteria were agreed only then."""
    begins = wall_time.on(month, MIDNIGHT, stage.hours(place, Side.CLIENT).zone)
    return stage.before(begins, 2 * DAY, place, Side.CLIENT)
