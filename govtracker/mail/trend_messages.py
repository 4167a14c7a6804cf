"""What people are told of trends: a new signal in the bad direction, and a baseline that begins anew."""

from datetime import UTC, datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind, Side
from govtracker.mail import notices
from govtracker.models import Kpi, TrendBaseline
from govtracker.queries.structure import spocs


def concern(
    kpi: Kpi, signal: str, words: str, *, scope: tuple[int | None, str], owner: int | None, at: datetime
) -> None:
    """Both SPOCs and `owner`, who owns the KPI's data, of a concern; once for a `signal` (rule and first day).

    `scope` is the id and name of the part it is in; (None, "") is the whole relationship.
    """
    part, name = scope
    called = f"{kpi.name}, {name}" if name else kpi.name
    path = _path(kpi) + (f"?scope={part}" if part else "")
    place = f"{kpi.id}:{part}" if part else str(kpi.id)
    today = at.astimezone(UTC).date()
    speakers = [spocs.of_side(kpi.relationship_id, side, today=today) for side in Side]
    for people, why in (
        (speakers, f"you speak for your side of {kpi.relationship.key}"),
        ([owner] if owner not in speakers else [], f"you own the data of {kpi.name}"),
    ):
        notices.leave(
            MailKind.ASSIGNMENT,
            people,
            subject=kpi,
            dedupe=f"trend:{place}:{signal}",
            facts={"words": f"{called}. {words}", "path": path, "why": why, "scope": part},
            at=at,
        )


def begun_anew(kpi: Kpi, baseline: TrendBaseline, month: str, *, by: Viewer, at: datetime) -> None:
    """The other side's SPOC, that the KPI is compared with itself anew from a month on."""
    side = by.side_in(kpi.relationship.place())
    if side is None:
        return
    notices.leave(
        MailKind.ASSIGNMENT,
        [spocs.of_side(kpi.relationship_id, side.other, today=at.astimezone(UTC).date())],
        subject=kpi,
        dedupe=f"trend:{kpi.id}:baseline:{baseline.period_on.isoformat()}:{at.isoformat()}",
        facts={
            "words": f"{kpi.name}. A new baseline begins in {month}, because: {baseline.reason}",
            "path": _path(kpi),
            "by": by.person_id,
            "by_name": by.name,
        },
        at=at,
    )


def _path(kpi: Kpi) -> str:
    return f"/r/{kpi.relationship.key}/kpis/{kpi.code}"
