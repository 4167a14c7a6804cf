"""Nobody is kept out: every main page by WCAG 2.2 AA, in light and dark, wide and narrow."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.support import browsing
from tests.support.acting import signed_in

WIDE, PHONE, NARROW = 1300, 360, 320
CALM = {"reduced_motion": "reduce"}  # colours change at once
PAGES = {
    "Eva Varga": [
        "/",
        "/?tab=own_side",
        "/?tab=snoozed",
        "/portfolio",
        "/issues",
        "/issues?choose=columns",
        "/issues/batch?all=1",
        "/views/new/issues",
        "/actions",
        "/actions/batch?all=1",
        "/search?q=billing",
        "/people/2",
        "/settings",
        "/settings/mail",
    ],
    "Priya Nair": [
        "/r/MER",
        "/r/MER/areas/1",
        "/r/MER/issues",
        "/r/MER/issues/new",
        "/r/MER/issues/80",
        "/r/MER/issues/80/edit",
        "/r/MER/actions",
        "/r/MER/actions/new",
    ],
    "Noah Berg": [
        "/r/CFS/scorecards",
        "/r/CFS/criteria",
        "/r/CFS/measurements",
        "/r/CFS/measurements/import",
        "/r/CFS/reviews",
        "/r/CFS/structure",
        "/r/CFS/history",
    ],
    "Greta Falk": [
        "/relationships/new",
        "/settings/password",
        "/demo/mail",
        "/sourcing/support-types",
        "/sourcing/support-types/shifts?from_id=1&to_2=400000",
        "/sourcing/profiles",
        "/sourcing/profiles/2/0",
    ],
}


@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_kept_out_of_a_page(name, demo_server, new_page):
    page = signed_in(new_page, name, **CALM)
    found = [f"{url} {said}" for url in PAGES[name] for said in troubles(page, url)]
    assert not found, "\n".join(found)


def test_nobody_is_kept_out_at_the_door(demo_server, new_page):
    assert not list(troubles(new_page(**CALM), "/sign-in"))


def troubles(page: Page, url: str) -> Iterator[str]:
    """What axe finds at two widths in light, of colours in dark too, and where the page scrolls sideways."""
    answer = page.goto(url)
    assert answer is not None
    assert answer.status == 200, url
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="light")
        if said := browsing.barriers(page):
            yield f"at {width} px: {said}"
        page.emulate_media(color_scheme="dark")
        if said := browsing.barriers(page, "color-contrast"):
            yield f"at {width} px in the dark: {said}"
    page.set_viewport_size({"width": NARROW, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > NARROW:
        yield f"is {wide} px wide at {NARROW} px"
