"""Erasing a person on both databases: their name stands nowhere any more, and all that was signed still verifies."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from govtracker import database
from govtracker.database import Base, db
from govtracker.enums import Audience, ListName, MailKind, MailState, Presence, Side, SignInWay
from govtracker.models import (
    AuditEvent,
    AuditPersonal,
    Comment,
    ExportFile,
    FrozenAgenda,
    Identity,
    IdentityProvider,
    ImportBatch,
    Joining,
    LegalHold,
    Mention,
    Notification,
    OutboxMail,
    PasswordReset,
    Person,
    PersonalExport,
    RecoveryCode,
    SavedView,
    Scorecard,
    SecondFactor,
    SignInSession,
    Submission,
    Tenure,
)
from govtracker.queries import viewers
from govtracker.queries.structure import erasing as asked
from govtracker.rules import audit_chain
from govtracker.rules.installation.throttling import Gate
from govtracker.rules.structure.erasure import FATES, Fate
from govtracker.services import Refused
from govtracker.services.installation import throttles
from govtracker.services.issues import comments
from govtracker.services.reviews import attendance
from govtracker.services.reviews.attendance import Attendance, Entry
from govtracker.services.structure import erasing, leaving, people
from tests.services.issue_steps import raised
from tests.support import forums, measured
from tests.support.world import World

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = date(2026, 11, 20)
CALLING = "@Oskar Brandt, and @oskar too; not @Oskar Wilde."


def somebody(world: World, who: str = "client_deputy") -> Person:
    db.session.expire_all()
    return db.session.scalars(select(Person).where(Person.id == world.people[who])).one()


def leave(world: World, who: str = "client_deputy") -> None:
    """They hold nothing more and may not sign in."""
    with database.transaction():
        db.session.execute(update(Tenure).where(Tenure.person_id == world.people[who]).values(to_on=date(2026, 11, 1)))
    with database.transaction():
        leaving.deactivate(somebody(world, who), by=world.viewer("organisation_administrator"), at=AT, today=TODAY)


def erase(world: World, who: str = "client_deputy", *, reason: str = "Asked by letter") -> str:
    with database.transaction():
        return erasing.erase(
            somebody(world, who), reason, by=world.viewer("organisation_administrator"), at=AT, today=TODAY
        )


def standing_anywhere(*words: str) -> list[str]:
    """Where one of these words stands, in whatever table and column."""
    found = []
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)).mappings():
            for column, value in row.items():
                said = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                found += [f"{table.name}.{column}: {said}" for word in words if word.lower() in said.lower()]
    return found


def broken_links() -> list[str]:
    faults = []
    rows = [dict(row) for row in db.session.execute(select(AuditEvent.__table__).order_by(AuditEvent.seq)).mappings()]
    for chain in {row["chain"] for row in rows}:
        said = db.session.scalars(select(AuditPersonal).where(AuditPersonal.chain == chain))
        own = {(row.seq, row.person_id): (row.salt, row.said) for row in said}
        walk = audit_chain.Walk(audit_chain.Mark())
        faults += [fault.text for fault in walk.follow([row for row in rows if row["chain"] == chain], own)]
    return faults


def a_busy_life(world: World) -> None:
    """Traces of Oskar Brandt in all the places where they are left, and what does not concern him."""
    me = world.people["client_deputy"]
    issue = raised(world, "client_spoc", AT)
    with database.transaction():
        comments.write(issue, "I saw it.", Audience.SHARED, by=world.viewer("client_deputy"), at=AT)
        comments.write(
            issue,
            "@Oskar Brandt, and @oskar too; not @Oskar Wilde.",
            Audience.SHARED,
            by=world.viewer("client_spoc"),
            at=AT,
        )
    with database.transaction():
        for number, (to, address) in enumerate(
            ((me, "oskar.brandt@northgate.example"), (world.people["nobody"], "n@x.example"))
        ):
            db.session.add(
                OutboxMail(
                    dedupe_key=f"mail:{number}",
                    kind=MailKind.DIGEST,
                    recipient_id=to,
                    to_address=address,
                    subject="For Oskar Brandt" if to == me else "For Nils",
                    message_id=f"{number}@x",
                    raw=b"To: Oskar Brandt" if to == me else b"To: Nils",
                    quotes=[],
                    state=MailState.QUEUED,
                    created_at=AT,
                    not_before=AT,
                )
            )
        db.session.add(
            Notification(
                dedupe_key="told",
                kind=MailKind.ASSIGNMENT,
                recipient_id=world.people["client_spoc"],
                relationship_id=None,
                facts={"by": me, "by_name": "Oskar Brandt", "words": ["of Oskar Brandt, ‘Größe’"]},
                created_at=AT,
                due_at=AT,
            )
        )
        db.session.add(
            ImportBatch(
                organisation_id=world.organisations["Northgate"],
                person_id=world.people["organisation_administrator"],
                kind="people",
                filename="people.csv",
                content="name,email\nOskar Brandt,Oskar.Brandt@northgate.example\n",
                mapping={},
                uploaded_at=AT,
                summary={},
            )
        )
        db.session.add(
            SavedView(list_name=ListName.ISSUES, owner_id=me, name="Oskar Brandt’s own", created_at=AT, updated_at=AT)
        )
        db.session.add(Submission(person_id=me, token="t", url="/", at=AT))
        review = forums.review(forums.forum(world), AT)
        line = '{"actions":[{"owner":"Oskar Brandt","owner_side":"client"}]}'
        db.session.add(FrozenAgenda(review_id=review.id, taken_at=AT, text=line))
        was = Entry(me, "Oskar Brandt", Side.CLIENT, Presence.PRESENT)
        attendance.write(review, Attendance([was]), by=world.viewer("client_spoc"), at=AT)


def test_a_name_stands_nowhere_and_all_that_was_signed_verifies(in_app: Flask, world: World) -> None:
    measured.agree(world)
    measured.enter(world, "2026-10", measured.OCTOBER)
    measured.sign(world, measured.share(world, "2026-10"), "2026-10")
    a_busy_life(world)
    with database.transaction():
        db.session.execute(update(Scorecard).values(client_agreed_by_id=world.people["client_deputy"]))
    assert len({place.partition(":")[0] for place in standing_anywhere("Oskar Brandt", "oskar.brandt")}) > 6
    leave(world)
    called = erase(world)

    assert standing_anywhere("Oskar Brandt", "oskar.brandt") == []
    assert f'"owner":"{called}"' in db.session.scalars(select(FrozenAgenda.text)).one()
    assert broken_links() == []
    verified = in_app.test_cli_runner().invoke(args=["scorecard", "verify"])
    assert (verified.exit_code, verified.output[:28]) == (0, "1 scorecards computed again,")
    gone = somebody(world)
    assert (gone.name, gone.is_active, gone.erased_at) == (called, False, AT)
    said = [comment.body for comment in db.session.scalars(select(Comment).order_by(Comment.id))]
    assert said == ["I saw it.", f"@{called}, and @{called} too; not @Oskar Wilde."]
    assert db.session.scalars(select(Comment).order_by(Comment.id).limit(1)).one().author.name == called
    own, others = db.session.scalars(select(OutboxMail).order_by(OutboxMail.id))
    assert (own.state, own.raw, own.to_address) == (MailState.SUPPRESSED, b"", "")
    assert (others.state, others.raw, others.subject) == (MailState.QUEUED, b"To: Nils", "For Nils")
    told = db.session.scalars(select(Notification).where(Notification.dedupe_key == "told")).one()
    assert told.facts["words"] == [f"of {called}, ‘Größe’"]
    assert not db.session.scalars(select(SavedView)).all()
    assert db.session.scalars(select(Mention)).one().person_id == gone.id


def test_what_they_were_called_before_goes_too(in_app: Flask, world: World) -> None:
    a_busy_life(world)
    by = world.viewer("organisation_administrator")
    for name, email in (  # one after the other
        ("Oskar Lindqvist", "oskar.lindqvist@northgate.example"),
        ("Nils Frei", "oskar.l@northgate.example"),  # by mistake: somebody else is called so
        ("Oskar Holm", "oskar.holm@northgate.example"),
    ):
        with database.transaction():
            people.correct(somebody(world), name=name, email=email, job_title="", zone="UTC", by=by, at=AT)
    leave(world)
    erase(world)
    assert standing_anywhere("Oskar Brandt", "oskar.brandt", "Lindqvist", "Oskar Holm", "oskar.l@") == []
    assert somebody(world, "nobody").name == "Nils Frei"
    assert standing_anywhere("To: Nils"), "what stands of somebody else stays"


def every_way_in(world: World) -> None:
    """Everything by which Oskar Brandt has ever come in, or might."""
    me, spoc = world.people["client_deputy"], world.people["client_spoc"]
    until = AT + timedelta(days=1)
    with database.transaction():
        provider = IdentityProvider(
            organisation_id=world.organisations["Northgate"],
            slug="northgate",
            issuer="https://id.example",
            client_id="x",
            scopes="openid",
            created_at=AT,
        )
        factor = SecondFactor(person_id=me, secret="sealed", created_at=AT)
        export = PersonalExport(person_id=me, asked_by_id=spoc, asked_at=AT)
        db.session.add_all([provider, factor, export])
        db.session.flush()
        times = {"person_id": me, "nonce": "n", "expires_at": until}
        db.session.add_all(
            [
                Identity(
                    provider_id=provider.id, person_id=me, issuer="i", subject="s", linked_at=AT, last_begun_at=AT
                ),
                RecoveryCode(factor_id=factor.id, code_hash="h"),
                ExportFile(export_id=export.id, content=b"Everything"),
                SignInSession(
                    person_id=me, token_hash="t", way=SignInWay.PASSWORD, begun_at=AT, proved_at=AT, seen_at=AT
                ),
                Joining(**times, email="o@x.example", token_hash="j", mailed=True, invited_by_id=spoc, invited_at=AT),
                PasswordReset(**times, token_hash="p", password_mark="m", asked_by_id=spoc, asked_at=AT),
            ]
        )
        throttles.take(Gate.RESET_MAIL, account="oskar.brandt@northgate.example", address="", at=AT)


def test_no_way_in_is_left_of_them(in_app: Flask, world: World) -> None:
    every_way_in(world)
    leave(world)
    erase(world)
    tables = Base.metadata.tables
    going = [leads.partition(".") for leads, fate in FATES.items() if fate is Fate.GOES]
    left = [
        table
        for table, _, column in going
        if db.session.scalar(
            select(func.count())
            .select_from(tables[table])
            .where(tables[table].c[column] == world.people["client_deputy"])
        )
    ]
    hanging = [
        table
        for table in ("recovery_code", "export_file", "throttle")
        if db.session.scalar(select(func.count()).select_from(tables[table]))
    ]
    assert left + hanging == []


def test_somebody_new_may_have_the_same_address(in_app: Flask, world: World) -> None:
    leave(world, "nobody")
    erase(world, "nobody")
    with database.transaction():
        organisation = somebody(world, "client_spoc").organisation
        new = people.create(
            name="Nils Frei",
            email="nils.frei@northgate.example",
            organisation=organisation,
            password_hash="",
            by=None,
            at=AT,
        )
        new_id = new.id
    assert new_id != world.people["nobody"]
    assert viewers.by_email("nils.frei@northgate.example").id == new_id  # type: ignore[union-attr]


def test_only_who_left_and_holds_nothing_is_erased(in_app: Flask, world: World) -> None:
    with pytest.raises(Refused, match="may still sign in"):
        erase(world)
    leave(world)
    with pytest.raises(Refused, match="Leave the name out"):
        erase(world, reason="Brandt has asked for it")
    for audience, said in ((Audience.SUPPLIER, "cannot be erased just now"), (Audience.CLIENT, "on legal hold")):
        with database.transaction():
            hold = LegalHold(
                relationship_id=world.relationships["MER"],
                audience=audience,
                reason="A claim",
                set_at=AT,
                set_by_id=world.people["supplier_spoc"],
            )
            db.session.add(hold)
        with pytest.raises(Refused, match=said):
            erase(world)
    with database.transaction():
        db.session.execute(update(LegalHold).values(lifted_at=AT))
    erase(world)
    with pytest.raises(Refused, match="was erased"):
        erase(world)
    with pytest.raises(Refused, match="was erased"), database.transaction():
        leaving.let_in_again(somebody(world), by=world.viewer("organisation_administrator"), at=AT)


@pytest.mark.database("sqlite")
def test_it_is_said_what_becomes_of_every_row_that_leads_to_a_person(in_app: Flask) -> None:
    assert asked.leads_to_a_person() == sorted(FATES), (
        "Say in rules/structure/erasure.py what becomes of the rows of a new column when somebody is erased."
    )
