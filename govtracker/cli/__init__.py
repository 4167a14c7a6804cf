"""flask commands for those who run the installation."""

from flask import Flask

from govtracker.cli import demonstrating, importing, people, running


def init_app(app: Flask) -> None:
    """Register the commands."""
    for command in (running.work, running.run_job, people.create_user, importing.group, demonstrating.fill):
        app.cli.add_command(command)
