"""What is asked of the database how often: JOBS, run by any number of workers, one transaction an item."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

import structlog

from govtracker import clock, config, database
from govtracker.enums import Origin
from govtracker.imports import measurement_batches
from govtracker.mail import outbox, render
from govtracker.queries.governance import calendars as calendars_asked
from govtracker.queries.governance import escalation as ladders
from govtracker.queries.governance import escalation_paths, forums
from govtracker.queries.installation import demo
from govtracker.queries.installation import task_links as task_links_asked
from govtracker.queries.issues import action_series as series
from govtracker.queries.issues import attachments, origins
from govtracker.queries.partnership import exits as exits_asked
from govtracker.queries.partnership import launches as launches_asked
from govtracker.queries.partnership import management_plans as management_plans_asked
from govtracker.queries.partnership import programmes, pulse_sets
from govtracker.queries.partnership import pulse_rounds as pulses_asked
from govtracker.queries.performance import (
    collections,
    imported,
    measurements,
    rating_collections,
    roll_ups,
    scorecard_rows,
)
from govtracker.queries.performance import contracts as contracts_asked
from govtracker.queries.performance import incentives as incentives_asked
from govtracker.queries.performance import obligations as obligations_asked
from govtracker.queries.performance import trends as trends_asked
from govtracker.queries.reviews import invitations as invitations_asked
from govtracker.queries.reviews import minutes_answers as minutes_answers_asked
from govtracker.queries.reviews import packs as packs_asked
from govtracker.queries.reviews import preparing, reviews
from govtracker.queries.sourcing import evaluation_sheets as sheets_asked
from govtracker.queries.structure import checks, handovers, personal_data
from govtracker.services import provenance, refusals
from govtracker.services.governance import calendars, path_proposals, sweep
from govtracker.services.installation import (
    anchoring,
    retention,
    sign_in_sessions,
    task_links,
    throttles,
    ticks,
    trail_checks,
)
from govtracker.services.issues import action_series, system_issues, uploads
from govtracker.services.partnership import (
    exits,
    launches,
    management_plans,
    pulse_closing,
    supervision_mail,
    watch_metrics,
)
from govtracker.services.partnership import pulse_rounds as pulse_openings
from govtracker.services.performance import (
    answering,
    collecting,
    computation,
    contracts,
    incentives,
    obligations,
    readings,
    trends,
)
from govtracker.services.reviews import (
    empty_digests,
    invitations,
    mail_preferences,
    minutes_answers,
    packs,
    preparation,
    review_course,
    review_mail,
    review_planning,
)
from govtracker.services.sourcing import evaluation_sheets
from govtracker.services.structure import checks as structure_checks
from govtracker.services.structure import handovers as handing_over
from govtracker.services.structure import personal_exports

log = structlog.get_logger()
WORKER = str(uuid.uuid4())
BY_WORKER = provenance.Provenance(Origin.WORKER)


def leave_it(item: int, at: datetime) -> None:
    """Set nothing aside: the next tick finds the item again."""


@dataclass(frozen=True)
class Job:
    """`due(at)` names the items due, `one(item, at)` does one of them, `put_off(item, at)` sets a failed one aside.

    With `own_transactions`, `one` opens them itself: it renders, or talks to a network. A job that names its items in
    batches goes on for so many in one run.
    """

    name: str
    seconds: int
    due: Callable[[datetime], Sequence[int]]
    one: Callable[[int, datetime], None]
    put_off: Callable[[int, datetime], None] = leave_it
    own_transactions: bool = False
    batches: int = 1


@dataclass(frozen=True)
class Ran:
    """How many items a run did and how many failed."""

    done: int = 0
    failed: int = 0


def run(job: Job, *, at: datetime | None = None) -> Ran:
    """Do everything of `job` that is due at `at` (business time, now by default); a failing item stops no other."""
    with provenance.coming(BY_WORKER):
        return _run(job, at)


def _run(job: Job, at: datetime | None) -> Ran:
    if at is None:
        keep_demo_time()
        at = clock.now()
    database.db.session.rollback()
    done = failed = 0
    for item in _items(job, at):
        try:
            with nullcontext() if job.own_transactions else database.transaction():
                job.one(item, at)
            done += 1
        except Exception:  # whatever it is, it must not stop the others
            log.exception("a job's item failed and is put off", job=job.name, item=item)
            failed += 1
            with database.transaction():
                job.put_off(item, at)
    ticks.count(job.name, done=done, failures=failed)
    _tick(job, failures=failed, at=clock.real_now())
    database.db.session.remove()
    return Ran(done, failed)


def _items(job: Job, at: datetime) -> Iterator[int]:
    """What is due, batch after batch, nothing twice."""
    seen: set[int] = set()
    for _ in range(job.batches):
        fresh = [item for item in job.due(at) if item not in seen]
        seen.update(fresh)
        yield from fresh
        if not fresh:
            return


def _tick(job: Job, *, failures: int, at: datetime) -> None:
    if ticks.is_news(job.name, failures=failures, at=at):
        with database.transaction():
            ticks.tick(job.name, worker=WORKER, failures=failures, at=at)


def keep_demo_time() -> None:
    """In demo mode, let business time run ahead as far as the database says."""
    if config.current().demo:
        clock.run_ahead(demo.clock_ahead())


def job_named(name: str) -> Job:
    """The job of that name; raises KeyError."""
    return {job.name: job for job in JOBS}[name]


# In this order: what is left by one is told by a later one in the same round.
JOBS: tuple[Job, ...] = (
    Job("escalate", 15, ladders.due, sweep.climb, sweep.put_off, batches=25),
    Job("raise-reds", 300, origins.reds_due, system_issues.raise_reds),
    Job("wait-for-answers", 300, scorecard_rows.due, answering.step, answering.put_off),
    Job("raise-overdue", 600, origins.overdue, system_issues.raise_overdue),
    Job("raise-recurrences", 60, origins.recurring, system_issues.raise_recurrence),
    Job("repeat-actions", 60, series.due, action_series.repeat, action_series.put_off),
    Job("plan-reviews", 60, forums.to_plan, review_planning.plan, review_planning.put_off_planning),
    Job("follow-zones", 3600, forums.laid_otherwise, review_planning.follow_zones, review_planning.put_off_planning),
    Job("follow-preparation", 600, preparing.to_follow, preparation.follow),
    Job("reviews-due", 60, reviews.to_step, review_course.take_step, review_course.put_off),
    Job("settle-invitations", 60, invitations_asked.to_settle, invitations.settle_one),
    Job("remind-of-invitations", 300, invitations_asked.to_remind, invitations.remind),
    Job("wait-for-minutes", 300, minutes_answers_asked.due, minutes_answers.step, minutes_answers.put_off),
    Job("make-packs", 5, packs_asked.due, packs.make, packs.put_off, own_transactions=True),
    Job("prepare-packs", 300, packs_asked.to_prepare, packs.prepare_ahead),
    Job("tell-of-packs", 300, packs_asked.to_tell, packs.tell),
    Job("remind-of-paths", 300, escalation_paths.to_remind, path_proposals.remind, path_proposals.put_off),
    Job("remind-of-plans", 300, management_plans_asked.to_remind, management_plans.remind, management_plans.put_off),
    Job("renew-holidays", 3600, calendars_asked.to_renew, calendars.renew),
    Job("remind-evaluators", 600, sheets_asked.to_remind, evaluation_sheets.remind),
    Job("hand-over", 300, handovers.due, handing_over.carry_out),
    Job("look-at-structures", 600, checks.due, structure_checks.look),
    Job("look-at-contracts", 600, contracts_asked.to_look_at, contracts.look, contracts.put_off),
    Job("make-obligations", 600, obligations_asked.to_make, obligations.make, obligations.put_off),
    Job("tell-late-obligations", 600, obligations_asked.late, obligations.tell_late),
    Job("open-pulses", 600, pulse_sets.to_open, pulse_openings.open_due),
    Job("remind-of-pulses", 600, pulses_asked.to_remind, pulse_openings.remind),
    Job("close-pulses", 60, pulses_asked.to_close, pulse_closing.close),
    Job("enter-incentives", 60, incentives_asked.due, incentives.reckon, incentives.put_off),
    Job("compute-kpis", 3600, measurements.to_compute, computation.compute_recent),
    Job("collect-values", 3600, collections.to_settle, collecting.settle),
    Job("collect-ratings", 3600, rating_collections.to_settle, collecting.settle_ratings),
    Job("close-roll-ups", 3600, roll_ups.to_close, readings.close_months),
    Job("look-at-trends", 120, trends_asked.due, trends.look, trends.put_off),
    Job("look-beside-programmes", 600, programmes.to_look_at, watch_metrics.look, watch_metrics.put_off),
    Job("remind-of-readiness", 600, launches_asked.to_remind, launches.remind),
    Job("remind-of-exits", 3600, exits_asked.to_remind, exits.remind),
    Job(
        "import-measurements",
        5,
        imported.to_carry_out,
        measurement_batches.carry_out_queued,
        measurement_batches.put_off,
        own_transactions=True,
    ),
    Job("begin-review-mail", 60, review_mail.sponsors_due, review_mail.begin_with),
    Job("supervision-mail", 60, supervision_mail.due, review_mail.leave, review_mail.put_off),
    Job("review-mail", 60, review_mail.due, review_mail.leave, review_mail.put_off),
    Job("pass-over-digests", 60, empty_digests.due, empty_digests.pass_over),
    Job("digest", 60, mail_preferences.digests_due, mail_preferences.leave_digest, mail_preferences.put_off_digest),
    Job("end-task-links", 300, task_links_asked.to_end, task_links.end_if_over),
    Job("forget-tries", 600, throttles.old, throttles.sweep),
    Job("sum-up-refusals", 600, refusals.to_sum_up, refusals.sum_up),
    Job("forget-sessions", 3600, sign_in_sessions.long_over, sign_in_sessions.sweep),
    Job("anchor-trail", 900, anchoring.due, anchoring.make_daily, own_transactions=True),
    Job("verify-trail", 900, trail_checks.due, trail_checks.look, own_transactions=True),
    Job(
        "make-personal-files",
        5,
        personal_data.due,
        personal_exports.make,
        personal_exports.put_off,
        own_transactions=True,
    ),
    Job("let-go", 3600, retention.due, retention.let_go, own_transactions=True),
    Job("clear-files", 3600, attachments.loose, uploads.clear_away, own_transactions=True),
    Job("render-notices", 5, render.due, render.tell, render.put_off, own_transactions=True),
    Job("reap", 10, outbox.orphans, outbox.return_orphan),
    Job("send", 2, outbox.queues_due, outbox.send_queue, outbox.put_off_queue, own_transactions=True),
)
