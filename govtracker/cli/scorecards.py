"""Scorecards on the command line: whether what both sides signed is still what stands here."""

import sys

import click
from flask.cli import with_appcontext

from govtracker.queries.performance import scorecard_rows
from govtracker.rules.performance import verification


@click.group("scorecard")
def group() -> None:
    """Scorecards."""


@group.command()
@with_appcontext
def verify() -> None:
    """Compute every shared and agreed scorecard again from its own snapshot; ends with 1 and says what differs."""
    looked = wrong = 0
    for key, number, kept in scorecard_rows.signed():
        looked += 1
        found = verification.differences(kept)
        wrong += bool(found)
        for line in found:
            click.echo(f"{key}, scorecard {number}: {line}")
    click.echo(f"{looked:,} scorecards computed again, {wrong:,} of them not as they were signed.")
    if wrong:
        sys.exit(1)
