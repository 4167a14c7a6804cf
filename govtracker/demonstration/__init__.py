"""Demonstration data: one client, three suppliers, two coherent years."""

from govtracker import clock, database
from govtracker.demonstration import calendars, paths, people, structure
from govtracker.demonstration.story import Story
from govtracker.queries import organisations
from govtracker.services import Refused, passwords


def fill_if_empty() -> None:
    """Load the demonstration when the database holds no organisation."""
    if not organisations.any_there():
        load()


def load() -> str:
    """Tell the whole story up to now; the password of its people. Refuses a database that holds something already."""
    password = people.new_password()
    password_hash = passwords.hashed(password)
    story = Story(clock.now())
    with database.transaction():
        if organisations.any_there():
            raise Refused("There is data here already; the demonstration goes into an empty database alone.")
        cast = people.write(story, password=password, password_hash=password_hash)
        calendars.write(cast)
        places = structure.write(cast)
        paths.write(places, cast)
        people.leave(cast)
    return password
