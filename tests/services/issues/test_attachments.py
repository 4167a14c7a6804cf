"""Files: kept once and whole, before any row points at them, and cleared away when nothing does."""

import hashlib
import io
import os
import uuid
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import boto3
import pytest
from flask import Flask
from moto.server import ThreadedMotoServer
from sqlalchemy import select

from govtracker import clock, config, database, jobs, storage
from govtracker.database import db
from govtracker.enums import Audience
from govtracker.models import Attachment, Issue, StoredFile
from govtracker.queries import NotFound, find
from govtracker.queries.issues import attachments as asked
from govtracker.services import Refused
from govtracker.services.issues import attachments, comments, uploads
from govtracker.services.issues.attachments import Sent
from tests.services.issue_steps import raised
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)
DAY = timedelta(days=1)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 300


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    """An S3 server; to end one takes half a second, so that the tests share it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        yield "http://{}:{}".format(*server.get_host_and_port())
    finally:
        server.stop()


@pytest.fixture(params=["directory", "bucket"])
def store(request: pytest.FixtureRequest, in_app: Flask, tmp_path: Path) -> Iterator[storage.Store]:
    """The application's store: a folder of this test, or a bucket of this test."""
    before = config.current()
    if request.param == "directory":
        in_app.config["SETTINGS"] = before.with_(data_dir=tmp_path)
        yield storage.store(config.current())
    else:
        bucket = f"files-{uuid.uuid4().hex[:12]}"  # the server remembers those of earlier tests
        settings = before.with_(
            attachments_url=f"s3://{bucket}/files",
            s3_endpoint_url=request.getfixturevalue("s3_address"),
            s3_region="eu-central-1",
            s3_access_key_id="key",
            s3_secret_access_key="secret",  # of a server that takes any
        )
        _client(settings).create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        in_app.config["SETTINGS"] = settings
        yield storage.store(settings)
    in_app.config["SETTINGS"] = before


def _client(settings: config.Settings) -> "boto3.client":
    return boto3.client(
        "s3",
        endpoint_url=settings.s3_endpoint_url,
        region_name=settings.s3_region,
        aws_access_key_id=settings.s3_access_key_id,
        aws_secret_access_key=settings.s3_secret_access_key,
    )


@pytest.fixture
def issue(store: storage.Store, world: World) -> Issue:
    return raised(world, "client_spoc", AT)


def keep(content: bytes = PNG, name: str = "chart.png", at: datetime = AT) -> Sent:
    return uploads.keep(io.BytesIO(content), name, at=at)


def attach(world: World, sent: Sent, who: str = "client_lead", audience: Audience = Audience.SHARED) -> int:
    viewer = world.viewer(who)
    with database.transaction():
        attachments.attach(find.issue(viewer, "MER", "1"), [sent], audience, by=viewer, at=AT)
        db.session.flush()
        return db.session.scalars(select(Attachment.id).order_by(Attachment.id.desc())).first() or 0


def remove(world: World, attachment_id: int, at: datetime, who: str = "client_lead") -> None:
    viewer = world.viewer(who)
    with database.transaction():
        attachments.remove(find.attachment(viewer, "MER", attachment_id), by=viewer, at=at)


def stored() -> list[StoredFile]:
    db.session.rollback()
    return list(db.session.scalars(select(StoredFile).order_by(StoredFile.id)))


def content(store: storage.Store, place: str) -> bytes:
    with store.open(place) as file:
        return file.read()


def cleared(at: datetime) -> jobs.Ran:
    return jobs.run(jobs.job_named("clear-files"), at=at)


def test_content_is_kept_whole_under_its_digest(store: storage.Store, issue: Issue, world: World) -> None:
    attach(world, keep())
    [file] = stored()
    assert file.digest == hashlib.sha256(PNG).hexdigest()
    assert file.place.startswith(f"{file.digest[:2]}/{file.digest}")
    assert (file.size, file.loose_at, file.kept_at) == (len(PNG), None, AT)
    assert content(store, file.place) == PNG
    assert list(store.incoming().iterdir()) == []


def test_the_same_content_is_kept_once_whatever_it_is_called(store: storage.Store, issue: Issue, world: World) -> None:
    attach(world, keep(name="one.png"))
    attach(world, keep(name="two.png"))
    [file] = stored()
    names = db.session.scalars(select(Attachment.name).where(Attachment.file_id == file.id).order_by(Attachment.id))
    assert list(names) == ["one.png", "two.png"]


def test_what_nothing_points_at_is_cleared_away_after_a_day(store: storage.Store, issue: Issue, world: World) -> None:
    first, second = attach(world, keep()), attach(world, keep())
    keep(b"never attached", "note.txt")
    place = stored()[0].place
    remove(world, first, AT)
    assert cleared(AT + DAY).done == 0
    assert cleared(AT + 2 * DAY).done == 1, "the note alone: one attachment still has the picture"
    remove(world, second, AT + 2 * DAY)
    assert cleared(AT + 3 * DAY).done == 0
    assert content(store, place) == PNG
    assert cleared(AT + 4 * DAY).done == 1
    assert stored() == []
    with pytest.raises(FileNotFoundError):
        store.open(place)


def test_content_that_comes_again_while_it_leaves_is_kept_at_another_place(
    store: storage.Store, issue: Issue, world: World
) -> None:
    old = keep()
    with database.transaction():
        leaving = attachments.leave(old.file_id, at=AT + 2 * DAY)
        assert leaving is not None
        place = leaving.place
    with pytest.raises(Refused, match="once more"):
        attach(world, old)
    new = keep(at=AT + 2 * DAY)
    attach(world, new)
    assert new.file_id != old.file_id
    uploads.clear_away(old.file_id, AT + 2 * DAY)
    [file] = stored()
    assert file.place != place
    assert content(store, file.place) == PNG


def test_content_that_is_sent_again_is_not_cleared_under_its_new_owner(
    store: storage.Store, issue: Issue, world: World
) -> None:
    keep()
    again = keep(at=AT + 2 * DAY)
    assert cleared(AT + 2 * DAY).done == 0
    attach(world, again)
    assert content(store, stored()[0].place) == PNG


def test_a_clearing_that_broke_off_is_done_again(store: storage.Store, issue: Issue) -> None:
    sent = keep()
    with database.transaction():
        attachments.leave(sent.file_id, at=AT + 2 * DAY)
    store.delete(stored()[0].place)
    assert cleared(AT + 2 * DAY).done == 1
    assert stored() == []


@pytest.mark.database("sqlite")
class TestBadInput:
    """What must not come in leaves nothing behind."""

    @pytest.fixture(autouse=True)
    def in_a_folder(self, in_app: Flask, tmp_path: Path) -> Iterator[None]:
        before = config.current()
        in_app.config["SETTINGS"] = before.with_(data_dir=tmp_path, max_attachment=1024 * 1024)
        yield
        in_app.config["SETTINGS"] = before

    def left(self) -> list[Path]:
        folder = config.current().data_dir / "attachments"
        return [path for path in folder.rglob("*") if path.is_file()]

    @pytest.mark.parametrize(
        ("sent", "name", "says"),
        [
            (b"", "empty.txt", "is empty"),
            (b"MZ\x90", "setup.pdf", "is a program"),
            (b"<html><script>alert(1)</script>", "chart.png", "it is a web page"),
            (b"x" * (1024 * 1024 + 1), "large.txt", "larger than 1 MB"),
        ],
    )
    def test_it_is_refused(self, sent: bytes, name: str, says: str) -> None:
        with pytest.raises(Refused, match=says):
            keep(sent, name)
        assert stored() == []
        assert self.left() == []

    def test_a_file_without_end_is_read_no_further_than_the_largest_size(self) -> None:
        class Endless(io.RawIOBase):
            given = 0

            def read(self, size: int = -1) -> bytes:
                self.given += size
                return b"x" * size

        endless = Endless()
        with pytest.raises(Refused, match="larger than"):
            uploads.keep(endless, "endless.txt", at=AT)  # type: ignore[arg-type]  # reads as files do
        assert endless.given <= 1024 * 1024 + uploads.PIECE
        assert self.left() == []

    def test_an_archive_is_stored_as_it_is_and_never_opened(self) -> None:
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("zeros", bytes(200 * 1024 * 1024))
        sent = keep(bomb.getvalue(), "figures.xlsx")
        assert sent.size == len(bomb.getvalue()) < 1024 * 1024
        assert sum(path.stat().st_size for path in self.left()) == sent.size

    @pytest.mark.parametrize("name", ["../../x", "..\\..\\x", "/etc/x", "a/../x", "x"])
    def test_names_never_reach_the_disk(self, name: str) -> None:
        assert keep(b"words", name).name == "x"
        [path] = self.left()
        assert path.name.startswith(hashlib.sha256(b"words").hexdigest())
        assert path.is_relative_to(config.current().data_dir / "attachments")

    def test_a_place_outside_of_the_store_is_refused(self) -> None:
        store = storage.store(config.current())
        with pytest.raises(ValueError, match="out of the store"):
            store.open("../../secret_key")

    def test_what_a_dead_process_left_is_swept(self) -> None:
        folder = storage.store(config.current()).incoming()
        old, new = folder / "old", folder / "new"
        for path in (old, new):
            path.write_bytes(b"half")
        long_ago = clock.real_now().timestamp() - 2 * 24 * 60 * 60
        os.utime(old, (long_ago, long_ago))
        storage.store(config.current()).incoming()
        assert [path.name for path in folder.iterdir()] == ["new"]


# --- who sees them ---------------------------------------------------------------------------------------------------


@pytest.fixture
def shared_issue(in_app: Flask, world: World) -> Issue:
    return raised(world, "client_spoc", AT)


def test_a_file_of_an_internal_comment_does_not_exist_for_the_other_side(world: World, shared_issue: Issue) -> None:
    author, other = world.viewer("client_lead"), world.viewer("supplier_spoc")
    sent = keep(b"hold the bonus back", "bonus.txt")
    with database.transaction():
        found = find.issue(author, "MER", "1")
        written = comments.write(found, "See there.", Audience.CLIENT, by=author, at=AT + DAY)
        attachments.attach_to_comment(written.comment, [sent], by=author, at=AT + DAY)
    assert find.attachment(world.viewer("client_spoc"), "MER", 1).name == "bonus.txt"
    with pytest.raises(NotFound):
        find.attachment(other, "MER", 1)
    assert db.session.get_one(Issue, shared_issue.id).updated_at == AT


@pytest.mark.parametrize(
    ("audience", "number"), [(Audience.SUPPLIER, "1"), (Audience.SHARED, "C1")], ids=["the other side's", "wider"]
)
def test_a_file_is_never_wider_than_its_record(
    world: World, shared_issue: Issue, audience: Audience, number: str
) -> None:
    raised(world, "client_spoc", AT, audience=Audience.CLIENT)
    viewer, sent = world.viewer("client_lead"), keep()
    with pytest.raises(Refused), database.transaction():
        attachments.attach(find.issue(viewer, "MER", number), [sent], audience, by=viewer, at=AT)


def test_files_go_with_their_comment(world: World, shared_issue: Issue) -> None:
    author, sent = world.viewer("client_lead"), keep()
    with database.transaction():
        written = comments.write(find.issue(author, "MER", "1"), "See.", Audience.SHARED, by=author, at=AT)
        attachments.attach_to_comment(written.comment, [sent], by=author, at=AT)
    with database.transaction():
        comments.remove(find.comment(author, "MER", 1), by=author, at=AT)
    [gone] = db.session.scalars(select(Attachment)).all()
    assert (gone.name, gone.file_id, gone.removed_at) == ("", None, AT)
    assert asked.loose(AT + 2 * DAY) == [sent.file_id]


@pytest.mark.database("sqlite")
def test_the_store_names_what_it_holds(store: storage.Store, issue: Issue) -> None:
    keep()
    assert list(store.places()) == list(db.session.scalars(select(StoredFile.place)))
    db.session.rollback()
