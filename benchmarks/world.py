"""A world of any size, the same every time: relationships, issues and all that belongs to them."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from flask import Flask

from benchmarks import figures
from benchmarks.bulk import Bulk
from benchmarks.companies import Companies
from benchmarks.history import History
from govtracker import database
from govtracker.enums import Side
from govtracker.models import Person
from govtracker.services.installation import passwords

PASSWORD = "a password for the benchmark alone"
SEED = 2026
RELATIONSHIPS = 20


@dataclass(frozen=True)
class World:
    """Who signs in, a client SPOC of a quarter of the relationships, and one of these."""

    email: str
    password: str
    key: str
    issues: int


def load(app: Flask, *, issues: int, relationships: int = RELATIONSHIPS, at: datetime) -> World:
    """Migrate the empty database of `app` and fill it as if `at` (UTC) came after two years of use."""
    with app.app_context():
        database.upgrade()
        bulk, rng = Bulk(), Random(SEED)
        companies = Companies(bulk, at, passwords.hashed(PASSWORD))
        governed = companies.relationships(relationships)
        for one in governed:
            figures.write(bulk, one, rng=rng, at=at)
        bulk.write()
        History(bulk, governed, rng, at, issues).write()
        bulk.finish()
        viewer = database.db.session.get_one(Person, governed[0].spocs[Side.CLIENT].person_id)
        world = World(viewer.email, PASSWORD, governed[0].key, issues)
        database.db.session.remove()
        database.db.engine.dispose()
    return world
