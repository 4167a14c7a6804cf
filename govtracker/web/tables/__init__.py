"""Lists as tables: rows of queries as plain cells, so that a template has nothing left to do but write them."""

from flask import Flask

from govtracker.web.tables import actions, decisions, risks


def init_app(app: Flask) -> None:
    """Give templates `table_of_actions(rows, today=…)` and the like, and the paths of risks and decisions."""
    app.jinja_env.globals.update(
        table_of_actions=actions.table,
        table_of_decisions=decisions.table,
        table_of_risks=risks.table,
        decision_path=decisions.path,
        risk_path=risks.path,
        risk_weight=risks.weight,
    )
