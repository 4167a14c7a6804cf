"""The parts that meet requests and files are never older than what mended their known weaknesses."""

import re
from pathlib import Path

import pytest
from packaging.version import Version

LOCKED = dict(re.findall(r"^([a-z0-9-]+)(?:\[\w+\])?==([^\s;\\]+)", Path("requirements.txt").read_text(), re.MULTILINE))
# The first version without what its advisory says; `./dev audit` asks for news.
FLOORS = {
    "flask": "3.1.3",  # GHSA-4grg (keys that rotate), GHSA-68rp (Vary: Cookie)
    "werkzeug": "3.1.4",  # CVE-2025-66221 (device names), CVE-2024-49767 (multipart), CVE-2024-34069 (debugger)
    "jinja2": "3.1.6",  # CVE-2025-27516 (sandbox)
    "gunicorn": "23.0.0",  # CVE-2024-6827 (smuggling)
    "urllib3": "2.6.0",  # CVE-2025-66418, CVE-2025-66471 (decompression)
    "requests": "2.32.4",  # CVE-2024-47081 (netrc)
    "idna": "3.7",  # CVE-2024-3651
    "brotli": "1.2.0",  # CVE-2025-6176 (decompression)
}


@pytest.mark.parametrize("name", FLOORS)
def test_no_part_is_older_than_its_mended_version(name: str) -> None:
    assert Version(LOCKED[name]) >= Version(FLOORS[name])
