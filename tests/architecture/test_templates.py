"""Templates keep to the strict content policy and to their place."""

import re
from pathlib import Path

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
POST_FORM = re.compile(r"<form\b[^>]*method=[\"']post[\"'].*?</form>", re.DOTALL | re.IGNORECASE)
TRUSTED = {("icon.html", r"\|\s*safe\b")}  # its drawings are constants of that very file


def test_pages_keep_the_content_policy() -> None:
    wrong = []
    for path in PAGES:
        text = re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for pattern, what in FORBIDDEN.items():
            found = None if (path.name, pattern) in TRUSTED else re.search(pattern, text)
            if found is not None:
                wrong.append(f"{path.relative_to(TEMPLATES)} holds {what} ({found[0]!r})")
    assert not wrong


def test_post_forms_carry_their_token() -> None:
    """Every form that writes names the token against forged requests (or a macro that does)."""
    wrong = [
        f"{path.relative_to(TEMPLATES)}: {form[:120]}"
        for path in PAGES
        for form in POST_FORM.findall(path.read_text(encoding="utf-8"))
        if not re.search(r"csrf_token|hidden_tag|hidden_fields|form_head|post_button|csrf", form)
    ]
    assert not wrong, f"POST forms without their token: {wrong}"


AROUND = (  # folders of the pages around a relationship
    *("benefits", "capability_checks", "customer_accounts", "evaluations", "exits", "improvement_plans", "launches"),
    *("management_plans", "opportunities", "programmes", "pulse", "sourcing", "spend_shifts", "supervision"),
    *("supplier_profiles", "support_types", "value", "value_statements", "watch_metrics"),
)
HEADER = re.compile(r"{% block header %}(.*?){% endblock %}", re.DOTALL)


def test_pages_around_a_relationship_say_first_which_question_they_answer() -> None:
    """In the title, or in the sentence under it."""
    wrong = []
    for path in (page for folder in AROUND for page in sorted((TEMPLATES / folder).rglob("*.html"))):
        for header in HEADER.findall(path.read_text(encoding="utf-8")):
            said = re.sub(r"url_for\([^)]*\)", "", header)
            if not re.search(r"(lead|title)=[^%]*\?|lead=LEADS\b", said):
                wrong.append(str(path.relative_to(TEMPLATES)))
    assert not wrong, f"Give these a lead that is a question: {wrong}"
