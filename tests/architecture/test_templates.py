"""Templates keep to the strict content policy and to their place."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PAGES = [path for path in sorted(TEMPLATES.rglob("*.html")) if "mail" not in path.relative_to(TEMPLATES).parts]
FORBIDDEN = {
    r"<style\b": "a style element: put it into govtracker/static/css/",
    r"\sstyle=": "a style attribute: give the element a class",
    r"<script(?![^>]*\bsrc=)": "an inline script: put it into govtracker/static/js/elements/",
    r"\son[a-z]+=": "an inline event handler: write a custom element",
    r"\|\s*safe\b": "|safe: let the value be escaped, or clean it in Python and mark it there",
    r"https?://(?!www\.w3\.org)": "an address of another site",
}

TRUSTED = {("icon.html", r"\|\s*safe\b")}  # its drawings are constants of that very file


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_page_keeps_the_content_policy(path: Path) -> None:
    text = re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for pattern, what in FORBIDDEN.items():
        found = None if (path.name, pattern) in TRUSTED else re.search(pattern, text)
        assert found is None, f"{path.relative_to(TEMPLATES)} holds {what} ({found[0]!r})"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_post_form_carries_its_token(path: Path) -> None:
    """Every form that writes names the token against forged requests (or a macro that does)."""
    text = path.read_text(encoding="utf-8")
    for form in re.findall(r"<form\b[^>]*method=[\"']post[\"'].*?</form>", text, flags=re.DOTALL | re.IGNORECASE):
        assert re.search(r"csrf_token|hidden_tag|hidden_fields|form_head|post_button|csrf", form), (
            f"{path.relative_to(TEMPLATES)}: a POST form without its token: {form[:120]}"
        )
