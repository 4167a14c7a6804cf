"""Where the content of files is kept: a local folder, or a bucket of an S3-compatible store."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from govtracker.config import Settings
from govtracker.storage.directory import Directory


class Store(Protocol):
    """Keeps content under places (plain relative paths of our own making); each is written once and never changed."""

    def incoming(self) -> Path:
        """A folder for what is on its way in."""

    def put(self, place: str, content: Path) -> None:
        """Keep a finished file; it is whole or not there, whatever happens meanwhile. The file itself may be gone."""

    def open(self, place: str) -> BinaryIO:
        """The content, to be read and closed; raises FileNotFoundError."""

    def places(self) -> Iterator[str]:
        """Every place that holds content, in no order."""

    def delete(self, place: str) -> None:
        """Take it away; nothing happens where there is nothing."""


def store(settings: Settings) -> Store:
    """The store that the settings name."""
    if not settings.attachments_url:
        return Directory(settings.data_dir / "attachments")
    from govtracker.storage.bucket import Bucket  # its library is large: loaded where it is wanted alone

    return Bucket(settings)
