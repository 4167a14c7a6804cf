"""What a person does with their list of notices."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.queries.reviews import notice_list


def read_one(viewer: Viewer, notice_id: int, *, at: datetime) -> None:
    """They have read this one; somebody else's stays as it is."""
    notice_list.read(viewer, at, only=notice_id)


def read_all(viewer: Viewer, *, up_to: int, at: datetime) -> int:
    """They have read all up to the newest they were shown; how many that were."""
    return notice_list.read(viewer, at, up_to=up_to)
