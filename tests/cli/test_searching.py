"""flask reindex: says what it looked at and what it had to mend."""

from flask import Flask
from sqlalchemy import delete

from govtracker import database
from govtracker.database import db
from govtracker.models import SearchDocument
from tests.support.world import World


def test_it_mends_what_is_missing_and_says_so(app: Flask, world: World) -> None:
    with app.app_context(), database.transaction():
        db.session.execute(delete(SearchDocument).where(SearchDocument.kind == "relationship"))
    run = app.test_cli_runner().invoke(args=["reindex"])
    assert run.exit_code == 0, run.output
    assert "person: 20 looked at, 0 mended." in run.output
    assert "relationship: 2 looked at, 2 mended." in run.output
    assert "relationship: 2 looked at, 0 mended." in app.test_cli_runner().invoke(args=["reindex"]).output
