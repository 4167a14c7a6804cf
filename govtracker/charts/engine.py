"""The drawing engine: a process beside this one, started when a picture is wanted, asked one picture at a time."""

import atexit
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Final


class NotDrawn(Exception):
    """A picture that could not be drawn; the page shows its data as a table."""


def svg(spec: dict[str, Any]) -> str:
    """A Vega-Lite specification as SVG; raises NotDrawn."""
    return ENGINE.ask({"spec": spec}).decode()


def png(drawing: str, *, scale: float = 2.0) -> bytes:
    """An SVG as PNG, `scale` dots to its unit; raises NotDrawn."""
    return ENGINE.ask({"svg": drawing, "scale": scale})


def warm() -> None:
    """Begin to make ready for a picture that will be asked for in a moment; returns at once."""
    ENGINE.start()


class Engine:
    """One process beside this one. It is idle most of the time, and then it is gone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process if nobody is drawing and it is not there; does not wait for it."""
        if self._lock.acquire(blocking=False):
            try:
                self._running()
            finally:
                self._lock.release()

    def ask(self, request: dict[str, Any]) -> bytes:
        """What the process answers; one that died, or ended because it was idle, is started once more."""
        with self._lock:
            for _ in range(TRIES):
                try:
                    return self._answer(json.dumps(request).encode())
                except OSError:
                    self._stop()
        raise NotDrawn("The drawing process does not answer.")

    def forget(self) -> None:
        """Leave the process to whoever started it."""
        self._lock, self._process = threading.Lock(), None

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._stop()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            self._process = subprocess.Popen(  # noqa: S603  # our own file
                [sys.executable, "-I", str(SCRIPT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"PATH": os.defpath, "TZ": "UTC", "HOME": os.devnull},
                bufsize=0,
            )
        return self._process

    def _answer(self, request: bytes) -> bytes:
        process, patience = self._running(), time.monotonic() + PATIENCE
        assert process.stdin is not None  # asked for above
        process.stdin.write(struct.pack(">I", len(request)) + request)
        head = self._read(process, 5, patience)
        answer = self._read(process, struct.unpack(">I", head[1:])[0], patience)
        if not head[0]:
            raise NotDrawn(answer.decode(errors="replace"))
        return answer

    def _read(self, process: subprocess.Popen[bytes], length: int, patience: float) -> bytes:
        assert process.stdout is not None  # asked for above
        found = b""
        while len(found) < length:
            ready, _, _ = select.select([process.stdout], [], [], max(patience - time.monotonic(), 0))
            more = process.stdout.read(length - len(found)) if ready else b""
            if not more:
                raise BrokenPipeError("no answer")
            found += more
        return found

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


SCRIPT: Final = Path(__file__).with_name("drawing_process.py")
TRIES: Final = 2
PATIENCE: Final = 20.0  # seconds for one picture; the first one takes two
ENGINE: Final = Engine()
atexit.register(ENGINE.close)
os.register_at_fork(after_in_child=ENGINE.forget)  # a child's pictures are its own
