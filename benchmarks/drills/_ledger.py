"""People who log issues one after the other, send again what was not taken, and write down what was."""

import http.client
import re
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import func, select

from benchmarks.drills._installation import PASSWORD, PEOPLE, Installation
from benchmarks.load import Answer, Client
from govtracker.database import db
from govtracker.models import Issue, Person
from tests.support.world import World

CLEAR = (503, 507)
PROVE_AGAIN = 401  # a session that nobody used for long, by a clock that ran ahead
AGAIN_AFTER = 0.1  # seconds
BUSY = 0.05  # between two records of one person


@dataclass
class Ledger:
    """Titles with the moments (monotonic) they were begun and acknowledged, what was refused, and what was unclear."""

    begun: dict[str, float] = field(default_factory=dict)
    acknowledged: dict[str, float] = field(default_factory=dict)
    refused: Counter[int] = field(default_factory=Counter)
    unclear: list[str] = field(default_factory=list)


class Load:
    """One thread a person; each keeps to its record until it is acknowledged."""

    def __init__(self, installation: Installation, world: World) -> None:
        self.ledger = Ledger()
        self._installation, self._area = installation, world.areas["Customer care"]
        self._stopping = threading.Event()
        with installation.app.app_context():
            people = [world.people[name] for name in PEOPLE]
            self.emails = db.session.scalars(
                select(Person.email).where(Person.id.in_(people)).order_by(Person.id)
            ).all()
        installation.let_go()
        self._threads = [threading.Thread(target=self._work, args=(email,), daemon=True) for email in self.emails]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self, patience: float = 60) -> bool:
        """Let everybody finish what they are about; False where somebody cannot."""
        self._stopping.set()
        ends = time.monotonic() + patience
        for thread in self._threads:
            thread.join(max(0.0, ends - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def goes_on(self, patience: float = 60) -> bool:
        """Whether from now on each person gets something saved within `patience` seconds."""
        wanted, ends = len(self.ledger.acknowledged) + 2 * len(self._threads), time.monotonic() + patience
        while len(self.ledger.acknowledged) < wanted:
            if time.monotonic() > ends:
                return False
            time.sleep(0.05)
        return True

    def _work(self, email: str) -> None:
        client, number = Client(self._installation.port), 0
        while not self._stopping.is_set():
            number += 1
            title = f"{email.partition('@')[0]} {number}"
            self.ledger.begun[title] = time.monotonic()
            form = {"submission_id": str(uuid.uuid4()), "audience": "shared", "title": title, "severity": "low"}
            form |= {"description": "Written down. " * 50, "area_id": str(self._area)}
            while not self._sent(client, email, form):
                time.sleep(AGAIN_AFTER)
            self.ledger.acknowledged[title] = time.monotonic()
            time.sleep(BUSY)
        client.close()

    def _sent(self, client: Client, email: str, form: dict[str, str]) -> bool:
        """Whether it was acknowledged; signs in first, or again, where that is asked for."""
        try:
            if not client.token:
                client.sign_in(email, PASSWORD)
            answer = client.post("/r/MER/issues", form)
        except (OSError, http.client.HTTPException):
            self.ledger.refused[0] += 1
            client.close()
            return False
        except RuntimeError:  # the door is closed just now
            self.ledger.refused[0] += 1
            return False
        if answer.status == 303 and re.search(r"/issues/\d+$", answer.location):
            return True
        self._note(answer)
        client.token = client.token if answer.status in CLEAR else ""
        return False

    def _note(self, answer: Answer) -> None:
        self.ledger.refused[answer.status] += 1
        text = answer.body.decode(errors="replace")
        is_sign_in = answer.status == 303 and "/sign-in" in answer.location
        if "Traceback" in text or not (answer.status in (*CLEAR, PROVE_AGAIN) or is_sign_in):
            self.ledger.unclear.append(f"{answer.status} {answer.location} {text[:200]}")


def judged(installation: Installation, titles: dict[str, float]) -> dict[str, int]:
    """How many acknowledged records are not there, and how many are there more than once."""
    with installation.app.app_context():
        counted = db.session.execute(select(Issue.title, func.count()).group_by(Issue.title)).all()
        found = {title: many for title, many in counted}  # noqa: C416  # rows are not pairs to the types
    installation.let_go()
    return {
        "acknowledged": len(titles),
        "lost": sum(1 for title in titles if title not in found),
        "doubled": sum(1 for many in found.values() if many > 1),
    }
