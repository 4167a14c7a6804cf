"""Which actions of somebody's list are here already."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience
from govtracker.models import Action, Notification, Watch
from govtracker.queries import visible


def known(viewer: Viewer, relationship_id: int, references: Collection[str]) -> dict[tuple[Audience, str], Action]:
    """Those the person sees among the actions that were imported from these references, by audience and reference."""
    found = db.session.scalars(
        select(Action)
        .where(Action.relationship_id == relationship_id, Action.source_ref.in_(references))
        .where(visible.actions(viewer))
    ).unique()
    return {(action.audience, action.source_ref or ""): action for action in found}


def by_ids(viewer: Viewer, ids: Collection[int]) -> dict[int, Action]:
    """Those of these actions that the person sees, by id."""
    found = db.session.scalars(select(Action).where(Action.id.in_(ids), visible.actions(viewer))).unique()
    return {action.id: action for action in found}


def forget(ids: Sequence[int]) -> None:
    """Delete what hangs on actions that are being taken back: who watches them, and words that were not told yet."""
    for gone in (
        delete(Watch).where(Watch.action_id.in_(ids)),
        delete(Notification).where(
            Notification.subject_type == "action", Notification.subject_id.in_(ids), Notification.told_at.is_(None)
        ),
    ):
        db.session.execute(gone.execution_options(synchronize_session=False))
