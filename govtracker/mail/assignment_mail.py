"""The mail of what one person was given or asked in one matter, gathered over a few minutes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from govtracker.access import Permission, Stance, Viewer, allowed, sees
from govtracker.enums import ActionStatus, Side
from govtracker.mail import links, trend_pictures
from govtracker.mail.contract_messages import NOTICE_DUE
from govtracker.mail.escalation_mail import company_of, ladder
from govtracker.mail.trend_pictures import Drawn
from govtracker.mail.values import Content, Quote
from govtracker.models import Action, Issue, Notification
from govtracker.models.subject import name_of
from govtracker.queries.partnership import pulse_rounds
from govtracker.queries.performance import contracts
from govtracker.queries.reviews import notices
from govtracker.queries.sourcing import segment_needs
from govtracker.rules import rich_text
from govtracker.rules.governance import escalation
from govtracker.rules.performance import notice_dates


@dataclass(frozen=True)
class Matter:
    """What a mail is about: all that is gathered into it shares this."""

    thread: str
    key: str
    title: str
    list_name: str


@dataclass(frozen=True)
class Said:
    """One thing the person is told: a sentence, where to go, by whom, until when (day or instant), and why them."""

    matter: Matter
    label: str
    words: str
    url: str
    quote: Quote | None
    by: str
    why: str
    due_on: date | None = None
    answer_by: datetime | None = None
    picture: Drawn | None = None
    opportunity_id: int | None = None  # the one it speaks of, which belongs to no relationship


def content(told: Sequence[Notification], viewer: Viewer, at: datetime) -> Content | None:
    """What still holds of what the person was told, in one mail; None when nothing does.

    Of very many things the first are told and the rest counted, held or not: a mail program cuts a long mail off.
    """
    holding = ((place, line) for place, notice in enumerate(told, 1) if (line := _said(notice, viewer)))
    first = list(islice(holding, MOST_SAID))
    if not first:
        return None
    said = [replace(line, words=rich_text.plain(line.words, LONGEST_WORDS)) for _, line in first]
    more = len(told) - first[-1][0] if len(first) == MOST_SAID else 0
    matter = said[0].matter if len({line.matter for line in said}) == 1 else _many(said, told[0], more)
    reasons = list(dict.fromkeys(line.why for line in said))
    if len(reasons) > MOST_REASONS:
        reasons = [*reasons[:MOST_REASONS], "so it is with the others"]
    return Content(
        subject=f"[{matter.key}] {matter.title}",
        template="assignment",
        thread=matter.thread,
        list_name=matter.list_name,
        quotes=[line.quote for line in said if line.quote],
        told={"opportunity": [line.opportunity_id for line in said if line.opportunity_id]},
        preheader=said[0].words,
        why=f"You get this because {'; '.join(reasons)}.",
        values={"matter": matter, "said": said, "more": more, "notices_url": links.to("/notices")},
        pictures={line.picture.name: line.picture.png for line in said if line.picture},
    )


def _many(said: Sequence[Said], notice: Notification, more: int) -> Matter:
    """What a mail is about that tells of one deed on many things."""
    keys = list(dict.fromkeys(line.matter.list_name for line in said))
    title = f"{len(said) + more} things from {_giver(notice) or 'GovTracker'}"
    return Matter(f"batch:{notice.id}", ", ".join(keys), title, keys[0])


def _said(notice: Notification, viewer: Viewer) -> Said | None:
    return SPEAKERS.get(notice.subject_type, _of_relationship)(notice, viewer)


def _of_issue(notice: Notification, viewer: Viewer) -> Said | None:
    issue = notices.issue(viewer, notice.subject_id)
    if issue is None:
        return None
    said = Said(
        matter=Matter(f"issue:{issue.id}", issue.key, issue.title, issue.relationship.key),
        label=issue.key,
        words="You own this issue now.",
        url=links.issue(issue),
        quote=(issue.relationship_id, issue.audience),
        by=_giver(notice),
        why=_gave(notice, issue.key),
    )
    if notice.facts.get("event") == "opened":
        return _to_acknowledge(said, issue, notice, viewer)
    return said if issue.owner_id == viewer.person_id else None


def _to_acknowledge(said: Said, issue: Issue, notice: Notification, viewer: Viewer) -> Said | None:
    """A new issue waits for the person, or for the person's counterpart; None once somebody has answered."""
    rung = notices.rung(issue, round_number=notice.facts["round"], level=notice.facts["level"])
    if rung is None or rung.acknowledged_at is not None:
        return None
    otherwise = escalation.otherwise(ladder(rung), rung.position)
    asked = allowed(viewer, Permission.ACKNOWLEDGE, rung)
    who = "Please" if asked else f"{company_of(issue, rung.waiting_on)} has to"
    part = "answer for it" if asked else "stand for your side"
    return replace(
        said,
        words=f"{who} acknowledge this issue; otherwise {otherwise}.",
        answer_by=rung.response_due_at,
        why=f"{said.label} is open, and you {part} at level {rung.position} of its escalation path",
    )


def _of_problem(notice: Notification, viewer: Viewer) -> Said | None:
    problem = notices.problem(viewer, notice.subject_id)
    if problem is None or problem.owner_id != viewer.person_id or not problem.is_open:
        return None
    return Said(
        matter=Matter(f"problem:{problem.id}", problem.key, problem.title, problem.relationship.key),
        label=problem.key,
        words="You own this problem now.",
        url=links.problem(problem),
        quote=(problem.relationship_id, problem.audience),
        by=_giver(notice),
        why=_gave(notice, problem.key),
    )


def _of_action(notice: Notification, viewer: Viewer) -> Said | None:
    action = notices.action(viewer, notice.subject_id)
    if action is None or action.owner_id != viewer.person_id or action.status not in TO_DO:
        return None
    issue = action.issue and notices.issue(viewer, action.issue_id)
    own = Matter(f"action:{action.id}", action.key, action.title, action.relationship.key)
    return Said(
        matter=Matter(f"issue:{issue.id}", issue.key, issue.title, issue.relationship.key) if issue else own,
        label=action.key,
        words=f"{action.title}. {notice.facts.get('words', 'You own this action.')}",
        url=links.action(action),
        quote=(action.relationship_id, action.audience),
        by=_giver(notice),
        why=_gave(notice, action.key),
        due_on=action.due_on,
    )


def _of_comment(notice: Notification, viewer: Viewer) -> Said | None:
    comment = notices.called(viewer, notice.subject_id)
    if comment is None:
        return None
    subject = comment.subject
    issue = notices.issue(viewer, subject.issue_id) if isinstance(subject, Action) else None
    whole = issue or subject
    return Said(
        matter=Matter(f"{name_of(whole)}:{whole.id}", whole.key, whole.title, whole.relationship.key),
        label=subject.key,
        words=f"“{rich_text.plain(comment.body, LONGEST_QUOTE)}”",
        url=f"{links.subject(subject)}#comment-{comment.id}",
        quote=(comment.relationship_id, comment.audience),
        by=_giver(notice),
        why=f"{_giver(notice)} called you by name in a comment on {subject.key}",
    )


def _of_decision(notice: Notification, viewer: Viewer) -> Said | None:
    """One that waits for the person, while it does; or what became of the one they brought."""
    decision = notices.decision(viewer, notice.subject_id)
    if decision is None:
        return None
    asked = notice.facts.get("what") == "asked"
    if asked is not (decision.is_open and allowed(viewer, Permission.RULE_ON_DECISION, decision)):
        return None
    return Said(
        matter=Matter(f"decision:{decision.id}", decision.key, decision.title, decision.relationship.key),
        label=decision.key,
        words=f"{decision.title}. {notice.facts['words']}",
        url=links.decision(decision),
        quote=(decision.relationship_id, decision.audience),
        by=_giver(notice),
        why=f"{decision.key} waits for you" if asked else f"you brought {decision.key}",
        due_on=decision.due_on if asked else None,
    )


def _of_risk(notice: Notification, viewer: Viewer) -> Said | None:
    risk = notices.risk(viewer, notice.subject_id)
    if risk is None or not risk.is_open or risk.owner_id != viewer.person_id:
        return None
    return Said(
        matter=Matter(f"risk:{risk.id}", risk.key, risk.title, risk.relationship.key),
        label=risk.key,
        words=f"{risk.title}. You own this risk.",
        url=links.risk(risk),
        quote=(risk.relationship_id, risk.audience),
        by=_giver(notice),
        why=_gave(notice, risk.key),
        due_on=risk.look_on,
    )


def _of_person(notice: Notification, viewer: Viewer) -> Said | None:
    """A colleague whose address is refused for good, while it is."""
    person = notices.refused(viewer, notice.subject_id)
    if person is None or not allowed(viewer, Permission.ADMINISTER_ORGANISATION):
        return None
    company = person.organisation.name
    return Said(
        matter=Matter(f"person:{person.id}", company, f"No mail reaches {person.name}", "people"),
        label=person.name,
        words=notice.facts["words"],
        url=links.to(notice.facts["path"]),
        quote=None,
        by="",
        why=f"you keep the people of {company}",
    )


def _of_needs(notice: Notification, viewer: Viewer) -> Said | None:
    """A customer segment whose needs the person is asked for, until they have answered."""
    needs = segment_needs.open_one(viewer, notice.subject_id)
    if needs is None:
        return None
    return Said(
        matter=Matter(f"needs:{needs.id}", "Customer segments", f"What do “{needs.segment.name}” need?", "sourcing"),
        label=needs.segment.name,
        words=notice.facts["words"],
        url=links.to(notice.facts["path"]),
        quote=None,
        by=_giver(notice),
        why=f"{_giver(notice)} asked you as somebody who knows {needs.segment.name}",
    )


def _of_contract(notice: Notification, viewer: Viewer) -> Said | None:
    """As other records of a relationship; a day of notice that does not hold any more is not told."""
    if notice.facts["what"] == NOTICE_DUE:
        last_on, side = date.fromisoformat(notice.facts["last_on"]), Side(notice.facts["side"])
        contract = contracts.in_force(notice.relationship_id or 0)
        last = notice_dates.last_day(contract.duration, side, last_on) if contract else None
        if last is None or last.last_on != last_on:
            return None
    return _of_relationship(notice, viewer)


def _of_evaluation(notice: Notification, viewer: Viewer) -> Said | None:
    """A sourcing evaluation: a sheet while it is missing, or that all have come, while the ratings are not open."""
    evaluation = notices.evaluation(viewer, notice.subject_id)
    if evaluation is None:
        return None
    is_office = notice.facts.get("what") == "all_in"
    if not (allowed(viewer, Permission.EDIT_SOURCING) if is_office else notices.has_sheet_to_fill(viewer, evaluation)):
        return None
    return Said(
        matter=Matter(f"sourcing_evaluation:{evaluation.id}", "Sourcing", evaluation.title, "sourcing"),
        label=evaluation.title,
        words=notice.facts["words"],
        url=links.to(notice.facts["path"]),
        quote=None,
        by=_giver(notice),
        why="you belong to your company’s governance office" if is_office else "you are asked to rate its candidates",
        due_on=None if is_office else evaluation.due_on,
    )


def _of_kpi(notice: Notification, viewer: Viewer) -> Said | None:
    """A KPI's trend, with its picture as it is when the mail is written."""
    said = _of_relationship(notice, viewer)
    kpi = notices.kpi(viewer, notice.subject_id) if said else None
    if said is None or kpi is None:
        return None
    matter = replace(said.matter, title=f"Trend of {kpi.name}")
    return replace(
        said, matter=matter, label=kpi.name, picture=trend_pictures.drawn(kpi, viewer, scope=notice.facts.get("scope"))
    )


def _of_pulse(notice: Notification, viewer: Viewer) -> Said | None:
    """A round that is closed, or that waits for the person's answer while it does."""
    is_over = notice.facts["what"] == "closed"
    if not is_over and not pulse_rounds.is_waiting(notice.subject_id or 0, viewer.person_id):
        return None
    return _of_relationship(notice, viewer)


def _of_opportunity(notice: Notification, viewer: Viewer) -> Said | None:
    """An opportunity with a customer, which belongs to no relationship."""
    found = notices.opportunity(viewer, notice.subject_id)
    if found is None:
        return None
    return Said(
        matter=Matter(f"opportunity:{found.id}", found.account.name, "Opportunity", "opportunities"),
        label=found.account.name,
        words=notice.facts["words"],
        url=links.to(notice.facts["path"]),
        quote=None,
        by=_giver(notice),
        why=notice.facts["why"],
        opportunity_id=found.id,
    )


def _of_relationship(notice: Notification, viewer: Viewer) -> Said | None:
    """A record that is as visible as its relationship; its notice brings `words`, and `path` where it has a page."""
    relationship = notices.relationship(viewer, notice.relationship_id)
    if relationship is None or not sees(viewer, Stance(relationship.place(notice.audience))):
        return None
    title = TITLES.get(notice.subject_type, notice.subject_type.replace("_", " ").capitalize())
    return Said(
        matter=Matter(f"{notice.subject_type}:{notice.subject_id}", relationship.key, title, relationship.key),
        label=relationship.key,
        words=notice.facts["words"],
        url=links.to(notice.facts.get("path") or f"/r/{relationship.key}{PATHS.get(notice.subject_type, '')}"),
        quote=(relationship.id, notice.audience),
        by=_giver(notice),
        why=notice.facts.get("why") or f"you speak for your side of {relationship.key}",
    )


def _gave(notice: Notification, key: str) -> str:
    return f"{_giver(notice) or 'GovTracker'} gave {key} to you"


def _giver(notice: Notification) -> str:
    """Who gave it, by name; "" where the system did."""
    by = notice.facts.get("by_name") or notice.facts.get("by")
    return by if isinstance(by, str) else ""


LONGEST_QUOTE = 300
LONGEST_WORDS = 600
MOST_SAID = 30
MOST_REASONS = 3
TO_DO = (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)
TITLES = {
    "criteria_set": "Success criteria",
    "escalation_path": "Escalation path",
    "management_plan": "Relationship management plan",
    "handover_item": "Handover",
    "relationship": "Measurements",
    "measurement": "A value and what both sides say of it",
    "obligation": "Obligation of the client",
    "pulse_set": "Statements of the relationship pulse",
    "pulse_plan": "Plan of the relationship pulse",
    "pulse_round": "Relationship pulse",
    "obligation_occurrence": "Obligation of the client",
    "client_miss": "A red KPI and whose side caused it",
    "benefit": "A committed benefit",
    "collateral_alert": "Collateral damage",
    "launch": "A launch",
    "launch_item": "Readiness for a launch",
    "exit_plan": "Exit readiness",
}
PATHS = {"criteria_set": "/criteria", "scorecard": "/scorecards", "review": "/reviews"}
SPEAKERS: Mapping[str, Callable[[Notification, Viewer], Said | None]] = {
    "issue": _of_issue,
    "action": _of_action,
    "problem": _of_problem,
    "comment": _of_comment,
    "decision": _of_decision,
    "risk": _of_risk,
    "contract": _of_contract,
    "kpi": _of_kpi,
    "person": _of_person,
    "segment_needs": _of_needs,
    "pulse_round": _of_pulse,
    "sourcing_evaluation": _of_evaluation,
    "opportunity": _of_opportunity,
}
