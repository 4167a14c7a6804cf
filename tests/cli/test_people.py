"""flask create-user: the first person of an installation, who can then do what they are there for."""

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from govtracker import clock
from govtracker.access import Permission, allowed
from govtracker.database import db
from govtracker.models import Person
from govtracker.queries import viewers
from tests.support import doors

PASSWORD = "correct horse battery"


def create(app: Flask, email: str, *more: str, password: str = PASSWORD) -> Result:
    options = ["--name", "Ada Root", "--organisation", "Northgate", "--password", password]
    return app.test_cli_runner().invoke(args=["create-user", email, *options, *more])


def test_whoever_is_created_signs_in_and_may_begin_relationships(app: Flask) -> None:
    run = create(app, "Ada@Northgate.example", "--administrator", "--role", "governance_office")
    assert run.exit_code == 0, run.output
    answer = app.test_client().post("/sign-in", data={"email": "ada@northgate.example", "password": PASSWORD})
    assert answer.status_code == 303
    with app.app_context():
        person = db.session.scalars(select(Person)).one()
        viewer = viewers.viewer(person.id, today=clock.today("UTC"))
    assert allowed(viewer, Permission.CREATE_RELATIONSHIP)
    assert allowed(viewer, Permission.ADMINISTER)


@pytest.mark.parametrize(
    ("email", "password", "says"),
    [("no address", PASSWORD, "not an e-mail address"), ("ada@northgate.example", "short", "at least 12 characters")],
)
def test_what_will_not_do_is_said_and_nobody_is_created(app: Flask, email: str, password: str, says: str) -> None:
    run = create(app, email, password=password)
    assert run.exit_code == 1
    assert says in run.output
    with app.app_context():
        assert not db.session.scalars(select(Person)).all()


def test_a_second_administrator_is_no_accident_and_whoever_is_not_first_changes_the_password(app: Flask) -> None:
    assert create(app, "ada@northgate.example", "--administrator").exit_code == 0
    again = create(app, "eve@northgate.example", "--administrator")
    assert (again.exit_code, "There is an administrator already" in again.output) == (1, True)
    assert create(app, "eve@northgate.example", "--administrator", "--another").exit_code == 0
    with app.app_context():
        marks = {person.email[:3]: person.must_change_password for person in db.session.scalars(select(Person))}
    assert marks == {"ada": False, "eve": True}


def test_an_invitation_is_printed_once_instead_of_a_password(app: Flask) -> None:
    given = ["create-user", "ada@northgate.example", "--name", "Ada", "--organisation", "Northgate", "--invite"]
    run = app.test_cli_runner().invoke(args=given)
    assert run.exit_code == 0, run.output
    path = run.output.strip().rpartition("/join/")[2]
    assert doors.join(app.test_client(), f"/join/{path}").status_code == 303


def test_an_address_is_taken_once(app: Flask) -> None:
    create(app, "ada@northgate.example")
    assert "here already" in create(app, "ADA@northgate.example").output
