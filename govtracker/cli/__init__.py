"""flask commands for those who run the installation."""

import functools
from collections.abc import Callable
from typing import Any

import click
from flask import Flask

from govtracker.cli import (
    auditing,
    demonstrating,
    importing,
    keeping,
    months,
    people,
    running,
    scorecards,
    searching,
    second_factor,
)
from govtracker.enums import Origin
from govtracker.services import provenance


def init_app(app: Flask) -> None:
    """Register the commands."""
    commands = (
        running.work,
        running.run_job,
        people.create_user,
        people.let_passwords_in,
        second_factor.reset,
        importing.group,
        demonstrating.fill,
        searching.reindex,
        months.score,
        scorecards.group,
        auditing.group,
        keeping.backup,
        keeping.verify,
        keeping.restore,
        keeping.examine,
    )
    for command in commands:
        _by_command(command)
        app.cli.add_command(command)


def _by_command(command: click.Command) -> None:
    """Let what a command does be known to come from one."""
    for one in command.commands.values() if isinstance(command, click.Group) else (command,):
        if one.callback is not None and not hasattr(one.callback, "comes_by_command"):
            one.callback = _coming(one.callback)


def _coming(callback: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(callback)
    def coming(*args: Any, **options: Any) -> Any:
        with provenance.coming(provenance.Provenance(Origin.COMMAND)):
            return callback(*args, **options)

    coming.comes_by_command = True  # type: ignore[attr-defined]  # a function may carry what it says of itself
    return coming
