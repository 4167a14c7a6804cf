"""A watched page reports what a test does not look at."""

import pytest

from tests.support import browsing

ANYWHERE = "http://127.0.0.1"


def test_script_error_fails_the_test(browser):
    with pytest.raises(AssertionError, match="boom"), browsing.pages(browser, ANYWHERE) as new_page:
        new_page().set_content("<script>throw new Error('boom')</script>")


def test_broken_content_policy_fails_the_test(browser):
    policy = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'self'\">"
    with pytest.raises(AssertionError, match="Content Security Policy"), browsing.pages(browser, ANYWHERE) as new_page:
        new_page().set_content(f"{policy}<script>document.title = 'inline'</script>")


def test_lost_file_fails_the_test(live_server, browser):
    def visit():
        with browsing.pages(browser, live_server.url) as new_page:
            page = new_page()
            page.goto("/healthz")
            page.evaluate("fetch('/lost').then(answer => answer.status)")

    with pytest.raises(AssertionError, match="/lost: 404"):
        visit()


def test_barrier_is_named_and_its_absence_is_silence(browser):
    whole = "<!doctype html><html lang=en><title>Page</title><main><h1>Heading</h1>{}</main></html>"
    with browsing.pages(browser, ANYWHERE) as new_page:
        page = new_page()
        page.set_content(whole.format("<img src='data:,'>"))
        assert "alternate text" in browsing.barriers(page).lower() or "alternative text" in browsing.barriers(page)
        page.set_content(whole.format("<p>Text</p>"))
        assert browsing.barriers(page) == ""


def test_text_has_a_size_even_on_a_machine_without_fonts(browser):
    with browsing.pages(browser, ANYWHERE) as new_page:
        page = new_page()
        page.set_content("<span>Text</span>")
        box = page.locator("span").bounding_box()
        assert box is not None
        assert box["width"] > 0
