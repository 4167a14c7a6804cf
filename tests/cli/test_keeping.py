"""flask backup, verify-backup, restore and doctor: whole, verified, elsewhere, and no mail twice."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import clock, config, database, storage
from govtracker.database import db
from govtracker.enums import Audience, MailKind, MailState
from govtracker.models import (
    AuditEvent,
    Issue,
    Joining,
    Notification,
    OutboxMail,
    PasswordReset,
    Person,
    SignInSession,
    StoredFile,
)
from govtracker.queries import find
from govtracker.queries.installation import once_links
from govtracker.services.installation import joinings, password_resets, restoring
from govtracker.services.issues import attachments, uploads
from tests.mail.steps import leave, rendered
from tests.services.issue_steps import raised
from tests.support import restored
from tests.support.databases import Ground
from tests.support.restored import run
from tests.support.world import World

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 300


@pytest.fixture
def installation(in_app: Flask, world: World, tmp_path: Path) -> Iterator[Flask]:
    """One issue with a file under a comment, one mail that waits, one notice that is not written yet."""
    before = config.current()
    in_app.config["SETTINGS"] = before.with_(data_dir=tmp_path / "data", anchor_dir=tmp_path / "data" / "anchors")
    at = clock.now()
    issue = raised(world, "client_spoc", at)
    kept = uploads.keep(io.BytesIO(PNG), "chart.png", at=at)
    viewer = world.viewer("client_spoc")
    with database.transaction():
        attachments.attach(find.issue(viewer, "MER", "1"), [kept], Audience.SHARED, by=viewer, at=at)
    leave(world, MailKind.ESCALATION, "supplier_spoc", issue, at - timedelta(hours=1))
    rendered(at)
    leave(world, MailKind.ASSIGNMENT, "supplier_lead", issue, at - timedelta(hours=1))
    yield in_app
    in_app.config["SETTINGS"] = before


def test_what_was_backed_up_is_there_again_elsewhere(
    installation: Flask, ground: Ground, database_kind: str, tmp_path: Path
) -> None:
    file = tmp_path / "one.tar"
    made = run(installation, "backup", file)
    assert made.exit_code == 0, made.output
    assert run(installation, "verify-backup", file).exit_code == 0
    with restored.elsewhere(installation, file, tmp_path / "elsewhere", ground, database_kind) as other:
        with other.app_context():
            assert db.session.scalars(select(Issue.title)).all() == ["Billing outage"]
            [place] = db.session.scalars(select(StoredFile.place))
            with storage.store(config.current()).open(place) as content:
                assert content.read() == PNG
            assert set(db.session.scalars(select(OutboxMail.state))) == {MailState.UNCERTAIN}
            waiting = select(Notification.outcome).where(Notification.due_at < clock.now())
            assert set(db.session.scalars(waiting)) == {"mailed", "restored"}
            assert not db.session.scalars(select(SignInSession).where(SignInSession.ended_at.is_(None))).all()
            told = db.session.scalars(select(AuditEvent.chain).where(AuditEvent.action == "restored")).all()
            assert len(told) == 3  # the installation's and each relationship's
            db.session.rollback()
        sound = run(other, "doctor", "--contents")
        assert sound.exit_code == 0, sound.output


def test_a_way_in_that_was_used_after_the_backup_is_closed_after_a_restore(in_app: Flask, world: World) -> None:
    at = clock.now()
    with database.transaction():
        joins, forgot = (db.session.get_one(Person, world.people[who]) for who in ("nobody", "client_lead"))
        forgot.password_hash = "of the password they have lost"
        joinings.invite_all([joins], by=None, at=at)
        password_resets.ask(forgot.email, at=at)
        email_of_forgot, id_of_forgot, id_of_joins = forgot.email, forgot.id, joins.id
    assert once_links.open_of(Joining, [id_of_joins])
    assert once_links.open_of(PasswordReset, [id_of_forgot])
    with database.transaction():
        held = restoring.settle(made_at=at, stopped_at=at, at=at)
    assert held.ways_in == 2
    assert not once_links.open_of(Joining, [id_of_joins])
    assert not once_links.open_of(PasswordReset, [id_of_forgot])
    with database.transaction():
        password_resets.ask(email_of_forgot, at=at)
    assert once_links.open_of(PasswordReset, [id_of_forgot]), "whoever asks again is helped"


@pytest.mark.database("sqlite")
def test_a_byte_that_changed_is_found(installation: Flask, tmp_path: Path) -> None:
    file = tmp_path / "one.tar"
    run(installation, "backup", file)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "two.tar").write_bytes(content)
    (tmp_path / "three.tar").write_bytes(file.read_bytes()[:-40_000])
    for name in ("two.tar", "three.tar"):
        found = run(installation, "verify-backup", tmp_path / name)
        assert found.exit_code == 1, name
    refused = run(installation, "restore", tmp_path / "two.tar", "--to", tmp_path / "new")
    assert refused.exit_code == 1
    assert not list((tmp_path / "new").iterdir())


@pytest.mark.database("sqlite")
def test_only_the_newest_are_kept_and_none_is_replaced(installation: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in (1, 2, 3):
        (folder / f"govtracker-2026010{day}T000000Z.tar").touch()
    (folder / "letter.tar").touch()
    assert run(installation, "backup", folder, "--keep", 2).exit_code == 0
    left = sorted(path.name for path in folder.iterdir())
    assert left[0] == "govtracker-20260103T000000Z.tar"
    assert len(left) == 3
    assert run(installation, "backup", folder / left[1]).exit_code == 1


@pytest.mark.database("sqlite")
def test_the_doctor_names_what_is_lost(installation: Flask, tmp_path: Path) -> None:
    [place] = db.session.scalars(select(StoredFile.place))
    db.session.rollback()
    store = storage.store(config.current())
    stray = tmp_path / "stray"
    stray.write_bytes(b"x")
    store.delete(place)
    store.put("aa/stray", stray)
    found = run(installation, "doctor")
    assert found.exit_code == 1
    assert f"  {place} is not there" in found.output
    assert "  aa/stray: no row tells of it" in found.output
    made = run(installation, "backup", tmp_path / "one.tar")
    assert made.exit_code == 1
    assert (tmp_path / "one.tar").exists()
