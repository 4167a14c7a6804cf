"""Links for one task of somebody who does not sign in: given by their side, used, revoked, ended when all is over."""

from datetime import datetime
from typing import Any, Final

from govtracker.access import LinkHolder, Viewer
from govtracker.database import db
from govtracker.enums import Audience, LinkEnding, TaskKind
from govtracker.mail import links, task_link_messages
from govtracker.models import Action, Person, Relationship, TaskLink
from govtracker.queries.installation import task_links as asked
from govtracker.queries.performance import sheets
from govtracker.rules import task_links
from govtracker.rules.periods import Period
from govtracker.services import Refused, events
from govtracker.services.installation import tokens


def give_action(action: Action, *, days: int, is_single_use: bool, by: Viewer, at: datetime) -> TaskLink:
    """A link by which the owner of an action answers it; it leaves by mail to their own address and nowhere else."""
    if not action.is_open:
        raise Refused("Only an open action can be answered.")
    fresh = _fresh(action.relationship, action.owner_id, days=days, is_single_use=is_single_use, by=by, at=at)
    fresh.kind, fresh.action_id, fresh.action = TaskKind.ANSWER_ACTION, action.id, action
    _leave(fresh, by=by, at=at)
    return fresh


def give_sheet(
    relationship: Relationship,
    period: Period,
    person_id: int,
    *,
    days: int,
    is_single_use: bool,
    by: Viewer,
    at: datetime,
) -> TaskLink:
    """A link by which somebody of the giver's side fills in the values of a month that are theirs to enter."""
    fresh = _fresh(relationship, person_id, days=days, is_single_use=is_single_use, by=by, at=at)
    fresh.kind, fresh.period_on = TaskKind.FILL_SHEET, period.first_day
    holder = asked.holder(fresh, on=at.date())
    if holder is None or not sheets.measures(holder, relationship):
        raise Refused(f"{fresh.person.name} answers for the data of no KPI here that your side enters.", "person_id")
    _leave(fresh, by=by, at=at)
    return fresh


def opened(token: str, kind: TaskKind, at: datetime) -> tuple[TaskLink, LinkHolder] | None:
    """The link whose secret this is and whoever it was given to; None where it leads nowhere, or to another task."""
    link = asked.by_token(tokens.hashed(token))
    if link is None or link.kind is not kind or task_links.ending(asked.standing(link, on=at.date()), at):
        return None
    holder = asked.holder(link, on=at.date())
    return (link, holder) if holder else None


def use(link: TaskLink, *, network: str, is_done: bool, by: LinkHolder, at: datetime) -> None:
    """Note that something was done by a link, and from which network; one for a single use ends when its task is done.

    Its giver's side alone sees it in the history, which names the giver as whom it was done for.
    """
    link.uses, link.last_used_at, link.last_used_from = link.uses + 1, at, network
    events.record(link, "task_link_used", by=by, at=at, changes={"uses": [link.uses - 1, link.uses]})
    if is_done and link.is_single_use:
        _end(link, LinkEnding.USED, by=by, at=at)


def revoke(link: TaskLink, *, by: Viewer, at: datetime) -> None:
    """The link leads nowhere from now on; one that has ended stays as it is."""
    if link.ended_at is None:
        _end(link, LinkEnding.REVOKED, by=by, at=at)


def revoke_all(person: Person, *, by: Viewer, at: datetime) -> None:
    """Every link given to a person leads nowhere from now on: what was mailed to them is in other hands."""
    for link in asked.open_of(person.id):
        _end(link, LinkEnding.REVOKED, by=by, at=at)


def end_if_over(link_id: int, at: datetime) -> None:
    """Say of a link that leads nowhere any more why, for good: what ended it may pass, and it stays ended."""
    link = asked.one(link_id)
    why = task_links.ending(asked.standing(link, on=at.date()), at)
    if link.ended_at is None and why:
        _end(link, why, by=None, at=at)


def _fresh(
    relationship: Relationship, person_id: int, *, days: int, is_single_use: bool, by: Viewer, at: datetime
) -> TaskLink:
    """A link that is not stored yet, for a colleague of the giver who holds a seat here."""
    side = by.side_in(relationship.place())
    assert side is not None
    person = asked.colleague(relationship, person_id, side, on=at.date())
    if person is None:
        raise Refused("Choose somebody of your side who holds a seat here, and not one that only observes.", FIELD)
    if person.id == by.person_id:
        raise Refused("This is yours: you are signed in, so do it here.", FIELD)
    seed, token_hash = tokens.pair(links.task_token)
    given: dict[str, Any] = {"given_by_id": by.person_id, "given_by": asked.giver(by), "given_at": at}
    return TaskLink(
        relationship_id=relationship.id,
        relationship=relationship,
        audience=Audience(side.value),
        person_id=person.id,
        person=person,
        is_single_use=is_single_use,
        seed=seed,
        token_hash=token_hash,
        expires_at=task_links.expires_at(at, days),
        uses=0,
        **given,
    )


def _leave(link: TaskLink, *, by: Viewer, at: datetime) -> None:
    """Store it, end what it replaces, and let the mail that brings it go."""
    db.session.add(link)
    db.session.flush()
    for earlier in asked.open_for(link):
        _end(earlier, LinkEnding.REPLACED, by=by, at=at)
    told = {"kind": [None, link.kind], "for": [None, link.person], "until": [None, link.expires_at]}
    events.record(link, "task_link_given", by=by, at=at, changes=told)
    task_link_messages.given(link, by=by, at=at)


def _end(link: TaskLink, why: LinkEnding, *, by: Viewer | None, at: datetime) -> None:
    link.ended_by_id = by.person_id if by else None
    events.change(link, "task_link_ended", by=by, at=at, ending=why, ended_at=at)


FIELD: Final = "person_id"
