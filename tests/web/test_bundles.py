"""Style sheets and scripts come as one file each, whole, compressed, and kept by browsers."""

import gzip
import re
from pathlib import PurePosixPath

import pytest
from flask import Flask

from govtracker.web import assets, bundles

ADDRESSES = [bundles.styles().address, bundles.scripts().address]


@pytest.mark.parametrize("address", ADDRESSES)
def test_bundle_is_the_same_compressed_or_not(app: Flask, address: str) -> None:
    client = app.test_client()
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    zipped = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    assert gzip.decompress(zipped.data) == plain.data
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == zipped.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("address", ADDRESSES)
def test_bundle_may_be_kept_by_anybody(app: Flask, address: str) -> None:
    answer = app.test_client().get(address)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_names_the_bundle_as_it_is(app: Flask, address: str) -> None:
    assert f'"{address}"' in app.test_client().get("/sign-in", follow_redirects=True).text


def test_everything_the_style_sheets_name_is_there() -> None:
    folder = PurePosixPath(bundles.styles().path).parent
    named = set(re.findall(r'url\("?([^")]+)"?\)', bundles.styles().plain.decode()))
    files = {name for name in named if not name.startswith("data:")}
    assert files
    for name in files:
        assert (assets.STATIC / (folder / name).relative_to("/static")).exists(), name
