"""The reverse bow-tie of a relationship as it stands: seats and activity become what the picture shows."""

from collections import Counter
from collections.abc import Callable, Sequence

from govtracker.charts.bow_tie import BowTie, Node, Pair, SideFacts
from govtracker.enums import PairFinding, SeatRole, Side, Tier
from govtracker.queries.structure.activity import Activity
from govtracker.queries.structure.seats import SeatRow, pairs
from govtracker.rules.structure import structure

Href = Callable[[int], str]


def of_structure(
    companies: dict[Side, str],
    seats: Sequence[SeatRow],
    activity: Activity,
    forums: dict[Tier, str],
    *,
    days: int,
    person_href: Href,
    area_href: Href,
) -> BowTie:
    """All the picture shows; `forums` names the body that meets at each tier, `days` is how far back contacts count."""
    tactical = forums.get(Tier.TACTICAL)
    return BowTie(
        client=_side(companies, seats, Side.CLIENT, person_href),
        supplier=_side(companies, seats, Side.SUPPLIER, person_href),
        pairs=_pairs(companies, seats, activity, person_href, area_href),
        days=days,
        sponsors_meet=forums.get(Tier.STRATEGIC, ""),
        oversight=f"oversight · {tactical}" if tactical else "oversight",
    )


def _side(companies: dict[Side, str], seats: Sequence[SeatRow], side: Side, href: Href) -> SideFacts:
    spoc, deputy, sponsor = (
        _holder(seats, side, role) for role in (SeatRole.SPOC, SeatRole.DEPUTY_SPOC, SeatRole.SPONSOR)
    )
    speaks = structure.acting(spoc.person_id if spoc else None, deputy.person_id if deputy else None)
    speaker = deputy if speaks.acting else spoc
    note = "" if speaks.acting else "deputy named" if deputy else "no deputy"
    return SideFacts(
        name=companies[side],
        spoc=_node(speaker, href, note=note) if speaker else None,
        acting=speaks.acting,
        sponsor=_node(sponsor, href) if sponsor else None,
    )


def _pairs(
    companies: dict[Side, str], seats: Sequence[SeatRow], activity: Activity, person_href: Href, area_href: Href
) -> tuple[Pair, ...]:
    leads = {(seat.side, seat.area_id): seat for seat in seats if seat.role is SeatRole.FUNCTIONAL_LEAD}
    facing = pairs(seats)
    found = structure.findings(facing)
    doubled = {side: Counter(pair.person_id(side) for pair in facing) for side in Side}

    def node(side: Side, area_id: int) -> Node | None:
        seat = leads.get((side, area_id))
        return _node(seat, person_href) if seat and seat.person_id is not None else None

    def why(pair: structure.PairFacts) -> str:
        if found[pair.area_id].kind is PairFinding.VACANT:
            empty = [companies[side] for side in Side if pair.person_id(side) is None]
            return f"nobody at {empty[0]}" if len(empty) == 1 else "nobody on either side"
        several = [
            f"{leads[side, pair.area_id].person} leads {doubled[side][pair.person_id(side)]} areas"
            for side in Side
            if doubled[side][pair.person_id(side)] > 1
        ]
        return several[0] if several else ""

    return tuple(
        Pair(
            area=pair.area,
            client=node(Side.CLIENT, pair.area_id),
            supplier=node(Side.SUPPLIER, pair.area_id),
            finding=found[pair.area_id].kind,
            why=why(pair),
            open_issues=activity.open_issues[pair.area_id],
            overdue_actions=activity.overdue_actions[pair.area_id],
            contacts=activity.contacts[pair.area_id],
            href=area_href(pair.area_id),
        )
        for pair in facing
    )


def _holder(seats: Sequence[SeatRow], side: Side, role: SeatRole) -> SeatRow | None:
    return next(
        (seat for seat in seats if seat.side is side and seat.role is role and seat.person_id is not None), None
    )


def _node(seat: SeatRow, href: Href, *, note: str = "") -> Node:
    assert seat.person_id is not None  # only of seats that are held
    return Node(seat.person or "", seat.initials, href=href(seat.person_id), note=note)
