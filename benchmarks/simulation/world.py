"""A script's world as rows of the product: companies, people, seats, forums and the schedules of mail."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from benchmarks.bulk import Bulk
from benchmarks.simulation.script import Body, Bond, Rhythm, Script, Somebody
from govtracker.enums import (
    Audience,
    IssueStatus,
    MailKind,
    SeatRole,
    Severity,
    Side,
    Stage,
    SupplierCategory,
    Tier,
)
from govtracker.models import (
    BusinessCalendar,
    CalendarDay,
    Forum,
    ForumMember,
    FunctionalArea,
    Issue,
    MailSchedule,
    Organisation,
    Person,
    Relationship,
    Seat,
    Tenure,
)
from govtracker.rules.reviews import mail_times
from govtracker.rules.reviews.mail_times import MailTimes

HOURS = [[9 * 60, 17 * 60]]
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass
class Rows:
    """The ids of what was written, by the script's numbers."""

    people: dict[int, int] = field(default_factory=dict)
    bodies: dict[int, int] = field(default_factory=dict)
    bonds: dict[int, int] = field(default_factory=dict)
    issues: dict[int, int] = field(default_factory=dict)


def write(script: Script) -> Rows:
    """Fill the empty database of the application in whose context this runs."""
    bulk, rows = Bulk(), Rows()
    area = bulk.add(FunctionalArea, name="Operations", position=0)
    companies = {}
    for one in script.companies:
        companies[one.number] = bulk.add(Organisation, name=f"Company {one.number}", zone=one.zone)
        hours = {str(day): HOURS for day in sorted(one.weekdays)}
        place = bulk.add(
            BusinessCalendar,
            organisation_id=companies[one.number],
            name="Office",
            zone=one.zone,
            public_until=9999,
            hours=hours,
        )
        for day in sorted(one.holidays):
            bulk.add(CalendarDay, calendar_id=place, day=day, name="Holiday", hours=None)
    for person in script.people:
        rows.people[person.number] = _person(bulk, companies[person.company], person, script.begins)
    home = {person.number: person.company for person in script.people}
    managers = {person.number for person in script.people if person.review_mail}
    for bond in script.bonds:
        seats = _bond(bulk, rows, bond, companies, home, managers, script.begins)
        rows.issues[bond.number] = _issue(bulk, rows.bonds[bond.number], area, script.begins)
        for body in script.bodies:
            if body.relationship == bond.number:
                rows.bodies[body.number] = _body(bulk, rows, body, bond, seats, home, script.begins)
    bulk.finish()
    return rows


def rule_of(rhythm: Rhythm) -> str:
    """The RRULE of a rhythm."""
    every = f";INTERVAL={rhythm.every}" if rhythm.every > 1 else ""
    return {
        "weekly": f"FREQ=WEEKLY{every};BYDAY={DAYS[rhythm.weekday]}",
        "nth": f"FREQ=MONTHLY{every};BYDAY={rhythm.nth}{DAYS[rhythm.weekday]}",
        "monthly": f"FREQ=MONTHLY{every};BYMONTHDAY={rhythm.day}",
        "quarterly": f"FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY={rhythm.day}",
        "yearly": f"FREQ=YEARLY;BYMONTH={rhythm.month};BYMONTHDAY={rhythm.day}",
    }[rhythm.kind]


def _person(bulk: Bulk, organisation_id: int, person: Somebody, at: datetime) -> int:
    made = bulk.add(
        Person,
        organisation_id=organisation_id,
        name=f"Person {person.number}",
        email=f"person.{person.number}@company{person.company}.example",
        zone=person.zone,
        quiet_from=person.quiet.begins,
        quiet_to=person.quiet.ends,
        quiet_days="".join(str(day) for day in sorted(person.quiet.days)),
        created_at=at - timedelta(days=30),
    )
    digits = sorted(person.digest_days)
    times = MailTimes("daily", 0, 1, person.digest_wall, person.zone)
    following = mail_times.next_digest(person.digest_wall, person.zone, digits, after=at)
    _schedule(bulk, made, MailKind.DIGEST, times, following, "".join(map(str, digits)))
    if plan := person.review_mail:
        times = MailTimes(plan.frequency, plan.weekday, plan.day, plan.wall, person.zone)
        _schedule(bulk, made, MailKind.REVIEW_MAIL, times, mail_times.next_mail(times, after=at), "01234")
    return made


def _schedule(bulk: Bulk, person_id: int, kind: MailKind, times: MailTimes, next_at: datetime, days: str) -> None:
    bulk.add(
        MailSchedule,
        person_id=person_id,
        kind=kind,
        working_days=days,
        next_at=next_at,
        last_period="",
        chosen=[],
        frequency=times.frequency,
        weekday=times.weekday,
        day=times.day,
        local_time=times.local_time,
        zone=times.zone,
    )


def _bond(
    bulk: Bulk,
    rows: Rows,
    bond: Bond,
    companies: dict[int, int],
    home: dict[int, int],
    managers: set[int],
    at: datetime,
) -> dict[int, int]:
    """The relationship; the seat of each of its people, by their number."""
    rows.bonds[bond.number] = bulk.add(
        Relationship,
        key=f"R{chr(65 + bond.number // 26)}{chr(65 + bond.number % 26)}",
        client_id=companies[bond.client],
        supplier_id=companies[bond.supplier],
        stage=Stage.WORKING_TOGETHER,
        category=SupplierCategory.TACTICAL,
        purpose="Support.",
        created_at=at - timedelta(days=30),
    )
    seats = {}
    for number in bond.members:
        seats[number] = bulk.add(
            Seat,
            relationship_id=rows.bonds[bond.number],
            side=Side.CLIENT if home[number] == bond.client else Side.SUPPLIER,
            role=SeatRole.SPONSOR if number in managers else SeatRole.MEMBER,
            tier=Tier.TACTICAL,
            area_id=None,
        )
        bulk.add(Tenure, seat_id=seats[number], person_id=rows.people[number], from_on=date(2020, 1, 1), to_on=None)
    return seats


def _body(
    bulk: Bulk, rows: Rows, body: Body, bond: Bond, seats: dict[int, int], home: dict[int, int], at: datetime
) -> int:
    chairs = {
        side: next(seats[number] for number in body.members if home[number] == company)
        for side, company in ((Side.CLIENT, bond.client), (Side.SUPPLIER, bond.supplier))
    }
    made = bulk.add(
        Forum,
        relationship_id=rows.bonds[bond.number],
        name=f"Forum {body.number}",
        tier=Tier.TACTICAL,
        client_chair_id=chairs[Side.CLIENT],
        supplier_chair_id=chairs[Side.SUPPLIER],
        rrule=rule_of(body.rhythm),
        local_time=body.wall,
        zone=body.zone,
        starts_on=body.starts_on,
        shift=body.shift,
        pack_days=body.pack_days,
        plan_at=at,
    )
    for number in body.members:
        if seats[number] not in chairs.values():
            bulk.add(ForumMember, forum_id=made, seat_id=seats[number])
    return made


def _issue(bulk: Bulk, relationship_id: int, area_id: int, at: datetime) -> int:
    """A closed issue: something to tell of that nobody has to do anything about."""
    return bulk.add(
        Issue,
        relationship_id=relationship_id,
        number=1,
        audience=Audience.SHARED,
        title="Backlog of calls",
        area_id=area_id,
        severity=Severity.LOW,
        severity_rank=3,
        raised_side=Side.CLIENT,
        waiting_on=Side.CLIENT,
        status=IssueStatus.CLOSED,
        is_open=False,
        due_on=at.date(),
        opened_at=at,
        updated_at=at,
        closed_at=at,
        five_whys=[],
    )
