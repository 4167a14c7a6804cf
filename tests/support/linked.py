"""A link for one task to test with: an action of the supplier's lead that their SPOC has given them a link for."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import ActionType, Audience
from govtracker.mail import links
from govtracker.models import TaskLink
from govtracker.queries import find
from govtracker.rules import periods
from govtracker.services.installation import task_links
from govtracker.services.issues import actions
from tests.support.world import World

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
DUE = date(2026, 12, 4)


@dataclass(frozen=True)
class Linked:
    """A link that was given: its id, its action's (None: a sheet), and the secret in its address."""

    id: int
    action_id: int | None
    token: str


def action_link(world: World, *, at: datetime = AT, is_single_use: bool = False, days: int = 14) -> Linked:
    """An action MER-A1 of the supplier's lead, and the link for it."""
    with database.transaction():
        return _linked(world, at, is_single_use=is_single_use, days=days)


def again(world: World, linked: Linked, *, by: str = "supplier_spoc", at: datetime = AT) -> Linked:
    """Another link for the same action."""
    with database.transaction():
        viewer = world.viewer(by)
        action = find.action(viewer, "MER", "1")
        return _said(task_links.give_action(action, days=14, is_single_use=False, by=viewer, at=at))


def sheet_link(
    world: World, month: str = "2026-10", *, who: str = "supplier_lead", by: str = "supplier_spoc"
) -> Linked:
    """A link for the values of a month; the criteria must have been agreed."""
    with database.transaction():
        viewer = world.viewer(by)
        place, period = find.relationship(viewer, "MER"), periods.parse(month)
        link = task_links.give_sheet(place, period, world.people[who], days=14, is_single_use=False, by=viewer, at=AT)
        return _said(link)


def newest() -> TaskLink:
    """The link that was given last."""
    return db.session.scalars(select(TaskLink).order_by(TaskLink.id.desc()).limit(1)).one()


def prepare(world: World) -> None:
    """The action and its link, inside a transaction that is open."""
    _linked(world, AT, is_single_use=False, days=14)


def _linked(world: World, at: datetime, *, is_single_use: bool, days: int) -> Linked:
    viewer = world.viewer("supplier_spoc")
    place = find.relationship(viewer, "MER")
    new = actions.NewAction(
        "Train the night shift", ActionType.CORRECTIVE, world.people["supplier_lead"], DUE, "Queues.", Audience.SHARED
    )
    action = actions.add(place, new, by=viewer, at=at, today=at.date())
    return _said(task_links.give_action(action, days=days, is_single_use=is_single_use, by=viewer, at=at))


def _said(link: TaskLink) -> Linked:
    return Linked(link.id, link.action_id, links.task_token(link.seed))
