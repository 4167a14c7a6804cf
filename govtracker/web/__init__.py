"""The web: speaks HTTP, and leaves deciding to rules and acting to services."""

import importlib
import pkgutil

from flask import Blueprint, Flask
from flask_wtf import CSRFProtect

from govtracker import clock, jobs
from govtracker.config import Settings
from govtracker.web import (
    access,
    addresses,
    assets,
    bundles,
    errors,
    exporting,
    filters,
    headers,
    histories,
    intake,
    metrics,
    moments,
    notice_lines,
    refused_attempts,
    schema_guard,
    tables,
    views,
)

csrf = CSRFProtect()


def init_app(app: Flask, settings: Settings) -> None:
    """Everything between a request and the services."""
    if settings.demo:
        app.before_request(jobs.keep_demo_time)  # first of all: every process shows the same time
    refused_attempts.init_app(app)
    metrics.init_app(app, settings)
    schema_guard.init_app(app)
    intake.init_app(app)
    csrf.init_app(app)
    access.init_app(app)
    errors.init_app(app)
    filters.init_app(app)
    moments.init_app(app)
    notice_lines.init_app(app)
    assets.init_app(app)
    bundles.init_app(app)
    headers.init_app(app, settings)  # after what answers before the application
    addresses.init_app(app)
    exporting.init_app(app)
    tables.init_app(app)
    histories.init_app(app)
    app.context_processor(lambda: {"settings": settings, "now": clock.now()})
    for blueprint in _blueprints():
        app.register_blueprint(blueprint)
    access.check_every_endpoint(app)


def _blueprints() -> list[Blueprint]:
    """The blueprint `bp` of every module in views."""
    found = pkgutil.walk_packages(views.__path__, f"{views.__name__}.")
    return [importlib.import_module(name).bp for name in sorted(module.name for module in found if not module.ispkg)]
