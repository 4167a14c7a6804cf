"""Backups on the command line: made, verified, restored elsewhere; and a look at whether an installation is sound."""

import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import click
from flask import Flask
from flask.cli import with_appcontext

from govtracker import clock, config, database, jobs, storage
from govtracker.config import ConfigurationError, Settings
from govtracker.keeping import archive, copies
from govtracker.keeping.archive import Damaged
from govtracker.keeping.programs import Unable
from govtracker.queries.installation import health
from govtracker.services.installation import anchoring, backups, doctor, restoring

PATH = click.Path(path_type=Path)
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
NOT_BY_THE_CLOCK = ("make-packs", "import-measurements", "clear-files", "let-go", "render-notices", "reap", "send")
ROUNDS = 1000  # of a job that finds more and more


@click.command("backup")
@with_appcontext
@click.argument("target", type=PATH)
@click.option("--keep", type=click.IntRange(min=0), default=0, help="Of a folder: take all but the newest away.")
def backup(target: Path, keep: int) -> None:
    """Write everything into the new file TARGET, or into a file named after this instant in the folder TARGET."""
    if keep and not target.is_dir():
        raise click.ClickException("--keep needs a folder: backups are told apart by the instants in their names.")
    try:
        made = backups.make(target, at=clock.real_now())
    except FileExistsError:
        raise click.ClickException(f"{target} is there already: a backup never replaces another.") from None
    except (Unable, OSError) as error:
        raise click.ClickException(f"There is no backup: {error}") from None
    with database.transaction():
        backups.note(made)
    many = sum(made.copied.rows.values())
    click.echo(
        f"{made.file}: {many:,} rows and {len(made.copied.content):,} files as of {made.at:%Y-%m-%d %H:%M:%S} UTC."
    )
    for old in backups.rotate(target, keep):
        click.echo(f"{old} was taken away.")
    for place in made.faults:
        click.echo(f"{place} is not there, or not as it was kept.", err=True)
    if made.faults:
        sys.exit(1)


@click.command("verify-backup")
@click.argument("file", type=EXISTING)
def verify(file: Path) -> None:
    """Read every byte of a backup and compare it with its manifest."""
    try:
        _tell(archive.verify(file))
    except Damaged as damage:
        raise click.ClickException(str(damage)) from None


@click.command("restore")
@with_appcontext
@click.argument("file", type=EXISTING)
@click.option("--to", "to", required=True, help="An empty folder (SQLite), or the address of an empty database.")
@click.option("--files", "files", default="", help="Beside PostgreSQL: an empty folder, or s3://bucket/folder.")
@click.option(
    "--stopped",
    type=click.DateTime(["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%MZ"]),
    help="When (UTC) the lost installation sent its last mail at the latest; else now.",
)
def restore(file: Path, to: str, files: str, stopped: datetime | None) -> None:
    """Bring a backup into an empty place: verified first, no mail twice, everybody signed out."""
    try:
        settings = _target(to, files)
        _restore(file, settings, stopped.replace(tzinfo=UTC) if stopped else None)
    except (Damaged, Unable, ConfigurationError) as error:
        raise click.ClickException(str(error)) from None


@click.command("doctor")
@with_appcontext
@click.option("--contents", is_flag=True, help="Read every file, too.")
def examine(contents: bool) -> None:  # noqa: FBT001  # click hands it over by name
    """Look whether this installation is sound; ends with 1 and says what is not."""
    try:
        found = list(doctor.look(contents=contents))
    except Unable as error:
        raise click.ClickException(str(error)) from None
    for looked in found:
        click.echo(f"{looked.what}: {looked.many:,} looked at, {len(looked.wrong):,} wrong")
        for line in looked.wrong:
            click.echo(f"  {line}")
    if any(looked.wrong for looked in found):
        sys.exit(1)


def _tell(manifest: dict[str, Any]) -> None:
    rows, files = sum(manifest["rows"].values()), len(manifest["members"]) - 1
    database_ = f"{manifest['engine']} {manifest['engine_version']}"
    click.echo(f"Made {manifest['made_at']} by version {manifest['program']} of {database_}.")
    click.echo(f"Schema {manifest['schema']}, {rows:,} rows, {files:,} files; all as they were written.")
    for place in manifest["faults"]:
        click.echo(f"{place} was not there, or not as it was kept, when the backup was made.")


def _target(to: str, files: str) -> Settings:
    """The settings of the place to restore to; raises Unable where it is not empty."""
    settings = here = config.current()
    if "://" in to:
        settings = settings.with_(database_url=to, database_direct_url=to)
        if files.startswith("s3://"):
            settings = settings.with_(attachments_url=files)
        elif files:
            settings = settings.with_(attachments_url="", data_dir=Path(files).absolute())
    else:
        folder = Path(to).absolute()
        address = f"sqlite:///{folder / 'govtracker.sqlite3'}"
        settings = settings.with_(data_dir=folder, database_url=address, database_direct_url=address)
        settings = settings.with_(attachments_url=files)
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise Unable(f"{folder} is not empty: restore into an empty folder.")
    if not copies.is_empty(settings.database_direct_url):
        raise Unable("That database is not empty: restore into an empty one.")
    if next(storage.store(settings).places(), None) is not None:
        raise Unable("There are files already where attachments would go: restore into an empty place (--files).")
    is_own = here.anchor_dir.is_relative_to(here.data_dir)
    return settings.with_(anchor_dir=settings.data_dir / "anchors") if is_own else settings


def _restore(file: Path, settings: Settings, stopped: datetime | None) -> None:
    manifest = archive.verify(file)
    engine = "sqlite" if settings.sqlite else "postgresql"
    if manifest["engine"] != engine:
        raise Unable(f"This backup was made of {manifest['engine']}: name a place of that kind with --to.")
    if not health.is_known(manifest["schema"]):
        raise Unable(f"Its schema {manifest['schema']} is newer than this program: restore it with a newer version.")
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.data_dir, prefix=".restore-") as beside:
        copy = _unpack(file, settings, Path(beside))
        copies.put_back(copy, settings.database_direct_url, settings.postgresql_bin)
    target = Flask(__name__)
    target.config["SETTINGS"] = settings
    database.init_app(target, settings)
    with target.app_context():
        try:
            _settle(manifest, stopped)
        finally:
            database.db.session.remove()
            database.db.engine.dispose()
    _tell(manifest)


def _unpack(file: Path, settings: Settings, beside: Path) -> Path:
    """Files go to their store at once; the database's copy, which is returned, waits beside."""
    store, waiting = storage.store(settings), beside / "waiting"

    def take(name: str, content: IO[bytes]) -> None:
        path = waiting if name.startswith("attachments/") else beside / name
        with path.open("wb") as kept:
            shutil.copyfileobj(content, kept)
        if path == waiting:
            store.put(name.removeprefix("attachments/"), path)

    archive.read(file, take)
    return next(beside.glob("database.*"))


def _settle(manifest: dict[str, Any], stopped: datetime | None) -> None:
    """Bring it to this program's schema, hold what may have left already, and live through what the clock asks."""
    database.upgrade()
    jobs.keep_demo_time()
    at = clock.now()
    stopped = min(stopped or at, at)
    made_at = datetime.fromisoformat(manifest["made_at"])
    with database.transaction():
        held = restoring.settle(made_at=made_at, stopped_at=stopped, at=at)
    for job in jobs.JOBS:
        rounds = 0 if job.name in NOT_BY_THE_CLOCK else ROUNDS
        while rounds and jobs.run(replace(job, batches=1), at=stopped).done:
            rounds -= 1
    with database.transaction():
        more = restoring.hold_caught_up(at=at)
    anchoring.make()
    click.echo(
        f"{held.mails:,} mails wait for a person's word, {held.notices + more:,} notices are not mailed. "
        f"{held.sessions:,} sign-in sessions, {held.links:,} links for one task and {held.ways_in:,} invitations "
        "and links to a new password were ended."
        + (
            f"\n{held.rounds:,} rounds of the pulse are open as they were then: whoever answered or changed an answer "
            "after the backup is asked again. Tell them."
            if held.rounds
            else ""
        )
    )
