"""Reverse bow-ties that several tests draw."""

from typing import Any

from govtracker.charts.bow_tie import BowTie, Node, Pair, SideFacts
from govtracker.enums import PairFinding

LONG_NAME = "Maximiliane-Alexandra von Hohenstein-Berg"


def node(name: str, **facts: Any) -> Node:
    initials = "".join(word[0] for word in name.split())[:2]
    return Node(name, initials, **{"href": f"/people/{initials}", **facts})


def pair(area: str = "Quality", **facts: Any) -> Pair:
    given = {
        "client": node("Lena Weber"),
        "supplier": node("Sofia Cruz"),
        "finding": PairFinding.HEALTHY,
        "href": f"/r/MER/structure#{area}",
    }
    return Pair(area, **{**given, **facts})


def bow_tie(*pairs: Pair, **facts: Any) -> BowTie:
    given = {
        "client": SideFacts("Northgate", node("Eszter Varga"), sponsor=node("Henrik Lund")),
        "supplier": SideFacts("Meridian", node("Daniela Alonso"), sponsor=node("Kavita Iyer")),
        "pairs": pairs,
    }
    return BowTie(**{**given, **facts})


VACANT = pair("Security", supplier=None, finding=PairFinding.VACANT, why="nobody at Meridian", open_issues=1)
DOUBLED = pair("Training", finding=PairFinding.DOUBLED, why="Sofia Cruz leads 2 areas", overdue_actions=2)
LONG = pair(
    "Customer relationship and knowledge management",
    client=node(LONG_NAME),
    supplier=node("W" * 40),
    finding=PairFinding.DOUBLED,
    why=f"{LONG_NAME} leads 12 areas",
    open_issues=120,
    overdue_actions=345,
)
