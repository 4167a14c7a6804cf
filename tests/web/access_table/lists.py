"""Views of lists: view 1 is the client SPOC's own, view 2 is shared with both companies by the supplier's lead."""

from datetime import UTC, datetime

from govtracker.database import db
from govtracker.enums import Audience, ListName
from govtracker.models import SavedView
from tests.support.world import World
from tests.web.access_table import ONLOOKERS, READERS, Row

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
SHARERS = ("client_spoc", "supplier_spoc", "supplier_lead")


def views(world: World) -> None:
    for who, audience, place in (("client_spoc", None, None), ("supplier_lead", Audience.SHARED, "MER")):
        view = SavedView(
            list_name=ListName.ISSUES,
            relationship_id=world.relationships[place] if place else None,
            audience=audience,
            owner_id=world.people[who],
            name="Late",
            query="overdue=1",
            created_at=AT,
            updated_at=AT,
        )
        db.session.add(view)
        db.session.flush()


def own(tail: str, *, method: str = "POST") -> Row:
    answer: int | tuple[int, ...] = 200 if method == "GET" else (303, 422)
    return Row(f"/views/1{tail}", {"client_spoc": answer}, method=method, prepare=views)


def shared(tail: str, *, method: str = "POST") -> Row:
    answer: int | tuple[int, ...] = 200 if method == "GET" else (303, 422)
    return Row(f"/r/MER/views/2{tail}", {**ONLOOKERS, **dict.fromkeys(SHARERS, answer)}, method=method, prepare=views)


ROWS = {
    "saved_views.new_everywhere": Row("/views/new/issues?overdue=1", {}, others=200),
    "saved_views.new": Row("/r/MER/views/new/issues?overdue=1", READERS),
    "saved_views.create_everywhere": Row("/views/issues", {}, others=422, method="POST"),
    "saved_views.create": Row("/r/MER/views/issues", dict.fromkeys(READERS, 422), method="POST"),
    "saved_views.edit_own": own("", method="GET"),
    "saved_views.update_own": own(""),
    "saved_views.remove_own": own("/removal"),
    "saved_views.open_with_own": own("/default"),
    "saved_views.edit": shared("", method="GET"),
    "saved_views.update": shared(""),
    # The first of them takes it away; then it is there for nobody.
    "saved_views.remove": Row(
        "/r/MER/views/2/removal",
        {**ONLOOKERS, **dict.fromkeys(SHARERS, (303, 404))},  # 404 for who comes after it was removed
        method="POST",
        prepare=views,
    ),
    "saved_views.open_with": Row(
        "/r/MER/views/2/default", dict.fromkeys(READERS, 303), method="POST", prepare=views, data={"wanted": "1"}
    ),
    # Whoever asks sees their own rows and changes what they may, row by row.
    "batches.edit": Row("/issues/batch", {}, others=303),
    "batches.update": Row("/issues/batch", {}, others=422, method="POST", data={"row": "MER-1.1", "deed": "due"}),
}
