"""Whether an installation is sound: the database, what is kept beside it, and what both sides signed."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from govtracker import config, storage
from govtracker.keeping import copies
from govtracker.queries import audit
from govtracker.queries.installation import health, soundness
from govtracker.queries.performance import scorecard_rows
from govtracker.rules.performance import verification
from govtracker.services.installation import anchoring, trail_checks

PIECE = 1024 * 1024


@dataclass(frozen=True)
class Looked:
    """What was looked at, how many there were, and what is wrong with them."""

    what: str
    many: int
    wrong: tuple[str, ...]


def look(*, contents: bool) -> Iterator[Looked]:
    """Everything in turn; with `contents` every file is read and compared with its SHA-256. Raises Unable."""
    yield Looked("database", 1, tuple(copies.objections(config.current().database_direct_url)))
    yield Looked("schema", 1, () if health.schema_is_newest() else ("It is not the one of this program.",))
    nowhere = [
        f"{rows} rows of {table} point nowhere by {column}" for table, column, rows in soundness.pointing_nowhere()
    ]
    yield Looked("rows", sum(soundness.rows().values()), tuple(nowhere))
    yield _content(contents=contents)
    yield _unknown_content()
    yield _trail()
    yield _scorecards()


def _content(*, contents: bool) -> Looked:
    """Rows without their content, or with another one."""
    store, many, wrong = storage.store(config.current()), 0, []
    for row in soundness.content():
        many += 1
        try:
            with store.open(row.place) as file:
                if contents and _sha256(file) != row.digest:
                    wrong.append(f"{row.place} is not as it was kept")
        except FileNotFoundError:
            if row.is_needed:
                wrong.append(f"{row.place} is not there")
    return Looked("attachments", many, tuple(wrong))


def _unknown_content() -> Looked:
    """Content that no row tells of: a process died between the two, or a backup was put beside other content."""
    places = list(storage.store(config.current()).places())
    return Looked(
        "files", len(places), tuple(f"{place}: no row tells of it" for place in places if not soundness.is_known(place))
    )


def _trail() -> Looked:
    """Every chain from its beginning, and what its anchors know better."""
    chains, found = audit.chains(), trail_checks.Found()
    names = audit.names(chains)
    faults = [*trail_checks.verify(chains, found), *trail_checks.against_anchors(anchoring.kept(), found)]
    wrong = [f"{names.get(chain, chain)}: event {fault.seq} {fault.text}" for chain, fault in faults]
    return Looked("events of the trail", found.events, tuple(wrong))


def _scorecards() -> Looked:
    many, wrong = 0, []
    for key, number, kept in scorecard_rows.signed():
        many += 1
        wrong += [f"{key}, scorecard {number}: {line}" for line in verification.differences(kept)]
    return Looked("scorecards", many, tuple(wrong))


def _sha256(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()
