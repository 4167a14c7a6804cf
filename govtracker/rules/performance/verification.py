"""Verification: a stored scorecard computed again from its own snapshot, and what differs, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from govtracker.enums import Rag, Standing
from govtracker.rules.performance import bands, drafts, scorecards, scoring, snapshot, standings, values
from govtracker.rules.performance.scorecards import BadWeights, ScorecardResult
from govtracker.rules.performance.snapshot import BadSnapshot, Snapshot

TITLE_LENGTH = 120  # as long as a row's title may be


@dataclass(frozen=True)
class Kept:
    """What stands in a row: the signed text with its digest, the figures beside it that lists show, and whose it is.

    `relationship` is its key, `period` the period's; the `title` ends with the scope it is of, where it is of one.
    """

    text: str
    digest: str
    overall: Decimal | None
    coverage: Decimal
    standing: Standing
    experience: Decimal | None
    cost: Decimal | None
    revenue: Decimal | None
    red_count: int
    relationship: str
    period: str
    title: str
    is_of_scope: bool
    criteria_version: int


def differences(kept: Kept) -> list[str]:
    """What is not as it was signed, as it computes, or as the row says; [] where everything is.

    The words a standing was given are not compared: they may be put better one day.
    """
    found = []
    if (now := snapshot.digest(kept.text)) != kept.digest:
        found.append(f"the digest is {kept.digest}, the text has {now}")
    try:
        shown = snapshot.read(kept.text)
    except BadSnapshot as fault:
        return [*found, str(fault)]
    try:
        result = scorecards.scorecard([one.criterion for one in shown.result.criteria], shown.pillar_weights)
        found += _computed(shown, result)
    except (BadWeights, ValueError, ArithmeticError) as fault:
        return [*found, f"nothing can be computed from it: {fault}"]
    return [*found, *_whose(shown, kept), *_beside(shown, kept)]


def _computed(shown: Snapshot, result: ScorecardResult) -> Iterator[str]:
    stored = shown.result
    for name in ("overall", "geometric", "coverage"):
        yield from _differs(name, getattr(stored, name), getattr(result, name))
    yield from _differs("pillars", _names(stored), _names(result))
    for was, now in zip(stored.pillars, result.pillars, strict=False):
        yield from _differs(f"pillar {was.pillar.value}", (was.pillar, was.score), (now.pillar, now.score))
    for one, other in zip(stored.criteria, result.criteria, strict=True):
        name = one.criterion.code or one.criterion.name
        yield from _differs(f"{name}, score", one.score, other.score)
        yield from _differs(f"{name}, colour", one.rag, other.rag)
        yield from _differs(f"{name}, share", one.share, other.share)
    yield from _differs("red gates", stored.gates_red, result.gates_red)
    usable = shown.bands or bands.OURS
    judged = standings.standing(result.overall, result.coverage, result.gates_red, usable, shown.before)
    yield from _differs("standing", shown.standing, judged.standing)
    if shown.corridor:
        yield from _differs("zone", shown.zone, drafts.zone(result, shown.corridor))


def _whose(shown: Snapshot, kept: Kept) -> Iterator[str]:
    """What it is of: a text that was signed for something else proves nothing here."""
    for what in ("relationship", "period", "criteria_version"):
        yield from _apart(what.replace("_", " "), getattr(kept, what), getattr(shown, what))
    if kept.is_of_scope is not bool(shown.scope) or not _ends(kept.title, shown.scope):
        yield from _apart("scope", kept.title, shown.scope or "the whole")


def _ends(title: str, scope: str) -> bool:
    """Whether a title, which may be cut short, ends with a scope."""
    return not scope or title.endswith(f", {scope}") or len(title) == TITLE_LENGTH


def _apart(what: str, stored: object, signed: object) -> Iterator[str]:
    if stored != signed:
        yield f"{what}: the row says {_said(stored)}, {_said(signed)} was signed"


def _beside(shown: Snapshot, kept: Kept) -> Iterator[str]:
    """What lists show of it."""
    yield from _differs("score in lists", kept.overall, _stored(shown.result.overall))
    yield from _differs("coverage in lists", kept.coverage, _stored(shown.result.coverage))
    yield from _differs("standing in lists", kept.standing, shown.standing)
    for pillar in standings.THREE:
        score = _stored(shown.result.pillar_score(pillar))
        yield from _differs(f"{pillar.value} in lists", getattr(kept, pillar.value), score)
    reds = sum(one.rag is Rag.RED for one in shown.result.criteria)
    yield from _differs("red KPIs in lists", kept.red_count, reds)


def _names(result: ScorecardResult) -> tuple[str, ...]:
    return tuple(one.pillar.value for one in result.pillars)


def _stored(score: Decimal | None) -> Decimal | None:
    return None if score is None else scoring.storable(score)


def _differs(what: str, stored: object, computed: object) -> Iterator[str]:
    if stored != computed:
        yield f"{what}: {_said(stored)} is stored, {_said(computed)} computes"


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return " and ".join(_said(part) for part in value) or "none"
    if isinstance(value, Decimal):
        return values.number_text(value)
    return "nothing" if value is None else str(value)
