"""A chain of the audit trail as lines that can be verified without the database.

Each line is a link: hash = SHA-256(previous_hash + newline + text). A line without a text is withheld from whoever
took the file; its link alone stands, so that the chain holds. What a text says of people is hashed in it ("sealed"):
SHA-256(salt + "|" + values), with the values as JSON of sorted keys without blanks.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from govtracker.queries.history import Exported
from govtracker.rules import audit_chain, personal
from govtracker.rules.audit_chain import Fault, Mark

HEADS = ("chain", "seq", "previous_hash", "hash", "withheld", "text", "personal")


def lines(key: str, links: Iterable[Exported]) -> Iterator[dict[str, Any]]:
    """Each link as a line of the columns HEADS."""
    for one in links:
        yield {
            "chain": key,
            "seq": one.seq,
            "previous_hash": one.previous_hash,
            "hash": one.hash,
            "withheld": one.text is None,
            "text": one.text,
            "personal": one.said,
        }


def faults(found: Iterable[dict[str, Any]], *, after: Mark | None = None) -> Iterator[Fault]:
    """What is wrong with the lines of a file that begins after a link (by default with the chain)."""
    at = after or Mark()
    for line in found:
        seq = line["seq"]
        if (seq, line["previous_hash"]) != (at.seq + 1, at.hash):
            yield Fault(seq, f"does not follow event {at.seq}")
        if not line["withheld"]:
            if audit_chain.link(line["previous_hash"], line["text"]) != line["hash"]:
                yield Fault(seq, "its text or its hash was changed")
            for person, words in line["personal"].items():
                seal = personal.sealed(words["salt"], words["said"])
                if f'"{person}":"{seal}"' not in line["text"]:
                    yield Fault(seq, f"what it says of person {person} was changed")
        at = Mark(seq, line["hash"])
