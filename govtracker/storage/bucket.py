"""Files in a bucket of an S3-compatible store."""

import functools
import os
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from govtracker.config import Settings
from govtracker.storage.directory import swept

PATIENCE = Config(connect_timeout=5, read_timeout=60, retries={"max_attempts": 3, "mode": "standard"})
MAKING = threading.Lock()  # clients may be used by several threads at once, but made by one alone


class Bucket:
    """A bucket, and what stands before every place in it."""

    def __init__(self, settings: Settings) -> None:
        address = urlsplit(settings.attachments_url)
        self.bucket, self.prefix = address.netloc, address.path.strip("/")
        names = (settings.s3_endpoint_url, settings.s3_region, settings.s3_access_key_id, settings.s3_secret_access_key)
        with MAKING:
            self.client: Any = _client(*names)

    def incoming(self) -> Path:
        """The machine's folder for what does not last."""
        return swept(Path(tempfile.gettempdir()) / f"govtracker-{os.getuid()}")

    def put(self, place: str, content: Path) -> None:
        """Send the file; an object appears when it is whole."""
        self.client.upload_file(str(content), self.bucket, self._key(place))

    def open(self, place: str) -> BinaryIO:
        """The object as a stream."""
        try:
            return cast(BinaryIO, self.client.get_object(Bucket=self.bucket, Key=self._key(place))["Body"])
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                raise FileNotFoundError(place) from error
            raise

    def places(self) -> Iterator[str]:
        """Every object under the prefix."""
        before = self._key("")
        for listed in self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=before):
            for item in listed.get("Contents", ()):
                yield str(item["Key"]).removeprefix(before)

    def delete(self, place: str) -> None:
        """Delete the object."""
        self.client.delete_object(Bucket=self.bucket, Key=self._key(place))

    def _key(self, place: str) -> str:
        return f"{self.prefix}/{place}" if self.prefix else place


@functools.lru_cache(maxsize=8)
def _client(endpoint_url: str, region: str, key_id: str, secret: str) -> Any:
    """One for each store: to make it reads descriptions of the whole service, which takes longer than most files."""
    return _session().client(
        "s3",
        endpoint_url=endpoint_url or None,
        region_name=region or None,
        aws_access_key_id=key_id or None,
        aws_secret_access_key=secret or None,
        config=PATIENCE,
    )


@functools.cache
def _session() -> Any:
    return boto3.session.Session()
