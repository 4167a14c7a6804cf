"""flask commands for those who run the installation."""

from flask import Flask

from govtracker.cli import demonstrating, importing, keeping, months, people, running, scorecards, searching


def init_app(app: Flask) -> None:
    """Register the commands."""
    commands = (
        running.work,
        running.run_job,
        people.create_user,
        importing.group,
        demonstrating.fill,
        searching.reindex,
        months.score,
        scorecards.group,
        keeping.backup,
        keeping.verify,
        keeping.restore,
        keeping.examine,
    )
    for command in commands:
        app.cli.add_command(command)
