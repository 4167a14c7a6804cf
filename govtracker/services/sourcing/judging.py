"""How a company judges its support types: set by its governance office."""

from datetime import datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import SourcingPortfolio
from govtracker.queries import claims
from govtracker.queries.sourcing import judging as asked
from govtracker.rules.sourcing import judging
from govtracker.rules.sourcing.judging import BadJudging, Judging
from govtracker.services import Refused, events


def held(by: Viewer) -> Judging:
    """What holds in the viewer's company, which nobody else writes until the commit: not for the first time either."""
    claims.hold_installation(f"judging:{by.organisation_id}")
    return asked.of(by.organisation_id)


def settle(wanted: Judging, *, by: Viewer, at: datetime) -> None:
    """Judge by this from now on; raises Refused beside the field at fault."""
    try:
        judging.check(wanted)
    except BadJudging as refusal:
        raise Refused(refusal.sentence, refusal.field) from None
    held(by)
    values: dict[str, Any] = {
        "currency": wanted.currency,
        "misfit_points": wanted.misfit_points,
        "low_up_to": wanted.low_up_to,
        "high_from": wanted.high_from,
        "critical_from": wanted.critical_from,
        "floor_measure": wanted.floor.measure,
        "floor": wanted.floor.value,
        "growth_target": wanted.growth_target,
    }
    stored = asked.stored(by.organisation_id)
    if stored is not None:
        events.change(stored, "sourcing_judged_by", by=by, at=at, **values)
        return
    stored = SourcingPortfolio(organisation_id=by.organisation_id, **values)
    db.session.add(stored)
    db.session.flush()
    events.record(
        stored, "sourcing_judged_by", by=by, at=at, changes={name: [None, one] for name, one in values.items()}
    )
