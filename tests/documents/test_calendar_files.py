"""Calendar files as other programs read them: what is said arrives, whatever it is made of."""

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govtracker.documents import calendar_files
from govtracker.documents.calendar_files import Attendee, Entry, Invited
from govtracker.enums import InvitationAnswer
from tests.support import calendar_readers
from tests.support.calendar_readers import Read

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
MEETING = Invited(
    uid="4b6f@gov.example",
    sequence=3,
    stamp=AT,
    starts_at=datetime(2026, 12, 1, 9, tzinfo=UTC),
    minutes=90,
    zone=ZoneInfo("Europe/Berlin"),
    title="[MER] Monthly business review, 2026-12",
    text="Agenda and answer:",
    url="https://gov.example/r/MER/reviews/1",
    organizer="no-reply@gov.example",
    attendees=[
        Attendee("Eva Varga", "eva@xn--exmple-cua.example", InvitationAnswer.ACCEPTED),
        Attendee("Ortega, Rafael", "rafael@meridian.example"),
    ],
)


def test_an_invitation_arrives_as_it_was_meant() -> None:
    text = calendar_files.request(MEETING)
    assert calendar_readers.read(text) == [
        Read(
            uid=MEETING.uid,
            sequence=3,
            title=MEETING.title,
            starts=MEETING.starts_at,
            ends=MEETING.starts_at + timedelta(minutes=90),
            status="CONFIRMED",
            method="REQUEST",
            attendees={"eva@xn--exmple-cua.example": "ACCEPTED", "rafael@meridian.example": "NEEDS-ACTION"},
        )
    ]
    assert "DTSTART;TZID=Europe/Berlin:20261201T100000\r\n" in text
    assert "ORGANIZER;CN=GovTracker:mailto:no-reply@gov.example\r\n" in text


def test_taking_it_back_names_the_same_meeting() -> None:
    [read] = calendar_readers.read(calendar_files.cancellation(replace(MEETING, sequence=4)))
    assert (read.uid, read.sequence, read.status, read.method) == (MEETING.uid, 4, "CANCELLED", "CANCEL")


@settings(max_examples=25, deadline=None)
@given(title=st.text(max_size=400), name=st.text(max_size=300), text=st.text(max_size=300))
def test_nothing_people_write_breaks_the_file(title: str, name: str, text: str) -> None:
    meeting = replace(MEETING, title=title, text=text, attendees=[Attendee(name, "eva@northgate.example")])
    [read] = calendar_readers.read(calendar_files.request(meeting))
    assert (read.uid, read.attendees) == (MEETING.uid, {"eva@northgate.example": "NEEDS-ACTION"})


@pytest.mark.parametrize(
    "evil", ["Review\r\nATTENDEE:mailto:evil@e.example", "a, b; c \\ d: “e”", "Ünï" * 200, '"q" ^n']
)
def test_a_title_stays_a_title(evil: str) -> None:
    meeting = replace(MEETING, title=evil, attendees=[Attendee(evil, "eva@northgate.example")])
    [read] = calendar_readers.read(calendar_files.request(meeting))
    assert read.attendees == {"eva@northgate.example": "NEEDS-ACTION"}
    assert read.title.split() == " ".join(evil.replace('"', "”").split())[:255].split() or read.title.endswith("…")


def test_a_huge_description_is_cut() -> None:
    text = calendar_files.request(replace(MEETING, text="ä" * 2_000_000))
    assert len(text.encode()) < 15_000
    calendar_readers.read(text)


@pytest.mark.parametrize(
    ("zone", "wall"),
    [
        ("Europe/Berlin", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),  # the first instant after 02:30 that was skipped
        ("Europe/Berlin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # 02:30 for the first time
        ("Europe/Berlin", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),  # and for the second
        ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, 15, tzinfo=UTC)),
        ("America/Sao_Paulo", datetime(2026, 2, 28, 13, tzinfo=UTC)),
        ("UTC", datetime(2028, 2, 29, 13, tzinfo=UTC)),
    ],
)
def test_the_instant_is_the_same_whenever_clocks_change(zone: str, wall: datetime) -> None:
    [read] = calendar_readers.read(calendar_files.request(replace(MEETING, zone=ZoneInfo(zone), starts_at=wall)))
    assert (read.starts, read.ends) == (wall, wall + timedelta(minutes=90))


ENTRIES = [
    Entry(uid="a@gov.example", starts=date(2026, 12, 31), title="MER-A31 is due: “Regression, suite”"),
    Entry(uid="b@gov.example", starts=MEETING.starts_at, minutes=60, title="MER: Monthly", cancelled=True),
]


def test_a_calendar_to_subscribe_to_says_how_often_and_asks_nobody() -> None:
    text = calendar_files.published("GovTracker", ENTRIES, at=AT)
    day, meeting = calendar_readers.read(text)
    assert (day.starts, day.ends, day.status) == (date(2026, 12, 31), date(2027, 1, 1), "CONFIRMED")
    assert (meeting.starts, meeting.status) == (MEETING.starts_at, "CANCELLED")
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n" in text
    assert "X-PUBLISHED-TTL:PT4H\r\n" in text
    assert "METHOD" not in text


@pytest.mark.skipif(shutil.which("khal") is None, reason="the calendar program khal is not installed")
def test_khal_shows_it(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.write_text(
        f"[calendars]\n[[own]]\npath = {tmp_path}/own\n"
        "[locale]\nlocal_timezone = Europe/Berlin\ndefault_timezone = Europe/Berlin\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path}/khal.db\n[default]\ndefault_calendar = own\n"
    )
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "one.ics").write_bytes(calendar_files.request(MEETING).encode())
    shown = subprocess.run(
        ["khal", "-c", str(config), "list", "--format", "{start} {end} {title}", "2026-12-01", "1d"],
        capture_output=True,
        text=True,
        timeout=50,
        check=True,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
    )
    assert "2026-12-01 10:00 2026-12-01 11:30 [MER] Monthly business review, 2026-12" in shown.stdout
