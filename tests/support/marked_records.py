"""For every argument of an address that names a record: which records of the marked world it may name."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import literal

from govtracker.database import db, transaction
from govtracker.enums import Audience, Side, SignInWay, TaskKind
from govtracker.imports import measurement_batches
from govtracker.models import (
    AccountRevenue,
    ActionSeries,
    Attachment,
    Benefit,
    Capability,
    CapabilityCheck,
    ClientMiss,
    CollateralAlert,
    Comment,
    CustomerAccount,
    CustomerSegment,
    DecisionRight,
    EscalationPath,
    Forum,
    HandBack,
    ImportBatch,
    IncentiveAdjustment,
    Issue,
    Kpi,
    Launch,
    LaunchItem,
    Obligation,
    ObligationOccurrence,
    Opportunity,
    PreparationNote,
    PreparationTask,
    Programme,
    PulseSet,
    PulseStatement,
    Review,
    ReviewPack,
    SavedView,
    ScorecardScope,
    Seat,
    SignInSession,
    StandingTopic,
    Supervision,
    TaskLink,
    Topic,
    ValueStatement,
    WatchMetric,
)
from govtracker.queries import find
from govtracker.services.performance import criteria
from tests.support import contracted, obliged
from tests.support.marked import NOW, OWN, SPOTS
from tests.support.world import World

Record = tuple[str, dict[str, Any]]  # letter, arguments
KINDS = ("issues", "actions", "decisions", "risks", "problems")
NUMBERS = {Audience.SHARED: "1", Audience.CLIENT: "C1", Audience.SUPPLIER: "S1"}


def relationships(_world: World) -> Iterator[Record]:
    yield from ((letter, {"key": SPOTS[letter][0]}) for letter in "mo")


def numbered(_world: World) -> Iterator[Record]:
    yield from ((letter, {"key": spot[0], "number": NUMBERS[spot[1]]}) for letter, spot in SPOTS.items())


def talked_about(world: World) -> Iterator[Record]:
    yield from ((letter, {**named, "kind": kind}) for letter, named in numbered(world) for kind in KINDS)


def plans(_world: World) -> Iterator[Record]:
    yield from ((letter, {"key": SPOTS[letter][0], "number": 1}) for letter in "mo")


def statements(world: World) -> Iterator[Record]:
    for letter in "mo":
        key = SPOTS[letter][0]
        row = (
            db.session.query(PulseStatement).join(PulseSet).filter_by(relationship_id=world.relationships[key]).first()
        )
        if row is not None:
            yield letter, {"key": key, "statement_id": row.id}


def first_versions(_world: World) -> Iterator[Record]:
    yield from ((letter, {"key": SPOTS[letter][0], "version": 1}) for letter in "mo")


def rows(name: str, model: Any) -> Callable[[World], Iterator[Record]]:
    """The first row of every audience in both relationships."""

    def found(world: World) -> Iterator[Record]:
        for letter, (key, audience, *_) in SPOTS.items():
            query = db.session.query(model).filter_by(relationship_id=world.relationships[key])
            if hasattr(model, "audience"):
                query = query.filter_by(audience=audience)
            elif audience is not Audience.SHARED:
                continue
            row = query.order_by(model.id).first()
            if row is not None:
                outer = {"review_id": row.review_id} if hasattr(row, "review_id") and model in UNDER_REVIEWS else {}
                yield letter, {"key": key, name: row.id, **outer}

    return found


def under(name: str, model: Any, parent: Any, parent_name: str) -> Callable[[World], Iterator[Record]]:
    """The first row under a parent of each relationship."""

    def found(world: World) -> Iterator[Record]:
        for letter in "mo":
            key = SPOTS[letter][0]
            above = db.session.query(parent).filter_by(relationship_id=world.relationships[key]).order_by(parent.id)
            row = db.session.query(model).filter_by(**{parent_name: above.first().id}).order_by(model.id).first()
            yield letter, {"key": key, parent_name: above.first().id, name: row.id}

    return found


def own_views(world: World) -> Iterator[Record]:
    for letter, who in OWN.items():
        row = db.session.query(SavedView).filter_by(owner_id=world.people[who], relationship_id=None).one()
        yield letter, {"view_id": row.id}


def own_files(kind: str) -> Callable[[World], Iterator[Record]]:
    def found(world: World) -> Iterator[Record]:
        for letter, who in OWN.items():
            row = db.session.query(ImportBatch).filter_by(person_id=world.people[who], kind=kind).first()
            if row is not None:
                yield letter, {"batch_id": row.id, **({"key": "MER"} if row.relationship_id else {})}

    return found


def only(**named: Any) -> Callable[[World], Iterator[Record]]:
    """One record of MER that both sides see."""

    def found(_world: World) -> Iterator[Record]:
        yield "m", {"key": "MER", **named}

    return found


def person(letter: str) -> Callable[[World], Iterator[Record]]:
    def found(world: World) -> Iterator[Record]:
        yield letter, {"person_id": world.people["client_member"]}

    return found


def segment(letter: str) -> Callable[[World], Iterator[Record]]:
    """The customer segment of Northgate, which one colleague was asked about."""

    def found(_world: World) -> Iterator[Record]:
        yield (
            letter,
            {"segment_id": db.session.query(CustomerSegment.id).order_by(CustomerSegment.id).limit(1).scalar()},
        )

    return found


def more(world: World) -> None:
    """What takes the criteria and the contract of MER: drafts of both, claims, due days, figures to import."""
    spoc = world.viewer("client_spoc")
    with world.context():
        obliged.agreed(world)
        with transaction():
            relationship = find.relationship(spoc, "MER")
            criteria.start_draft(relationship, by=spoc, at=NOW)
            contracted.adjustment(world)
            contracted.drafted(world)
            figures = b"KPI,Month,Value\nCSAT,2026-10,76\n"
            measurement_batches.receive(relationship, "file.csv", figures, by=spoc, at=NOW, today=NOW.date())
        obliged.claim(world)
        with transaction():
            db.session.add_all(_link(world, side) for side in Side)
            db.session.add_all(_session(world.people[who]) for who in OWN.values())


def _link(world: World, side: Side) -> TaskLink:
    """A link for one task that the SPOC of a side has given."""
    return TaskLink(
        relationship_id=world.relationships["MER"],
        audience=Audience(side.value),
        kind=TaskKind.FILL_SHEET,
        person_id=world.people[f"{side.value}_member"],
        period_on=NOW.date().replace(day=1),
        seed=side.value,
        token_hash=side.value,
        given_by_id=world.people[f"{side.value}_spoc"],
        given_at=NOW,
        expires_at=NOW + timedelta(days=7),
    )


def _session(person_id: int) -> SignInSession:
    """Where somebody is signed in."""
    instants = dict.fromkeys(("begun_at", "admitted_at", "proved_at", "seen_at"), NOW)
    return SignInSession(person_id=person_id, token_hash=f"marked {person_id}", way=SignInWay.PASSWORD, **instants)


def own_sessions(world: World) -> Iterator[Record]:
    for letter, who in OWN.items():
        token = f"marked {world.people[who]}"
        yield letter, {"session_id": db.session.query(SignInSession).filter_by(token_hash=token).one().id}


def customers(letter: str, model: Any, **named: Any) -> Callable[[World], Iterator[Record]]:
    """The last record of a kind that Northgate keeps of its customers, by one of its columns."""

    def found(_world: World) -> Iterator[Record]:
        row = db.session.query(*named.values()).order_by(model.id.desc()).first()
        yield letter, dict(zip(named, row, strict=True))

    return found


def supervised(**named: Any) -> Callable[[World], Iterator[Record]]:
    """The issue of MER that names a supervised customer, or a file that stands under it."""

    def found(_world: World) -> Iterator[Record]:
        known = db.session.query(Issue).filter(Issue.customer_account_id.is_not(None))
        issue = known.filter_by(audience=Audience.SHARED).order_by(Issue.id).limit(1).one()
        more = {
            name: db.session.query(column)
            .filter(Attachment.issue_id == issue.id, Attachment.audience == Audience.SHARED)
            .first()[0]
            for name, column in named.items()
        }
        yield "k", {"key": "MER", "number": str(issue.number), **more}

    return found


UNDER_REVIEWS = (ReviewPack, PreparationNote, PreparationTask)
# what a loader asks for, apart from the relationship and what lies around it → the records
RECORDS: Mapping[str, Callable[[World], Iterator[Record]]] = {
    "key": relationships,
    "number": numbered,
    "kind": talked_about,
    "comment_id": rows("comment_id", Comment),
    "attachment_id": rows("attachment_id", Attachment),
    "view_id": rows("view_id", SavedView),
    "series_id": rows("series_id", ActionSeries),
    "link_id": rows("link_id", TaskLink),
    "set_id": rows("set_id", PulseSet),
    "statement_id": statements,
    "pack_id": rows("pack_id", ReviewPack),
    "note_id": rows("note_id", PreparationNote),
    "task_id": rows("task_id", PreparationTask),
    "forum_id": rows("forum_id", Forum),
    "review_id": rows("review_id", Review),
    "seat_id": rows("seat_id", Seat),
    "path_id": rows("path_id", EscalationPath),
    "scope_id": rows("scope_id", ScorecardScope),
    "kpi_id": rows("kpi_id", Kpi),
    "obligation_id": rows("obligation_id", Obligation),
    "right_id": under("right_id", DecisionRight, Forum, "forum_id"),
    "standing_id": under("standing_id", StandingTopic, Forum, "forum_id"),
    "topic_id": under("topic_id", Topic, Review, "review_id"),
    "occurrence_id": rows("occurrence_id", ObligationOccurrence),
    "claim_id": rows("claim_id", ClientMiss),
    "adjustment_id": rows("adjustment_id", IncentiveAdjustment),
    "programme_id": rows("programme_id", Programme),
    "benefit_id": rows("benefit_id", Benefit),
    "metric_id": rows("metric_id", WatchMetric),
    "alert_id": rows("alert_id", CollateralAlert),
    "check_id": rows("check_id", CapabilityCheck),
    "capability_id": rows("capability_id", Capability),
    "launch_id": rows("launch_id", Launch),
    "item_id": rows("item_id", LaunchItem),
    "hand_back_id": rows("hand_back_id", HandBack),
    "code": only(code="CSAT"),
    "period": only(period="2026-10"),
    "version": only(version=1),
}
IMPORTED = ("actions", "people")  # of the kinds of files, which are found alike
# loaders that ask for something else by the same name, or of which MER alone has one
OF_LOADER: Mapping[str, Callable[[World], Iterator[Record]]] = {
    "people.shared": person("m"),
    "segments.segment": segment("n"),
    "segment_needs.mine": segment("e"),
    "people.colleague": person("n"),
    "saved_views.own": own_views,
    "sign_in_sessions.own": own_sessions,
    "customer_accounts.own": customers("n", CustomerAccount, account_id=CustomerAccount.id),
    "account_revenue.own": customers("n", CustomerAccount, account_id=CustomerAccount.id),
    "account_revenue.customer": customers(
        "k", CustomerAccount, customer_id=CustomerAccount.id, kind=literal("accounts")
    ),
    "account_figures.month": customers(
        "n", AccountRevenue, account_id=AccountRevenue.account_id, period=literal("2026-10")
    ),
    "supervisors.own": customers("n", Supervision, supervision_id=Supervision.id),
    "supervisors.segment": customers("k", CustomerSegment, segment_id=CustomerSegment.id),
    "supervisors.account": customers("k", CustomerAccount, account_id=CustomerAccount.id),
    "supervision.issue": supervised(),
    "supervised_issue.file": supervised(attachment_id=Attachment.id),
    "value_statements.one": customers("k", ValueStatement, statement_id=ValueStatement.id),
    "value_statements.customer": customers(
        "k", CustomerAccount, customer_id=CustomerAccount.id, kind=literal("accounts")
    ),
    "opportunities.one": customers("j", Opportunity, opportunity_id=Opportunity.id),
    "opportunities.answerable": customers("i", Opportunity, opportunity_id=Opportunity.id),
    "batches.of_company": own_files("people"),
    "batches.of_relationship": own_files("actions"),
    "batches.of_measurements": own_files("measurements"),
    "improvement_plans.one": plans,
    "pulse_rounds.one": plans,
    "management_plans.one": first_versions,
    "contracts.in_work": only(),
    "contracts.current": only(),
    "contracts.newest_one": only(),
    "criteria.in_work": only(),
}
