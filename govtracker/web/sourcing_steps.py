"""The six steps of the sourcing strategy in their order: what stands of each, what to do next, and where."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import url_for

from govtracker.rules.words import counted

Standing = Mapping[str, int]  # the counts of queries/sourcing/overview.py
Said = Callable[[Standing], str]


@dataclass(frozen=True)
class Step:
    """One step: the question it answers, what stands, what to do next, and the page (an endpoint, "" for none yet)."""

    title: str
    question: str
    stands: Said
    todo: Said
    endpoint: str = ""


@dataclass(frozen=True)
class Shown:
    """A step as its page shows it; `url` is empty where it has no page yet."""

    title: str
    question: str
    stands: str
    todo: str
    url: str


def shown(standing: Standing) -> list[Shown]:
    """The steps for what stands."""
    return [
        Shown(
            step.title,
            step.question,
            step.stands(standing),
            step.todo(standing),
            url_for(step.endpoint) if step.endpoint else "",
        )
        for step in STEPS
    ]


def _segments(standing: Standing) -> str:
    if not standing["segments"]:
        return "No customer segment yet."
    return f"{counted(standing['segments'], 'customer segment')}, {standing['segments_with_needs']} with known needs"


def _next_segments(standing: Standing) -> str:
    if not standing["segments"]:
        return "Name the first group of customers you serve differently."
    if standing["segments_with_needs"] < standing["segments"]:
        return "Ask colleagues what the others need: it is not guessed from who they are."
    return "See who is over- or under-served, and change the plan."


def _support_types(standing: Standing) -> str:
    return counted(standing["support_types"], "support type") if standing["support_types"] else "No support type yet."


def _next_support_types(standing: Standing) -> str:
    if not standing["support_types"]:
        return "Name the first kind of contact, such as billing inquiries."
    return "Say how complex each is, how much it makes you stand out, and what you spend on it."


def _profiles(standing: Standing) -> str:
    if not standing["profiled"]:
        return "No profile yet."
    said = f"{counted(standing['profiled'], 'support type')} with a recommended profile"
    return f"{said}, {standing['overruled']} overruled" if standing["overruled"] else said


def _next_profiles(standing: Standing) -> str:
    if standing["profiled"] < standing["support_types"] or not standing["support_types"]:
        return "Give each support type its complexity and impact: the rules then say who suits it, and where."
    return "Look at what the rules recommend, and overrule where you know better."


def _evaluations(standing: Standing) -> str:
    if not standing["evaluations"]:
        return "No evaluation yet."
    return f"{counted(standing['evaluations'], 'evaluation')}, {standing['decided_evaluations']} decided"


def _next_evaluations(standing: Standing) -> str:
    return "Compare candidates, your own company among them, by the people who will work with them."


def _framework(standing: Standing) -> str:
    if not standing["relationships"]:
        return "No relationship yet."
    return (
        f"{counted(standing['relationships'], 'relationship')}: {standing['with_criteria']} with agreed criteria, "
        f"{standing['with_contract']} with a contract, {standing['with_forum']} with a forum"
    )


def _next_framework(standing: Standing) -> str:
    if not standing["relationships"]:
        return "Create the relationship with whoever was chosen."
    whole = min(standing["with_criteria"], standing["with_contract"], standing["with_forum"])
    if whole < standing["relationships"]:
        return "Agree success criteria, contract and forums where one is missing."
    return "See whether the contracts still support what both sides call success."


def _partnership(standing: Standing) -> str:
    if not standing["relationships"]:
        return "No relationship yet."
    return f"{standing['with_review']} of {counted(standing['relationships'], 'relationship')} with a review ahead"


def _next_partnership(standing: Standing) -> str:
    if standing["with_review"] < standing["relationships"]:
        return "Schedule the next review where none is ahead."
    return "Look at which relationship needs attention."


STEPS = (
    Step(
        "Segment customers",
        "Which customers do we serve differently, and why?",
        _segments,
        _next_segments,
        "segments.index",
    ),
    Step(
        "Segment types of support",
        "Which support makes us stand out, and do we spend the most on it?",
        _support_types,
        _next_support_types,
        "support_types.index",
    ),
    Step(
        "Profile the supplier and the place",
        "Which kind of supplier, and where, suits each type of support?",
        _profiles,
        _next_profiles,
        "supplier_profiles.index",
    ),
    Step(
        "Evaluate and select",
        "Who serves it best: one of several suppliers, or our own company?",
        _evaluations,
        _next_evaluations,
        "evaluations.index",
    ),
    Step(
        "Agree the framework",
        "Do criteria, contract and governance say the same?",
        _framework,
        _next_framework,
        "portfolio.show",
    ),
    Step(
        "Manage it as a partnership",
        "Do both sides become better off?",
        _partnership,
        _next_partnership,
        "portfolio.show",
    ),
)
