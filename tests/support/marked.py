"""A world whose every text is marked with who may read it: shared records and those each side keeps, in MER and CAS."""

import io
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from govtracker import database, jobs
from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import (
    ActionType,
    Audience,
    DecisionPart,
    Department,
    ListName,
    OpportunityKind,
    PortfolioRole,
    Presence,
    PulseTheme,
    ReviewStatus,
    RiskResponse,
    ScopeKind,
    SeatRole,
    ServiceChannel,
    ServiceHours,
    Severity,
    Side,
    Staffing,
    Tier,
    TouchLevel,
    ValueInput,
)
from govtracker.imports import batches
from govtracker.imports.action_import import ACTIONS
from govtracker.imports.batches import Where
from govtracker.imports.people import PEOPLE as PEOPLE_FILE
from govtracker.models import (
    Action,
    Comment,
    Contract,
    CustomerSegment,
    DecisionRight,
    DecisionSeat,
    EscalationLevel,
    EscalationPath,
    Forum,
    Issue,
    Person,
    Problem,
    Relationship,
    RelationshipArea,
    Review,
    Risk,
    RoleHeld,
    Seat,
    StandingTopic,
    Subject,
    Tenure,
)
from govtracker.queries import find
from govtracker.queries.partnership import pulse_rounds as pulse_rounds_asked
from govtracker.queries.structure import people
from govtracker.rules.issues.five_whys import Why
from govtracker.rules.partnership.pulse_catalogue import Wording
from govtracker.rules.sourcing.service_plans import Plan as ServedBy
from govtracker.services.issues import (
    action_series,
    actions,
    attachments,
    comments,
    decisions,
    issues,
    problems,
    risks,
    saved_views,
    uploads,
)
from govtracker.services.issues.action_series import Again
from govtracker.services.issues.actions import NewAction
from govtracker.services.issues.attachments import Sent
from govtracker.services.issues.context import Context
from govtracker.services.issues.decisions import NewDecision
from govtracker.services.issues.issues import NewIssue
from govtracker.services.issues.origins import Origin
from govtracker.services.issues.problems import NewProblem
from govtracker.services.issues.risks import NewRisk
from govtracker.services.issues.saved_views import NewView
from govtracker.services.partnership import (
    customer_accounts,
    management_plans,
    opportunities,
    pulse_answers,
    pulse_closing,
    pulse_rounds,
    pulse_sets,
    supervisors,
    value_statements,
)
from govtracker.services.partnership.opportunities import NewOpportunity
from govtracker.services.partnership.pulse_answers import Answers
from govtracker.services.performance import client_catalogues, improvement_plans, scopes
from govtracker.services.performance.improvement_plans import NewPlan
from govtracker.services.reviews import attendance, feeds, holding, packs, preparation, topics
from govtracker.services.reviews.topics import Plan
from govtracker.services.sourcing import segment_needs, segments, service_plans
from govtracker.services.sourcing.segments import Described, Given
from govtracker.services.structure import structure
from govtracker.services.structure.structure import Scope
from tests.support import (
    contracted,
    forums,
    marked_accounts,
    marked_origins,
    marked_sourcing,
    marked_spend,
    marked_value,
    measured,
    obliged,
)
from tests.support.world import PEOPLE, SINCE, World

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)  # when people look
BEGUN_AT = datetime(2026, 11, 16, 8, tzinfo=UTC)
SOON = datetime(2026, 11, 27, 9, tzinfo=UTC)
HELD_AT = datetime(2026, 10, 27, 9, tzinfo=UTC)
DUE = date(2026, 12, 4)
MARK = re.compile(r"zq([a-z])\d{3}x")
CATEGORY = 2

# letter of a mark → the relationship it belongs to, for whom, and who writes there
SPOTS = {
    "m": ("MER", Audience.SHARED, "client_spoc", "client_lead", "supplier_lead"),
    "c": ("MER", Audience.CLIENT, "client_spoc", "client_lead", "client_lead"),
    "s": ("MER", Audience.SUPPLIER, "supplier_spoc", "supplier_lead", "supplier_lead"),
    "o": ("CAS", Audience.SHARED, "other_client_spoc", "other_client_spoc", "other_supplier_spoc"),
    "p": ("CAS", Audience.CLIENT, "other_client_spoc", "other_client_spoc", "other_client_spoc"),
    "q": ("CAS", Audience.SUPPLIER, "other_supplier_spoc", "other_supplier_spoc", "other_supplier_spoc"),
}
NORTHGATE = {name for name, (company, *_) in PEOPLE.items() if company == "Northgate"} | {"former_client"}
# what is said of Northgate's customers: for whoever supervises them or reads everything, and for who raised it besides
SUPERVISOR = "nobody"  # who sits nowhere
CUSTOMERS = {"k": frozenset({"governance_office", "executive", "auditor", SUPERVISOR})}
CUSTOMERS |= {"j": CUSTOMERS["k"] | {"client_spoc"}, "i": frozenset({"governance_office"})}
# places under the one issue of MER that names a supervised customer, by letter
SUPERVISED = {
    "m": re.compile(
        r"(title|later title|description|segment|cause|cure|prevention|why|because) of an issue|"
        r"(title|description) of a problem|(cause|cure|prevention|why|because) of an problem|"
        r"(title|consequence) of a done action|evidence of an action|"
        r"a comment on a issue|comment with a file|(name|content) of a file under a (record|comment)"
    ),
    "c": re.compile(
        r"title of an own action from an issue|a comment on a issue|(name|content) of a file under a record"
    ),
}
OWN = {"e": "client_spoc", "d": "supplier_spoc"}  # what is nobody else's


@dataclass
class Marks:
    """Every mark that was written, with the place it was written to."""

    places: dict[str, str] = field(default_factory=dict)

    def write(self, letter: str, place: str, text: str = "") -> str:
        """A text for `place` that begins with a mark of its own."""
        mark = f"zq{letter}{len(self.places):03}x"
        self.places[mark] = place
        return f"{mark} {text}" if text else mark


@dataclass
class Spot:
    """Where one batch of records is written: relationship, audience, and three people who write."""

    world: World
    marks: Marks
    letter: str

    def __post_init__(self) -> None:
        self.key, self.audience, self.head, self.lead, self.far = SPOTS[self.letter]

    def say(self, place: str, text: str = "") -> str:
        """A marked text."""
        return self.marks.write(self.letter, place, text)

    def by(self, who: str = "") -> Viewer:
        """Who writes: the head of the side, unless `who` says otherwise."""
        return self.world.viewer(who or self.head)

    @property
    def relationship(self) -> Relationship:
        return find.relationship(self.by(), self.key)

    @property
    def area_id(self) -> int:
        return self.world.areas["Customer care"]


def readers(world: World, letter: str) -> frozenset[str]:
    """Who may read what is marked with that letter, from the description of the roles and not from the code."""
    if letter in OWN:
        return frozenset({OWN[letter]})
    if letter == "g":
        return frozenset({"governance_office", "executive", "auditor"})
    if letter in CUSTOMERS:
        return CUSTOMERS[letter]
    if letter == "n":
        return frozenset(name for name in world.people if name in NORTHGATE)
    key, audience = SPOTS[letter][:2]
    sides = {
        ("MER", Side.CLIENT): {name for name in world.people if name.startswith("client_")},
        ("MER", Side.SUPPLIER): {name for name in world.people if name.startswith("supplier_")},
        ("CAS", Side.CLIENT): {"other_client_spoc"},
        ("CAS", Side.SUPPLIER): {"other_supplier_spoc"},
    }
    for side in sides:
        if side[1] is Side.CLIENT:
            sides[side] |= {"governance_office", "executive", "auditor"}
    sides["MER", Side.SUPPLIER] |= {"supplier_executive", "supplier_auditor"}
    wanted = list(Side) if audience is Audience.SHARED else [Side(audience.value)]
    return frozenset().union(*(sides[key, side] for side in wanted))


def may_read(world: World, who: str, mark: str, marks: Marks) -> bool:
    """Whether one text is for somebody: as `readers`, and what stands under the issue of a customer they supervise."""
    letter, place = mark[2], marks.places[mark]
    supervised = who == SUPERVISOR and letter in SUPERVISED and SUPERVISED[letter].fullmatch(place)
    return bool(supervised) or who in readers(world, letter)


def make(world: World) -> Marks:
    """Fill the world; the clock should stand at NOW."""
    marks = begin(world)
    go_on(world, marks)
    return marks


def begin(world: World) -> Marks:
    """What the supplier of MER may read, and nothing else."""
    marks = Marks()
    with world.context():
        with database.transaction():
            _more_people(world)
        measured.agree(world)
        measured.enter(world, "2026-10", measured.OCTOBER)
        measured.sign(world, measured.share(world))
        _shared(Spot(world, marks, "m"))
        with database.transaction():
            _of_meridian(Spot(world, marks, "m"))
        _internal(Spot(world, marks, "s"))
        with database.transaction():
            _own(world, marks, "d")
        with database.transaction():
            marked_accounts.named(world, marks.write("n", "name of an account"), at=BEGUN_AT)
        _let_time_pass(BEGUN_AT + timedelta(minutes=10), NOW - timedelta(hours=8), NOW - timedelta(minutes=30), NOW)
    return marks


def go_on(world: World, marks: Marks) -> None:
    """What the client of MER keeps to itself, and all of CAS."""
    with world.context():
        _internal(Spot(world, marks, "c"))
        with database.transaction():
            _own(world, marks, "e")
            _strategy(world, marks)
            marked_spend.write(world, marks.write, at=BEGUN_AT)
        with database.transaction():
            _customers(world, marks)
        _shared(Spot(world, marks, "o"))
        for letter in "pq":
            _internal(Spot(world, marks, letter))
        marked_sourcing.evaluation(world, marks.write)
        _let_time_pass(NOW)


def _customers(world: World, marks: Marks) -> None:
    """Northgate's customers: one is named by the shared issue of MER, and supervised by somebody who sits nowhere."""
    company, by = world.organisations["Northgate"], world.viewer("auditor")
    issue = find.issue(world.viewer("client_spoc"), "MER", "1")
    gold = client_catalogues.add(CustomerSegment, company, marks.write("n", "name of a segment"), by=by, at=BEGUN_AT)
    db.session.flush()
    account = customer_accounts.add(company, issue.segment, segment_id=gold.id, by=by, at=BEGUN_AT)
    for who in ("auditor", SUPERVISOR):
        supervisors.give(db.session.get_one(Person, world.people[who]), gold, from_on=SINCE, by=by, at=BEGUN_AT)
    spoc, by = world.viewer("client_spoc"), world.viewer("auditor")
    said = marks.write("j", "title of an opportunity"), marks.write("j", "description of an opportunity")
    opportunities.raise_one(account, NewOpportunity(OpportunityKind.UPGRADE, *said), by=spoc, at=BEGUN_AT)
    statement = value_statements.draft(account, HELD_AT.date(), BEGUN_AT.date(), by=by, at=BEGUN_AT)
    words = {"introduction": marks.write("k", "beginning of a value statement")}
    value_statements.edit(statement, words, by=by, at=BEGUN_AT)
    marked_accounts.brings(world, account, marks.write, at=BEGUN_AT)


def _shared(spot: Spot) -> None:
    files = _files(spot)
    with database.transaction():
        _records(spot, files)
    with database.transaction():
        _of_both(spot)
    with database.transaction():
        marked_value.write(spot, BEGUN_AT)
    with database.transaction():
        _meetings(spot)
    with database.transaction():
        _pulse(spot)


def _internal(spot: Spot) -> None:
    files = _files(spot)
    with database.transaction():
        _records(spot, files)
    with database.transaction():
        _under_shared(spot, files)


def _more_people(world: World) -> None:
    """Who left yesterday, who may not sign in any more, and who reads for the supplier; CAS gets an area."""
    for name, called, role in (
        ("supplier_executive", "Sol Ramos", PortfolioRole.EXECUTIVE),
        ("supplier_auditor", "Ana Lim", PortfolioRole.AUDITOR),
        ("administrator_of_supplier", "Rio Santos", PortfolioRole.ORGANISATION_ADMINISTRATOR),
    ):
        world.people[name] = _person(world, "Meridian", called)
        db.session.add(RoleHeld(person_id=world.people[name], role=role, since_on=SINCE))
    cascade = world.relationships["CAS"]
    db.session.add(RelationshipArea(relationship_id=cascade, area_id=world.areas["Customer care"], position=0))
    path = EscalationPath(relationship_id=cascade, name="General")
    path.created_at = path.in_force_at = BEGUN_AT
    level = {f"{side.value}_seat_id": world.seats[f"other_{side.value}_spoc"] for side in Side}
    path.levels = [
        EscalationLevel(position=1, tier=Tier.TACTICAL, response_minutes=60, resolution_minutes=240, **level)
    ]
    db.session.add(path)
    _strangers(world)
    for who in ("client_spoc", "supplier_spoc"):
        feeds.open_feed(world.viewer(who), at=BEGUN_AT)


def _strangers(world: World) -> None:
    """Who left MER yesterday, who may not sign in any more, and who sits in another relationship of Meridian."""
    yesterday = NOW.date() - timedelta(days=1)
    for side, company in ((Side.CLIENT, "Northgate"), (Side.SUPPLIER, "Meridian")):
        former, away = (_person(world, company, f"{one} {company}") for one in ("Former", "Deactivated"))
        world.people[f"former_{side.value}"], world.people[f"deactivated_{side.value}"] = former, away
        db.session.get_one(Person, away).is_active = False
        seats = [Seat(relationship_id=world.relationships["MER"], side=side, role=SeatRole.MEMBER) for _ in range(2)]
        for seat in seats:
            seat.tier = Tier.OPERATIONAL
        db.session.add_all(seats)
        db.session.flush()
        db.session.add(Tenure(seat_id=seats[0].id, person_id=former, from_on=SINCE, to_on=yesterday))
        db.session.add(Tenure(seat_id=seats[1].id, person_id=away, from_on=SINCE))
    sibling = Relationship(
        key="SIB",
        client_id=world.organisations["Cascade"],
        supplier_id=world.organisations["Meridian"],
        created_at=BEGUN_AT,
    )
    db.session.add(sibling)
    db.session.flush()
    world.relationships["SIB"], world.people["sibling"] = sibling.id, _person(world, "Meridian", "Sibling Member")
    seat = Seat(relationship_id=sibling.id, side=Side.SUPPLIER, role=SeatRole.SPOC, tier=Tier.TACTICAL)
    db.session.add(seat)
    db.session.flush()
    db.session.add(Tenure(seat_id=seat.id, person_id=world.people["sibling"], from_on=SINCE))


def _person(world: World, company: str, name: str) -> int:
    row = Person(
        organisation_id=world.organisations[company],
        name=name,
        email=f"{name.lower().replace(' ', '.')}@{company.lower()}.example",
        zone="UTC",
        created_at=BEGUN_AT,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def _files(spot: Spot) -> list[Sent]:
    """Two files, in the store before anything points at them: named and filled with marks."""
    return [
        uploads.keep(
            io.BytesIO(f"what\n{spot.say(f'content of a file under {under}')}\n".encode()),
            f"{spot.say(f'name of a file under {under}')}.csv",
            at=BEGUN_AT,
        )
        for under in ("a record", "a comment")
    ]


# --- records with an audience -----------------------------------------------------------------------------------------


def _records(spot: Spot, files: list[Sent]) -> None:
    issue = _issue(spot)
    problem, risk = _problem(spot, issue), _risk(spot)
    action = _action(spot, issue)
    decision = _decision(spot)
    for subject in (issue, action, problem, risk, decision):
        _talk(spot, subject)
    attachments.attach(issue, files[:1], spot.audience, by=spot.by(), at=BEGUN_AT)
    comment = comments.write(issue, spot.say("comment with a file"), spot.audience, by=spot.by(), at=BEGUN_AT).comment
    attachments.attach_to_comment(comment, files[1:], by=spot.by(), at=BEGUN_AT)
    name = spot.say("name of a saved view")
    view = NewView(ListName.ISSUES, name, f"q={spot.say('words of a saved view').split()[0]}", spot.audience)
    saved_views.save(spot.relationship, view, by=spot.by(), at=BEGUN_AT)


def _issue(spot: Spot) -> Issue:
    new = NewIssue(
        title=spot.say("title of an issue"),
        description=spot.say("description of an issue"),
        area_id=spot.area_id,
        severity=Severity.HIGH,
        audience=spot.audience,
        category="Billing",
        segment=spot.say("segment of an issue"),
        owner_id=spot.world.people[spot.lead],
        due_on=date(2026, 11, 20),
    )
    issue = issues.raise_issue(spot.relationship, new, by=spot.by(), at=BEGUN_AT)
    db.session.flush()
    issues.edit(issue, {"title": spot.say("later title of an issue")}, by=spot.by(), at=BEGUN_AT)
    issues.write_context(issue, _context(spot, "issue"), by=spot.by(), at=BEGUN_AT)
    return issue


def _context(spot: Spot, of: str) -> Context:
    return Context(
        why_it_occurred=spot.say(f"cause of an {of}"),
        what_was_done=spot.say(f"cure of an {of}"),
        why_not_again=spot.say(f"prevention of an {of}"),
        root_cause_id=CATEGORY,
        five_whys=(Why(spot.say(f"why of an {of}"), spot.say(f"because of an {of}")),),
    )


def _problem(spot: Spot, issue: Issue) -> Problem:
    new = NewProblem(
        title=spot.say("title of a problem"),
        description=spot.say("description of a problem"),
        area_id=spot.area_id,
        audience=spot.audience,
        owner_id=spot.world.people[spot.lead],
    )
    problem = problems.open_problem(spot.relationship, new, of=[issue], by=spot.by(), at=BEGUN_AT)
    db.session.flush()
    problems.write_context(problem, _context(spot, "problem"), by=spot.by(), at=BEGUN_AT)
    return problem


def _risk(spot: Spot) -> Risk:
    new = NewRisk(
        title=spot.say("title of a risk"),
        description=spot.say("description of a risk"),
        likelihood=5,
        impact=5,
        response=RiskResponse.REDUCE,
        plan=spot.say("plan against a risk"),
        owner_id=spot.world.people[spot.lead],
        look_on=DUE,
        audience=spot.audience,
        area_id=spot.area_id,
    )
    risk = risks.record(spot.relationship, new, by=spot.by(), at=BEGUN_AT, today=BEGUN_AT.date())
    db.session.flush()
    risks.look(risk, spot.say("what a look at a risk showed"), DUE, by=spot.by(), at=BEGUN_AT, today=BEGUN_AT.date())
    return risk


def _action(spot: Spot, issue: Issue) -> Action:
    today = BEGUN_AT.date()

    def added(called: str, due_on: date, origin: Origin = Origin()) -> Action:  # noqa: B008  # frozen
        new = NewAction(
            title=spot.say(f"title of {called}"),
            type=ActionType.CORRECTIVE,
            owner_id=spot.world.people[spot.lead],
            due_on=due_on,
            consequence=spot.say(f"consequence of {called}"),
            audience=spot.audience,
            area_id=spot.area_id,
        )
        made = actions.add(spot.relationship, new, by=spot.by(), at=BEGUN_AT, today=today, origin=origin)
        db.session.flush()
        return made

    done = added("a done action", DUE, Origin(issue=issue))
    actions.finish(done, spot.say("evidence of an action"), by=spot.by(spot.lead), at=BEGUN_AT)
    late = added("a late action", date(2026, 11, 17))
    moved = spot.say("reason of a slip")
    actions.move_due_date(late, date(2026, 11, 18), moved, by=spot.by(), at=BEGUN_AT, today=today)
    again = added("a repeated action", DUE)
    action_series.begin(again, Again("FREQ=MONTHLY"), by=spot.by(), at=BEGUN_AT, today=today)
    return done


def _decision(spot: Spot) -> Subject:
    def recorded(called: str, *, settled: bool) -> Subject:
        new = NewDecision(
            title=spot.say(f"title of {called}"),
            reason=spot.say(f"reason of {called}"),
            seat_id=spot.world.seats[spot.head],
            due_on=DUE,
            is_settled=settled,
            audience=spot.audience,
            area_id=spot.area_id,
        )
        made = decisions.record(spot.relationship, new, by=spot.by(), at=BEGUN_AT, today=BEGUN_AT.date())
        db.session.flush()
        return made

    recorded("a decision to come", settled=False)
    return recorded("a decision", settled=True)


def _talk(spot: Spot, subject: Subject) -> Comment:
    """A comment that names somebody, and was another one before."""
    named = spot.world.viewer(spot.far).name
    on = f"a comment on a {subject.__tablename__}"
    words = spot.say(f"first words of {on}", f"@{named}")
    comment = comments.write(subject, words, spot.audience, by=spot.by(), at=BEGUN_AT).comment
    db.session.flush()
    later = spot.say(on, f"@{named}")
    comments.edit(comment, later, by=spot.by(), at=BEGUN_AT + timedelta(minutes=5))
    return comment


def _under_shared(spot: Spot, files: list[Sent]) -> None:
    """What a side says among itself under what both see, and what it keeps for a review."""
    subjects = (
        find.issue(spot.by(), spot.key, "1"),
        find.action(spot.by(), spot.key, "1"),
        find.decision(spot.by(), spot.key, "1"),
        find.risk(spot.by(), spot.key, "1"),
        find.problem(spot.by(), spot.key, "1"),
    )
    for subject in subjects:
        _talk(spot, subject)
    attachments.attach(subjects[0], files[:1], spot.audience, by=spot.by(), at=BEGUN_AT)
    marked_origins.add(spot, BEGUN_AT, DUE)
    for contract in db.session.query(Contract).filter_by(relationship_id=spot.relationship.id):
        attachments.attach(contract, files[:1], spot.audience, by=spot.by(), at=BEGUN_AT)
    for review in db.session.query(Review).filter_by(relationship_id=spot.relationship.id):
        preparation.note(review, spot.say(f"note for a review {review.status.value}"), by=spot.by(), at=BEGUN_AT)


# --- what both sides see ----------------------------------------------------------------------------------------------


def _of_both(spot: Spot) -> None:
    plan = NewPlan(
        spot.say("title of a plan"),
        spot.say("why of a plan"),
        spot.say("objective of a plan"),
        client_invests=spot.say("what a client invests"),
        client_gains=spot.say("what a client gains"),
        supplier_invests=spot.say("what a supplier invests"),
        supplier_gains=spot.say("what a supplier gains"),
        process_changes=spot.say("process changes of a plan"),
    )
    improvement_plans.open_by_hand(spot.relationship, plan, by=spot.by(), at=BEGUN_AT)
    management_plans.propose(spot.relationship, spot.say("what is new in a plan"), by=spot.by(), at=BEGUN_AT)
    seat = find.seat(spot.by(), spot.key, spot.world.seats[spot.head])
    scope = Scope(Tier.TACTICAL, spot.say("authority of a seat"), spot.say("responsibility of a seat"))
    structure.edit_scope(seat, scope, by=spot.by(), at=BEGUN_AT)
    spot.relationship.purpose = spot.say("purpose of a relationship")


def _pulse(spot: Spot) -> None:
    """A round that is closed, with what was written in it where enough people answered, and one that is open."""
    across = spot.by({"MER": "supplier_spoc", "CAS": "other_supplier_spoc"}[spot.key])
    words = Wording(PulseTheme.TRUST, spot.say("words of a statement"), spot.say("words of the supplier"))
    proposed = pulse_sets.propose(spot.relationship, [words], by=spot.by(), at=HELD_AT)
    pulse_sets.agree(proposed, by=across, at=HELD_AT)
    opened = pulse_rounds.open_round(spot.relationship, by=spot.by(), at=HELD_AT)
    for who in (name for name in spot.world.people if name.startswith("client_") and spot.key == "MER"):
        if pulse_rounds_asked.asked(opened.id, spot.world.people[who]) is not None:
            answers = Answers([4], [spot.say("comment of a pulse")])
            pulse_answers.answer(opened, answers, by=spot.by(who), at=HELD_AT)
    pulse_closing.close(opened.id, BEGUN_AT)
    pulse_rounds.open_round(spot.relationship, by=spot.by(), at=BEGUN_AT)


def _meetings(spot: Spot) -> None:
    forum = forums.forum(spot.world, spot.key, name=spot.say("name of a forum"), charter=spot.say("charter of a forum"))
    right = DecisionRight(forum_id=forum.id, decision=spot.say("decision right of a forum"))
    right.seats = [DecisionSeat(seat_id=spot.world.seats[spot.head], part=DecisionPart.ACCOUNTABLE)]
    db.session.add_all(
        [right, StandingTopic(forum_id=forum.id, position=1, title=spot.say("title of a standing topic"))]
    )
    scopes.add(spot.relationship, ScopeKind.SITE, spot.say("name of a part"), by=spot.by(), at=BEGUN_AT)
    coming = forums.review(forum, SOON, ReviewStatus.IN_PREPARATION)
    topics.add(coming, Plan(spot.say("title of a topic")), by=spot.by(), at=BEGUN_AT)
    packs.prepare(coming, at=BEGUN_AT)
    _held(spot, forum)


def _held(spot: Spot, forum: Forum) -> None:
    held = forums.review(forum, HELD_AT, ReviewStatus.MISSED)
    topic = topics.add(held, Plan(spot.say("title of a minuted topic")), by=spot.by(), at=HELD_AT)
    topic.notes, topic.decision = spot.say("notes of a topic"), spot.say("decision of a topic")
    db.session.flush()
    present = attendance.Attendance(
        [attendance.Entry(spot.world.people[spot.head], spot.by().name, Side.CLIENT, Presence.PRESENT, "")],
        guests=spot.say("guests of a review"),
    )
    holding.hold(held, HELD_AT.date(), present, by=spot.by(), at=HELD_AT + timedelta(hours=2))


def _of_meridian(spot: Spot) -> None:
    """What takes a catalogue of criteria: a contract and an obligation."""
    contracted.confirm(spot.world, contracted.drafted(spot.world, title=spot.say("title of a contract")))
    obliged.proposed(
        spot.world, title=spot.say("title of an obligation"), description=spot.say("text of an obligation")
    )


def _own(world: World, marks: Marks, letter: str) -> None:
    viewer = world.viewer(OWN[letter])
    view = NewView(ListName.ISSUES, marks.write(letter, "name of an own view"), "overdue=1", None)
    saved_views.save(None, view, by=viewer, at=BEGUN_AT)
    name = viewer.name
    where = Where(find.relationship(viewer, "MER"), viewer, BEGUN_AT, BEGUN_AT.date())
    rows = f"Ref,What,Who,Due\nA-1,{marks.write(letter, 'row of a file')},{name},2026-12-01\n".encode()
    batches.receive(ACTIONS, marks.write(letter, "name of a file to import").replace(" ", "") + ".csv", rows, where)
    at_home = replace(where, place=people.own_company(viewer))
    rows = f"Name,E-mail\n{marks.write(letter, 'name in a file of people')},x@new.example\n".encode()
    batches.receive(PEOPLE_FILE, "people.csv", rows, at_home)


def _strategy(world: World, marks: Marks) -> None:
    """A customer segment of Northgate: named in its relationships, asked of one colleague, valued and served."""
    office = world.viewer("governance_office")
    said = Described(marks.write("n", "name of a segment"), marks.write("e", "text of a segment that is asked about"))
    segment = segments.add(office.organisation_id, said, by=office, at=BEGUN_AT)
    given = Given(Department.FINANCE, 4, marks.write("g", "source"), given_by_id=office.person_id, given_on=SINCE)
    segments.give(segment, ValueInput.PROFITABILITY, given, by=office, at=BEGUN_AT, today=NOW.date())
    segment_needs.ask(segment, [world.people[OWN["e"]]], by=office, at=BEGUN_AT)
    channels = (ServiceChannel.PHONE,)
    plan = ServedBy(TouchLevel.HIGH_TOUCH, channels, ServiceHours.OFFICE_HOURS, 60, Staffing.POOL)
    service_plans.begin(segment, plan, note=marks.write("g", "note of a plan"), by=office, at=BEGUN_AT)


# --- what follows by itself -------------------------------------------------------------------------------------------

OTHER_JOBS = ("send", "reap", "clear-files", "renew-holidays")


def _let_time_pass(*instants: datetime) -> None:
    """Everything the worker does then: what is late climbs, packs are made, mails and digests are written."""
    for at in instants:
        for job in jobs.JOBS:
            if job.name not in OTHER_JOBS:
                jobs.run(job, at=at)
