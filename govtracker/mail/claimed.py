"""A mail a worker holds, as plain values: lanes know no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from govtracker.enums import MailKind
from govtracker.mail.doors import Letter


@dataclass(frozen=True)
class Claimed:
    """A mail this worker holds under `token`. `may_have_arrived`: it was handed over before, and nobody knows."""

    id: int
    token: str
    kind: MailKind
    recipient_id: int
    address: str
    letter: Letter
    quotes: Sequence[Any]
    told: Mapping[str, Sequence[int]]
    attempts: int
    doubts: int
    disturbs: bool
    expires_at: datetime | None
    may_have_arrived: bool
