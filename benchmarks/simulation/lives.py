"""Scripts at random: people of many zones, forums of every rhythm, outages long and short."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from benchmarks.simulation import reference
from benchmarks.simulation.script import (
    DIGEST,
    REVIEW_MAIL,
    Body,
    Bond,
    Company,
    Deed,
    MailPlan,
    Quiet,
    Rhythm,
    Script,
    Somebody,
    Word,
)

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "America/Santiago",
    "Africa/Casablanca",
    "Asia/Tehran",
    "Pacific/Kiritimati",
    "UTC",
    "Asia/Kolkata",
)
WEEKENDS = {"Asia/Tehran": frozenset({5, 6, 0, 1, 2})}  # works from Saturday to Wednesday
BEGINS = datetime(2027, 1, 4, tzinfo=UTC)  # a leap day comes in the second year
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AWKWARD = (
    (datetime(2027, 3, 28, 0, 41, 3, tzinfo=UTC), HOUR),
    (datetime(2027, 10, 29, 20, 11, 3, tzinfo=UTC), 3 * DAY),
    (datetime(2027, 12, 19, 3, 17, 3, tzinfo=UTC), 21 * DAY),
    (datetime(2028, 2, 28, 9, 2, 3, tzinfo=UTC), 3 * DAY),
    (datetime(2028, 10, 28, 23, 3, 3, tzinfo=UTC), 6 * HOUR),
)
CREW = 50  # people of one relationship
FORUMS = 2  # of one relationship
WORDS_A_YEAR = 4  # to one person, on average


def script(people: int, days: int, seed: int, *, begins: datetime = BEGINS) -> Script:
    """So many people for so many days; the same for the same seed."""
    chance = Random(seed)
    ends = begins + days * DAY
    bonds, everybody, companies = _companies(people, chance, begins, ends)
    bodies = tuple(_bodies(bonds, everybody, companies, chance, begins.date()))
    plan = Script(
        begins=begins,
        ends=ends,
        companies=companies,
        people=everybody,
        bonds=bonds,
        bodies=bodies,
        words=_words(bonds, chance, begins, days),
        deeds=(),
        outages=_outages(chance, begins, ends),
    )
    return replace(plan, deeds=tuple(_deeds(plan, chance)))


def _companies(
    people: int, chance: Random, begins: datetime, ends: datetime
) -> tuple[tuple[Bond, ...], tuple[Somebody, ...], tuple[Company, ...]]:
    """A client and a supplier for each crew of people."""
    bonds, everybody, companies = [], [], []
    for number in range(-(-people // CREW)):
        crew = range(number * CREW, min(people, (number + 1) * CREW))
        zones = [ZONES[(2 * number + side) % len(ZONES)] for side in (0, 1)]
        for side, zone in enumerate(zones):
            companies.append(
                Company(2 * number + side, zone, WEEKENDS.get(zone, frozenset(range(5))), _holidays(chance, begins))
            )
        everybody += [
            _somebody(one, 2 * number + one % 2, chance.choice([*zones, ZONES[one % len(ZONES)]]), chance, begins, ends)
            for one in crew
        ]
        bonds.append(Bond(number, 2 * number, 2 * number + 1, tuple(crew)))
    return tuple(bonds), tuple(everybody), tuple(companies)


def _somebody(number: int, company: int, zone: str, chance: Random, begins: datetime, ends: datetime) -> Somebody:
    quiet = [Quiet()] * 4 + [Quiet(time(20), time(8)), Quiet(time(1), time(2, 45)), Quiet(days=frozenset({2}))]
    weekly = MailPlan("weekly", chance.choice([time(2, 30), time(7, 30)]), weekday=chance.randrange(7))
    monthly = MailPlan("monthly", time(2, 30), day=chance.choice([1, 15, 29, 30, 31]))
    return Somebody(
        number=number,
        company=company,
        zone=zone,
        digest_wall=chance.choice([time(7, 30)] * 4 + [time(2, 30)]),
        digest_days=chance.choice([frozenset(range(5)), WEEKENDS.get(zone, frozenset(range(5))), frozenset({1, 3})]),
        quiet=chance.choice(quiet),
        review_mail=chance.choice([None] * 12 + [weekly, monthly]),
        leaves_at=_some_time(chance, begins, ends) if chance.random() < 0.1 else None,
        refuses={kind: _some_time(chance, begins, ends) for kind in (DIGEST, REVIEW_MAIL) if chance.random() < 0.05},
    )


def _holidays(chance: Random, begins: datetime) -> frozenset[date]:
    return frozenset(begins.date() + chance.randrange(900) * DAY for _ in range(30))


def _some_time(chance: Random, begins: datetime, ends: datetime) -> datetime:
    """To an odd minute, so that nothing else happens at that very instant."""
    minutes = chance.randrange(int((ends - begins) / timedelta(minutes=15)))
    return begins + minutes * timedelta(minutes=15) + timedelta(minutes=8, seconds=3)


def _bodies(
    bonds: tuple[Bond, ...],
    everybody: tuple[Somebody, ...],
    companies: tuple[Company, ...],
    chance: Random,
    first: date,
) -> list[Body]:
    """Some of every rhythm for each relationship, with a few of its people each."""
    zones = {one.number: one.zone for one in companies}
    made: list[Body] = []
    for bond in bonds:
        sides = [
            [one for one in bond.members if everybody[one].company == company]
            for company in (bond.client, bond.supplier)
        ]
        for rhythm in chance.sample(RHYTHMS, k=FORUMS):
            members = tuple(one for side, k in zip(sides, (2, 1), strict=True) for one in chance.sample(side, k=k))
            made.append(
                Body(
                    number=len(made),
                    relationship=bond.number,
                    rhythm=rhythm,
                    wall=chance.choice([time(10), time(2, 30), time(16, 45), time(23, 30)]),
                    zone=zones[chance.choice([bond.client, bond.supplier])],
                    starts_on=first + chance.randrange(20) * DAY,
                    members=members,
                    shift=chance.choice(("none", "next", "previous")),
                )
            )
    return made


RHYTHMS = (
    Rhythm("weekly", weekday=1),
    Rhythm("weekly", weekday=6, every=2),
    Rhythm("nth", weekday=4, nth=-1),
    Rhythm("nth", weekday=0, nth=1),
    Rhythm("monthly", day=31),
    Rhythm("monthly", day=1),
    Rhythm("quarterly", day=31),
    Rhythm("yearly", month=2, day=29),
)


def _words(bonds: tuple[Bond, ...], chance: Random, begins: datetime, days: int) -> tuple[Word, ...]:
    words = [
        Word(_some_time(chance, begins, begins + days * DAY), person, bond.number, own_deed=chance.random() < 0.1)
        for bond in bonds
        for person in bond.members
        for _ in range(max(1, WORDS_A_YEAR * days // 365))
    ]
    return tuple(sorted(words, key=lambda word: word.at))


def _outages(chance: Random, begins: datetime, ends: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """Some about changes of the clock, a leap day and a year's end, the others at random; none touches another."""
    lasting = (HOUR, 6 * HOUR, 3 * DAY, 21 * DAY)
    there = [(start, start + long) for start, long in AWKWARD if begins + DAY < start and start + long + DAY < ends]
    for number in range((ends - begins).days // 75):
        start = _some_time(chance, begins, ends)
        stop = start + lasting[number % 4] + timedelta(seconds=chance.randrange(240))
        apart = all(stop + 2 * DAY < other or start > over + 2 * DAY for other, over in there)
        if apart and begins + DAY < start and stop + DAY < ends:
            there.append((start, stop))
    return tuple(sorted(there))


def _deeds(plan: Script, chance: Random) -> Iterator[Deed]:
    """Some forums pause once; of the others every eighth review is moved, cancelled or skipped while somebody ticks."""
    for body in plan.bodies:
        if chance.random() < 0.1:
            at = _some_time(chance, plan.begins + DAY, plan.ends)
            if _is_calm(plan, at):
                yield Deed(at, "pause", body.number, day=at.date() + chance.choice((20, 45, 60)) * DAY)
            continue
        for meeting in reference.meetings(plan, body):
            at = _odd(meeting.at - chance.randrange(30, 12 * 24) * HOUR)
            if chance.random() < 0.125 and plan.begins + DAY < at < plan.ends and _is_calm(plan, at):
                what = chance.choice(("move", "move", "cancel", "skip"))
                day = meeting.day + chance.choice((-1, 1, 2, 9)) * DAY if what == "move" else None
                wall = chance.choice((time(2, 30), time(10, 15))) if what == "move" else None
                yield Deed(at, what, body.number, meeting.period, day, wall)


def _odd(at: datetime) -> datetime:
    return at.replace(minute=at.minute // 15 * 15 + 8, second=7)


def _is_calm(plan: Script, at: datetime) -> bool:
    """Whether everything that was due by then has been done."""
    return all(not begins - HOUR <= at <= ends + HOUR for begins, ends in plan.outages)
