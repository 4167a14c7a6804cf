"""Customer segments of one's own company from a table: by their name, with their value inputs and what they need."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from govtracker.enums import (
    ExpectedOutcome,
    RowOutcome,
    SegmentBasis,
    ServiceChannel,
    ServiceHours,
    ServicePriority,
    Unit,
    ValueInput,
)
from govtracker.imports import vocabulary
from govtracker.imports.kinds import Ground, Kind, Planned, Problem, Row, RowRefused, Written
from govtracker.imports.segment_fields import CHOSEN, FIELDS, KNOWN, LEVELS, NEEDS, NOTHING, SHARES, UNANSWERED
from govtracker.models import CustomerSegment, ImportRow, Organisation
from govtracker.queries.sourcing import segment_needs as needs_asked
from govtracker.queries.sourcing import segments as asked
from govtracker.rules.performance import values
from govtracker.rules.sourcing import segment_value
from govtracker.rules.sourcing.segment_needs import RATINGS, Answer
from govtracker.services.performance import client_catalogues
from govtracker.services.sourcing import segment_needs, segments
from govtracker.services.sourcing.segments import LONGEST, Described, Given


class Segments:
    """Reads rows of customer segments."""

    def __init__(self, ground: Ground) -> None:
        assert isinstance(ground.place, Organisation)
        self.ground = ground
        self.company = ground.place
        self.seen: dict[str, int] = {}

    def look(self, rows: Sequence[Row]) -> list[Planned | Problem]:
        """New segments, those that change, and rows that cannot be read."""
        known = _known(self.ground)
        found: list[Planned | Problem] = []
        for row in rows:
            try:
                found.append(self._plan(row, known))
            except RowRefused as refusal:
                found.append(Problem(row.number, refusal.field, refusal.sentence))
        return found

    def write(self, planned: Sequence[Planned]) -> list[Written]:
        """Add who is new, and say anew what has changed."""
        return [self._write(one) for one in planned if one.outcome is not RowOutcome.UNCHANGED]

    def _plan(self, row: Row, known: Mapping[str, tuple[int, dict[str, Any]]]) -> Planned:
        said = _read(row.said)
        name = said["name"].casefold()
        earlier = self.seen.setdefault(name, row.number)
        if earlier != row.number:
            raise RowRefused("name", f"Row {earlier} says {said['name']} already.")
        segment_id, before = known.get(name, (0, {}))
        after = {**NOTHING, **before, **{name: value for name, value in said.items() if value not in ("", [], None)}}
        source = after.pop("source", "")
        _require_whole_needs(after)
        if segment_id and after == before:
            return Planned(row.number, said["name"], RowOutcome.UNCHANGED)
        outcome = RowOutcome.CHANGED if segment_id else RowOutcome.NEW
        deed = {"id": segment_id, "before": before, "after": after, "source": source}
        return Planned(row.number, said["name"], outcome, deed)

    def _write(self, one: Planned) -> Written:
        deed, ground = one.deed, self.ground
        if deed["id"]:
            segment = asked.segment(ground.by, deed["id"])
        else:
            segment = client_catalogues.add(
                CustomerSegment, self.company.id, deed["after"]["name"], by=ground.by, at=ground.at
            )
        _settle(
            segment, {**NOTHING, **deed["before"]}, deed["after"], deed["source"] or f"File {ground.source}", ground
        )
        return Written(one.row, "customer_segment", segment.id, deed["before"], deed["after"])


def take_back(rows: Sequence[ImportRow], ground: Ground) -> set[int]:
    """Retire who came in and give changed ones back what they were, unless they were touched since."""
    known = dict(_known(ground).values())
    left = set()
    for row in rows:
        stands = known.get(row.subject_id or 0)
        if stands is None or stands != row.after:
            left.add(row.line)
            continue
        segment = asked.segment(ground.by, row.subject_id or 0)
        if row.outcome is RowOutcome.NEW:
            client_catalogues.retire(segment, by=ground.by, at=ground.at)
        else:
            _settle(segment, row.after, row.before, "Import taken back", ground)
    return left


def _settle(
    segment: CustomerSegment, before: Mapping[str, Any], after: Mapping[str, Any], source: str, ground: Ground
) -> None:
    """Bring a segment from what stood to what is said; what a row left blank stays."""
    segments.describe(segment, _described(after), by=ground.by, at=ground.at)
    for kind in ValueInput:
        if after[kind.value] != before[kind.value]:
            _give(segment, kind, after[kind.value], source, ground)
    if after["channel"] and any(after[name] != before[name] for name in NEEDS):
        segment_needs.ask(segment, [ground.by.person_id], by=ground.by, at=ground.at)
        own = needs_asked.mine(ground.by, segment.id)
        segment_needs.answer(own, _answer(after), own.note, by=ground.by, at=ground.at)


def _give(segment: CustomerSegment, kind: ValueInput, level: int | None, source: str, ground: Ground) -> None:
    before = asked.value_input(ground.by, segment.id, kind)
    owner = before.owner if before else segment_value.OWNERS[kind]
    given = (
        Given(owner)
        if level is None
        else Given(owner, level, source, given_by_id=ground.by.person_id, given_on=ground.today)
    )
    segments.give(segment, kind, given, by=ground.by, at=ground.at, today=ground.today)


def _known(ground: Ground) -> dict[str, tuple[int, dict[str, Any]]]:
    """The segments that are there, by name in small letters: id, and what a file can say of each; own answers alone."""
    mine = needs_asked.answers_of(ground.by)
    found = {}
    for one in asked.of_company(ground.by):
        stands = {
            "name": one.name,
            "description": one.description,
            "basis": [word.value for word in one.facts.basis],
            **{name: _text(getattr(one, name)) for name in SHARES},
            **{given.kind.value: given.level for given in one.inputs},
            **UNANSWERED,
            **mine.get(one.id, {}),
        }
        found[one.name.casefold()] = (one.id, stands)
    return found


def _read(said: Mapping[str, str]) -> dict[str, Any]:
    """What a row says, checked; empty where it says nothing."""
    name = " ".join(said["name"].split())
    if not name:
        raise RowRefused("name", "A segment needs a name.")
    if len(name) > client_catalogues.LONGEST:
        raise RowRefused("name", f"Use at most {client_catalogues.LONGEST} characters; these are {len(name)}.")
    for field in ("description", "source"):
        if len(said[field]) > LONGEST:
            raise RowRefused(field, f"Use at most {LONGEST} characters; these are {len(said[field])}.")
    basis = {vocabulary.read(text, KNOWN["basis"], "basis") for text in said["basis"].split(",") if text.strip()}
    return {
        "name": name,
        "description": said["description"].strip(),
        "source": said["source"].strip(),
        "basis": [word.value for word in SegmentBasis if word in basis],
        **{field: _share(said[field], field) for field in SHARES},
        **{field: _level(said[field], field) for field in (*LEVELS, *RATINGS)},
        **{
            field: vocabulary.read(said[field], KNOWN[field], field).value if said[field].strip() else ""
            for field in CHOSEN
        },
    }


def _share(text: str, field: str) -> str:
    if not text.strip():
        return ""
    try:
        share = values.parse_number(text.replace("%", ""), unit=Unit.PERCENT)
    except values.BadValue as refusal:
        raise RowRefused(field, refusal.sentence) from None
    if not 0 <= share <= segments.WHOLE:
        raise RowRefused(field, f"“{text[:40]}” is no share: it lies between 0 and 100.")
    return _text(share)


def _level(text: str, field: str) -> int | None:
    if not text.strip():
        return None
    if text.strip() not in {"1", "2", "3", "4", "5"}:
        raise RowRefused(field, f"“{text[:40]}” is no level: write 1, 2, 3, 4 or 5.")
    return int(text)


def _require_whole_needs(after: Mapping[str, Any]) -> None:
    """Needs are one person's whole answer, or none."""
    needed = [name for name in NEEDS if name != "second_priority"]
    missing = [name for name in needed if after[name] in ("", None)]
    if missing and len(missing) < len(needed):
        raise RowRefused(missing[0], "Needs are a whole answer: fill in all of their columns in this row, or none.")
    if after["second_priority"] and after["second_priority"] == after["first_priority"]:
        raise RowRefused("second_priority", "Name another one than the first, or none.")


def _described(said: Mapping[str, Any]) -> Described:
    shares = (Decimal(said[name]) if said[name] else None for name in SHARES)
    return Described(said["name"], said["description"], tuple(SegmentBasis(word) for word in said["basis"]), *shares)


def _answer(said: Mapping[str, Any]) -> Answer:
    second = said["second_priority"]
    return Answer(
        ExpectedOutcome(said["outcome"]),
        ServicePriority(said["first_priority"]),
        ServicePriority(second) if second else None,
        ServiceChannel(said["channel"]),
        ServiceHours(said["hours"]),
        *(said[name] for name in RATINGS),
    )


def _text(share: Decimal | None) -> str:
    return "" if share is None else format(share.normalize(), "f")


SEGMENTS: Final = Kind(
    name="segments",
    title="Import customer segments",
    noun=("segment", "segments"),
    lead="of your own company: who belongs to each, what it is worth, and, as your own answer, what it needs",
    fields=FIELDS,
    importer=Segments,
    take_back=take_back,
    at_most=500,
    afterwards="Where you take it back, new segments are retired, and what you answered on their needs stays.",
)
