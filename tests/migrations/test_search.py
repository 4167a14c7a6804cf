"""Search: what stood before there was a search index is found after it was made, and before it is gone again."""

from datetime import UTC, datetime
from pathlib import Path

import flask_migrate
from sqlalchemy import text

from govtracker import config, create_app, database
from govtracker.cli import searching
from govtracker.database import db
from govtracker.enums import Audience
from govtracker.models import Topic
from govtracker.queries import find
from govtracker.services.issues import comments
from tests.services.issue_steps import raised
from tests.support import applications, contracted, forums, obliged, raid, world

AT = datetime(2026, 11, 19, 8, 30, 15, 250_000, tzinfo=UTC)


def fill(made: world.World) -> None:
    """A record of every kind that is searched."""
    issue = raised(made, "client_spoc", AT, title="Crème brûlée", category="Dessert")
    raised(made, "supplier_spoc", AT, title="Their own", audience=Audience.SUPPLIER)
    viewer = made.viewer("client_spoc")
    with database.transaction():
        comments.write(find.issue(viewer, "MER", str(issue.number)), "Again!", Audience.CLIENT, by=viewer, at=AT)
        for made_of in (raid.decision, raid.risk, raid.problem):
            made_of(made, AT)
        raid.problem(made, AT, number=2, five_whys=[{"question": "Why?", "answer": "Déjà vu"}])
        forums.review(forums.forum(made), AT).topics = [
            Topic(position=1, title="Minutes", notes="Said.", decision="Go.")
        ]


def test_the_migration_fills_the_index_with_what_every_write_would(database_url: str, tmp_path: Path) -> None:
    app = create_app(config.load(applications.environment(database_url, str(tmp_path)), local=True))
    with app.app_context():
        database.upgrade()
        fill(world.make(app))
        db.session.remove()
        flask_migrate.downgrade(revision="0013_unreachable")
        db.engine.dispose()
        with db.engine.connect() as connection:
            words = connection.execute(text("SELECT search_text FROM issue ORDER BY id")).scalars().all()
        db.engine.dispose()
        database.upgrade()
        looked = {one.kind: (one.records, one.mended) for one in searching.mend() if one.records}
        db.session.remove()
    applications.let_go(app)
    assert words[0].startswith("creme brulee nobody can pay")
    assert looked == {
        "issue": (2, 0),
        "comment": (1, 0),
        "topic": (1, 0),
        "person": (len(world.PEOPLE), 0),
        "relationship": (2, 0),
        "decision": (1, 0),
        "risk": (1, 0),
        "problem": (2, 0),
    }


def test_contracts_and_obligations_that_stood_before_are_found(database_url: str, tmp_path: Path) -> None:
    app = create_app(config.load(applications.environment(database_url, str(tmp_path)), local=True))
    with app.app_context():
        database.upgrade()
        made = world.make(app)
        contracted.in_force(made)
        obliged.agreed(made)
        db.session.remove()
        flask_migrate.downgrade(revision="0042_rating_collections")
        assert db.session.scalar(text("SELECT count(*) FROM search_document WHERE kind = 'contract'")) == 0
        db.session.remove()
        database.upgrade()
        looked = {one.kind: (one.records, one.mended) for one in searching.mend()}
        db.session.remove()
    applications.let_go(app)
    assert (looked["contract"], looked["obligation"]) == ((1, 0), (1, 0))
