"""An existing action log from a table: by its own references, with owners who may own something here."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from govtracker.enums import ActionStatus, ActionType, Audience, RowOutcome
from govtracker.imports import days, vocabulary
from govtracker.imports.days import BadDay
from govtracker.imports.kinds import Ground, Planned, Problem, Row, RowRefused, Written
from govtracker.imports.owning import Owners
from govtracker.models import Action, Relationship
from govtracker.queries.installation import batches
from govtracker.queries.issues import action_sources
from govtracker.services.issues import action_history
from govtracker.services.issues.action_history import PastAction

TYPES: Final = vocabulary.words(ActionType, {})
STATUSES: Final = vocabulary.words(
    ActionStatus,
    {
        **dict.fromkeys(("new", "not started", "to do", "todo", "planned", "overdue"), ActionStatus.OPEN),
        **dict.fromkeys(("ongoing", "started", "in work", "wip"), ActionStatus.IN_PROGRESS),
        **dict.fromkeys(("closed", "complete", "completed", "finished", "resolved"), ActionStatus.DONE),
        **dict.fromkeys(("canceled", "dropped", "rejected", "void"), ActionStatus.CANCELLED),
    },
)
SHARED: Final = frozenset({"shared", "both", "both companies", "all"})
INTERNAL: Final = frozenset({"internal", "us", "only us", "own side", "only your own side"})
COMPARED: Final = ("title", "type", "area_id", "owner_id", "due_on", "consequence", "status", "evidence")
EARLIEST: Final = date(1990, 1, 1)
FURTHEST: Final = timedelta(days=3660)
NOON: Final = time(12)  # of a day that has no time: the same day wherever it is read
LONGEST: Final = {"source_ref": 80, "title": 200, "consequence": 200, "evidence": 20_000}


class Actions:
    """Reads rows of an action log."""

    def __init__(self, ground: Ground) -> None:
        assert isinstance(ground.place, Relationship)
        self.ground = ground
        self.relationship = ground.place
        side = ground.by.side_in(self.relationship.place())
        assert side is not None
        self.side = side
        self.owners = Owners(self.relationship, on=ground.today)
        self.areas = {vocabulary.plain(one.area.name): one.area for one in self.relationship.areas}
        self.seen: dict[tuple[Audience, str], int] = {}

    def look(self, rows: Sequence[Row]) -> list[Planned | Problem]:
        """New actions, those whose list says something new, and those that are as it says."""
        known = action_sources.known(
            self.ground.by, self.relationship.id, {row.said["source_ref"].strip() for row in rows}
        )
        before = batches.last_written("action", [action.id for action in known.values()])
        found: list[Planned | Problem] = []
        for row in rows:
            try:
                found.append(self._plan(row, known, before))
            except RowRefused as refusal:
                found.append(Problem(row.number, refusal.field, refusal.sentence))
        return found

    def write(self, planned: Sequence[Planned]) -> list[Written]:
        """Store what is new, and give the others what their list says now."""
        ground = self.ground
        fresh = {one.row: one.deed for one in planned if one.outcome is RowOutcome.NEW}
        stored = action_history.take_in(
            self.relationship,
            list(fresh.values()),
            source=ground.source,
            by=ground.by,
            at=ground.at,
            today=ground.today,
            tell=ground.tell,
        )
        written = [_written(row, stored[one.audience, one.reference], {}) for row, one in fresh.items()]
        for one in planned:
            if one.outcome is RowOutcome.CHANGED:
                action, values = one.deed
                before = plain(action)
                action_history.overwrite(action, values, by=ground.by, at=ground.at, reason=ground.source)
                written.append(_written(one.row, action, before))
        return written

    def _plan(self, row: Row, known: dict[tuple[Audience, str], Action], before: dict[int, dict[str, Any]]) -> Planned:
        reference, audience = self._text(row, "source_ref"), self._audience(row)
        if not reference:
            raise RowRefused("source_ref", "It has no reference, so a second import would double it.")
        earlier = self.seen.setdefault((audience, reference), row.number)
        if earlier != row.number:
            raise RowRefused("source_ref", f"Row {earlier} says {reference} already.")
        action = known.get((audience, reference))
        label = f"{reference} {row.said['title']}"
        if action is None:
            return Planned(row.number, label, RowOutcome.NEW, self._new(row, reference, audience))
        values = self._values(row, audience, kept=action)
        if all(getattr(action, name) == value for name, value in values.items()):
            return Planned(row.number, label, RowOutcome.UNCHANGED)
        if plain(action) != before.get(action.id):
            raise RowRefused("", f"{action.key} was changed here since: a file does not overwrite what people wrote.")
        return Planned(row.number, label, RowOutcome.CHANGED, (action, values))

    def _new(self, row: Row, reference: str, audience: Audience) -> PastAction:
        values = self._values(row, audience, kept=None)
        created, done = self._day(row, "created_on"), self._day(row, "done_on")
        for name, day in (("created_on", created), ("done_on", done)):
            if day and day > self.ground.today:
                raise RowRefused(name, f"{day.isoformat()} lies in the future.")
        if created and done and done < created:
            raise RowRefused("done_on", "It was done before it was added.")
        created_at = self._noon(created) if created else self.ground.at
        done_at = self._noon(done) if done else None
        return PastAction(
            reference, audience, created_at=min(created_at, done_at or created_at), done_at=done_at, **values
        )

    def _values(self, row: Row, audience: Audience, *, kept: Action | None) -> dict[str, Any]:
        """What a row says of an action; what it does not say stays, or is as usual."""
        said, texts = row.said, {name: self._text(row, name) for name in ("title", "consequence", "evidence")}
        if not texts["title"] and kept is None:
            raise RowRefused("title", "Say what is to be done, in one line.")
        owner = self.owners.named(said["owner"], audience) if said["owner"] or kept is None else None
        due = self._day(row, "due_on")
        if due is None and kept is None:
            raise RowRefused("due_on", f"The date is missing. {days.WRITE}")
        usual: dict[str, Any] = {"type": ActionType.IMPROVEMENT, "area_id": None, "status": ActionStatus.OPEN}
        if kept:
            usual = {name: getattr(kept, name) for name in (*COMPARED, "owner_side")}
        return {
            **{name: text or (getattr(kept, name) if kept else "") for name, text in texts.items()},
            "type": vocabulary.read(said["type"], TYPES, "type") if said["type"] else usual["type"],
            "status": vocabulary.read(said["status"], STATUSES, "status") if said["status"] else usual["status"],
            "area_id": self._area(said["area"]) if said["area"] else usual["area_id"],
            "due_on": due or usual["due_on"],
            "owner_id": owner.id if owner else usual["owner_id"],
            "owner_side": owner.side if owner else usual["owner_side"],
        }

    def _text(self, row: Row, name: str) -> str:
        text = row.said[name].strip() if name == "evidence" else " ".join(row.said[name].split())
        if len(text) > LONGEST[name]:
            raise RowRefused(name, f"Use at most {LONGEST[name]:,} characters; these are {len(text):,}.")
        return text

    def _audience(self, row: Row) -> Audience:
        word = vocabulary.plain(row.said["audience"])
        own = {self.side.value, vocabulary.plain(self.relationship.company(self.side).name), *INTERNAL}
        if not word or word in SHARED:
            return Audience.SHARED
        if word in own or word.removeprefix("only ") in own:
            return Audience(self.side.value)
        raise RowRefused("audience", f"“{row.said['audience'][:40]}” is none of these: both companies, only us.")

    def _area(self, text: str) -> int:
        found = self.areas.get(vocabulary.plain(text))
        if found is None:
            names = [one.name for one in self.areas.values()]
            there = f"It has: {', '.join(names)}." if names else "It has none yet."
            near = vocabulary.nearest(text, names)
            raise RowRefused("area", f"“{text[:40]}” is no functional area of this relationship. {there}{near}")
        return found.id

    def _day(self, row: Row, name: str) -> date | None:
        if not row.said[name]:
            return None
        try:
            day = days.read(row.said[name], self.ground.order)
        except BadDay as refusal:
            raise RowRefused(name, str(refusal)) from None
        if not EARLIEST <= day <= self.ground.today + FURTHEST:
            raise RowRefused(name, f"{day.isoformat()} is too far away: is the year as it should be?")
        return day

    def _noon(self, day: date) -> datetime:
        at = datetime.combine(day, NOON, ZoneInfo(self.ground.by.zone)).astimezone(UTC)
        return min(at, self.ground.at)


def plain(action: Action) -> dict[str, Any]:
    """What an import says of an action, as JSON can hold it."""
    values = {name: getattr(action, name) for name in COMPARED}
    return {
        name: value.isoformat() if isinstance(value, date) else getattr(value, "value", value)
        for name, value in values.items()
    }


def unplain(kept: dict[str, Any]) -> dict[str, Any]:
    """The values that were made plain."""
    return {
        **kept,
        "type": ActionType(kept["type"]),
        "status": ActionStatus(kept["status"]),
        "due_on": date.fromisoformat(kept["due_on"]),
    }


def _written(row: int, action: Action, before: dict[str, Any]) -> Written:
    return Written(row, "action", action.id, before, plain(action))
