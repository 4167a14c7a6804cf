"""Comments: on MER-1, which is shared; comment 1 is shared, by the client's functional lead."""

from collections.abc import Callable

from govtracker.access import Viewer
from govtracker.enums import Audience
from govtracker.queries import find, viewers
from govtracker.services.issues import comments
from tests.support.world import World
from tests.web.access_table import CLIENT, ONLOOKERS, READERS, Row
from tests.web.access_table.issues import AT, SEATED, raised


def said(audience: Audience = Audience.SHARED) -> Callable[[World], None]:
    """A comment of the client's functional lead on MER-1."""

    def prepare(world: World) -> None:
        raised()(world)
        by = viewers.viewer(world.people["client_lead"], today=AT.date())
        assert isinstance(by, Viewer)
        comments.write(find.issue(by, "MER", "1"), "Nobody answers.", audience, by=by, at=AT)

    return prepare


WRITERS = {**ONLOOKERS, **dict.fromkeys(SEATED, 200)}
AUTHOR = {**ONLOOKERS, "client_lead": 200}
WATCHERS = dict.fromkeys(READERS, 303)
POSTED = {"audience": "shared", "body": "We look at it."}

ROWS = {
    "comments.index": Row("/r/MER/issues/1/comments", READERS, prepare=raised()),
    "comments.create": Row(
        "/r/MER/issues/1/comments",
        {**ONLOOKERS, **dict.fromkeys(SEATED, 303)},
        method="POST",
        data=POSTED,
        prepare=raised(),
    ),
    "comments.readers": Row("/r/MER/issues/1/readers", WRITERS, prepare=raised()),
    "comments.watch": Row("/r/MER/issues/1/watching", WATCHERS, method="POST", prepare=raised()),
    "comments.stop_watching": Row("/r/MER/issues/1/watching/end", WATCHERS, method="POST", prepare=raised()),
    "comments.see": Row("/r/MER/issues/1/mentions/seen", WATCHERS, method="POST", prepare=said()),
    "comments.edit": Row("/r/MER/comments/1/edit", AUTHOR, prepare=said()),
    "comments.update": Row(
        "/r/MER/comments/1", {**AUTHOR, "client_lead": 422}, method="POST", data={"body": ""}, prepare=said()
    ),
    "comments.remove": Row(
        "/r/MER/comments/1/removal",
        {**dict.fromkeys(CLIENT, 403), "client_lead": 303},
        method="POST",
        prepare=said(Audience.CLIENT),
    ),
    "comments.versions": Row("/r/MER/comments/1/versions", dict.fromkeys(CLIENT, 200), prepare=said(Audience.CLIENT)),
}
