"""Scoring a month of every relationship at once."""

import click
from flask.cli import with_appcontext

from govtracker import clock, database
from govtracker.queries.performance import in_force
from govtracker.rules import periods
from govtracker.rules.periods import BadPeriod
from govtracker.services.performance import monthly


@click.command("score-month")
@with_appcontext
@click.argument("month")
def score(month: str) -> None:
    """Roll up MONTH (2026-10) in every relationship and print its drafts: key, score, coverage, standing."""
    try:
        period = periods.parse(month)
    except BadPeriod as refusal:
        raise click.ClickException(refusal.sentence) from None
    at = clock.now()
    if period.last_day >= at.date():
        raise click.ClickException(f"{period.name} is not over.")
    for some in monthly.chunks(in_force.relationships()):
        with database.transaction():
            drafts = monthly.run(some, period, at=at)
        for draft in drafts.values():
            result = draft.result
            score = "-" if result.overall is None else f"{result.overall:.1f}"
            click.echo(f"{draft.relationship}\t{score}\t{result.coverage:.0f} %\t{draft.standing.value}")
