"""What a reverse bow-tie shows: two companies, a SPOC at each outer point, counterparts facing each other."""

from collections import Counter
from dataclasses import dataclass

from govtracker.enums import PairFinding, Side


@dataclass(frozen=True)
class Node:
    """A person in the picture; `href` leads to what there is to see, "" where there is nothing.

    `areas` is how many areas depend on them, where that is a risk.
    """

    name: str
    initials: str
    role_text: str = ""
    href: str = ""
    note: str = ""
    areas: int = 0


@dataclass(frozen=True)
class SideFacts:
    """A company: its SPOC (`acting` when it is the deputy who acts) and its sponsor; None is vacant."""

    name: str
    spoc: Node | None = None
    acting: bool = False
    sponsor: Node | None = None


@dataclass(frozen=True)
class Pair:
    """The two leads of one functional area and what lies between them; `why` is the finding's reason in a few words."""

    area: str
    client: Node | None
    supplier: Node | None
    finding: PairFinding
    why: str = ""
    open_issues: int = 0
    overdue_actions: int = 0
    contacts: int = 0
    href: str = ""

    @property
    def counts(self) -> str:
        """Open issues and overdue actions in words."""
        told = [f"{self.open_issues} open"] if self.open_issues else []
        told += [f"{self.overdue_actions} overdue"] if self.overdue_actions else []
        return " · ".join(told) or "nothing open"

    @property
    def found(self) -> str:
        """The finding, with its reason where there is one."""
        return f"{self.finding}: {self.why}" if self.why else str(self.finding)


@dataclass(frozen=True)
class Place:
    """One side's place in a row; nobody is None."""

    side: Side
    company: str
    node: Node | None
    acting: bool = False


@dataclass(frozen=True)
class Row:
    """A role or functional area, and who stands for it on either side; `pair` for an area only."""

    heading: str
    seats: tuple[Place, Place]
    href: str = ""
    pair: Pair | None = None


@dataclass(frozen=True)
class BowTie:
    """All the picture shows. Contacts are counted over `days`; `sponsors_meet` says where and how often.

    `collapsed` where SPOCs do what counterparts should: `oversight` says so then.
    """

    client: SideFacts
    supplier: SideFacts
    pairs: tuple[Pair, ...] = ()
    days: int = 90
    sponsors_meet: str = ""
    oversight: str = "oversight"
    collapsed: bool = False

    @property
    def sides(self) -> tuple[tuple[Side, SideFacts], tuple[Side, SideFacts]]:
        """Both companies, the client first."""
        return (Side.CLIENT, self.client), (Side.SUPPLIER, self.supplier)

    @property
    def title(self) -> str:
        """What the picture is called."""
        return f"Reverse bow-tie of {self.client.name} and {self.supplier.name}"

    @property
    def tally(self) -> tuple[tuple[PairFinding, int], ...]:
        """How many pairs were found so, findings that occur."""
        counted = Counter(pair.finding for pair in self.pairs)
        return tuple((finding, counted[finding]) for finding in PairFinding if counted[finding])

    @property
    def key_persons(self) -> int:
        """How many leads several areas depend on."""
        nodes = {node for pair in self.pairs for node in (pair.client, pair.supplier) if node and node.areas}
        return len({(node.name, node.href) for node in nodes})

    @property
    def description(self) -> str:
        """The picture in a few sentences."""
        findings = ", ".join(f"{number} {finding}" for finding, number in self.tally)
        spocs = " and ".join(person(company.spoc, spoc_role(company), company.name) for _, company in self.sides)
        pairs = plural(len(self.pairs), "function pair")
        said = f"{pairs} between the two companies{': ' + findings if findings else ''}. At the outer points: {spocs}."
        return f"{said} It has {self.oversight}." if self.collapsed else said

    @property
    def rows(self) -> tuple[Row, ...]:
        """The same facts in rows, from the sponsors down."""
        sponsors = [Place(side, company.name, company.sponsor) for side, company in self.sides]
        spocs = [Place(side, company.name, company.spoc, company.acting) for side, company in self.sides]
        return (
            Row("Executive sponsors", (sponsors[0], sponsors[1])),
            Row("SPOCs", (spocs[0], spocs[1])),
            *(Row(pair.area, self._places(pair), pair.href, pair) for pair in self.pairs),
        )

    def told(self, pair: Pair) -> str:
        """A pair in one sentence, nothing shortened."""
        who = " and ".join(
            f"{seat.node.name if seat.node else 'nobody'} ({seat.company})" for seat in self._places(pair)
        )
        issues = plural(pair.open_issues, "open issue")
        actions = plural(pair.overdue_actions, "overdue action")
        contacts = plural(pair.contacts, "contact")
        return f"{pair.area}: {who}; {pair.found}; {issues}, {actions}, {contacts} in {self.days} days"

    def _places(self, pair: Pair) -> tuple[Place, Place]:
        return (
            Place(Side.CLIENT, self.client.name, pair.client),
            Place(Side.SUPPLIER, self.supplier.name, pair.supplier),
        )


def person(node: Node | None, role: str, company: str) -> str:
    """A person with role and company; nobody is vacant."""
    told = f"{node.name if node else 'Vacant'}, {role}, {company}"
    notes = [node.note, f"key person: {node.areas} areas depend on them" if node.areas else ""] if node else []
    return f"{told} ({'; '.join(filter(None, notes))})" if any(notes) else told


def spoc_role(company: SideFacts) -> str:
    """What a company's SPOC is called: the deputy who acts is named so."""
    return "acting SPOC" if company.acting else "SPOC"


def plural(number: int, noun: str) -> str:
    """A number with its noun: 1 contact, 3 contacts."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
