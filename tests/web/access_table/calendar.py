"""The calendar of everybody, what they choose of it, and the feed that its secret address leads to."""

from govtracker.database import db
from govtracker.models import PersonalCalendar
from govtracker.services.reviews import feeds
from tests.support.world import World
from tests.web.access_table import Row

TOKEN = "a-secret-of-the-clients-spoc"


def feed(world: World) -> None:
    kept = feeds.digest(TOKEN)
    db.session.add(PersonalCalendar(person_id=world.people["client_spoc"], token_hash=kept))


ROWS = {
    "calendar.show": Row("/calendar", {}, others=200),
    "feeds.show": Row(f"/calendar/feed/{TOKEN}.ics", {}, others=200, anonymous=200, prepare=feed),
    "feeds.edit": Row("/settings/calendar", {}, others=200),
    "feeds.update": Row("/settings/calendar", {}, others=422, method="POST"),
    "feeds.create": Row("/settings/calendar/feed", {}, others=200, method="POST"),
    "feeds.remove": Row("/settings/calendar/feed/removal", {}, others=303, method="POST"),
}
