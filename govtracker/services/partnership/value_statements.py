"""Value statements: drafted from a period's shared records, edited in words, released once and for all."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import CustomerAccount, ValueStatement
from govtracker.queries.partnership import value_statements as asked
from govtracker.queries.partnership.supervision import Customer
from govtracker.queries.structure import organisations
from govtracker.rules import canonical
from govtracker.rules.partnership import value_statements
from govtracker.rules.partnership.value_statements import TEXTS, Names, Statement, Volumes
from govtracker.services import Refused, events
from govtracker.services.partnership import typed

LONGEST, LONGEST_DAYS = 20_000, 400


def draft(customer: Customer, from_on: date, to_on: date, *, by: Viewer, at: datetime) -> ValueStatement:
    """A statement of a period of days (both included), worded from what is shared of it; refuses an impossible one."""
    typed.day(from_on, "from_on")
    typed.day(to_on, "to_on")
    if to_on < from_on:
        raise Refused("The last day is before the first.", "to_on")
    if (to_on - from_on).days > LONGEST_DAYS:
        raise Refused("A statement covers at most a year.", "to_on")
    company = organisations.by_id(customer.organisation_id)
    names = asked.names(company.id)
    facts = asked.facts(by, customer, from_on, to_on, zone=company.zone)
    performance = [line for support, found in facts.measured for line in value_statements.performance(support, found)]
    texts = {
        "introduction": value_statements.introduction(company.name, customer.name, facts.volumes),
        "resolved": value_statements.resolved(facts.resolved, names),
        "performance": names.out_of("\n".join(performance)),
        "improvements": value_statements.improvements(facts.better, names),
    }
    is_account = isinstance(customer, CustomerAccount)
    statement = ValueStatement(
        organisation_id=company.id,
        segment_id=None if is_account else customer.id,
        account_id=customer.id if is_account else None,
        title=value_statements.title(customer.name, from_on, to_on)[:200],
        from_on=from_on,
        to_on=to_on,
        content={**texts, "volumes": asdict(facts.volumes), "shows_suppliers": False},
        drafted_by_id=by.person_id,
        drafted_at=at,
    )
    db.session.add(statement)
    events.record(statement, "statement_drafted", by=by, at=at, changes={"period": [None, f"{from_on} {to_on}"]})
    return statement


def edit(statement: ValueStatement, values: Mapping[str, Any], *, by: Viewer, at: datetime) -> None:
    """Store what was changed in the draft; refuses a statement that was released."""
    _require_draft(statement)
    title = " ".join(str(values.get("title", statement.title)).split())
    if not title:
        raise Refused("Give the statement a title.", "title")
    said = {name: value for name, value in values.items() if name != "title"}
    texts = {name: value.replace("\r\n", "\n").strip() for name, value in said.items() if name in TEXTS}
    content = {**statement.content, **said, **texts}
    events.change(statement, "statement_edited", by=by, at=at, title=title[:200], content=content)


def release(statement: ValueStatement, seen: int, *, by: Viewer, at: datetime) -> None:
    """Freeze it, so that it may be shown to the customer; refuses one that gives away what is nobody's to give away.

    `seen` is the version the person read: what has changed since is read again first.
    """
    _require_draft(statement)
    if seen != statement.version:
        raise Refused("The statement has changed since you opened the page. Read it again before you release it.")
    names = asked.names(statement.organisation_id)
    shows = bool(statement.content["shows_suppliers"])
    found = value_statements.gaps({**statement.content, "title": statement.title}, names, shows_suppliers=shows)
    if found:
        raise Refused(found[0][1], found[0][0])
    snapshot = value_statements.write(said(statement, names))
    digest = canonical.digest(snapshot)
    told = {"digest": [None, digest]}
    statement.snapshot, statement.digest = snapshot, digest
    statement.released_at, statement.released_by_id = at, by.person_id
    events.record(statement, "statement_released", by=by, at=at, changes=told)


def said(statement: ValueStatement, names: Names) -> Statement:
    """What it says now: as it was released, or as the draft stands."""
    if statement.snapshot:
        return value_statements.read(statement.snapshot)
    content, customer = statement.content, statement.account or statement.segment
    assert customer is not None  # the table holds it to one of them
    company = organisations.by_id(statement.organisation_id)
    return Statement(
        company=company.name,
        customer=customer.name,
        title=statement.title,
        from_on=statement.from_on,
        to_on=statement.to_on,
        volumes=Volumes(**content["volumes"]),
        suppliers=names.suppliers if content["shows_suppliers"] else (),
        **{name: content[name] for name in TEXTS},
    )


def _require_draft(statement: ValueStatement) -> None:
    if statement.released_at is not None:
        raise Refused("This statement was released and stays as it is: draft another one.")
