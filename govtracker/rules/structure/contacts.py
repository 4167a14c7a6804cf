"""What the contacts between two companies say: who has been quiet, who stands in for others, who carries whole areas.

A contact is what one side wrote or did where the other sees it: an issue raised, an action agreed, a comment, an
acknowledgement. What is internal to a side, imported, or done by the system is none.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from govtracker.enums import ContactMaker, Side

DAYS = 90  # contacts are looked at over so many days, the day itself included
FEWEST = 10  # contacts below which a share says nothing
FEWEST_IN_AREA = 5  # contacts of a side below which nobody carries an area
CARRIES = Fraction(4, 5)  # of a side's contacts in an area: whoever makes as many carries it
SEVERAL = 2  # areas


@dataclass(frozen=True)
class Tally:
    """How many contacts a person made in an area, as what, and the day (UTC) of the last one."""

    area_id: int | None
    person_id: int
    side: Side
    maker: ContactMaker
    number: int
    last_on: date


@dataclass(frozen=True)
class Concentration:
    """Who made the contacts on functional matters; `limit` is the share of the SPOCs, in percent, that was agreed."""

    counted: Counter[ContactMaker] = field(default_factory=Counter)
    limit: int = 50

    @property
    def total(self) -> int:
        """All contacts on functional matters."""
        return self.counted.total()

    @property
    def share(self) -> Fraction | None:
        """The SPOCs' share in percent; None where there were too few contacts to tell."""
        if self.total < FEWEST:
            return None
        return Fraction(100 * self.counted[ContactMaker.SPOC], self.total)

    @property
    def collapsed(self) -> bool:
        """The SPOCs do what counterparts should: the relationship has collapsed back into a bow-tie."""
        return self.share is not None and self.share > self.limit

    @property
    def why(self) -> str:
        """The figures in a sentence."""
        if self.share is None:
            return (
                f"{self.total or 'No'} contact{'' if self.total == 1 else 's'} on functional matters in {DAYS} days: "
                f"too few to say who makes them ({FEWEST} at least)."
            )
        said = f"SPOCs made {round(self.share)} % of the {self.total} contacts on functional matters in {DAYS} days"
        if self.collapsed:
            return (
                f"{said}, more than the {self.limit} % agreed: the relationship has collapsed back into a bow-tie, "
                "because its counterparts work through them."
            )
        return f"{said}; above {self.limit} % it would be a bow-tie again."


@dataclass(frozen=True)
class Carried:
    """An area and how many of the side's contacts in it one person made."""

    area_id: int
    own: int
    of: int


@dataclass(frozen=True)
class KeyPerson:
    """Somebody whom several areas of their side depend on."""

    person_id: int
    side: Side
    areas: tuple[Carried, ...]


def concentration(tallies: Iterable[Tally], *, limit: int) -> Concentration:
    """Who makes the contacts of all areas; those without an area are on no functional matter."""
    counted: Counter[ContactMaker] = Counter()
    for tally in tallies:
        if tally.area_id is not None:
            counted[tally.maker] += tally.number
    return Concentration(counted, limit)


def key_persons(tallies: Iterable[Tally]) -> list[KeyPerson]:
    """Who carries several areas: made at least four fifths of the side's contacts there, and there were some."""
    made: dict[tuple[int, Side], Counter[int]] = defaultdict(Counter)
    for tally in tallies:
        if tally.area_id is not None:
            made[tally.area_id, tally.side][tally.person_id] += tally.number
    carried: dict[tuple[int, Side], list[Carried]] = defaultdict(list)
    for (area_id, side), counted in made.items():
        person_id, own = max(counted.items(), key=lambda one: (one[1], -one[0]))
        if counted.total() >= FEWEST_IN_AREA and own >= CARRIES * counted.total():
            carried[person_id, side].append(Carried(area_id, own, counted.total()))
    found = [KeyPerson(*who, tuple(areas)) for who, areas in carried.items() if len(areas) >= SEVERAL]
    return sorted(found, key=lambda one: (one.side, -len(one.areas), one.person_id))


def last_by(tallies: Iterable[Tally]) -> dict[tuple[int, int], date]:
    """(area, person) → the day of the last contact they made in it."""
    found: dict[tuple[int, int], date] = {}
    for tally in tallies:
        if tally.area_id is not None:
            place = (tally.area_id, tally.person_id)
            found[place] = max(tally.last_on, found.get(place, tally.last_on))
    return found


def by_area(tallies: Iterable[Tally]) -> Counter[int | None]:
    """Area → how many contacts anybody made in it."""
    counted: Counter[int | None] = Counter()
    for tally in tallies:
        counted[tally.area_id] += tally.number
    return counted
