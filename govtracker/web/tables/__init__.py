"""Lists as tables: rows of queries as plain cells, so that a template has nothing left to do but write them."""

from flask import Flask

from govtracker.web.tables import actions


def init_app(app: Flask) -> None:
    """Give templates `table_of_actions(rows, today=…)`."""
    app.jinja_env.globals.update(table_of_actions=actions.table)
