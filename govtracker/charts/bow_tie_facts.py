"""The reverse bow-tie of a relationship on a day: seats, activity and findings become what the picture shows."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from govtracker.charts.bow_tie import BowTie, Node, Pair, SideFacts
from govtracker.enums import PairFinding, SeatRole, Side, Tier
from govtracker.queries.structure import spocs
from govtracker.queries.structure.activity import Activity
from govtracker.queries.structure.health import Health
from govtracker.queries.structure.seats import SeatRow
from govtracker.rules import date_words
from govtracker.rules.structure import structure
from govtracker.rules.structure.contacts import DAYS
from govtracker.rules.structure.structure import PairFacts

Href = Callable[[int], str]


@dataclass(frozen=True)
class Seen:
    """What the picture is drawn from: names of the companies, what meets at each tier, and where links lead."""

    companies: dict[Side, str]
    forums: dict[Tier, str]
    person_href: Href
    area_href: Href


def of_structure(health: Health, activity: Activity, seen: Seen) -> BowTie:
    """All the picture shows."""
    tactical = seen.forums.get(Tier.TACTICAL)
    return BowTie(
        client=_side(health, Side.CLIENT, seen),
        supplier=_side(health, Side.SUPPLIER, seen),
        pairs=_pairs(health, activity, seen),
        days=DAYS,
        sponsors_meet=seen.forums.get(Tier.STRATEGIC, ""),
        oversight=_oversight(health, f"oversight · {tactical}" if tactical else "oversight"),
        collapsed=health.concentration.collapsed,
    )


def _oversight(health: Health, usual: str) -> str:
    share = health.concentration.share
    if share is None:
        return usual
    if health.concentration.collapsed:
        return f"collapsed back into a bow-tie: SPOCs make {round(share)} % of the contacts"
    return f"{usual} · SPOC share of contacts {round(share)} %"


def _side(health: Health, side: Side, seen: Seen) -> SideFacts:
    spoc, deputy, sponsor = (
        _holder(health.seats, side, role) for role in (SeatRole.SPOC, SeatRole.DEPUTY_SPOC, SeatRole.SPONSOR)
    )
    speaker = spocs.speaker(health.seats, side)
    acts = speaker is not None and speaker is deputy
    if spoc and spoc.away_until:
        note = f"{spoc.person} away" if acts else f"away until {date_words.day_and_month(spoc.away_until)}"
    else:
        note = "" if acts else "deputy named" if deputy else "no deputy"
    return SideFacts(
        name=seen.companies[side],
        spoc=_node(speaker, seen, note=note) if speaker else None,
        acting=acts,
        sponsor=_node(sponsor, seen) if sponsor else None,
    )


def _pairs(health: Health, activity: Activity, seen: Seen) -> tuple[Pair, ...]:
    leads = {(seat.side, seat.area_id): seat for seat in health.seats if seat.role is SeatRole.FUNCTIONAL_LEAD}
    depending = {(one.person_id, one.side): len(one.areas) for one in health.key_persons}

    def node(side: Side, area_id: int) -> Node | None:
        seat = leads.get((side, area_id))
        if seat is None or seat.person_id is None:
            return None
        note = f"away until {date_words.day_and_month(seat.away_until)}" if seat.away_until else ""
        return _node(seat, seen, note=note, areas=depending.get((seat.person_id, side), 0))

    return tuple(
        Pair(
            area=pair.area,
            client=node(Side.CLIENT, pair.area_id),
            supplier=node(Side.SUPPLIER, pair.area_id),
            finding=health.findings[pair.area_id][0].kind,
            why=_why(health, pair, seen),
            open_issues=activity.open_issues[pair.area_id],
            overdue_actions=activity.overdue_actions[pair.area_id],
            contacts=health.contacts[pair.area_id],
            href=seen.area_href(pair.area_id),
        )
        for pair in health.pairs
    )


def _why(health: Health, pair: PairFacts, seen: Seen) -> str:
    """The reason of a finding in a few words."""
    match health.findings[pair.area_id][0].kind:
        case PairFinding.VACANT:
            empty = [seen.companies[side] for side in Side if pair.person_id(side) is None]
            return f"nobody at {empty[0]}" if len(empty) == 1 else "nobody on either side"
        case PairFinding.DORMANT:
            return f"no contact for {structure.quiet_for(pair, health.quiet)}"
        case PairFinding.DOUBLED:
            led = {side: Counter(other.person_id(side) for other in health.pairs) for side in Side}
            several = [(pair.person_id(side), led[side][pair.person_id(side)]) for side in Side]
            return next((f"{health.names[who]} leads {many} areas" for who, many in several if who and many > 1), "")
    return ""


def _holder(seated: list[SeatRow], side: Side, role: SeatRole) -> SeatRow | None:
    return next(
        (seat for seat in seated if seat.side is side and seat.role is role and seat.person_id is not None), None
    )


def _node(seat: SeatRow, seen: Seen, *, note: str = "", areas: int = 0) -> Node:
    assert seat.person_id is not None  # only of seats that are held
    return Node(seat.person or "", seat.initials, href=seen.person_href(seat.person_id), note=note, areas=areas)
