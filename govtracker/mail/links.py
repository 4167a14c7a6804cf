"""Addresses in mails: always beneath PUBLIC_URL, never taken from a request."""

import base64
import hashlib
import hmac

from itsdangerous import BadSignature, URLSafeSerializer

from govtracker import config
from govtracker.enums import MailKind, TaskKind
from govtracker.models import Action, Decision, Issue, Problem, Risk, Subject
from govtracker.models.subject import path_of
from govtracker.rules import keys


def to(path: str) -> str:
    """The whole address of one of our paths."""
    return config.current().public_url + path


def issue(issue: Issue) -> str:
    """The page of an issue."""
    return to(f"/r/{issue.relationship.key}/issues/{keys.number(issue.number, issue.audience)}")


def action(action: Action) -> str:
    """The page of an action."""
    return to(f"/r/{action.relationship.key}/actions/{keys.number(action.number, action.audience)}")


def problem(problem: Problem) -> str:
    """The page of a problem."""
    return to(f"/r/{problem.relationship.key}/problems/{keys.number(problem.number, problem.audience)}")


def subject(subject: Subject) -> str:
    """The page of a record that people talk about."""
    return to(f"/r/{subject.relationship.key}/{path_of(subject)}/{keys.number(subject.number, subject.audience)}")


def decision(decision: Decision) -> str:
    """The page of a decision."""
    return to(f"/r/{decision.relationship.key}/decisions/{keys.number(decision.number, decision.audience)}")


def risk(risk: Risk) -> str:
    """The page of a risk."""
    return to(f"/r/{risk.relationship.key}/risks/{keys.number(risk.number, risk.audience)}")


def unsubscribe(person_id: int, kind: MailKind) -> str:
    """Where a person says, without signing in, that they want no more mail of a kind."""
    return to(f"/unsubscribe/{_signer().dumps([person_id, kind.value])}")


def unsubscriber(token: str) -> tuple[int, MailKind] | None:
    """Who wants no more of what, as an address made by `unsubscribe` says; None for one we did not make."""
    try:
        person_id, kind = _signer().loads(token)
        return int(person_id), MailKind(kind)
    except (BadSignature, ValueError, TypeError):
        return None


def task_token(seed: str) -> str:
    """The secret of 256 bits in the address of a link for one task, made of its seed and a key nobody is told."""
    return _made("task-link", seed)


def task(kind: TaskKind, seed: str) -> str:
    """Where the person a link was given to does their one task."""
    return to(f"/task/{task_token(seed)}/{TASKS[kind]}")


def joining_token(nonce: str) -> str:
    """The secret in the address of an invitation to join."""
    return _made("joining", nonce)


def joining(nonce: str) -> str:
    """Where somebody who is invited joins."""
    return to(f"/join/{joining_token(nonce)}")


def password_reset_token(nonce: str) -> str:
    """The secret in the address of a link to a new password."""
    return _made("password-reset", nonce)


def password_reset(nonce: str) -> str:
    """Where somebody sets a new password."""
    return to(f"/reset/{password_reset_token(nonce)}")


def _made(purpose: str, seed: str) -> str:
    """A secret of 256 bits for one purpose."""
    made = hmac.digest(config.current().secret_key.encode(), f"{purpose}:{seed}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def _signer() -> URLSafeSerializer:
    settings = config.current()
    return URLSafeSerializer([*settings.secret_key_fallbacks, settings.secret_key], salt="unsubscribe")  # last: signs


TASKS = {TaskKind.ANSWER_ACTION: "action", TaskKind.FILL_SHEET: "values"}
