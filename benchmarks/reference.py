"""What GovTracker's pages are measured beside: Flask saying hello, and 50 rows of the same database in a plain table.

Neither signs anybody in, has a layout or knows who may see what: they are what Flask, SQLAlchemy and Jinja cost.
"""

import os
from zoneinfo import ZoneInfo

from flask import Flask, render_template
from jinja2 import StrictUndefined
from sqlalchemy import select

from govtracker import config, database
from govtracker.database import db
from govtracker.models import FunctionalArea, Issue, Person, Relationship

ROWS = 50


def create_app() -> Flask:
    """The two pages, on the database the environment names."""
    settings = config.load(os.environ)
    app = Flask(__name__)
    app.config.update(SETTINGS=settings, SECRET_KEY=settings.secret_key)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    database.init_app(app, settings)
    app.add_url_rule("/hello", view_func=hello)
    app.add_url_rule("/rows", view_func=rows)
    app.add_url_rule("/r/<key>/issues/<int:number>", view_func=row)
    return app


def hello() -> str:
    """The least a page can do."""
    return "hello"


def row(key: str, number: int) -> str:
    """Where the rows lead."""
    issue = db.session.execute(
        select(Issue.title).join(Relationship).where(Relationship.key == key, Issue.number == number).limit(1)
    ).scalar_one()
    return render_template("row.html", title=issue)


def rows() -> str:
    """The first 50 issues with the columns of the issue list, one statement, one template."""
    found = db.session.execute(
        select(
            Issue.id,
            Issue.number,
            Issue.title,
            Issue.severity,
            Issue.status,
            Issue.waiting_on,
            Issue.due_on,
            Issue.opened_at,
            Issue.updated_at,
            Issue.level,
            Relationship.key,
            FunctionalArea.name.label("area"),
            Person.name.label("owner"),
        )
        .join(Relationship, Relationship.id == Issue.relationship_id)
        .join(FunctionalArea, FunctionalArea.id == Issue.area_id)
        .outerjoin(Person, Person.id == Issue.owner_id)
        .order_by(Issue.id)
        .limit(ROWS)
    ).all()
    return render_template("rows.html", rows=found, zone=ZoneInfo("Europe/Berlin"))
