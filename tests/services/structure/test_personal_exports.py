"""A file about a person on both databases: all of theirs, nothing of others, made by the worker and taken once."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.access import Viewer
from govtracker.database import Base, db
from govtracker.enums import Audience, ExportStage
from govtracker.models import ExportFile, Person, PersonalExport
from govtracker.queries import NotFound
from govtracker.queries.structure import personal_data as asked
from govtracker.rules.structure.personal_data import ACCOUNT, TOLD
from govtracker.services import Refused
from govtracker.services.issues import comments
from govtracker.services.structure import personal_exports
from tests.services.issue_steps import raised
from tests.support.world import World

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
JOB = jobs.job_named("make-personal-files")
SECRETS = ("hash", "token", "nonce", "secret", "seed", "raw", "code")


def somebody(world: World, who: str) -> Person:
    return db.session.scalars(select(Person).where(Person.id == world.people[who])).one()


def made(world: World, who: str, by: Viewer) -> bytes:
    with database.transaction():
        personal_exports.ask(somebody(world, who), by=by, at=AT)
    assert jobs.run(JOB, at=AT) == jobs.Ran(done=1)
    with database.transaction():
        return personal_exports.fetch(world.people[who], by=by, at=AT)


def read(packed: bytes) -> tuple[dict[str, Any], str]:
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        return json.loads(file.read("data.json")), file.read("read-me.html").decode()


def test_a_file_tells_all_of_theirs_and_nothing_of_others(in_app: Flask, world: World) -> None:
    issue = raised(world, "client_lead", AT, title="<b>Outage</b>")
    with database.transaction():
        comments.write(issue, "I saw it <script>.", Audience.CLIENT, by=world.viewer("client_lead"), at=AT)
        comments.write(issue, "Priya’s own words", Audience.SHARED, by=world.viewer("supplier_lead"), at=AT)
        comments.write(issue, "Priya’s side alone", Audience.SUPPLIER, by=world.viewer("supplier_lead"), at=AT)
    packed = made(world, "client_lead", world.viewer("client_lead"))
    told, page = read(packed)
    assert [row["email"] for row in told["Profile"]] == ["rafael.ortega@northgate.example"]
    assert [(row["relationship"], row["seat"]) for row in told["Seats"]] == [("MER", "functional_lead")]
    assert [row["body"] for row in told["Comments"]] == ["I saw it <script>."]
    assert [row["title"] for row in told["Issues raised"]] == ["<b>Outage</b>"]
    assert "raised" in {row["action"] for row in told["What the audit trail says they did"]}
    assert told["Comments"][0]["relationship"] == "MER"
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    whole = json.dumps(told, ensure_ascii=False) + page
    assert "Priya" not in whole
    assert "Eva Varga" not in whole


def test_a_file_for_their_company_tells_of_the_account_and_counts_the_rest(in_app: Flask, world: World) -> None:
    issue = raised(world, "client_lead", AT, title="Outage of the portal")
    with database.transaction():
        comments.write(issue, "Between us alone.", Audience.CLIENT, by=world.viewer("client_lead"), at=AT)
    told, page = read(made(world, "client_lead", world.viewer("organisation_administrator")))
    assert [row["email"] for row in told["Profile"]] == ["rafael.ortega@northgate.example"]
    counted = {row["what"]: row["how_many"] for row in told[personal_exports.REST]}
    assert (counted["Comments"], counted["Issues raised"], counted["Seats"]) == (1, 1, 1)
    whole = json.dumps(told, ensure_ascii=False) + page
    for word in ("Between us", "Outage", "MER", "functional_lead", '"relationship"'):
        assert word not in whole, word


@pytest.mark.database("sqlite")
def test_an_account_leads_to_no_relationship(in_app: Flask) -> None:
    for section in ACCOUNT:
        columns = set(Base.metadata.tables[section.table].c.keys())
        assert not columns & {"relationship_id", "seat_id", "audience"}, section.title


def test_it_is_taken_once_by_who_asked_and_in_time(in_app: Flask, world: World) -> None:
    by = world.viewer("organisation_administrator")
    assert made(world, "client_lead", by)
    with pytest.raises(NotFound), database.transaction():
        personal_exports.fetch(world.people["client_lead"], by=by, at=AT)
    assert not db.session.scalars(select(ExportFile)).all()
    with database.transaction():
        personal_exports.ask(somebody(world, "client_lead"), by=by, at=AT)
    with pytest.raises(Refused, match="being made"), database.transaction():
        personal_exports.ask(somebody(world, "client_lead"), by=by, at=AT)
    jobs.run(JOB, at=AT)
    for viewer, at in ((world.viewer("client_lead"), AT), (by, AT + timedelta(days=8))):
        with pytest.raises(NotFound), database.transaction():
            personal_exports.fetch(world.people["client_lead"], by=viewer, at=at)
    jobs.run(jobs.job_named("let-go"), at=AT + timedelta(days=8))
    assert not db.session.scalars(select(ExportFile)).all()
    newest = asked.newest(by, world.people["client_lead"])
    assert newest is not None
    assert newest.stage is ExportStage.EXPIRED


def test_what_cannot_be_made_is_given_up_visibly(in_app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    by = world.viewer("client_lead")
    with database.transaction():
        personal_exports.ask(somebody(world, "client_lead"), by=by, at=AT)
    monkeypatch.setattr("govtracker.documents.personal_file.write", lambda *_: 1 / 0)
    at = AT
    for _ in range(personal_exports.TRIES):
        assert jobs.run(JOB, at=at).failed == 1
        at += timedelta(hours=1)
    assert jobs.run(JOB, at=at) == jobs.Ran()
    assert db.session.scalars(select(PersonalExport)).one().stage is ExportStage.FAILED


@pytest.mark.database("sqlite")
def test_what_is_told_of_stands_there_and_is_no_secret(in_app: Flask) -> None:
    for section in TOLD.values():
        columns = set(Base.metadata.tables[section.table].c.keys())
        assert {section.column, *section.tells} <= columns, (section.title, {*section.tells} - columns)
        assert not [name for name in section.tells if any(word in name for word in SECRETS)], section.title
