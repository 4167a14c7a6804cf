"""Eight weeks of reviews and digests under a fake clock, across a change of it and an outage of three days."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flask import Flask

from benchmarks.simulation import left, lives, reference, verdict, world
from benchmarks.simulation.life import Life

BEGINS = datetime(2027, 3, 1, tzinfo=UTC)
OUTAGE = (datetime(2027, 3, 27, 20, 4, 3, tzinfo=UTC), datetime(2027, 3, 30, 21, 7, 9, tzinfo=UTC))


def test_every_expected_mail_comes_once_and_in_its_window(in_app: Flask) -> None:
    script = replace(lives.script(people=10, days=56, seed=31, begins=BEGINS), outages=(OUTAGE,))
    rows = world.write(script)
    life = Life(script, rows, reference.moments(script), longest=timedelta(days=1))
    life.live()
    expected = reference.expected(script)
    assert {mail.kind for mail in expected} == {"digest", "review_mail", "review_invitation", "review_pack"}
    assert verdict.compare(expected, left.mails(rows)).sentences == []
    assert life.failed == 0
