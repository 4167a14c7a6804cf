"""People from a file: by address, each once, of one's own company alone, and gone again within a day."""

import tracemalloc
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.cli import searching
from govtracker.database import db
from govtracker.enums import PortfolioRole
from govtracker.imports.people import PEOPLE
from govtracker.models import AuditEvent, ImportBatch, MailSchedule, Notification, OutboxMail, Person, RoleHeld
from govtracker.queries import NotFound
from govtracker.queries.installation import batches as asked
from govtracker.services import Refused
from tests.support.importing import AT, Importing
from tests.support.statements import counted
from tests.support.world import World

HEAD = "Name;E-mail;Job title;Time zone\n"
NEW = "Ida Holm;Ida.Holm@Northgate.example;Analyst;Europe/Oslo\nJan Kos;jan@northgate.example;;\n"


@pytest.fixture
def importing(in_app: Flask, world: World) -> Importing:
    return Importing(world, PEOPLE, "organisation_administrator")


def person(email: str) -> Person | None:
    db.session.expire_all()
    return db.session.scalar(select(Person).where(Person.email == email))


def actions(**where: Any) -> list[str]:
    return list(db.session.scalars(select(AuditEvent.action).filter_by(**where).order_by(AuditEvent.id)))


def test_a_look_says_how_it_is_read_and_writes_nothing(importing: Importing) -> None:
    found = importing.received(HEAD + NEW + "Eva Varga;eva.varga@northgate.example;;\nNo Address;here;;\n")
    assert found["said"] == ["UTF-8", "columns separated by semicolons", "column names in row 1"]
    assert found["read_as"] == [
        "name = column 1",
        "e-mail = column 2",
        "what they do = column 3",
        "time zone = column 4",
    ]
    assert [found[name] for name in ("new", "changed", "unchanged", "refused")] == [2, 0, 1, 1]
    assert [verdict for _, _, verdict in found["first"]] == ["new", "new", "unchanged", "refused"]
    assert found["problems"][0][:2] == (5, "E-mail")
    assert "This is not an e-mail address" in found["problems"][0][2]
    assert person("ida.holm@northgate.example") is None


def test_people_come_in_without_a_password_and_nobody_is_told(importing: Importing) -> None:
    assert importing.imported(HEAD + NEW) == (2, 0, 0, 0)
    ida, jan = person("ida.holm@northgate.example"), person("jan@northgate.example")
    assert ida
    assert jan
    assert (ida.name, ida.job_title, ida.zone, ida.password_hash) == ("Ida Holm", "Analyst", "Europe/Oslo", "")
    assert (jan.zone, jan.organisation_id) == ("Europe/Berlin", importing.world.organisations["Northgate"])
    assert len(db.session.scalars(select(MailSchedule).where(MailSchedule.person_id.in_([ida.id, jan.id]))).all()) == 2
    assert not db.session.scalars(select(Notification)).all()
    assert not db.session.scalars(select(OutboxMail)).all()
    assert actions(subject_type="person") == ["person_created"] * 2
    assert actions(subject_type="import_batch") == ["people_imported"]
    assert sum(looked.mended for looked in searching.mend()) == 0


def test_the_same_file_again_changes_nothing(importing: Importing) -> None:
    importing.imported(HEAD + NEW)
    assert importing.imported(HEAD + NEW) == (0, 0, 2, 0)
    assert importing.imported(HEAD + NEW.upper().replace("EUROPE/OSLO", "Europe/Oslo")) == (0, 2, 0, 0)


def test_an_administrator_corrects_colleagues_and_an_empty_cell_leaves_things_alone(importing: Importing) -> None:
    assert importing.imported(HEAD + "Eva Varga-Lund;eva.varga@northgate.example;Head of governance;\n") == (0, 1, 0, 0)
    eva = person("eva.varga@northgate.example")
    assert eva
    assert (eva.name, eva.job_title, eva.zone) == ("Eva Varga-Lund", "Head of governance", "Europe/Berlin")
    assert importing.imported("Name,E-mail\nEva Varga-Lund,eva.varga@northgate.example\n") == (0, 0, 1, 0)


def test_a_spoc_brings_people_in_and_corrects_nobody(in_app: Flask, world: World) -> None:
    spoc = Importing(world, PEOPLE, "client_spoc")
    found = spoc.received(HEAD + NEW + "Eva V.;eva.varga@northgate.example;;\n")
    assert (found["new"], found["refused"]) == (2, 1)
    says = "eva.varga@northgate.example is here with “Eva Varga”: only an administrator of your company corrects"
    assert found["problems"] == [(4, "Name", f"{says} colleagues.")]


def test_whoever_administers_the_installation_is_out_of_reach(importing: Importing) -> None:
    with database.transaction():
        db.session.scalars(
            select(Person).where(Person.id == importing.world.people["executive"])
        ).one().is_administrator = True
    found = importing.received(HEAD + "Emil K.;emil.krause@northgate.example;;\n")
    assert (found["changed"], found["refused"]) == (0, 1)


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (";x@northgate.example;;", "Name", "Enter a name."),
        ("A" * 121 + ";x@northgate.example;;", "Name", "Use at most 120 characters."),
        ("Ida;;;", "E-mail", "This is not an e-mail address"),
        ("Ida;ida@;;", "E-mail", "This is not an e-mail address"),
        ("Ida;diego.alonso@meridian.example;;", "E-mail", "This address cannot be used here."),
        ("Ida;nobody.at.all@meridian.example;;", "E-mail", "This address cannot be used here."),
        ("Ida;ida@northgate.example;;Europe/Atlantis", "Time zone", "There is no time zone"),
        ("Ida;ida@northgate.example;" + "x" * 121 + ";", "Job title", "Use at most 120 characters; these are 121."),
        ("Ida;ida@northgate.example;a;b;c", "", "5 cells stand under 4 column names"),
        ("Ida;jan@northgate.example;;", "E-mail", "Row 2 says jan@northgate.example already."),
    ],
)
def test_what_does_not_fit_is_refused_with_row_column_and_reason(
    importing: Importing, row: str, column: str, says: str
) -> None:
    found = importing.received(HEAD + "Jan Kos;jan@northgate.example;;\n" + row + "\n")
    assert (found["new"], found["refused"]) == (1, 1)
    (number, concerns, sentence) = found["problems"][0]
    assert (number, concerns) == (3, column)
    assert sentence.startswith(says)


def test_all_or_nothing_takes_nothing_while_a_row_is_refused(importing: Importing) -> None:
    importing.received(HEAD + NEW + ";;;x\n")
    with pytest.raises(Refused, match="1 row would be refused, so nothing was imported") as refused:
        importing.carried_out(all_or_nothing=True)
    assert refused.value.field == "mode"
    assert person("jan@northgate.example") is None
    assert importing.carried_out() == (2, 0, 0, 1)
    assert importing.carried_out() == (2, 0, 0, 1), "carried out once, whoever posts it again"
    assert [outcome for _, outcome, _ in importing.outcomes()] == ["new", "new", "refused"]


def test_what_was_chosen_for_such_a_table_is_remembered(importing: Importing) -> None:
    text = "Mitarbeiter,Adresse,Ort\nIda Holm,ida@northgate.example,Oslo\n"
    assert importing.received(text)["fault"] == "Choose the column that says it."
    found = importing.chosen({"name": "Mitarbeiter", "email": "Adresse", "job_title": "", "zone": ""})
    assert (found["fault"], found["new"]) == ("", 1)
    again = importing.received(text.replace("ida", "ole"))
    assert (again["fault"], again["new"]) == ("", 1)
    with pytest.raises(Refused) as refused:
        importing.chosen({"name": "Mitarbeiter", "email": "Mitarbeiter"})
    assert refused.value.field == "name"


def test_an_import_is_taken_back_where_nothing_was_touched_since(importing: Importing) -> None:
    importing.imported(HEAD + NEW + "Eva Lund;eva.varga@northgate.example;;\nOle Ek;ole@northgate.example;;\n")
    with database.transaction():
        ole = db.session.scalars(select(Person).where(Person.email == "ole@northgate.example")).one()
        db.session.add(RoleHeld(person_id=ole.id, role=PortfolioRole.AUDITOR, since_on=AT.date()))
        jan = db.session.scalars(select(Person).where(Person.email == "jan@northgate.example")).one()
        jan.job_title = "Buyer"
    assert importing.taken_back() == (2, 2)
    assert person("ida.holm@northgate.example") is None
    assert person("jan@northgate.example")
    assert person("ole@northgate.example")
    eva = person("eva.varga@northgate.example")
    assert eva
    assert eva.name == "Eva Varga"
    assert importing.outcomes() == [
        (2, "taken back", ""),
        (3, "new", "touched since, so it stays"),
        (4, "taken back", ""),
        (5, "new", "touched since, so it stays"),
    ]
    assert actions(subject_type="import_batch") == ["people_imported", "people_import_taken_back"]
    assert sum(looked.mended for looked in searching.mend()) == 0
    with pytest.raises(Refused):
        importing.taken_back()


def test_after_a_day_an_import_stays(importing: Importing) -> None:
    importing.imported(HEAD + NEW)
    with pytest.raises(Refused, match="within 24 hours"):
        importing.taken_back(after=timedelta(hours=24))
    assert person("jan@northgate.example")


def test_a_file_is_its_owners_alone(importing: Importing) -> None:
    importing.received(HEAD + NEW)
    for who in ("client_spoc", "supplier_spoc", "governance_office"):
        with pytest.raises(NotFound):
            asked.of_company(importing.world.viewer(who), importing.batch_id, "people")
    with pytest.raises(NotFound):
        asked.of_company(importing.world.viewer(importing.who), importing.batch_id, "seats")
    first = importing.batch_id
    importing.received(HEAD + NEW)
    with pytest.raises(NotFound):
        asked.of_company(importing.world.viewer(importing.who), first, "people")


def test_many_people_cost_statements_by_the_thousand_and_bounded_memory(importing: Importing) -> None:
    rows = "".join(f"Person {number};p{number}@northgate.example;Agent;\n" for number in range(3_000))
    tracemalloc.start()
    with counted() as looked:
        assert importing.received(HEAD + rows)["new"] == 3_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(looked) <= 20
    assert peak < 15_000_000
    with counted() as made:
        assert importing.carried_out() == (3_000, 0, 0, 0)
    assert len(made) <= 120
    db.session.expire_all()
    assert db.session.scalars(select(ImportBatch.content)).all() == [""]
