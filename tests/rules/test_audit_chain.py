"""Whoever edits, deletes, swaps, adds to or cuts a stored chain is found, whatever they touch."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules import audit_chain, personal
from govtracker.rules.audit_chain import Mark, Walk

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
Chain = list[dict[str, Any]]
Said = dict[tuple[int, int], tuple[str, dict[str, Any]]]


def chain(length: int, reasons: list[str]) -> tuple[Chain, Said, Mark]:
    """Events of both editions as they are written, what they say of people, and where the chain ends."""
    events: Chain = []
    said: Said = {}
    end = Mark()
    for seq in range(1, length + 1):
        edition = audit_chain.FIRST if seq % 3 == 1 else audit_chain.SALTED
        event: dict[str, Any] = {
            "chain": 7,
            "seq": seq,
            "at": AT + timedelta(minutes=seq),
            "action": "edited",
            "actor_id": seq % 4,
            "actor_name": "Eva Varga" if edition == audit_chain.FIRST else "",
            "subject_type": "issue",
            "subject_id": seq,
            "label": f"MER-{seq}",
            "audience": "shared",
            "changes": {"title": ["a", reasons[seq % len(reasons)]]},
            "reason": reasons[seq % len(reasons)],
            "edition": edition,
            "company_id": 1,
            "origin": "web",
            "request_id": "f00d",
            "is_refused": False,
            "for_seat_id": None,
            "for_person_id": None,
            "sealed": None,
        }
        if edition == audit_chain.SALTED:
            said[seq, seq % 4] = (f"{seq:032x}", {"name": "Eva Varga"})
            event["sealed"] = {str(seq % 4): personal.sealed(*said[seq, seq % 4])}
        event["text"] = audit_chain.text_of(event)
        event["previous_hash"], event["hash"] = end.hash, audit_chain.link(end.hash, event["text"])
        events.append(event)
        end = Mark(seq, event["hash"])
    return events, said, end


def faults(events: Chain, said: Said, head: Mark) -> list[int]:
    """The numbers of the events in which something is wrong."""
    walk = Walk(Mark())
    found = [fault.seq for fault in walk.follow(events, said)]
    last = audit_chain.head_fault(walk.at, head)
    return found + ([last.seq] if last else [])


CHAINS = st.builds(chain, st.integers(2, 9), st.lists(st.text(max_size=8), min_size=1, max_size=3))
FIELDS = {
    "at": lambda value: value + timedelta(microseconds=1),
    "action": lambda value: value + "x",
    "actor_id": lambda value: value + 1,
    "actor_name": lambda value: value + "x",
    "subject_type": lambda value: value + "x",
    "subject_id": lambda value: value + 1,
    "label": lambda value: value + "x",
    "audience": lambda value: "client",
    "changes": lambda value: {**value, "severity": ["low", "high"]},
    "reason": lambda value: value + "x",
    "text": lambda value: value.replace("edited", "Edited"),
    "hash": lambda value: "0" * 64,
    "previous_hash": lambda value: "1" * 64,
}


@given(CHAINS)
def test_untouched_chain_has_no_fault(made: tuple[Chain, Said, Mark]) -> None:
    assert faults(*made) == []


@given(CHAINS, st.data(), st.sampled_from(sorted(FIELDS)))
def test_any_edit_of_one_event_is_found_and_named(
    made: tuple[Chain, Said, Mark], data: st.DataObject, name: str
) -> None:
    events, said, head = made
    place = data.draw(st.integers(0, len(events) - 1))
    events[place] = {**events[place], name: FIELDS[name](events[place][name])}
    assert events[place]["seq"] in faults(events, said, head)


@given(CHAINS, st.data(), st.sampled_from(sorted(FIELDS)))
def test_edit_that_hashes_the_event_anew_breaks_the_next_link_or_the_head(
    made: tuple[Chain, Said, Mark], data: st.DataObject, name: str
) -> None:
    events, said, head = made
    place = data.draw(st.integers(0, len(events) - 1))
    forged = {**events[place], "reason": events[place]["reason"] + "x"}
    forged["text"] = audit_chain.text_of(forged)
    forged["hash"] = audit_chain.link(forged["previous_hash"], forged["text"])
    events[place] = forged
    assert {forged["seq"], forged["seq"] + 1} & set(faults(events, said, head))


@given(CHAINS, st.data())
def test_missing_swapped_and_cut_off_events_are_found(made: tuple[Chain, Said, Mark], data: st.DataObject) -> None:
    events, said, head = made
    place = data.draw(st.integers(0, len(events) - 1))
    assert faults(events[:place] + events[place + 1 :], said, head)
    assert faults(events[:place], said, head) == [place + 1]
    if place:
        swapped = list(events)
        one, other = swapped[place - 1], swapped[place]
        swapped[place - 1], swapped[place] = {**other, "seq": one["seq"]}, {**one, "seq": other["seq"]}
        assert one["seq"] in faults(swapped, said, head)


@given(CHAINS, st.data())
def test_words_of_a_person_may_go_and_not_change(made: tuple[Chain, Said, Mark], data: st.DataObject) -> None:
    events, said, head = made
    key = data.draw(st.sampled_from(sorted(said)))
    assert faults(events, {other: words for other, words in said.items() if other != key}, head) == []
    salt, words = said[key]
    assert faults(events, {**said, key: (salt, {"name": "Nobody"})}, head) == [key[0]]
    assert faults(events, {**said, key: (salt[::-1], words)}, head) == ([] if salt == salt[::-1] else [key[0]])


def test_chain_that_was_cut_with_its_head_is_found_by_its_anchor() -> None:
    events, said, head = chain(6, ["why"])
    cut = events[:4]
    assert faults(cut, said, Mark(4, cut[-1]["hash"])) == []
    assert audit_chain.anchor_fault(head, None)
    assert audit_chain.anchor_fault(head, "f" * 64)
    assert audit_chain.anchor_fault(Mark(4, cut[-1]["hash"]), cut[-1]["hash"]) is None
