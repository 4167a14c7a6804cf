"""Files: attachment 1 stands under a comment of the client's functional lead on MER-1, which only the client sees."""

import io

from govtracker import database
from govtracker.access import Viewer
from govtracker.enums import Audience
from govtracker.queries import find, viewers
from govtracker.services.issues import attachments, comments, uploads
from tests.support.world import World
from tests.web.access_table import CLIENT, ONLOOKERS, Row
from tests.web.access_table.issues import AT, SEATED, raised


def sent(world: World) -> None:
    """The comment with its file."""
    kept = uploads.keep(io.BytesIO(b"between us"), "note.txt", at=AT)
    with database.transaction():
        raised()(world)
        by = viewers.viewer(world.people["client_lead"], today=AT.date())
        assert isinstance(by, Viewer)
        written = comments.write(find.issue(by, "MER", "1"), "See there.", Audience.CLIENT, by=by, at=AT)
        attachments.attach_to_comment(written.comment, [kept], by=by, at=AT)


ROWS = {
    "attachments.new": Row(
        "/r/MER/issues/1/attachments/new", {**ONLOOKERS, **dict.fromkeys(SEATED, 200)}, prepare=raised()
    ),
    "attachments.create": Row(
        "/r/MER/issues/1/attachments",
        {**ONLOOKERS, **dict.fromkeys(SEATED, 422)},
        method="POST",
        data={"audience": "shared"},
        prepare=raised(),
    ),
    "attachments.show": Row("/r/MER/attachments/1", dict.fromkeys(CLIENT, 200), scene=sent),
    "attachments.remove": Row(
        "/r/MER/attachments/1/removal",
        {**dict.fromkeys(CLIENT, 403), "client_lead": 303},
        method="POST",
        scene=sent,
    ),
}
