"""Three months of reviews and digests under a fake clock, across a change of it and an outage."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from benchmarks.simulation import left, lives, reference, verdict, world
from benchmarks.simulation.life import Life

BEGINS = datetime(2027, 2, 8, tzinfo=UTC)  # Berlin goes over to summer time within an outage


def test_every_expected_mail_comes_once_and_in_its_window(in_app: Flask) -> None:
    script = lives.script(people=10, days=90, seed=1, begins=BEGINS)
    rows = world.write(script)
    life = Life(script, rows, reference.moments(script), longest=timedelta(days=1))
    life.live()
    expected = reference.expected(script)
    assert {mail.kind for mail in expected} == {"digest", "review_mail", "review_invitation", "review_pack"}
    assert verdict.compare(expected, left.mails(rows)).sentences == []
    assert life.failed == 0
