"""Files in a bucket of an S3-compatible store."""

import os
import tempfile
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


class Bucket:
    """A bucket, and what stands before every place in it."""

    def __init__(self, settings: Settings) -> None:
        address = urlsplit(settings.attachments_url)
        self.bucket, self.prefix = address.netloc, address.path.strip("/")
        self.client: Any = boto3.session.Session().client(
            "s3",
            endpoint_url=settings.s3_endpoint_url or None,
            region_name=settings.s3_region or None,
            aws_access_key_id=settings.s3_access_key_id or None,
            aws_secret_access_key=settings.s3_secret_access_key or None,
            config=PATIENCE,
        )

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
