"""Anchors are bound to one another by a key that the database does not hold."""

from datetime import UTC, datetime

from govtracker.rules import anchors
from govtracker.rules.anchors import Anchor
from govtracker.rules.audit_chain import Mark

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
MADE = [Anchor(chain, Mark(chain * 10, f"{chain:064x}"), AT) for chain in range(4)]


def test_lines_say_what_was_anchored_and_follow_one_another_over_days() -> None:
    first = list(anchors.written(MADE[:2], after="", key="k"))
    lines = first + list(anchors.written(MADE[2:], after=anchors.seal_of(first[-1]), key="k"))
    read = list(anchors.read(lines, keys=["newer", "k"]))
    assert [line.anchor for line in read] == MADE
    assert all(line.is_sound for line in read)


def test_changed_missing_and_forged_lines_are_found() -> None:
    lines = list(anchors.written(MADE, after="", key="k"))
    changed = [lines[0], lines[1].replace('"seq":10', '"seq":11'), *lines[2:]]
    assert [line.is_sound for line in anchors.read(changed, keys=["k"])] == [True, False, True, True]
    assert [line.is_sound for line in anchors.read(lines[:1] + lines[2:], keys=["k"])] == [True, False, True]
    assert not any(line.is_sound for line in anchors.read(anchors.written(MADE, after="", key="other"), keys=["k"]))
    assert [line.is_sound for line in anchors.read(["{}", "x"], keys=["k"])] == [False, False]
