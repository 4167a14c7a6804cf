"""What every job does: one item after the other, none stopping the others, and a sign of life."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from govtracker import clock, database, jobs
from govtracker.database import db
from govtracker.jobs import Job, Ran
from govtracker.models import Setting
from govtracker.queries.installation import health
from govtracker.services.installation import ticks

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def keep(item: int, at: datetime) -> None:
    if item == 2:
        raise ValueError("the second one is broken")
    db.session.add(Setting(name=f"item {item}", value=at.isoformat()))


def kept() -> set[str]:
    return {name for name in ("item 1", "item 2", "item 3") if db.session.get(Setting, name)}


def test_a_failing_item_is_put_off_and_stops_no_other(in_app: Flask) -> None:
    put_off: list[int] = []
    job = Job("test", 5, lambda at: [1, 2, 3], keep, lambda item, at: put_off.append(item))
    assert jobs.run(job, at=AT) == Ran(done=2, failed=1)
    assert kept() == {"item 1", "item 3"}
    assert put_off == [2]


def test_an_item_with_own_transactions_opens_them_itself(in_app: Flask) -> None:
    def one(item: int, at: datetime) -> None:
        assert not database.writing()
        with database.transaction():
            keep(item, at)

    assert jobs.run(Job("test", 5, lambda at: [1], one, own_transactions=True), at=AT) == Ran(done=1)
    assert kept() == {"item 1"}


def test_idle_jobs_write_a_sign_of_life_only_now_and_then(in_app: Flask) -> None:
    def news(seconds: int, *, failures: int = 0) -> bool:
        return ticks.is_news("test", failures=failures, at=AT + timedelta(seconds=seconds))

    assert news(0)
    with database.transaction():
        ticks.tick("test", worker="w", failures=0, at=AT)
    assert not news(2)
    assert news(2, failures=1)
    assert news(15)


def test_every_tick_feeds_the_health_page(in_app: Flask) -> None:
    jobs.run(Job("test", 5, lambda at: [], keep), at=AT)
    last = health.last_tick()
    assert last is not None
    assert clock.real_now() - last < timedelta(minutes=1)


def test_mail_is_written_after_what_leaves_word_and_sent_after_it_is_written() -> None:
    names = [job.name for job in jobs.JOBS]
    assert names.index("escalate") < names.index("digest") < names.index("render-notices") < names.index("send")


def test_an_unknown_job_is_none() -> None:
    with pytest.raises(KeyError):
        jobs.job_named("nothing")
