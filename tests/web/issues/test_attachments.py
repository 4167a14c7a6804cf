"""Files in the browser: attached to comments and records, downloaded and never shown, gone for whoever may not see."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from govtracker.database import db
from govtracker.models import Attachment, Comment, StoredFile
from govtracker.web.forms.comments import MOST_FILES
from tests.services.issue_steps import raised
from tests.support.world import PEOPLE, World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)
SUBJECT = "/r/MER/issues/1"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
CANARY = "Wombat-4711"
OURS = ("governance_office", "executive", "auditor")


@pytest.fixture(autouse=True)
def an_issue(app: Flask, world: World, clock_at: Callable[[datetime], None]) -> None:
    clock_at(AT)
    with app.app_context():
        raised(world, "client_spoc", AT)


def file(content: bytes = PNG, name: str = "chart.png") -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def say(world: World, who: str, *files: tuple[io.BytesIO, str], audience: str = "shared", **more: Any) -> TestResponse:
    data = {"audience": audience, "body": "See there.", "files": list(files), **more}
    return world.client(who).post(f"{SUBJECT}/comments", data=data)


def attach(world: World, who: str, *files: tuple[io.BytesIO, str], audience: str = "shared") -> TestResponse:
    data = {"audience": audience, "files": list(files)}
    return world.client(who).post(f"{SUBJECT}/attachments", data=data)


def fetched(world: World, who: str, number: int = 1) -> TestResponse:
    return world.client(who).get(f"/r/MER/attachments/{number}", buffered=True)


def test_files_go_with_a_comment_and_come_back_as_they_were(world: World) -> None:
    assert say(world, "client_lead", file(), file(b"a;b\n1;2\n", "figures.csv")).status_code == 303
    page = world.client("supplier_spoc").get(SUBJECT).get_data(as_text=True)
    assert "chart.png" in page
    assert "figures.csv" in page
    answer = fetched(world, "supplier_spoc")
    assert answer.data == PNG
    assert answer.headers["Content-Disposition"] == "attachment; filename=chart.png"
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Content-Length"] == str(len(PNG))
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_files_stand_under_the_record_itself_too(world: World) -> None:
    answer = attach(world, "client_lead", file(), audience="client")
    assert answer.location == f"{SUBJECT}#files"
    page = world.client("client_spoc").get(SUBJECT).get_data(as_text=True)
    assert "chart.png" in page
    assert "only Northgate sees this" in page
    assert "chart.png" not in world.client("supplier_spoc").get(SUBJECT).get_data(as_text=True)


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("../../x", "attachment; filename=x"),
        ("Grüße 7.txt", "attachment; filename=\"Grue 7.txt\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%207.txt"),
        ("a\u202egnp.txt", "attachment; filename=agnp.txt"),
    ],
)
def test_a_name_is_only_a_name(world: World, name: str, disposition: str) -> None:
    assert say(world, "client_lead", file(b"words", name)).status_code == 303
    answer = fetched(world, "client_lead")
    assert answer.headers["Content-Disposition"] == disposition


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><script>alert(1)</script></html>", "page.html"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "logo.svg"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", "page.xhtml"),
    ],
)
def test_pages_and_drawings_are_never_given_out_as_such(world: World, content: bytes, name: str) -> None:
    assert say(world, "supplier_lead", file(content, name)).status_code == 303
    answer = fetched(world, "client_lead")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ([(b"<html><script>alert(1)</script>", "chart.png")], "it is a web page (HTML)"),
        ([(b"MZ\x90\x00", "setup.exe")], "Programs cannot be attached"),
        ([(b"", "empty.txt")], "is empty"),
        ([(PNG, f"{number}.png") for number in range(MOST_FILES + 1)], "At most 10 at a time"),
    ],
    ids=["a page called .png", "a program", "nothing", "too many"],
)
def test_what_cannot_come_in_is_said_beside_the_files_and_the_text_is_kept(
    app: Flask, world: World, files: list[tuple[bytes, str]], says: str
) -> None:
    answer = say(world, "client_lead", *(file(content, name) for content, name in files))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert says in page
    assert "See there." in page
    with app.app_context():
        assert db.session.scalars(select(Comment)).all() == []
        assert db.session.scalars(select(Attachment)).all() == []


def test_two_hundred_megabytes_are_refused_before_they_are_read(app: Flask, world: World) -> None:
    class Unread(io.BytesIO):
        """A request that must not be read."""

        def read(self, size: int | None = -1) -> bytes:
            raise AssertionError(f"{size} bytes were read")

    sent = {"CONTENT_LENGTH": str(200 * 1024 * 1024), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    answer = world.client("client_lead").post(f"{SUBJECT}/comments", environ_overrides={**sent, "wsgi.input": Unread()})
    assert answer.status_code == 413
    assert "may have 32 MB together" in answer.get_data(as_text=True)
    with app.app_context():
        assert db.session.scalars(select(StoredFile)).all() == []


def test_sent_twice_it_is_attached_once(app: Flask, world: World) -> None:
    for _ in range(2):
        assert say(world, "client_lead", file(), submission_id="one").status_code == 303
    with app.app_context():
        assert len(db.session.scalars(select(Attachment)).all()) == 1
        assert len(db.session.scalars(select(StoredFile)).all()) == 1


def test_without_a_file_there_is_nothing_to_attach(world: World) -> None:
    answer = attach(world, "client_lead")
    assert answer.status_code == 422
    assert "Choose a file first." in answer.get_data(as_text=True)


def test_internal_files_do_not_exist_for_the_other_side(world: World) -> None:
    say(world, "client_lead", file(CANARY.encode(), f"{CANARY}.txt"), audience="client")
    assert fetched(world, "client_observer").data == CANARY.encode()
    assert CANARY in world.client("client_observer").get(SUBJECT).get_data(as_text=True)
    places = ("/", "/issues", "/r/MER", "/r/MER/history", SUBJECT, f"{SUBJECT}/comments", f"/search?q={CANARY[:6]}")
    for who in PEOPLE:
        if who.startswith("client") or who in OURS:
            continue
        answer = fetched(world, who)
        assert (answer.status_code, CANARY.encode() in answer.data) == (404, False), who
        assert world.client(who).post("/r/MER/attachments/1/removal").status_code == 404, who
        for address in places:
            page = world.client(who).get(address).get_data(as_text=True)
            assert CANARY not in page, (who, address)
            assert "file attached" not in page.lower(), (who, address)


def test_a_file_is_found_only_under_its_own_relationship(world: World) -> None:
    say(world, "client_lead", file())
    assert world.client("other_client_spoc").get("/r/CAS/attachments/1").status_code == 404
    assert world.client("client_lead").get("/r/CAS/attachments/1").status_code == 404


def test_only_who_sent_a_file_removes_it_and_nothing_of_it_stays(world: World) -> None:
    say(world, "client_lead", file(name=f"{CANARY}.png"))
    assert world.client("supplier_spoc").post("/r/MER/attachments/1/removal").status_code == 403
    assert world.client("client_lead").post("/r/MER/attachments/1/removal").status_code == 303
    page = world.client("supplier_spoc").get(f"{SUBJECT}/comments").get_data(as_text=True)
    assert "Rafael Ortega removed a file." in page
    assert CANARY not in page
    assert fetched(world, "client_lead").status_code == 404


def test_content_that_is_gone_is_a_missing_page(app: Flask, world: World) -> None:
    say(world, "client_lead", file())
    folder = app.config["SETTINGS"].data_dir / "attachments"
    for path in folder.rglob("*-*"):
        path.unlink()
    assert fetched(world, "client_lead").status_code == 404
