"""Where a rehearsal happens: an application on an empty, migrated database of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from tests.support import applications, databases, postgres
from tests.support.databases import Database, Ground


@contextmanager
def ground(kind: str) -> Iterator[tuple[Flask, Database]]:
    """An application on a database of its own, in whose context one is."""
    with databases.quick_folder() as folder, postgres.shared_folder() as shared:
        ground = Ground(folder, "drill", lambda: postgres.join(shared))
        store = ground.database(kind, "app")
        app = applications.build(applications.environment(store.url, ground.data_dir(kind, "app")))
        applications.migrate(app, store)
        with app.app_context():
            yield app, store
        applications.let_go(app)
        ground.close()
