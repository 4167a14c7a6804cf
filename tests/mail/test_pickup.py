"""The folder and the console as ways out: each mail exactly once, whenever its worker dies."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from govtracker.enums import MailKind, MailState
from govtracker.mail import pickup
from govtracker.mail.doors import Letter, NoConnection, Uncertain
from tests.mail.steps import MONDAY, queued, reaped, sent, state_of
from tests.support.applications import Settled
from tests.support.world import World

LETTER = Letter("from@a.example", "jane@b.example", b"Subject: x\r\n\r\nText\r\n", "1-a.eml")


def again(letter: Letter, door: pickup.Folder) -> Letter:
    return Letter(letter.sender, letter.recipient, letter.raw, letter.name, handed_to=door.name)


def picked_up(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "new").iterdir())


def test_a_mail_appears_whole_and_by_its_own_name(tmp_path: Path) -> None:
    with pickup.opened(tmp_path) as door:
        door.offer(LETTER)
        assert picked_up(tmp_path) == []
        door.hand_over(LETTER)
    assert (tmp_path / "new" / "1-a.eml").read_bytes() == LETTER.raw


@pytest.mark.parametrize("fetched", [False, True])
def test_a_mail_that_was_handed_over_is_not_added_again(tmp_path: Path, fetched: bool) -> None:
    with pickup.opened(tmp_path) as door:
        door.offer(LETTER)
        door.hand_over(LETTER)
        if fetched:
            (tmp_path / "new" / "1-a.eml").unlink()
        door.offer(again(LETTER, door))
        assert "before" in door.hand_over(again(LETTER, door))
    assert picked_up(tmp_path) == ([] if fetched else ["1-a.eml"])


def test_a_worker_that_died_in_between_has_handed_over_nothing(tmp_path: Path) -> None:
    with pickup.opened(tmp_path) as door:
        door.offer(LETTER)
    with pickup.opened(tmp_path) as door:
        door.offer(again(LETTER, door))
        door.hand_over(again(LETTER, door))
    assert picked_up(tmp_path) == ["1-a.eml"]


def test_another_host_s_folder_cannot_know(tmp_path: Path) -> None:
    with pickup.opened(tmp_path / "one") as one, pickup.opened(tmp_path / "two") as two:
        two.offer(again(LETTER, one))
        with pytest.raises(Uncertain):
            two.hand_over(again(LETTER, one))


def test_a_folder_that_cannot_be_made_is_no_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NoConnection), pickup.opened(tmp_path / "file"):
        raise AssertionError("there is no such folder")


def test_mail_leaves_into_the_folder_and_a_dead_worker_s_is_harmless(
    with_settings: Settled,
    world: World,
    tmp_path: Path,
    clock_at: Callable[[datetime], None],
) -> None:
    clock_at(MONDAY)
    with with_settings(MAIL_TRANSPORT=f"pickup:{tmp_path}"):
        queued(world)
        sent(MONDAY)
        with pickup.opened(tmp_path) as door:
            dead = queued(
                world, kind=MailKind.DIGEST, state=MailState.HANDING, token="t", handed_to=door.name, handed_at=MONDAY
            )
        reaped(MONDAY)
        assert state_of(dead) is MailState.QUEUED
    assert len(picked_up(tmp_path)) == 1


def test_the_console_prints_what_would_leave(
    with_settings: Settled, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    with with_settings(MAIL_TRANSPORT="console"):
        mail = queued(world)
        sent(MONDAY)
        assert state_of(mail) is MailState.SENT
    assert "--- to eva.varga@northgate.example" in capsys.readouterr().out
