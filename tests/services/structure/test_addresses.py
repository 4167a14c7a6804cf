"""An address somebody else has: one's own company's are named, of another's people nothing is told."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import MailKind
from govtracker.mail import account_mail
from govtracker.models import Notification, Organisation, Person
from govtracker.services import Refused
from govtracker.services.structure import people
from tests.support.world import World

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
EXISTS, NOBODY = "diego.alonso@meridian.example", "nobody.at.all@meridian.example"


def created(world: World, email: str, who: str | None = "client_spoc") -> None:
    with database.transaction():
        company = db.session.scalars(select(Organisation).where(Organisation.name == "Northgate")).one()
        by = world.viewer(who) if who else None
        people.create(name="Ida Holm", email=email, organisation=company, by=by, at=AT)


def corrected(world: World, email: str, who: str | None = "organisation_administrator") -> None:
    assert who
    with database.transaction():
        person = db.session.get_one(Person, world.people["nobody"])
        facts = {"name": person.name, "job_title": "", "zone": person.zone}
        people.correct(person, **facts, email=email, by=world.viewer(who), at=AT)


def refusal(act: Callable[..., None], *facts: object) -> str:
    try:
        act(*facts)
    except Refused as refused:
        return refused.text
    return ""


@pytest.mark.parametrize("act", [created, corrected])
def test_whether_another_company_has_such_a_person_is_not_told(
    in_app: Flask, world: World, act: Callable[..., None]
) -> None:
    answers = {refusal(act, world, email) for email in (EXISTS, NOBODY, EXISTS.upper())}
    assert answers == {people.ELSEWHERE}
    assert refusal(act, world, "eva.varga@northgate.example") == people.TAKEN
    assert refusal(act, world, "ida@northgate.example") == ""
    assert refusal(act, world, "ida@consultants.example") == ""


def test_companies_that_share_a_domain_bring_their_own_people_in(in_app: Flask, world: World) -> None:
    created(world, "first@meridian.example", who=None)  # whoever runs the installation decides that
    assert refusal(created, world, NOBODY) == ""
    assert refusal(created, world, EXISTS) == people.ELSEWHERE
    assert refusal(created, world, EXISTS, None) == people.TAKEN


def test_a_domain_where_everybody_gets_an_address_is_nobodys(in_app: Flask, world: World) -> None:
    with database.transaction():
        db.session.get_one(Person, world.people["supplier_lead"]).email = "priya@gmail.com"
    assert refusal(created, world, "ida@gmail.com") == ""
    assert refusal(created, world, "priya@gmail.com") == people.ELSEWHERE


def test_the_former_address_is_not_sent_to_ask_whoever_changed_it(in_app: Flask, world: World) -> None:
    with database.transaction():
        db.session.get_one(Person, world.people["nobody"]).password_hash = "has joined"
    corrected(world, "nils@northgate.example")
    told = db.session.scalars(select(Notification).where(Notification.kind == MailKind.FORMER_ADDRESS)).one()
    viewer = world.viewer("nobody")
    mail = account_mail.former_address([told], viewer, AT)
    assert mail
    assert mail.address == "nils.frei@northgate.example"
    assert mail.values["note"] == "If you know nothing of it, ask whoever runs this installation at once."
    with database.transaction():
        told.facts = {**told.facts, "by": world.people["executive"]}
    mail = account_mail.former_address([told], viewer, AT)
    assert mail
    assert mail.values["note"] == "If you know nothing of it, ask Otto Busch at once."
