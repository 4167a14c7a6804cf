"""Closing a round of the pulse: what may be shown is counted and kept, the sheets go, both sides see it at once."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from govtracker.enums import PairFinding, Side, Tier
from govtracker.mail import pulse_messages
from govtracker.models import PulseComment, PulsePairAnswer, PulseResult, PulseRound, PulseSheet, PulseStatement
from govtracker.queries import claims
from govtracker.queries.partnership import pulse_rounds as rounds
from govtracker.queries.structure import health
from govtracker.rules import wall_time
from govtracker.rules.partnership import anonymity
from govtracker.rules.partnership.anonymity import Given
from govtracker.services import events


def close(round_id: int, at: datetime) -> None:
    """Keep what may be shown of a round whose time is over, and nothing else; tell those who were asked."""
    opened = rounds.for_worker(round_id)
    if not opened.is_open or at < opened.closes_at:
        return
    sheets, statements = rounds.sheets(round_id), opened.pulse_set.statements
    claims.insert_rows(PulseResult, list(_results(opened, statements, sheets)))
    claims.insert_rows(PulseComment, _comments(opened, statements, sheets))
    claims.insert_rows(PulsePairAnswer, list(_pairs(opened, sheets)))
    opened.seed, opened.remind_at = "", None
    answered: dict[str, Any] = {
        f"{side.value}_answered": rate.answered for side, rate in rounds.rates(round_id).items()
    }
    rounds.delete_sheets(round_id)
    rounds.forget_who_answered(round_id)
    events.change(opened, "pulse_closed", by=None, at=at, closed_at=at, **answered, **_structure(opened, at))
    pulse_messages.closed(opened, rounds.asked_people(round_id), at=at)


def _results(
    opened: PulseRound, statements: Sequence[PulseStatement], sheets: Sequence[PulseSheet]
) -> Iterator[dict[str, Any]]:
    """A row for each statement and group that may be shown."""
    for side in Side:
        for tier, group in _groups([sheet for sheet in sheets if sheet.side is side]):
            for place, statement in enumerate(statements):
                yield {
                    "round_id": opened.id,
                    "statement_id": statement.id,
                    "side": side,
                    "tier": tier,
                    "answers": len(group),
                    "points": sum(sheet.ratings[place] for sheet in group),
                }


def _groups(own: Sequence[PulseSheet]) -> Iterator[tuple[Tier | None, Sequence[PulseSheet]]]:
    """A side as a whole, and its tiers, as far as each may be shown."""
    if anonymity.is_enough(len(own)):
        yield None, own
        for tier in anonymity.shown_tiers(anonymity.counted([_given(sheet) for sheet in own])):
            yield tier, [sheet for sheet in own if sheet.tier is tier]


def _comments(
    opened: PulseRound, statements: Sequence[PulseStatement], sheets: Sequence[PulseSheet]
) -> list[dict[str, Any]]:
    """What was written on sides that are shown, shuffled: nothing says which of them come from one person."""
    counts = {side: sum(sheet.side is side for sheet in sheets) for side in Side}
    found = [
        {"round_id": opened.id, "statement_id": statement.id, "side": sheet.side, "text": sheet.comments[place]}
        for sheet in sheets
        if anonymity.is_enough(counts[sheet.side])
        for place, statement in enumerate(statements)
        if sheet.comments[place]
    ]
    secrets.SystemRandom().shuffle(found)
    return found


def _pairs(opened: PulseRound, sheets: Sequence[PulseSheet]) -> Iterator[dict[str, Any]]:
    shown = anonymity.shown_pairs([_given(sheet) for sheet in sheets])
    for sheet in sheets:
        if sheet.named_area_id in shown:
            yield {
                "round_id": opened.id,
                "area_id": sheet.named_area_id,
                "side": sheet.side,
                "person_id": sheet.named_person_id,
                "ratings": sheet.ratings,
            }


def _given(sheet: PulseSheet) -> Given:
    return Given(sheet.side, sheet.tier, sheet.named_area_id)


def _structure(opened: PulseRound, at: datetime) -> dict[str, Any]:
    """How the structure stands on the day of closing, to be read beside the equity."""
    found = health.of_relationship(opened.relationship, wall_time.utc(at).date())
    share = found.concentration.share
    healthy = [told for told in found.findings.values() if {one.kind for one in told} == {PairFinding.HEALTHY}]
    return {
        "pairs": len(found.findings),
        "healthy_pairs": len(healthy),
        "spoc_share": None if share is None else Decimal(round(share)),
    }
