"""What the tests of seeing hold, one trial at a time, with the guards each of them passes."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from flask import Flask

from benchmarks.drills import _guard_sites as sites
from govtracker.access import Permission, Viewer
from govtracker.database import Base
from tests.rules import test_access
from tests.support import asking, marked, marked_house, marked_leavings, marked_questions, swapping
from tests.support.asking import Question, Stored
from tests.support.crawling import Visit, identity
from tests.support.filling_in import Form
from tests.support.marked import MARK, Marks
from tests.support.world import World
from tests.web import test_canary, test_loaders

DRAWN = ("/charts/", ".svg", ".pdf")  # by threads that do not outlive the process a trial runs in
Trial = Callable[[], object]  # what somebody got that is not theirs; empty, false or nothing where all is well


@dataclass
class House:
    """The marked world, and which trial passes which guard, with those it passes besides."""

    app: Flask
    world: World
    marks: Marks = field(default_factory=Marks)
    questions: list[Question] = field(default_factory=list)  # what was asked while the world was made
    passed: dict[str, list[tuple[Trial, frozenset[str]]]] = field(default_factory=lambda: defaultdict(list))
    visits: dict[str, Visit] = field(init=False)

    def __post_init__(self) -> None:
        self.visits = {who: Visit(self.world.client(who), MARK) for who in marked_house.VISITORS}

    def note(self, trial: Trial) -> None:
        """Run it once and remember the guards it passed; what is red with all of them says nothing."""
        sites.forget()
        if not trial():
            names = frozenset(sites.reached)
            for name in names:
                self.passed[name].append((trial, names))


def quick(house: House) -> Iterator[Trial]:
    """Questions that pages ask of the database, and finding."""
    with asking.noted() as questions:
        for who, visit in house.visits.items():
            visit.crawl(["/", *marked_house.addresses(house.app, marked_house.HOME.get(who, "MER"))])
        marked_house.send_forms(house.world, house.visits)
    asked = [*house.questions, *questions.values()]
    marked_leavings.add(house.world)
    with house.app.test_request_context():
        asked += list(marked_questions.more(house.world, asked))
    yield from _asking(house, asked)
    with house.app.test_request_context():
        yield from _finding(house)


def thorough(house: House) -> Iterator[Trial]:
    """Writing, then reading: what takes whole requests."""
    yield from _writing(house, house.visits)
    said = marked_house.overviews(house.world)
    for address in said:
        yield partial(_counts, house, address, said[address])
    addresses = {identity(address): address for visit in house.visits.values() for address in visit.reached}
    for who, address in itertools.product(house.visits, addresses.values()):
        if not any(part in address for part in DRAWN):
            yield partial(_reads, house, who, address)


def _finding(house: House) -> Iterator[Trial]:
    people = dict(test_loaders.seen_by(house.world))
    for name, loader in test_loaders.loaders(house.app).items():
        if name in test_loaders.OF_ONESELF:
            continue
        for letter, named in test_loaders.records(name, loader, house.world):
            strangers = people.keys() - marked.readers(house.world, letter)
            for viewer in filter(None, (people[who] for who in sorted(strangers))):
                yield partial(_finds, house, loader, viewer, named)


def _finds(house: House, loader: Callable[..., Any], viewer: Viewer, named: dict[str, Any]) -> bool:
    with house.app.test_request_context():
        return test_loaders.finds(loader, viewer, named)


def _asking(house: House, questions: list[Question]) -> Iterator[Trial]:
    """What others are answered with every guard; the tests hold it against a world without what is not theirs."""
    with house.app.test_request_context():
        known = asking.records(questions)
    for who in asking.STRANGERS:
        viewer = marked_leavings.stranger(house.world, who)
        for question in questions:
            with house.app.test_request_context():
                said = asking.answer(viewer, question, known)
            yield partial(_learns, house, viewer, question, known, said)


def _learns(house: House, viewer: Viewer, question: Question, known: Mapping[Stored, Base], said: str) -> str:
    with house.app.test_request_context():
        answer = asking.answer(viewer, question, known)
    return "" if answer == said else answer


def _writing(house: House, visits: dict[str, Visit]) -> Iterator[Trial]:
    known: set[object] = set()
    for who in ("client_spoc", "supplier_spoc", "other_supplier_spoc"):
        own, key = visits[who].forms, marked_house.HOME.get(who, "MER")
        others = {form.action: form for visit in visits.values() for form in visit.forms.values()}
        for form in others.values():
            for action in {form.action, test_canary.RELATIONSHIP.sub(f"/r/{key}/", form.action)} - own.keys():
                tried = (who, identity(action))
                if tried in known:
                    continue
                known.add(tried)
                yield partial(_sends, house, who, action, form)


def _counts(house: House, address: str, said: str) -> str:
    answer = marked_house.overviews(house.world, [address])[address]
    return "" if answer == said else answer


def _sends(house: House, who: str, action: str, form: Form) -> list[str]:
    with swapping.nothing_kept() as kept:
        kept.after(house.world.client(who), action, form.answers())
    return sorted(set(kept.tables) - test_canary.EVERYBODYS_OWN)


def _reads(house: House, who: str, address: str) -> list[str]:
    visit = Visit(house.world.client(who), MARK)
    visit.read(address)
    return sorted(mark for mark in visit.found if not marked.may_read(house.world, who, mark, house.marks))


def rules() -> Iterator[Trial]:
    """What is held of permissions alone."""
    for permission in Permission:
        yield partial(_differs, permission)
    yield _bears_otherwise


def _differs(permission: Permission) -> bool:
    try:
        if permission in test_access.ANSWERS:
            test_access.test_everybody_may_what_the_table_says(permission)
            test_access.test_what_a_side_keeps_to_itself_is_touched_by_that_side_alone(permission)
        else:
            test_access.test_everybody_may_what_concerns_no_relationship_as_the_table_says(permission)
    except AssertionError:
        return True
    return False


def _bears_otherwise() -> bool:
    try:
        test_access.test_accounts_that_would_open_most_to_a_stranger()
    except AssertionError:
        return True
    return False
