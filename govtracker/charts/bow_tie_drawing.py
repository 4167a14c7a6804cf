"""The picture of a reverse bow-tie: places and shortened words, drawn by templates/components/bow_tie.html."""

from dataclasses import dataclass
from typing import Final

from govtracker.charts.bow_tie import BowTie, Pair, SideFacts, person, spoc_role
from govtracker.charts.lettering import shortened, width, wrapped
from govtracker.enums import PairFinding, Side


@dataclass(frozen=True)
class Card:
    """A lead in its column: the upper left corner and the words on it, shortened to fit; `title` is unshortened.

    `key` marks somebody several areas depend on.
    """

    side: Side
    x: int
    y: float
    name: str
    caption: str
    initials: str
    href: str
    title: str
    vacant: bool
    key: bool = False


@dataclass(frozen=True)
class Tie:
    """The line between two counterparts, and the box of its label."""

    finding: PairFinding
    y: float
    thickness: float
    label: tuple[str, ...]
    label_width: float
    href: str
    title: str


@dataclass(frozen=True)
class Point:
    """A SPOC at an outer point of the picture."""

    side: Side
    x: int
    y: float
    company: tuple[str, ...]
    name: tuple[str, ...]
    role: str
    note: str
    href: str
    title: str
    vacant: bool
    acting: bool


@dataclass(frozen=True)
class Drawing:
    """The picture in plain values; coordinates in units of the view box, which is `WIDTH` wide and `height` high."""

    facts: BowTie
    height: float
    middle: float
    foot: float
    points: tuple[Point, ...]
    sponsors: tuple[Card, ...]
    sponsors_meet: str
    cards: tuple[Card, ...]
    ties: tuple[Tie, ...]
    oversight: str


def draw(facts: BowTie) -> Drawing:
    """Places and words of the picture, from the client at the left to the supplier at the right."""
    rows_height = max(len(facts.pairs), FEWEST_ROWS) * PITCH
    middle = TOP + rows_height / 2
    first = middle - len(facts.pairs) * PITCH / 2 + PITCH / 2
    rows = [(first + place * PITCH, pair) for place, pair in enumerate(facts.pairs)]
    return Drawing(
        facts=facts,
        height=TOP + rows_height + FOOT,
        middle=middle,
        foot=TOP + rows_height + FOOT - 14,
        points=tuple(_point(side, company, middle) for side, company in facts.sides),
        sponsors=tuple(_sponsor(side, company) for side, company in facts.sides),
        sponsors_meet=shortened(facts.sponsors_meet, LABEL_ROOM, SMALL),
        cards=tuple(_card(side, company, pair, y) for y, pair in rows for side, company in facts.sides),
        ties=tuple(_tie(pair, y, facts) for y, pair in rows),
        oversight=shortened(facts.oversight, OVERSIGHT_ROOM, SMALL),
    )


def _point(side: Side, company: SideFacts, middle: float) -> Point:
    role = spoc_role(company)
    spoc = company.spoc
    return Point(
        side=side,
        x=POINTS[side],
        y=middle,
        company=wrapped(company.name, COMPANY_ROOM, NAME),
        name=wrapped(spoc.name if spoc else "Vacant", POINT_ROOM, NAME),
        role=role,
        note=shortened(spoc.note, POINT_ROOM, SMALL) if spoc else "",
        href=spoc.href if spoc else "",
        title=person(spoc, role, company.name),
        vacant=spoc is None,
        acting=company.acting,
    )


def _sponsor(side: Side, company: SideFacts) -> Card:
    return Card(
        side=side,
        x=COLUMNS[side],
        y=SPONSORS_Y,
        name=shortened(company.sponsor.name if company.sponsor else "No sponsor", CARD_ROOM, NAME),
        caption="executive sponsor",
        initials=company.sponsor.initials if company.sponsor else "–",
        href=company.sponsor.href if company.sponsor else "",
        title=person(company.sponsor, "executive sponsor", company.name),
        vacant=company.sponsor is None,
    )


def _card(side: Side, company: SideFacts, pair: Pair, y: float) -> Card:
    node = pair.client if side is Side.CLIENT else pair.supplier
    ending = KEY_PERSON if node and node.areas else ""
    caption = node.role_text if node and node.role_text else pair.area
    return Card(
        side=side,
        x=COLUMNS[side],
        y=y - CARD_HEIGHT / 2,
        name=shortened(node.name if node else "Vacant", CARD_ROOM, NAME),
        caption=shortened(caption, CARD_ROOM - width(ending, SMALL), SMALL) + ending,
        initials=node.initials if node else "–",
        href=node.href if node else pair.href,
        title=person(node, f"lead for {pair.area}", company.name),
        vacant=node is None,
        key=node is not None and node.areas > 0,
    )


def _tie(pair: Pair, y: float, facts: BowTie) -> Tie:
    label = _label(pair)
    return Tie(
        finding=pair.finding,
        y=y,
        thickness=next(thickness for contacts, thickness in THICKNESS if pair.contacts >= contacts),
        label=label,
        label_width=max(width(line, SMALL) for line in label) + 2 * LABEL_PAD,
        href=pair.href,
        title=facts.told(pair),
    )


def _label(pair: Pair) -> tuple[str, ...]:
    """One line where finding and counts fit between the columns, else two."""
    whole = f"{pair.found} · {pair.counts}"
    if width(whole, SMALL) <= LABEL_ROOM:
        return (whole,)
    return shortened(pair.found, LABEL_ROOM, SMALL), shortened(pair.counts, LABEL_ROOM, SMALL)


# The view box. Letters are sized in the same units, so that a width measured here is a width in the picture.
WIDTH: Final = 1152
TOP: Final = 80
FOOT: Final = 58
PITCH: Final = 58
FEWEST_ROWS: Final = 4
RADIUS: Final = 62
CARD_WIDTH: Final = 208
CARD_HEIGHT: Final = 46
SPONSORS_Y: Final = 8
POINTS: Final = {Side.CLIENT: 80, Side.SUPPLIER: WIDTH - 80}
COLUMNS: Final = {Side.CLIENT: 236, Side.SUPPLIER: WIDTH - 236 - CARD_WIDTH}
NAME: Final = 13.0
SMALL: Final = 11.5
LABEL_PAD: Final = 12
LABEL_ROOM: Final = COLUMNS[Side.SUPPLIER] - COLUMNS[Side.CLIENT] - CARD_WIDTH - 2 * (LABEL_PAD + 16)
CARD_ROOM: Final = CARD_WIDTH - 46 - 10
POINT_ROOM: Final = 102
COMPANY_ROOM: Final = 156
OVERSIGHT_ROOM: Final = 620
KEY_PERSON: Final = " · key person"
THICKNESS: Final = ((15, 7.0), (5, 5.0), (1, 3.0), (0, 1.5))
