"""Two versions of one text put together: nothing that either added is lost, and clashes are named."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules import merge
from govtracker.rules.merge import Clash

TEXTS = st.lists(st.sampled_from(["", "a", "b", "c", "one more", "…"]), max_size=9).map("\n".join)


def counted(text: str) -> Counter[str]:
    return Counter(line for line in text.split("\n") if line)


@pytest.mark.parametrize(
    ("seen", "mine", "stored", "together"),
    [
        ("", "mine", "theirs", "theirs\nmine"),
        ("a\nb\nc", "a!\nb\nc", "a\nb\nc!", "a!\nb\nc!"),
        ("a\nb", "a!\nb", "a\nb!", "a!\nb!"),
        ("a\nb", "a\nb\nmine", "a\nb\ntheirs", "a\nb\ntheirs\nmine"),
        ("a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd"),
        ("a", "a\nsame", "a\nsame", "a\nsame"),
        ("a\nb", "x\na\nb", "a\nb\ny", "x\na\nb\ny"),
    ],
)
def test_what_does_not_clash_is_put_together(seen: str, mine: str, stored: str, together: str) -> None:
    found = merge.lines(seen=seen, mine=mine, stored=stored)
    assert (found.text, found.clashes) == (together, ())


@pytest.mark.parametrize(
    ("seen", "mine", "stored", "text", "clash"),
    [
        ("a\nb", "mine\nb", "theirs\nb", "mine\nb", Clash("mine", "theirs")),
        ("a\nb\nc", "b\nc", "a!\nb\nc\nnew", "b\nc\nnew", Clash("", "a!")),
        ("a", "mine", "", "mine", Clash("mine", "")),
    ],
)
def test_lines_both_changed_are_named_with_both_texts(
    seen: str, mine: str, stored: str, text: str, clash: Clash
) -> None:
    found = merge.lines(seen=seen, mine=mine, stored=stored)
    assert (found.text, found.clashes) == (text, (clash,))


@given(TEXTS, TEXTS, TEXTS)
def test_no_line_that_either_side_added_is_lost(seen: str, mine: str, stored: str) -> None:
    found = merge.lines(seen=seen, mine=mine, stored=stored)
    shown = counted(found.text) + sum((counted(clash.theirs) for clash in found.clashes), Counter())
    for written in (mine, stored):
        assert not counted(written) - counted(seen) - shown


@given(TEXTS, TEXTS)
def test_what_one_alone_changed_is_as_they_wrote_it(seen: str, written: str) -> None:
    wanted = written.rstrip("\n")
    assert merge.lines(seen=seen, mine=written, stored=seen) == merge.MergedText(wanted)
    assert merge.lines(seen=seen, mine=seen, stored=written) == merge.MergedText(wanted)


def test_a_text_too_long_to_compare_clashes_as_a_whole() -> None:
    long = "\n" * (merge.MOST_LINES + 1) + "end"
    found = merge.lines(seen=long, mine=f"{long}\nmine", stored=f"{long}\ntheirs")
    assert found.text.endswith("mine")
    assert found.clashes[0].theirs.endswith("theirs")
