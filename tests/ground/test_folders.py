"""A folder lasts as long as somebody lives in it, and what a killed process left goes at the next occasion."""

import os

from tests.support import folders


def long_ago(folder):
    os.utime(folder, (0, 0))


def test_folder_goes_with_its_block(tmp_path):
    with folders.held("try-", tmp_path) as folder:
        assert folder.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_abandoned_folder_is_removed_by_the_next(tmp_path):
    abandoned = tmp_path / "try-abandoned"
    abandoned.mkdir()
    (abandoned / "alive").touch()
    long_ago(abandoned)
    with folders.held("try-", tmp_path) as folder:
        assert list(tmp_path.iterdir()) == [folder]


def test_folder_in_use_is_left_however_old(tmp_path):
    with folders.held("try-", tmp_path) as first:
        long_ago(first)
        with folders.held("try-", tmp_path):
            assert first.is_dir()


def test_folder_just_made_is_left_until_its_maker_holds_it(tmp_path):
    young = tmp_path / "try-young"
    young.mkdir()
    (young / "alive").touch()
    with folders.held("try-", tmp_path):
        assert young.is_dir()
