"""My work as tables: each row with what can be done to it where it stands."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from govtracker.enums import ReviewStatus
from govtracker.exports.columns import Column
from govtracker.queries.governance.escalation import Awaiting
from govtracker.queries.partnership import value
from govtracker.rules import date_words, keys, rich_text
from govtracker.web import moments
from govtracker.web.filters import number
from govtracker.web.tables import actions, cells, decisions
from govtracker.web.tables.cells import BLANK, NOTHING, Cell, Deed, Draw, Line, Table

LONGEST = 160
NO_CLOCK = Markup('<span class="soft">no clock runs</span>')
EXHAUSTED = Markup("no further: every level was told")
PAUSED = Markup('<span class="soft">paused until {}</span>')
TAB = "?from={}"
KEY_OF: Mapping[str, Callable[..., str]] = {f"{name}s": key_of for name, key_of in keys.KEY_OF.items()}
Describe = Callable[[Any, Markup], Line]


def to_acknowledge(rows: Iterable[Awaiting], *, at: datetime) -> Table:
    """Levels that wait for the person's acknowledgement."""

    def line(row: Awaiting, drawn: Markup) -> Line:
        url = f"/r/{row.relationship_key}/issues/{row.number}"
        key = f"{row.relationship_key}-{row.number}"
        deeds = (Deed("Acknowledge", f"{url}/acknowledgement", posts=True), _snooze(url, "work"))
        return Line(url, key, row.title, NOTHING, [f"level {row.level}"], f"{key}.{row.version}", drawn, deeds)

    draws = {"Severity": lambda row: cells.severity(row.severity), "Acknowledge by": lambda row: _answer_by(row, at)}
    return _table("Needs my acknowledgement", "Issue", draws, rows, line)


def mine(rows: Iterable[Any], *, today: date) -> Table:
    """The person's own actions."""

    def line(row: Any, drawn: Markup) -> Line:
        url, key = _place("actions", row)
        deeds = (
            Deed("Done…", f"{url}/completion?from=work"),
            Deed("Move…", f"{url}/due-date?from=work"),
            Deed("Hand over…", f"{url}/owner?from=work"),
            _snooze(url, "work"),
        )
        notes = [f"from {row.issue_title}"] if row.issue_title else []
        notes += [f"if late: {row.consequence}"] if row.consequence else []
        return Line(url, key, row.title, _mark(row), notes, f"{key}.{row.version}", drawn, deeds)

    reader = moments.reader()
    return _table("My actions", "Action", {"Due": lambda row: actions.late(row, today, reader)}, rows, line)


def to_verify(rows: Iterable[Any]) -> Table:
    """What the other side says is done."""

    def line(row: Any, drawn: Markup) -> Line:
        url, key = _place("actions", row)
        deeds = (Deed("Look and verify", url, opens=False), _snooze(url, "work"))
        return Line(url, key, row.title, NOTHING, [row.owner], f"{key}.{row.version}", drawn, deeds)

    reader = moments.reader()
    return _table("To verify", "Action", {"Done": lambda row: reader.tag(row.done_at)}, rows, line)


def calling(rows: Iterable[Any]) -> Table:
    """Comments that call the person by name."""

    def line(row: Any, drawn: Markup) -> Line:
        url, key = _place(row.kind, row)
        deeds = (
            Deed("Read and answer", f"{url}#comment-{row.comment_id}", opens=False),
            Deed("Seen", f"{url}/mentions/seen", posts=True),
        )
        said = f"{row.author}: {rich_text.plain(row.body, LONGEST)}"
        return Line(url, key, row.title, _mark(row), [said], "", drawn, deeds)

    reader = moments.reader()
    return _table("Mentions", "Where", {"When": lambda row: reader.tag(row.mentioned_at)}, rows, line)


def to_decide(rows: Iterable[Any], *, today: date) -> Table:
    """Decisions the person has to take or approve."""

    def line(row: Any, drawn: Markup) -> Line:
        url, key = _place("decisions", row)
        deeds = (Deed("Read and decide", url, opens=False), _snooze(url, "work"))
        return Line(url, key, row.title, _mark(row), [cells.cut(row.reason, LONGEST)], "", drawn, deeds)

    reader = moments.reader()
    return _table("Decisions due", "Decision", {"Due": lambda row: decisions.day(row, today, reader)}, rows, line)


def to_agree(rows: Iterable[Any]) -> Table:
    """Scorecards, success criteria and escalation paths that wait for the word of the person's side."""

    def line(row: Any, drawn: Markup) -> Line:
        place = f"/r/{row.relationship_key}"
        if row.period_on:
            url, title = f"{place}/scorecards/{row.path_id}", row.name
        elif row.path_id:
            url, title = f"{place}/escalation-paths/{row.path_id}", f"Escalation path “{row.name}”"
        else:
            url, title = f"{place}/criteria", row.name
        title += "" if row.version is None else f", version {row.version}"
        deeds = (Deed("Read and agree", url, opens=False),)
        return Line(url, row.relationship_key, title, NOTHING, (), "", drawn, deeds)

    return _table("To agree", "What", {"Standing": _standing}, rows, line)


def of_value(rows: Iterable[Any], *, today: date) -> Table:
    """What stands before a launch, benefits to agree to, damage to answer and exit plans to look at."""

    def line(row: Any, drawn: Markup) -> Line:
        path, words = VALUE[_value_kind(row)]
        url = f"/r/{row.relationship_key}/value/{path.format(row.place)}"
        return Line(url, row.relationship_key, row.name, NOTHING, (), "", drawn, (Deed(words, url, opens=False),))

    reader = moments.reader()
    draws: dict[str, Draw] = {"Due": lambda row: _value_due(row, today, reader)}
    return _table("Value", "What", draws, rows, line)


def _value_due(row: Any, today: date, reader: moments.Reader) -> Markup:
    """A day, and how long ago it was; of damage its month."""
    if _value_kind(row) == "collateral_alert":
        return Markup(f"{row.period_on:%Y-%m}")  # noqa: S704  # digits alone
    late = (today - row.period_on).days
    return reader.day(row.period_on) + (BLANK + cells.badge(f"{late} d late", "bad") if late > 0 else Markup(""))


def _value_kind(row: Any) -> str:
    return value.KINDS[row.sort - value.FIRST]


def to_prepare(rows: Iterable[Any]) -> Table:
    """Reviews the person chairs, has something to prepare for, or has not said whether they come to."""

    def line(row: Any, drawn: Markup) -> Line:
        url = base = f"/r/{row.relationship_key}/reviews/{row.id}"
        label = "Agree the minutes" if row.status is ReviewStatus.HELD else "Open the agenda"
        if row.asked and row.status is not ReviewStatus.HELD:
            things = "1 thing" if row.asked == 1 else f"{row.asked} things"
            url, label = f"{url}/preparation", f"Prepare {things} by {date_words.day_and_month(row.asked_by)}"
        deeds = [Deed(label, url, opens=False)]
        if row.is_unanswered and row.status is not ReviewStatus.HELD:
            deeds.append(Deed("Say whether you come", f"{base}/answer", opens=False))
        title = f"{row.forum}, {row.period_key}"
        return Line(url, row.relationship_key, title, NOTHING, (), "", drawn, tuple(deeds))

    reader = moments.reader()
    draws: dict[str, Draw] = {
        "When": lambda row: reader.tag(row.scheduled_at),
        "Status": lambda row: cells.status(row.status),
    }
    return _table("Reviews to prepare", "Review", draws, rows, line)


def to_answer(rows: Iterable[Any]) -> Table:
    """Customer segments the person is asked about, and opportunities that were passed to them."""

    def line(row: Any, drawn: Markup) -> Line:
        url = ANSWERED_AT[row.kind].format(row.id)
        deeds = (Deed("Answer", url, opens=False),)
        asked = row.name if row.kind == "opportunity" else f"What do “{row.name}” need?"
        return Line(url, "", asked, NOTHING, [f"{row.asked_by} asks"], "", drawn, deeds)

    reader = moments.reader()
    return _table("To answer", "Question", {"Asked": lambda row: reader.tag(row.asked_at)}, rows, line)


def to_rate(rows: Iterable[Any], *, today: date) -> Table:
    """Sheets of sourcing evaluations the person has still to hand in."""

    def line(row: Any, drawn: Markup) -> Line:
        url = f"/sourcing/evaluations/{row.id}/sheet"
        deeds = (Deed("Go on" if row.saved_at else "Rate the candidates", url, opens=False),)
        return Line(url, "", row.name, NOTHING, (), "", drawn, deeds)

    draws: dict[str, Draw] = {"Hand in by": lambda row: _due(row, today)}
    return _table("Candidates to rate", "Evaluation", draws, rows, line)


def pulses(rows: Iterable[Any]) -> Table:
    """Rounds of the pulse that wait for the person's view."""

    def line(row: Any, drawn: Markup) -> Line:
        url = f"/r/{row.relationship_key}/pulse/{row.path_id}/answer"
        deeds = (Deed("Answer", url, opens=False),)
        return Line(url, row.relationship_key, f"{row.name}, round {row.path_id}", NOTHING, (), "", drawn, deeds)

    reader = moments.reader()
    return _table("Pulses to answer", "Pulse", {"Until": lambda row: reader.tag(row.closes_at)}, rows, line)


def waiting(rows: Iterable[Any], *, today: date, tab: str) -> Table:
    """Open issues that one side has to move, in the tab of that name."""

    def line(row: Any, drawn: Markup) -> Line:
        url, key = _place("issues", row)
        handing = (Deed("Hand over…", f"{url}/handover{TAB.format(tab)}"),) if tab == "own_side" else ()
        deeds = (*handing, _snooze(url, tab))
        return Line(url, key, row.title, _mark(row), [row.area], f"{key}.{row.version}", drawn, deeds)

    reader = moments.reader()
    draws: dict[str, Draw] = {
        "Severity": lambda row: cells.severity(row.severity),
        "Status": lambda row: cells.status(row.status),
        "Climbs": lambda row: _climbs(row, reader),
        "Due": lambda row: _due(row, today),
    }
    return _table("Open issues", "Issue", draws, rows, line)


def _climbs(row: Any, reader: moments.Reader) -> Markup:
    """When an issue climbs next or, where it does not, why."""
    if row.climb_at:
        return reader.tag(row.climb_at)
    if row.held_until:
        return PAUSED.format(reader.tag(row.held_until))
    return EXHAUSTED if row.is_exhausted else NO_CLOCK


def snoozed(rows: Iterable[Any]) -> Table:
    """What the person has put out of sight."""

    def line(row: Any, drawn: Markup) -> Line:
        url, key = _place(row.kind, row)
        return Line(
            url, key, row.title, _mark(row), (), "", drawn, (Deed("Show it again", f"{url}/snooze/end", posts=True),)
        )

    reader = moments.reader()
    return _table("Snoozed", "What", {"Comes back": lambda row: reader.day(row.until_on)}, rows, line)


def _table(name: str, first: str, draws: Mapping[str, Draw], rows: Iterable[Any], line: Describe) -> Table:
    columns = [Column(title, title, _nothing) for title in draws]
    draw = cells.drawn(columns, dict(draws), moments.reader())
    return Table(name, first, columns, [line(row, draw(row)) for row in rows])


def _nothing(_row: Any) -> None:
    """The plain value of a cell that is drawn specially."""


def _place(kind: str, row: Any) -> tuple[str, str]:
    """The address of a record, and its key."""
    number = keys.number(row.number, row.audience)
    return f"/r/{row.relationship_key}/{kind}/{number}", KEY_OF[kind](row.relationship_key, row.number, row.audience)


def _snooze(url: str, tab: str) -> Deed:
    return Deed("Snooze…", f"{url}/snooze{TAB.format(tab)}")


def _mark(row: Any) -> Cell:
    return cells.only_for_own(row)


def _answer_by(row: Awaiting, at: datetime) -> Cell:
    if row.response_due_at is None:
        return NOTHING
    words = f"{moments.local_time(row.response_due_at)} · {moments.relative(row.response_due_at)}"
    return cells.badge(words, "bad" if row.response_due_at <= at else "warn")


def _standing(row: Any) -> Cell:
    return cells.standing(row.standing) + BLANK + number(row.overall) if row.standing else NOTHING


def _due(row: Any, today: date) -> Cell:
    reader = moments.reader()
    days = (today - row.due_on).days
    return reader.day(row.due_on) + BLANK + cells.badge(f"{days} d late", "bad") if days > 0 else reader.day(row.due_on)


ANSWERED_AT = {"needs": "/sourcing/needs/{}", "opportunity": "/opportunities/{}"}
# Where a thing of value is seen to, beneath the page of value, and what is asked for there.
VALUE = {
    "launch_item": ("launches/{}", "Make it ready"),
    "benefit": ("benefits/{}", "Read and agree"),
    "collateral_alert": ("alerts/{}", "Answer it"),
    "exit_plan": ("exit", "Look at it"),
}
