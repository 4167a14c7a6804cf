"""Debian's Postfix as an instance of its own: its own folders, a high port, nothing of the machine's touched."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support import folders

PATIENCE = 30  # seconds
MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log/mail.log
maillog_file_prefixes = {folder}
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = relay.test
mydestination =
local_recipient_maps =
mynetworks = 127.0.0.0/8
relay_domains =
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions = {refusing}
transport_maps =
virtual_mailbox_domains = northgate.example, meridian.example
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = static:box/
virtual_minimum_uid = 1
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
error unix - - n - - error
retry unix - - n - - error
smtp unix - - n - - smtp
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd
"""


def missing() -> str:
    """Why it cannot run here; "" when it can."""
    if shutil.which("postfix", path=_path()) is None:
        return "Postfix is not installed: apt install postfix"
    return "" if os.geteuid() == 0 else "Postfix starts as root alone"


@dataclass(frozen=True)
class Relay:
    """A running relay that delivers what it takes for northgate.example and meridian.example into one maildir."""

    port: int
    folder: Path

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"smtp://127.0.0.1:{self.port}"

    def delivered(self, many: int) -> list[bytes]:
        """The mails in the maildir once there are so many, whatever their order; fewer when patience is out."""
        ends = time.monotonic() + PATIENCE
        while True:
            paths = list((self.folder / "mail" / "box" / "new").glob("*"))
            if len(paths) >= many or time.monotonic() > ends:
                return [path.read_bytes() for path in paths]
            time.sleep(0.05)


@contextmanager
def relay(*, refusing: str = "") -> Iterator[Relay]:
    """A relay for the time of the block; `refusing` are restrictions of recipients, in Postfix's words."""
    with folders.held("govtracker-postfix-", Path("/tmp")) as folder:
        folder.chmod(0o755)
        port = _free_port()
        _configure(folder, port, refusing)
        log = (folder / "log" / "start.log").open("w")
        check = ["postfix", "-c", str(folder / "etc"), "check"]  # makes the folders of the queue
        subprocess.run(check, env=_environment(), stdout=log, stderr=log, check=True)
        master = subprocess.Popen(
            [_daemon("master"), "-c", str(folder / "etc"), "-d"], env=_environment(), stdout=log, stderr=log
        )
        try:
            _wait(port, folder)
            yield Relay(port, folder)
        finally:
            master.terminate()
            master.wait(PATIENCE)
            log.close()


def _configure(folder: Path, port: int, refusing: str) -> None:
    import pwd

    owner = pwd.getpwnam("postfix")
    for name in ("etc", "queue", "data", "mail", "log"):
        (folder / name).mkdir()
    for name in ("data", "mail"):
        os.chown(folder / name, owner.pw_uid, owner.pw_gid)
    facts = {"folder": folder, "port": port, "refusing": refusing, "uid": owner.pw_uid, "gid": owner.pw_gid}
    (folder / "etc" / "main.cf").write_text(MAIN.format(**facts))
    (folder / "etc" / "master.cf").write_text(MASTER.format(**facts))


def _daemon(name: str) -> str:
    folder = subprocess.run(
        ["postconf", "-dh", "daemon_directory"], env=_environment(), capture_output=True, text=True, check=True
    )
    return f"{folder.stdout.strip()}/{name}"


def _wait(port: int, folder: Path) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    logs = "\n".join(path.read_text() for path in (folder / "log").iterdir())
    raise TimeoutError(f"Postfix does not answer:\n{logs}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _path() -> str:
    return f"/usr/sbin:/sbin:{os.environ.get('PATH', '')}"


def _environment() -> dict[str, str]:
    return {**os.environ, "PATH": _path()}
