"""A browser page that watches: what goes wrong on it fails the test, whether or not the test looks there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Response, expect

PICTURES = Path(__file__).resolve().parents[2] / "test-results"
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
DARK = {"color_scheme": "dark"}
NO_SCRIPT = {"java_script_enabled": False}
WCAG = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PATIENCE = 15_000  # milliseconds: a busy machine, not a slow page

expect.set_options(timeout=PATIENCE)

NewPage = Callable[..., Page]


@contextmanager
def pages(browser: Browser, url: str) -> Iterator[NewPage]:
    """A function that opens pages, each a person of their own: new_page(**PHONE), new_page(**NO_SCRIPT)."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def new_page(**options: Any) -> Page:
        settings = {"base_url": url, "locale": "en-GB", "timezone_id": "Europe/Berlin", **options}
        context = browser.new_context(**settings)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        _watch(page, troubles)
        return page

    try:
        yield new_page
    finally:
        for context in contexts:
            context.close()
    assert not troubles, "The browser reported:\n" + "\n".join(troubles)


def photograph(page: Page, name: str) -> Path:
    """The whole page as test-results/NAME.png."""
    PICTURES.mkdir(exist_ok=True)
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, full_page=True, animations="disabled")
    return path


def barriers(page: Page, *rules: str) -> str:
    """What keeps people out by WCAG 2.2 AA, or by these rules of axe alone; empty when nothing does."""
    results = Axe().run(page, options={**WCAG, "runOnly": list(rules)} if rules else WCAG)
    return str(results.generate_report()) if results.violations_count else ""


def _watch(page: Page, troubles: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            troubles.append(f"{page.url}: console: {message.text}")

    def on_error(error: Error) -> None:
        troubles.append(f"{page.url}: script: {error.message}")

    def on_response(response: Response) -> None:
        lost = response.status == 404 and response.request.resource_type != "document"
        if response.status >= 500 or lost:
            troubles.append(f"{response.request.method} {response.url}: {response.status}")

    page.on("console", on_console)
    page.on("pageerror", on_error)
    page.on("response", on_response)
