"""One mail of every sort the product writes, about records with the names and texts a test chooses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from govtracker import clock, database, jobs
from govtracker.database import db
from govtracker.enums import ActionType, Audience, MailKind, PackStage, ReviewStatus
from govtracker.mail import notices, reading
from govtracker.mail.values import Opened
from govtracker.models import (
    Comment,
    Issue,
    Joining,
    OutboxMail,
    PasswordReset,
    Person,
    PulseRound,
    Review,
    ReviewPack,
    SegmentNeeds,
    SourcingEvaluation,
    Topic,
)
from govtracker.queries import find
from govtracker.rules.reviews import review_pack
from govtracker.rules.reviews.review_pack import Figure, Pack, PackTopic
from govtracker.services.installation import task_links
from govtracker.services.issues import actions, comments
from govtracker.services.issues.origins import Origin
from govtracker.services.sourcing import segment_needs, segments
from govtracker.services.sourcing.segments import Described
from tests.services import issue_steps
from tests.support import evaluated, forums, pulses, raid, supervised
from tests.support.world import World

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
MEETS = datetime(2026, 12, 1, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Words:
    """What the records say, and what the reader is called."""

    title: str = "Billing exports fail every night"
    text: str = "Nobody can pay."
    name: str = "Eva Varga"


@dataclass(frozen=True)
class Sent:
    """A mail: its kind, its id in its headers, its bytes, and what its reader sees."""

    kind: MailKind
    message_id: str
    raw: bytes
    seen: Opened


def written(world: World, words: Words) -> dict[str, Sent]:
    """A mail of every sort, by the sort's name; the world must be empty of issues, the clock stand at AT."""
    found = {}
    issue = issue_steps.raised(world, "supplier_spoc", AT)
    with database.transaction():  # past the checks of what people type
        db.session.get_one(Issue, issue.id).title = words.title[:200]
    sorts = {
        **_escalations(words),
        **_records(world, issue, words),
        **_meetings(world, words),
        **_accounts(world, words),
        **_summaries(world),
    }
    with database.transaction():
        db.session.get_one(Person, world.people["client_spoc"]).name = words.name[:120]
    for sort, (kind, who, subject, facts) in sorts.items():
        before = _last_id()
        with database.transaction():
            told_of = db.session.get_one(*(subject or (Issue, issue.id)))
            notices.leave(kind, [world.people[who]], subject=told_of, dedupe=sort, facts=facts, at=AT)
        jobs.run(jobs.job_named("render-notices"), at=LATER)
        found[sort] = _only(before, world.people[who], kind)
    return found


def dumb_headers(raw: bytes) -> Iterator[tuple[str, str]]:
    """Name and value of every header as a program reads them that knows nothing of encoded words or folding."""
    head = raw.split(b"\r\n\r\n", 1)[0].decode("ascii")
    for line in head.replace("\r\n ", " ").replace("\r\n\t", " ").split("\r\n"):
        name, colon, value = line.partition(":")
        assert colon, line
        yield name, value.strip()


def _escalations(words: Words) -> dict[str, Any]:
    facts = {"round": 1, "level": 1, "waiting_on": "client", "by_name": words.name}
    events: Mapping[str, dict[str, Any]] = {
        "told": {"event": "escalated", "since": (AT - timedelta(hours=3)).isoformat()},
        "handed over": {"event": "handed_over", "asked": words.text},
        "warned": {"event": "warned", "deadline": "response"},
        "reminded": {"event": "reminded", "number": 1, "of": 3},
        "grown old": {"event": "grown_old", "days": 12},
    }
    return {
        f"escalation: {name}": (MailKind.ESCALATION, "client_lead", None, {**facts, **event})
        for name, event in events.items()
    }


def _records(world: World, issue: Issue, words: Words) -> dict[str, Any]:
    by = {"by_name": words.name}
    with database.transaction():
        viewer, spoc = world.viewer("supplier_spoc"), world.people["client_spoc"]
        known = find.issue(viewer, "MER", str(issue.number))
        new = actions.NewAction("Call the bank", ActionType.CORRECTION, spoc, date(2026, 12, 4), "Nobody can pay.")
        action = actions.add(known.relationship, new, by=viewer, at=AT, today=AT.date(), origin=Origin(issue=known))
        action.title = words.title[:200]
        comments.write(known, "@Eva Varga, look", Audience.SHARED, by=viewer, at=AT)
        comment = db.session.scalars(select(Comment)).one()
        comment.body = words.text[:20_000]
        risk = raid.risk(world, AT, title=words.title[:200], owner_id=spoc)
        problem = raid.problem(world, AT, title=words.title[:200], owner_id=spoc)
        decision = raid.decision(world, AT, title=words.title[:200])
        relationship = known.relationship
        mia = db.session.get_one(Person, world.people["client_member"])
        mia.unreachable_at, mia.unreachable_reply = AT, "550 5.1.1 no such user"
        deputy = world.viewer("client_deputy")
        link = task_links.give_action(action, days=14, is_single_use=False, by=deputy, at=AT)
        needs = _needs(world, words)
        action, comment, risk, problem, decision, relationship, mia, link, needs = map(
            _pointed, (action, comment, risk, problem, decision, relationship, mia, link, needs)
        )
    with notices.untold():
        pulses.agreed(world)
        pulse = (PulseRound, pulses.opened(world, AT))
        sought = (SourcingEvaluation, evaluated.rating(world).id)
    with database.transaction():
        db.session.get_one(*sought).title = words.title[:200]
    told = {"words": f"{words.name}: {words.text}", "path": "/r/MER/criteria", **by}
    gave = (MailKind.ASSIGNMENT, "client_spoc")
    return {
        "assignment: issue to answer": (
            MailKind.ASSIGNMENT,
            "client_lead",
            None,
            {"event": "opened", "round": 1, "level": 1, **by},
        ),
        "assignment: action": (*gave, action, {"what": "assigned", "words": "You own it.", **by}),
        "assignment: mention": (*gave, comment, {"event": "mentioned", **by}),
        "assignment: risk": (*gave, risk, by),
        "assignment: problem": (*gave, problem, {"event": "assigned", **by}),
        "assignment: decision": (*gave, decision, {"what": "decided", "words": words.text[:900], **by}),
        "assignment: relationship": (*gave, relationship, told),
        "assignment: pulse": (*gave, pulse, {"what": "asked", **told}),
        "assignment: needs": (*gave, needs, told),
        "assignment: sheet to fill": (MailKind.ASSIGNMENT, "client_lead", sought, {"what": "asked", **told}),
        "assignment: sheet missing": (MailKind.ASSIGNMENT, "client_lead", sought, {"what": "reminded", **told}),
        "assignment: sheets all in": (MailKind.ASSIGNMENT, "governance_office", sought, {"what": "all_in", **told}),
        "task link": (MailKind.TASK_LINK, "client_spoc", link, by),
        "assignment: address": (MailKind.ASSIGNMENT, "organisation_administrator", mia, told),
    }


def _needs(world: World, words: Words) -> SegmentNeeds:
    """The client's SPOC is asked what a customer segment needs."""
    office, spoc = world.viewer("governance_office"), world.people["client_spoc"]
    segment = segments.add(office.organisation_id, Described("Key accounts"), by=office, at=AT)
    with notices.untold():
        segment_needs.ask(segment, [spoc], by=office, at=AT)
    segment.name = words.title[:80]
    return db.session.scalars(select(SegmentNeeds)).one()


def _meetings(world: World, words: Words) -> dict[str, Any]:
    with database.transaction():
        forum = forums.forum(world, name=words.title[:120])
        review = forums.review(forum, MEETS)
        own = forums.invitation(review, world.people["client_spoc"])
        off = forums.review(forum, MEETS + timedelta(days=40), ReviewStatus.CANCELLED)
        gone = forums.invitation(off, world.people["client_spoc"], cancelled_at=AT, uid="gone@gov.example")
        db.session.add(_pack(review, words))
        held = forums.review(forum, AT - timedelta(days=20), ReviewStatus.MINUTES_AGREED)
        _decide(held, words)
        own, gone, review, held = map(_pointed, (own, gone, review, held))
    invited, moved = {"scheduled_at": MEETS.isoformat()}, {"moved_from": AT.isoformat(), "again": True}
    ask = (MailKind.REVIEW_INVITATION, "client_spoc")
    return {
        "review: invited": (*ask, own, invited),
        "review: moved": (*ask, own, moved),
        "review: cancelled": (*ask, gone, {"cancelled": words.text}),
        "review: pack": (MailKind.REVIEW_PACK, "client_spoc", review, invited),
        "review: outcome": (MailKind.REVIEW_OUTCOME, "client_spoc", held, {}),
    }


def _accounts(world: World, words: Words) -> dict[str, Any]:
    ends = {"nonce": "n", "expires_at": clock.real_now() + timedelta(days=7)}
    spoc = {"person_id": world.people["client_spoc"], **ends}
    with database.transaction():
        joining = Joining(**spoc, email="e@n.example", token_hash="1", mailed=True, invited_at=AT)
        reset = PasswordReset(**spoc, token_hash="2", password_mark="", asked_at=AT)
        db.session.add_all([joining, reset])
        company = db.session.get_one(Person, world.people["client_spoc"]).organisation
        reset, company, spoc_row = map(_pointed, (reset, company, db.session.get_one(Person, spoc["person_id"])))
    ask = (MailKind.ACCOUNT, "client_spoc")
    return {
        "joining": (MailKind.JOINING, "client_spoc", company, {"by_name": words.name, "words": "…", "path": "/"}),
        "account: reset": (*ask, reset, {"event": "reset_asked"}),
        "account: elsewhere": (*ask, spoc_row, {"event": "signs_in_elsewhere"}),
        "account: changed": (*ask, spoc_row, {"event": "password_changed"}),
        "account: address": (
            MailKind.FORMER_ADDRESS,
            "client_spoc",
            spoc_row,
            {"address": "e@old.example", "by_name": words.name},
        ),
        "account: factor": (*ask, spoc_row, {"event": "factor_reset"}),
        "account: anchored": (*ask, spoc_row, {"event": "anchored", "seal": "4d" * 32, "made_at": AT.isoformat()}),
        "account: browser": (*ask, spoc_row, {"event": "new_browser", "browser": "Firefox", "address": "::1"}),
    }


def _pack(review: Review, words: Words) -> ReviewPack:
    pack = Pack(
        audience=Audience.SHARED,
        relationship="MER",
        forum=words.title,
        period=review.period_key,
        tier="Tactical",
        scheduled=MEETS.isoformat(),
        zone="Europe/Berlin",
        minutes=60,
        companies=("Northgate", "Meridian"),
        people=(),
        made=AT.isoformat(),
        number=1,
        figures=(Figure("Standing", "watch"), Figure("Topics", "2")),
        topics=(PackTopic(words.title, words.name, 10, words.name),) * 40,
        cards=(),
        sections=(),
        changes=(),
        drawings=(),
    )
    return ReviewPack(
        review_id=review.id,
        relationship_id=review.relationship_id,
        audience=Audience.SHARED,
        number=1,
        stage=PackStage.READY,
        asked_at=AT,
        made_at=AT,
        content=review_pack.write(pack),
    )


def _decide(review: Review, words: Words) -> None:
    for place in range(40):  # one as long as can be
        decision = words.text[: 300 if place else 20_000]
        db.session.add(Topic(review_id=review.id, title=words.title[:200], decision=decision, position=place))


def _summaries(world: World) -> dict[str, Any]:
    digest = {"day": "2026-11-23", "due_at": AT.isoformat()}
    customers = supervised.known(world)
    with database.transaction():  # the issue that stands already names the customer
        for issue in db.session.scalars(select(Issue)).unique():
            issue.customer_account_id = customers.harbour
    return {
        "review mail": (MailKind.REVIEW_MAIL, "client_sponsor", None, {"sample": True, "due_at": AT.isoformat()}),
        "supervision mail": (MailKind.SUPERVISION, supervised.SUPERVISOR, None, digest),
        "digest": (MailKind.DIGEST, "client_spoc", None, digest),
    }


def _pointed(row: Any) -> Any:
    db.session.flush()
    return type(row), row.id


def _last_id() -> int:
    db.session.rollback()
    return db.session.scalar(select(OutboxMail.id).order_by(OutboxMail.id.desc()).limit(1)) or 0


def _only(before: int, person_id: int, kind: MailKind) -> Sent:
    db.session.rollback()
    own = OutboxMail.id > before, OutboxMail.recipient_id == person_id, OutboxMail.kind == kind
    rows = db.session.scalars(select(OutboxMail).where(*own).order_by(OutboxMail.id.desc())).all()
    assert rows, f"no mail of the kind {kind.value}"
    return Sent(rows[0].kind, rows[0].message_id, rows[0].raw, reading.opened(rows[0].raw))
